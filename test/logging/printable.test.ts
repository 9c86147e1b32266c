// Every text that a guest has chosen, in every place where one is printed, with every code point there is: what
// comes out stays on its line, holds nothing that a terminal would obey or an eye would miss, and in JSON is
// exactly the text.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { rows as assemblyscriptRows } from '#imports/assemblyscript/index.js'
import { emscripten, offer } from '#imports/emscripten/index.js'
import { Exception } from '#imports/emscripten/unwind.js'
import { showFields } from '#imports/log/shown.js'
import { importObject } from '#imports/object.js'
import { requireImports } from '#imports/wanted.js'
import { compile, WebAssembly } from '#src/index.js'
import { json, printable, quoted } from '#src/wasm/printable.js'
import { call, direct, fixed } from '../imports/go/direct.js'
import { root } from '../sources.js'
import { u } from '../unit/wasm/bytes.js'
import { assemble } from '../wat.js'
import { logOf } from './guest.js'

/** What is never printed: controls, separators, blanks but the usual one, whatever turns or hides text. */
const bad = new RegExp(
  [
    '[\\u0000-\\u001f\\u007f-\\u00a0\\u00ad\\u034f\\u061c\\u115f\\u1160\\u1680\\u17b4\\u17b5\\u180b-\\u180f]',
    '[\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\u3164\\ufe00-\\ufe0f\\ufeff\\uffa0\\ufff0-\\ufffb]',
    '[\\ud800-\\udbff](?![\\udc00-\\udfff])',
    '(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
    // Plane 14, of which nothing shows, and what is private: planes 15 and 16.
    '[\\udb40-\\udbff][\\udc00-\\udfff]|[\\ue000-\\uf8ff]',
    '\\ud834[\\udd73-\\udd7a]|\\ud82f[\\udca0-\\udca3]',
  ].join('|'),
)

const isSurrogate = (code: number): boolean => code >= 0xd800 && code < 0xe000

/** All code points, in pieces. */
const size = 0x1000
const codes = Array.from({ length: 0x110000 / size }, (_, i) =>
  Array.from({ length: size }, (_, j) => i * size + j),
)

/**
 * Texts that a module can have as names: all of the planes 0, 1 and 14, and the edges of the others, which are
 * alike within (ideographs, nothing, private). The function itself is tried with all there is.
 */
const texts = codes
  .filter((_, i) => [0, 1, 14].includes(i >> 4) || i % 16 === 0 || i % 16 === 15)
  .map(all => String.fromCodePoint(...all.filter(code => !isSurrogate(code))))
  .filter(Boolean)

/** What only UTF-16 has. */
const halves = String.fromCodePoint(
  ...codes
    .flat()
    .filter(isSurrogate)
    .flatMap(code => [code, 0x2e]),
)

/** Where something bad stands, if anywhere. */
function fault(output: string): string | undefined {
  // What is ASCII is soon seen, and nearly all of it.
  const found = bad.exec(output.replace(/[ -~]+/g, ' '))
  return found
    ? `U+${found[0].charCodeAt(0).toString(16)} in ${JSON.stringify(output.slice(0, 100))}`
    : undefined
}

const faults = (outputs: readonly string[]): readonly string[] =>
  outputs.map(fault).filter(found => found !== undefined)

describe('the function', () => {
  test('leaves nothing bad of any code point, is the same twice, and mixes none up', () => {
    const outputs = new Set(codes.flat().map(code => printable(String.fromCodePoint(code))))
    expect(outputs.size).toBe(0x110000)
    const all = codes.map(code => String.fromCodePoint(...code))
    expect(faults(all.flatMap(text => [printable(text), quoted(text), json(text)]))).toEqual([])
    expect(all.filter(text => printable(printable(text)) !== printable(text))).toEqual([])
    expect(all.filter(text => JSON.parse(json(text)) !== text)).toEqual([])
  })

  test.each([
    ['plain "text" \\ of ~ASCII', 'plain "text" \\ of ~ASCII'],
    ['größer, 大きい, أكبر, больше, מגדל, 🚀, ∑', 'größer, 大きい, أكبر, больше, מגדל, 🚀, ∑'],
    ['a\nb\r\t\u0000\u001b[2J\u009b31m\u007f', 'a\\x0ab\\x0d\\x09\\x00\\x1b[2J\\x9b31m\\x7f'],
    ['\u2028\u2029\u0085\u00a0', '\\u2028\\u2029\\x85\\xa0'],
    ['\u202egnp.exe\u2066x\u2069', '\\u202egnp.exe\\u2066x\\u2069'],
    ['a\ud800b\udfff', 'a\\ud800b\\udfff'],
    ['a\u200bb\ufeff\u{e0041}\u{10ffff}', 'a\\u200bb\\ufeff\\u{e0041}\\u{10ffff}'],
  ])('%j is printed as %s', (text, output) => {
    expect(printable(text)).toBe(output)
  })

  test('quotes say where a text ends', () => {
    expect(quoted('a" "b\\\n')).toBe('"a\\" \\"b\\\\\\x0a"')
  })
})

// ---------------------------------------------------------------- within this process

// Modules of many long names, written as bytes at once.

type Part = number | Uint8Array | readonly Part[]

const bytesOf = (...parts: readonly Part[]): Uint8Array =>
  Buffer.concat(
    parts.map(part => {
      if (typeof part === 'number') return Uint8Array.of(part)
      return part instanceof Uint8Array ? part : bytesOf(...part)
    }),
  )

const sized = (...parts: readonly Part[]): Uint8Array => {
  const bytes = bytesOf(...parts)
  return bytesOf(u(bytes.length), bytes)
}

const encoded = new Map<string, Uint8Array>()

function name(text: string): Uint8Array {
  const known = encoded.get(text) ?? sized(new TextEncoder().encode(text))
  encoded.set(text, known)
  return known
}

const vec = (...items: readonly Part[]): Uint8Array => bytesOf(u(items.length), items)
const section = (id: number, ...parts: readonly Part[]): Uint8Array => bytesOf(id, sized(...parts))
const body = (...code: readonly Part[]): Uint8Array => sized(0, code)
const wasm = (...sections: readonly Uint8Array[]): Uint8Array =>
  bytesOf([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0], sections)

const i32 = 0x7f

/** Calls `text.text`, and grows its memory; the text is the name of everything. */
const named = (text: string, exported = text): Uint8Array =>
  wasm(
    section(1, vec([0x60, 0, 0], [0x60, 1, i32, 0])),
    section(2, vec([name(text), name(text), 0, 0])),
    section(3, vec([1])),
    section(5, vec([0, 1])),
    section(7, vec([name(exported), 0, 1], [name('run'), 0, 1])),
    section(10, vec(body([0x10, 0, 0x41, 0, 0x40, 0, 0x1a, 0x0b]))),
    section(0, [
      name('name'),
      [0, sized(name(text))],
      [1, sized(vec([1, name(text)]))],
      [2, sized(vec([1, vec([0, name(text)])]))],
    ]),
  )

type Run = (...values: unknown[]) => unknown

function log(text: string, format: 'text' | 'json', host: () => void = () => {}): string {
  let lines = ''
  const write = (line: string) => (lines += line)
  const logging = { scopes: ['all', 'memory'], functions: 'all', format, write } as const
  const module = compile(named(text), { logging })
  const imports = importObject({ [text]: { [text]: host } })
  try {
    ;(new WebAssembly.Instance(module, imports).exports.run as Run)(1)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
  }
  return lines
}

function messageOf(attempt: () => unknown): string {
  try {
    attempt()
  } catch (error) {
    return (error as Error).message
  }
  return expect.fail('nothing was thrown')
}

const instance = (bytes: Uint8Array, imports?: object) => () =>
  new WebAssembly.Instance(new WebAssembly.Module(bytes), imports)

/** A guest that imports `env.invoke_…`, and calls it although it has nothing that this needs. */
function invoking(text: string): string {
  const bytes = wasm(
    section(1, vec([0x60, 0, 0], [0x60, 1, i32, 0])),
    section(2, vec([name('env'), name(`invoke_${text}`), 0, 1])),
    section(3, vec([0])),
    section(7, vec([name('_start'), 0, 1])),
    section(10, vec(body([0x41, 7, 0x10, 0, 0x0b]))),
  )
  const module = new WebAssembly.Module(bytes)
  const program = offer(module)
  return messageOf(() => program.start(new WebAssembly.Instance(module, program.imports)))
}

/** Whatever is printed in one line. */
const oneLine: Readonly<Record<string, (text: string) => string>> = {
  'a CompileError': text => messageOf(() => compile(named(text, 'run'))),
  'a name that is exported twice': text => {
    const twice = vec([name(text), 0, 0], [name(text), 0, 0])
    const bytes = wasm(
      section(1, vec([0x60, 0, 0])),
      section(3, vec([0])),
      section(7, twice),
      section(10, vec(body([0x0b]))),
    )
    return messageOf(() => compile(bytes))
  },
  'a LinkError, of nothing': text => messageOf(instance(named(text), { [text]: {} })),
  'a LinkError, of another kind': text => messageOf(instance(named(text), { [text]: { [text]: 5 } })),
  'a module that is not there': text => messageOf(instance(named(text), {})),
  'an import object that has no object': text => messageOf(() => importObject({ [text]: 5 as never })),
  'all imports that are missing': text =>
    messageOf(() => requireImports(new WebAssembly.Module(named(text)), importObject())),
  'imports that Emscripten misses': text => messageOf(() => emscripten(new WebAssembly.Module(named(text)))),
  'a trap of invoke_': invoking,
  'a C++ exception': text => new Exception(0, () => text).message,
  'fields of a log': text => showFields({ [text]: text, other: { [text]: text } }),
}

describe.each(Object.entries(oneLine))('%s', (title, run) => {
  test('holds nothing bad, for any code point', () => {
    const outputs = texts.map(run)
    expect(faults(outputs)).toEqual([])
    // It is said, and by the same function.
    const isSaid = (text: string, output: string) => output.includes(printable(text).slice(200, 260))
    if (title !== 'a CompileError') expect(texts.filter((text, i) => !isSaid(text, outputs[i]!))).toEqual([])
  })
})

/** The lines of a log, each of which must be whole. */
const lines: Readonly<Record<string, (text: string) => string | Promise<string>>> = {
  'text: names of modules, functions and parameters': text => log(text, 'text'),
  'JSON: names of modules, functions and parameters': text => log(text, 'json'),
  'JSON: what the host has thrown': text =>
    log('f', 'json', () => {
      throw new RangeError(text)
    }),
  'text: paths': text => pathLog(text, 'text'),
  'JSON: paths': text => pathLog(text, 'json'),
  'text: what Go passes': text => goLog(text, 'text'),
  'JSON: what Go passes': text => goLog(text, 'json'),
}

const pathLog = (text: string, format: 'text' | 'json') =>
  logOf(
    {
      ...{ name: 'path_create_directory', words: [3, 8, Buffer.byteLength(text)], memory: { 8: text } },
      host: () => 0,
    },
    'filesystem',
    format,
  )

const goLog = async (text: string, format: 'text' | 'json') =>
  (await direct([call('syscall/js.stringVal', text)], { scopes: 'all', format })).log

/** How many lines each has. */
const expectedLines = (title: string): number => {
  if (title.includes('names')) return title.startsWith('text') ? 6 : 3
  if (title.includes('thrown')) return 2
  return title.startsWith('text') ? 2 : 1
}

describe.each(Object.entries(lines))('%s', (title, run) => {
  test('stay lines, and hold nothing bad, for any code point', async () => {
    const found: string[] = []
    for (const text of texts) {
      const output = await run(text)
      expect(output.endsWith('\n')).toBe(true)
      const all = output.slice(0, -1).split('\n')
      const shown = title.includes('Go') ? all.filter(line => line.includes('stringVal')) : all
      if (!title.includes('Go')) expect(all.length).toBe(expectedLines(title))
      found.push(...faults(all.map(line => line.replace(/^\t+/, ''))))
      if (title.startsWith('JSON')) for (const line of all) JSON.parse(line)
      const value = title.startsWith('JSON') ? json(text).slice(1, -1) : printable(text)
      if (!shown.some(line => line.includes(value.slice(0, 1000))))
        found.push(`not said: ${text.slice(0, 10)}`)
    }
    expect(found.slice(0, 5)).toEqual([])
  })
})

test('a trap of Go says a name that was passed', async () => {
  for (const text of texts.filter((_, i) => i % 16 === 0)) {
    const error = await direct([
      call('syscall/js.valueGet', fixed.global, 'Date'),
      call('syscall/js.valueSet', { call: 0, slot: 3 }, text, 0n),
    ]).catch((error: unknown) => error)
    const { message } = error as Error
    expect(faults([message])).toEqual([])
    expect(message).toContain(`the property ${printable(text)} cannot be set`)
  }
})

test.each(['text', 'json'] as const)(
  'half a pair of surrogates, as AssemblyScript can pass it, in %s',
  async format => {
    let output = ''
    const units = Buffer.from(halves, 'utf16le')
    const data = Buffer.concat([Buffer.from(Uint32Array.of(units.length).buffer), units])
    const bytes = await assemble(`(module
    (import "env" "console.log" (func $log (param i32)))
    (memory (export "memory") 1)
    (data (i32.const 4) "${data.toString('hex').replace(/../g, '\\$&')}")
    (func (export "run") (call $log (i32.const 8))))`)
    const logging = {
      scopes: 'all',
      format,
      rows: assemblyscriptRows,
      write: (line: string) => (output += line),
    } as const
    const { exports } = new WebAssembly.Instance(compile(bytes, { logging }), {
      env: { 'console.log': () => {} },
    })
    ;(exports.run as Run)()
    expect(faults(output.split('\n').map(line => line.trim()))).toEqual([])
    expect(output).toContain('\\ud800.\\ud801.')
    expect(output).toContain('\\udffe.\\udfff.')
  },
)

// ---------------------------------------------------------------- real processes

const folder = mkdtempSync(join(tmpdir(), 'jitsam-printable-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function jitsam(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(root, 'dist/src/cli/main.cjs'), ...args],
    {
      ...{ encoding: 'utf8', maxBuffer: 1e9 },
    },
  )
  return { stdout, stderr, status }
}

function fileOf(file: string, bytes: Uint8Array): string {
  const path = join(folder, file)
  writeFileSync(path, bytes)
  return path
}

const oneFault = (text: string) => faults([text.replace(/\n$/, '')])

/** A module of functions without code, one for each text; `_start` calls them all. */
function callingAll(): Uint8Array {
  const indices = texts.map((_, i) => i)
  const exports = texts.map((text, i) => [name(text), 0, u(i)])
  return wasm(
    section(1, vec([0x60, 0, 0])),
    section(3, vec(...[...indices, 0].map(() => [0]))),
    section(7, vec(...exports, [name('_start'), 0, u(texts.length)])),
    section(10, vec(...indices.map(() => body(0x0b)), body(...indices.map(i => [0x10, u(i)]), 0x0b))),
    section(
      0,
      name('name'),
      0,
      sized(name(texts[0]!)),
      1,
      sized(vec(...texts.map((text, i) => [u(i), name(text)]))),
    ),
  )
}

const calling = fileOf('calling.wasm', callingAll())

describe('the command line', () => {
  test('names all imports that are missing in one line', () => {
    const imports = texts.map(text => [name(text), name(text), 0, 0])
    const path = fileOf('missing.wasm', wasm(section(1, vec([0x60, 0, 0])), section(2, vec(...imports))))
    const { stdout, stderr, status } = jitsam('run', path)
    expect({ stdout, status, faults: oneFault(stderr) }).toEqual({ stdout: '', status: 1, faults: [] })
    expect(stderr.split('\n').length).toBe(2)
    expect(stderr).toMatch(/^error instantiating wasm binary: unknown imports: \\x00\\x01/)
  })

  test.each(['text', 'json'])('logs all calls, each in its lines: %s', format => {
    const { stderr, status } = jitsam('run', '--hostlogging=all', `--hostlogging-format=${format}`, calling)
    const all = stderr.slice(0, -1).split('\n')
    expect({ status, lines: all.length }).toEqual({
      status: 0,
      lines: (texts.length + 1) * (format === 'text' ? 2 : 1),
    })
    expect(faults(all.map(line => line.replace(/^\t+/, ''))).slice(0, 3)).toEqual([])
    if (format === 'text') return
    expect(new Set(all.map(line => JSON.parse(line).function))).toEqual(
      new Set([...texts, `$${texts.length}`]),
    )
  })

  test('explains functions, each in its line', () => {
    const { stdout, status } = jitsam('explain', calling)
    const all = stdout.slice(0, -1).split('\n')
    expect({ status, lines: all.length }).toEqual({ status: 0, lines: texts.length + 1 })
    expect(faults(all).slice(0, 3)).toEqual([])
  })

  /** What no argument of a process can hold is left out. */
  const args = texts.map(text => text.replaceAll('\0', '')).filter((_, i) => i < 3 || i === 0xe0)

  test('complains of an export that is not there, in one line', () => {
    for (const text of args) {
      const { stderr, status } = jitsam('run', '--invoke', `no ${text}`, calling)
      expect({ status, faults: oneFault(stderr), lines: stderr.split('\n').length }).toEqual({
        status: 1,
        faults: [],
        lines: 2,
      })
    }
  })

  test('says the name of a function that traps, in one line', () => {
    const text = args[0]!
    const bytes = wasm(
      section(1, vec([0x60, 0, 0])),
      section(3, vec([0])),
      section(7, vec([name(text), 0, 0])),
      section(10, vec(body([0x00, 0x0b]))),
    )
    const { stderr, status } = jitsam('run', '--invoke', text, fileOf('trap.wasm', bytes))
    expect({ status, faults: oneFault(stderr), lines: stderr.split('\n').length }).toEqual({
      status: 1,
      faults: [],
      lines: 2,
    })
    expect(stderr).toContain(`function[${printable(text)}] failed: wasm error: unreachable`)
  })

  test.each([
    ['a file', ['run', '\u001b[2J\nfile.wasm']],
    ['a command', ['\u001b[2J\n']],
    ['a flag', ['run', '--\u001b[2J\n=x', 'x.wasm']],
    ['a mount', ['run', '--mount', '/\u001b[2J\n:/', 'x.wasm']],
    ['a timeout', ['run', '--timeout', '\u001b[2J\n', 'x.wasm']],
    ['a scope', ['run', '--hostlogging', '\u001b[2J\n', 'x.wasm']],
    ['an address', ['run', '--listen', '\u001b[2J\n:99999', 'x.wasm']],
    ['a cache', ['run', '--cachedir', '/dev/null/\u001b[2J\n', 'test/fixtures/wasi/hello.wasm']],
  ])('complains of %s in one line', (_, given) => {
    const { stderr, status } = jitsam(...given)
    expect({ faults: oneFault(stderr), lines: stderr.split('\n').length }).toEqual({ faults: [], lines: 2 })
    expect(status).toBeGreaterThan(0)
  })

  test('prints results by --invoke, each in its line', async () => {
    const bytes = await assemble(`(module
      (import "wasi_snapshot_preview1" "fd_write" (global $function externref))
      (func $f (export "f") (result i32 i64 f64 funcref funcref externref externref)
        i32.const -1 i64.const -1 f64.const -0 ref.func $f ref.null func ref.null extern global.get $function))`)
    const { stdout } = jitsam('run', '--invoke', 'f', fileOf('results.wasm', bytes))
    expect(stdout).toBe('-1\n-1\n-0\nfunction[0]\nnull\nnull\nexternref\n')
  })
})
