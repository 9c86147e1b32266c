// Programs that extend the prototypes of the language, as some libraries did, share a process with us: what they
// add can be enumerated, and is found under names that nobody has given. Nothing of ours may notice.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { root } from './sources.js'

/**
 * What Prototype, MooTools, Sugar, should.js and mistakes have added, and names that guests like to ask for. Those of
 * options are left out: who adds `env` to all objects gives it to everybody.
 */
const names =
  `extend clone each eachSlice merge inject collect detect include invoke pluck forEach map filter some
  every find keys values size isEmpty has add all should tap watch unwatch sum min max count select reject remove
  contains polluted isAdmin shell _start fd_write go wasi_snapshot_preview1 abort`.split(/\s+/)

/** A module that does it; before anything else is loaded. */
const pollution = `data:text/javascript,${encodeURIComponent(`
  const names = ${JSON.stringify(names)}
  for (const of of [Object, Array, Function, String, Number])
    for (const [i, name] of names.entries())
      if (!(name in of.prototype) || of === Object)
        of.prototype[name] = [() => 'polluted', 7, 'polluted', { polluted: true }, null][i % 5]
`)}`

const folder = mkdtempSync(join(tmpdir(), 'jitsam-polluted-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function node(flags: readonly string[], args: readonly string[], input = '') {
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, ...args], {
    ...{ cwd: join(root, 'test/fixtures'), encoding: 'utf8', input },
  })
  return { stdout, stderr, status }
}

const polluted = (...args: readonly string[]) => node(['--import', pollution], args)
const clean = (...args: readonly string[]) => node([], args)

const script = `
  import { readFileSync } from 'node:fs'
  import { compile, Deadline, importObject, WebAssembly } from 'jitsam'
  import { assemblyscript } from 'jitsam/imports/assemblyscript'
  import { emscripten } from 'jitsam/imports/emscripten'
  import { memory, overlay } from 'jitsam/imports/fs'
  import { hostFolder } from 'jitsam/imports/fs/node'
  import { go } from 'jitsam/imports/go'
  import { wasi } from 'jitsam/imports/wasi'

  const bytes = name => readFileSync(\`test/fixtures/\${name}.wasm\`)
  const output = () => ({ stdout: text => process.stdout.write(text), stderr: text => process.stdout.write(text) })
  const ways = [{}, { lazy: 'never' }, { lazy: 'always' }, { deadline: new Deadline() }, { listen: () => ({}) }]
  for (const options of ways) {
    const logging = { scopes: 'all', write: line => process.stdout.write(line) }
    const module = compile(bytes('wasi/words'), { ...options, ...(options.lazy && { logging }) })
    const system = wasi({ args: ['words', 'the'], stdin: 'the cat and the dog', ...output() })
    console.log(system.start(new WebAssembly.Instance(module, system.imports)))
  }
  const preopens = { '/': overlay(memory({ a: 'b', c: { d: 'e' } })), '/host': hostFolder('test/fixtures/bad') }
  const show = wasi({ args: ['show', 'a', 'host/notes.txt', 'extend', 'env'], preopens, ...output() })
  console.log(show.start(new WebAssembly.Instance(compile(bytes('wasi/show')), show.imports)))
  const thrown = compile(bytes('emscripten/throw'))
  const program = emscripten(thrown, output())
  console.log(program.start(new WebAssembly.Instance(thrown, importObject(program.imports, {}))))
  const words = assemblyscript(output())
  console.log(words.start(new WebAssembly.Instance(compile(bytes('assemblyscript/math')), words.imports)))
  const run = go({ args: ['program', 'values'], global: 'closed', preopens: { '/env/0': memory() }, ...output() })
  console.log(await run.run(new WebAssembly.Instance(compile(bytes('go/program')), run.imports)))
  console.log(WebAssembly.Module.imports(thrown).length, WebAssembly.validate(bytes('bad/invalid')))
`

const api = (flags: readonly string[]) => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...flags, '--input-type=module', '-e', script],
    { cwd: root, encoding: 'utf8', timeout: 120_000 },
  )
  return { stdout, stderr, status }
}

test('the prototypes are extended', () => {
  const { stdout } = polluted('-p', 'const found = []; for (const name in {}) found.push(name); found.length')
  expect(Number(stdout)).toBe(names.length)
})

test('the package and all of its entries', { timeout: 240_000 }, () => {
  const right = api([])
  expect(right).toMatchObject({ stderr: '', status: 0 })
  expect(right.stdout.length).toBeGreaterThan(1000)
  expect(api(['--import', pollution])).toEqual(right)
})

/** What npm installs: to load another module takes Node, which such names can bring to warnings. */
const main = join(root, 'dist/src/cli/main.cjs')

describe('the command line', () => {
  test.each([
    ['run', 'wasi/words.wasm', 'the'],
    ['run', '--hostlogging=all', '--hostlogging-format=json', 'wasi/hello.wasm'],
    ['run', '--hostlogging=all', 'emscripten/jump.wasm'],
    ['run', '--timeout=1h', '--interpreter', 'wasi/hello.wasm'],
    ['run', '--mount', 'bad:/data', '--env', 'A=b', 'wasi/show.wasm', 'data/notes.txt'],
    ['run', '--invoke', 'both', 'functions/functions.wasm', 'nan', '1'],
    ['run', '--invoke', 'both', 'functions/functions.wasm', 'polluted', '1'],
    ['run', '--invoke', 'both', 'functions/functions.wasm', 'constructor', '1'],
    ['run', 'bare/import.wasm'],
    ['run', 'bad/invalid.wasm'],
    ['run', 'none.wasm'],
    ['polluted'],
    ['help', 'run'],
    ['help', 'polluted'],
    ['version'],
  ])('jitsam %s %s %s', (...args) => {
    const hide = (text: string) => text.replaceAll(/"nanoseconds":\d+/g, '')
    const right = clean(main, ...args)
    const found = polluted(main, ...args)
    expect({ ...found, stderr: hide(found.stderr) }).toEqual({ ...right, stderr: hide(right.stderr) })
  })

  test('the cache', () => {
    const args = [main, 'run', '--cachedir', folder, 'wasi/hello.wasm']
    for (let i = 0; i < 3; i++) expect(polluted(...args)).toEqual(clean(main, 'run', 'wasi/hello.wasm'))
  })
})
