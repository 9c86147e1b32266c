// What an import object inherits is not what it gives: no guest gets at `Object.prototype` or `Function.prototype`
// through the imports of a package, of `jitsam run` or of `importObject`, by any name, at either level, on either
// engine. The same guests succeed where the import object is a literal, which shows that they would.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { assemblyscript } from '#imports/assemblyscript/index.js'
import { emscripten, offer } from '#imports/emscripten/index.js'
import { go } from '#imports/go/index.js'
import { type Imports, importObject, wasi } from '#imports/wasi/index.js'
import { LinkError } from '#src/index.js'
import { root } from '../sources.js'
import { name, section, u, vec } from '../unit/wasm/bytes.js'
import { freezing, running } from './attacks.js'
import { type Engine, engines, native } from './engines.js'

const own = (object: object): readonly string[] => Object.getOwnPropertyNames(object)

/** What every object, and what every function inherits, and the statics of `Object`. */
const inherited = [...new Set([...own(Object.prototype), ...own(Function.prototype), ...own(Object)])]

/** A module that imports functions of these names, of the type [] -> []. */
const importing = (pairs: readonly (readonly [module: string, name: string])[]): Uint8Array =>
  Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vec([0x60, 0, 0])),
    ...section(2, vec(...pairs.map(([module, field]) => [...name(module), ...name(field), 0, ...u(0)]))),
  ])

const always = (imports: object) => () => imports as Imports

/** What each package gives to a module. */
const packages: Readonly<Record<string, (module: object) => Imports>> = {
  wasi: always(wasi().imports),
  go: always(go({ global: 'closed' }).imports),
  assemblyscript: always(assemblyscript().imports),
  emscripten: module => emscripten(module).imports,
  'emscripten, as it is': module => offer(module).imports,
  importObject: always(importObject(wasi().imports, { env: { note: () => undefined } }, { host: { Math } })),
}

/** The modules that packages give. */
const given = ['wasi_snapshot_preview1', 'wasi_unstable', 'go', 'gojs', 'env', 'host']

/** What instantiating throws, by its class: on either engine LinkErrors have the same name. */
function refusal({ Module, Instance }: Engine, bytes: Uint8Array, make: (module: object) => Imports): string {
  const module = new Module(bytes)
  try {
    new Instance(module, make(module))
    return 'none'
  } catch (error) {
    return (error as Error).name
  }
}

test('there are many such names', () => {
  expect(inherited.length).toBeGreaterThanOrEqual(40)
  expect(inherited).toEqual(
    expect.arrayContaining([
      '__proto__',
      'constructor',
      '__defineGetter__',
      'hasOwnProperty',
      'call',
      'freeze',
    ]),
  )
})

describe.each(Object.entries(packages))('%s', (title, make) => {
  test('what is given inherits nothing', () => {
    const imports = make(new native.Module(importing([])))
    for (const object of [imports, ...Object.values(imports)])
      expect(Object.getPrototypeOf(object)).toBe(null)
    expect(Object.keys(imports).length).toBeGreaterThan(0)
  })

  describe.each(engines)('on %s', (_, engine) => {
    // A name in a module that is not there is no LinkError but a TypeError, by the standard.
    test.each(inherited)('a module called %s', module => {
      for (const field of inherited) {
        const thrown = refusal(engine, importing([[module, field]]), make)
        expect({ field, thrown }).toEqual({
          field,
          thrown: title === 'emscripten' ? 'LinkError' : 'TypeError',
        })
      }
    })

    test.each(inherited)('a function called %s', field => {
      for (const module of given) {
        const thrown = refusal(engine, importing([[module, field]]), make)
        const isModule =
          title === 'emscripten' || Object.hasOwn(make(new engine.Module(importing([]))), module)
        expect({ module, thrown }).toEqual({ module, thrown: isModule ? 'LinkError' : 'TypeError' })
      }
    })

    test.each([
      ['the guest that freezes', freezing],
      ['the guest that runs JavaScript', running],
    ])('%s', (_, bytes) => {
      expect(refusal(engine, bytes, make)).toBe(title === 'emscripten' ? 'LinkError' : 'TypeError')
      expect(Object.isFrozen(Object.prototype)).toBe(false)
    })
  })
})

test('all that is inherited is missing, and named', () => {
  const pairs = inherited.map(field => ['constructor', field] as const)
  const module = new native.Module(importing(pairs))
  const make = () => emscripten(module, { imports: { env: {} } })
  expect(make).toThrow(LinkError)
  for (const [, field] of pairs) expect(make).toThrow(`constructor.${field} function`)
})

test('what an embedder gives is given, but not what his objects inherit', () => {
  class Host {
    note = () => 1
    hidden() {}
  }
  const { imports } = offer(new native.Module(importing([])), {
    imports: { env: { ...new Host() }, Math } as never,
  })
  expect(own(imports.env!)).toEqual(['note'])
  const all = importObject({ env: new Host() as never, math: Math as never }, { env: { other: 2 } })
  expect(own(all.env!)).toEqual(['note', 'other'])
  expect(all.math!.floor).toBe(Math.floor)
  expect(() => importObject({ env: 5 as never })).toThrow(TypeError)
  expect(own(importObject(JSON.parse('{ "__proto__": { "__proto__": 1 } }')))).toEqual(['__proto__'])
})

// ---------------------------------------------------------------- real processes

const folder = mkdtempSync(join(tmpdir(), 'jitsam-inherited-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function fileOf(file: string, bytes: Uint8Array): string {
  const path = join(folder, file)
  writeFileSync(path, bytes)
  return path
}

/** Starts a guest with a literal for an import object, as an embedder may who has not read our documents. */
const literal = `
  const { readFileSync } = await import('node:fs')
  const bytes = readFileSync(process.argv[1])
  const { WebAssembly: wasm } = process.argv[2] ? await import(process.argv[2]) : globalThis
  new wasm.Instance(new wasm.Module(bytes), { env: {} }).exports._start()
  console.log(Object.isFrozen(Object.prototype) ? 'frozen' : 'not frozen')`

const ours = new URL('../../dist/src/index.js', import.meta.url).href

describe.each([
  ['native', []],
  ['jitsam', [ours]],
])('an import object that is a literal, on %s', (_, engine) => {
  const start = (path: string) =>
    spawnSync(process.execPath, ['--input-type=module', '-e', literal, path, ...engine], { encoding: 'utf8' })

  test('freezes the prototypes of the host', () => {
    expect(start(fileOf('freezing.wasm', freezing)).stdout).toBe('frozen\n')
  })

  test.runIf('groupBy' in Object)('runs whatever JavaScript the guest likes', () => {
    expect(running.length).toBeLessThan(1000)
    expect(start(fileOf('running.wasm', running)).stdout).toMatch(/^(42\n)+not frozen\n$/)
  })
})

describe('jitsam run', () => {
  const run = (file: string, bytes: Uint8Array) =>
    spawnSync(process.execPath, [join(root, 'dist/src/cli/main.js'), 'run', fileOf(file, bytes)], {
      encoding: 'utf8',
    })

  const refused = (field: string) =>
    new RegExp(`^error instantiating wasm binary: unknown imports?: .*${field}.*\n$`)

  test.each([
    ['freezing', freezing],
    ['running', running],
  ])('refuses the guest: %s', (file, bytes) => {
    const { status, stdout, stderr } = run(`${file}.wasm`, bytes)
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toMatch(refused('constructor.getPrototypeOf'))
  })

  // Each package is loaded by a name that it knows.
  test.each([
    ['wasi_snapshot_preview1', 'fd_write', '[i32 i32 i32 i32] -> [i32]'],
    ['go', 'debug', '[i32] -> []'],
    ['env', 'abort', '[] -> []'],
    ['env', 'trace', '[] -> []'],
  ])('names all that is inherited: %s', (module, known) => {
    const pairs = inherited.flatMap(field => [[module, field] as const, ['constructor', field] as const])
    const { status, stderr } = run('names.wasm', importing([[module, known], ...pairs]))
    expect(status).toBe(1)
    expect(stderr.split('\n').length).toBe(2)
    for (const [from, field] of pairs) expect(stderr).toContain(` ${from}.${field} [] -> []`)
    expect(stderr).not.toContain(`${module}.${known}`)
  })
})
