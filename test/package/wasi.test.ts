// `jitsam/wasi` beside `node:wasi`: what each says of wrong arguments, and programs that use Node's class, with and
// without the register entry. All in processes of their own.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../sources.js'
import { assemble } from '../wat.js'
import { install } from './installed.js'

const { folder } = install()
mkdirSync(join(folder, 'data'))
writeFileSync(join(folder, 'data/notes.txt'), 'some notes')

const ours = ['--import', 'jitsam/register']
const jitless = ['--jitless', '--import', 'jitsam/register/missing']

interface Ran {
  readonly flags?: readonly string[]
  readonly name?: string
  readonly input?: string
}

function run(text: string, { flags = [], name = 'app.mjs', input = '' }: Ran = {}) {
  writeFileSync(join(folder, name), text)
  const options = {
    cwd: folder,
    encoding: 'utf8',
    input,
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  } as const
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, name], options)
  return { stdout, stderr: stderr.replace(/^Warning: disabling flag --expose_wasm.*\n/, ''), status }
}

const whose =
  'console.log(Object.getOwnPropertyNames(WASI.prototype).sort().join(), /kEmptyObject/.test(WASI))\n'

/** Everything that is wrong before a guest runs. */
const wrong = `
const memory = new WebAssembly.Memory({ initial: 1 })
const make = (more = {}) => new WASI({ version: 'preview1', ...more })
const noop = () => {}
const cases = [
  () => new WASI(), () => new WASI(3), () => new WASI(null), () => new WASI([]), () => new WASI({ version: 'x' }),
  () => new WASI({ version: 1 }), () => make({ args: 1 }), () => make({ args: {} }), () => make({ env: 1 }),
  () => make({ env: null }), () => make({ preopens: 'x' }), () => make({ stdin: 'x' }), () => make({ stdout: -1 }),
  () => make({ stderr: 2 ** 31 }), () => make({ returnOnExit: 1 }), () => make({ returnOnExit: null }),
  () => make().start(), () => make().start({}), () => make().start({ exports: 1 }),
  () => make().start({ exports: { memory } }), () => make().start({ exports: { memory, _start: 1 } }),
  () => make().start({ exports: { memory, _start: noop, _initialize: noop } }),
  () => make().initialize({ exports: { memory, _start: noop } }),
  () => make().initialize({ exports: { memory, _initialize: 1 } }),
  () => { const wasi = make(); wasi.start({ exports: { memory, _start: noop } }); wasi.start({ exports: { memory } }) },
  () => { const wasi = make(); wasi.initialize({ exports: { memory } }); wasi.initialize({ exports: { memory } }) },
  () => make().start({ exports: { memory, _start: noop } }),
  () => make().initialize({ exports: { memory } }),
  () => Object.keys(make().getImportObject()),
  () => Object.keys(new WASI({ version: 'unstable' }).getImportObject()),
  () => make().getImportObject().wasi_snapshot_preview1 === make().wasiImport,
  () => { const wasi = make(); return wasi.getImportObject().wasi_snapshot_preview1 === wasi.wasiImport },
  () => Object.keys(make().wasiImport).sort().join(),
]
for (const [i, attempt] of cases.entries())
  try {
    console.log(i, String(attempt()))
  } catch (error) {
    console.log(i, error.name, error.code, error.message)
  }
`

test('wrong arguments', () => {
  const expected = run(`import { WASI } from 'node:wasi'\n${wrong}`)
  expect(expected.status).toBe(0)
  expect(expected.stdout.split('\n').length).toBeGreaterThan(30)
  expect(run(`import { WASI } from 'jitsam/wasi'\n${wrong}`)).toEqual(expected)
})

const guests = {
  // Prints its arguments' sizes, reads a file and its input, and exits.
  program: `(module
    (import "wasi_snapshot_preview1" "args_sizes_get" (func $args (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "environ_sizes_get" (func $environ (param i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "path_open"
      (func $open (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (memory (export "memory") 1)
    (data (i32.const 100) "notes.txt")
    (func $copy (param $from i32)
      (i32.store (i32.const 0) (i32.const 1000))
      (i32.store (i32.const 4) (i32.const 100))
      (drop (call $read (local.get $from) (i32.const 0) (i32.const 1) (i32.const 4)))
      (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8))))
    (func (export "_start")
      (drop (call $args (i32.const 200) (i32.const 204)))
      (drop (call $environ (i32.const 208) (i32.const 212)))
      (call $copy (i32.const 0))
      (drop (call $open (i32.const 3) (i32.const 0) (i32.const 100) (i32.const 9) (i32.const 0)
        (i64.const 2) (i64.const 0) (i32.const 0) (i32.const 16)))
      (call $copy (i32.load (i32.const 16)))
      (call $exit (i32.add (i32.load (i32.const 200)) (i32.load (i32.const 208))))))`,
  library: `(module
    (import "wasi_snapshot_preview1" "clock_time_get" (func $clock (param i32 i64 i32) (result i32)))
    (memory (export "memory") 1)
    (global $ready (mut i32) (i32.const 0))
    (func (export "_initialize") (global.set $ready (i32.const 7)))
    (func (export "ready") (result i32)
      (drop (call $clock (i32.const 0) (i64.const 0) (i32.const 0)))
      (i32.add (global.get $ready) (i64.gt_u (i64.load (i32.const 0)) (i64.const 0)))))`,
}
for (const [name, wat] of Object.entries(guests))
  writeFileSync(join(folder, `${name}.wasm`), await assemble(wat))

const program = (more: string) => `
import { readFileSync } from 'node:fs'
import { WASI } from 'wasi'
const wasi = new WASI({ version: 'preview1', args: ['a', 2], env: { A: 1, B: undefined }, preopens: { '/': 'data' }${more} })
const { instance } = await WebAssembly.instantiate(readFileSync('program.wasm'), wasi.getImportObject())
console.log('exit code', wasi.start(instance), wasi.wasiImport.fd_close(3))
const library = new WASI({ version: 'preview1' })
const module = new WebAssembly.Module(readFileSync('library.wasm'))
const made = new WebAssembly.Instance(module, library.getImportObject())
library.initialize(made)
console.log('ready', made.exports.ready())
`

test.each(['', ', returnOnExit: false', ', returnOnExit: true'])('a program of node:wasi%s', more => {
  const expected = run(program(more), { input: 'some input ' })
  expect(expected.stdout).toContain('some input some notes')
  expect(expected.status).toBe(more.includes('false') ? 3 : 0)
  for (const flags of [ours, jitless])
    expect(run(program(more), { input: 'some input ', flags })).toEqual(expected)
})

test.each(['app.mjs', 'app.cjs'])('whose class it is in %s', name => {
  const text =
    (name.endsWith('cjs') ? "const { WASI } = require('wasi')\n" : "import { WASI } from 'node:wasi'\n") +
    whose
  const methods = 'constructor,finalizeBindings,getImportObject,initialize,start'
  const flags = name.endsWith('cjs') ? ['--require', 'jitsam/register'] : ours
  expect(run(text, { name, flags }).stdout).toBe(`${methods} false\n`)
  expect(run(text, { name, flags: ['--import', 'jitsam/register/missing'] }).stdout).toContain('true')
})

const prism = join(root, 'node_modules/.cache/jitsam-packages/node_modules/@ruby')

if (existsSync(prism))
  test('@ruby/prism', () => {
    symlinkSync(prism, join(folder, 'node_modules/@ruby'))
    const text = `import { loadPrism } from '@ruby/prism'
      const parse = await loadPrism()
      const { value, errors } = parse('def hello(name)\\n  puts "Hello #{name}"\\nend\\n')
      console.log(value.statements.body[0].constructor.name, errors.length, JSON.stringify(value).length)`
    const expected = run(text)
    expect(expected.stdout).toMatch(/^DefNode 0 \d+\n$/)
    for (const flags of [ours, jitless]) expect(run(text, { flags })).toEqual(expected)
  })
else test.skip('@ruby/prism: `npm run packages` fetches it', () => {})
