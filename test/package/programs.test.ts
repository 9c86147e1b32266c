// Programs that use the package as it comes, each in a process of its own, also where the engine has no
// WebAssembly.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { expect, test } from 'vitest'
import { read } from '../sources.js'
import { assemble } from '../wat.js'
import { install } from './installed.js'

const { folder } = install()

interface Ran {
  readonly flags?: readonly string[]
  readonly name?: string
}

/** What Node says with `--jitless`. */
const warning = 'Warning: disabling flag --expose_wasm due to conflicting flags\n'

/** What a program prints, which is all that it does. */
function run(text: string, { flags = [], name = 'app.mjs' }: Ran = {}): string {
  writeFileSync(join(folder, name), text)
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, name], { cwd: folder, encoding: 'utf8' })
  return stdout + stderr.replace(warning, '')
}

const jitless = ['--jitless']
const always = ['--import', 'jitsam/register']
const missing = ['--import', 'jitsam/register/missing']

/** Whose namespace it is: functions of the engine's own have no text. */
const whose = `console.log(/native code/.test(String(WebAssembly.compile)) ? 'of the engine' : 'ours')`

const [hello] = read('README.md').match(/^\/\/ hello\.mjs[\s\S]*?(?=^```$)/m)!

test.each([{ flags: [] }, { flags: jitless }])('the first example of the README, $flags', ({ flags }) => {
  expect(run(hello, { flags })).toBe('42\n')
})

test('what is loaded at first is little', () => {
  const text = `const { WebAssembly } = require('jitsam')
    const files = () => Object.keys(require.cache).map(file => /(\\w+)\\.js$/.exec(file)?.[1]).filter(Boolean)
    console.log(files().join())
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0))
    console.log(files().includes('engine'), files().includes('logging'))`
  expect(run(text, { name: 'app.cjs' })).toBe('index,core\ntrue false\n')
})

test('import and require give the same', () => {
  const text = `import { createRequire } from 'node:module'
    import { WebAssembly } from 'jitsam'
    console.log(createRequire(import.meta.url)('jitsam').WebAssembly === WebAssembly)`
  expect(run(text)).toBe('true\n')
})

test('the polyfill puts there what is missing', () => {
  const text = `import 'jitsam/polyfill'\n${whose}`
  expect(run(text)).toBe('of the engine\n')
  expect(run(text, { flags: jitless })).toBe('ours\n')
})

test('the register entry puts it there always, or where it is missing', () => {
  expect(run(whose, { flags: always })).toBe('ours\n')
  expect(run(whose, { flags: missing })).toBe('of the engine\n')
  expect(run(whose, { flags: [...jitless, ...missing] })).toBe('ours\n')
  expect(run(whose, { flags: ['--require', 'jitsam/register'], name: 'app.cjs' })).toBe('ours\n')
})

test.each([{ flags: always }, { flags: [...jitless, ...missing] }])(
  'imports of .wasm, $flags',
  async ({ flags }) => {
    mkdirSync(join(folder, 'lib'), { recursive: true })
    const wat = `(module
    (import "../env.mjs" "note" (func $note (param i32)))
    (func (export "add") (param i32 i32) (result i32) (call $note (local.get 0)) (i32.add (local.get 0) (local.get 1)))
    (global (export "any name") i64 (i64.const 7))
    (memory (export "memory") 1))`
    writeFileSync(join(folder, 'lib/add.wasm'), await assemble(wat))
    writeFileSync(join(folder, 'env.mjs'), 'export const note = value => console.log("noted", value)')
    const text = `import { add, memory, 'any name' as seven } from './lib/add.wasm'
    console.log(add(2, 3), seven, memory instanceof WebAssembly.Memory)`
    expect(run(text, { flags })).toBe('noted 2\n5 7n true\n')
  },
)

test('what is wrong with a .wasm file is thrown where it is imported', async () => {
  writeFileSync(join(folder, 'reserved.wasm'), await assemble('(module (func (export "wasm:f")))'))
  writeFileSync(join(folder, 'broken.wasm'), 'no module')
  const text = `for (const file of ['reserved', 'broken'])
    await import(\`./\${file}.wasm\`).catch(error => console.log(error instanceof WebAssembly.LinkError, String(error)))`
  expect(run(text, { flags: always })).toBe(
    'true LinkError: the name "wasm:f" is reserved\n' +
      'false CompileError: magic header not detected (at offset 0x0)\n',
  )
})

test('fetch, where Node has no WebAssembly', () => {
  const text = `import { createServer } from 'node:http'
    const server = createServer((_, response) => response.end('served')).listen(0, '127.0.0.1', async () => {
      const response = await fetch(\`http://127.0.0.1:\${server.address().port}\`)
      console.log(response.status, await response.text())
      server.closeAllConnections()
      server.close()
    })`
  expect(run(text, { flags: [...jitless, ...missing] })).toBe('200 served\n')
})

test('classes keep their names in a bundle that has been made small', async () => {
  writeFileSync(
    join(folder, 'names.mjs'),
    `import { WebAssembly } from 'jitsam'
    const { Module, Instance, Memory, Table, Global, CompileError, LinkError, RuntimeError } = WebAssembly
    const all = [Module, Instance, Memory, Table, Global, CompileError, LinkError, RuntimeError]
    console.log(all.map(({ name }) => name).join())
    ${hello
      .replace(/^import.*$/m, '')
      .replace('const module', 'const made')
      .replace('(module,', '(made,')}`,
  )
  const bundle = await rolldown({ input: join(folder, 'names.mjs'), cwd: folder, logLevel: 'silent' })
  const { output } = await bundle.generate({ minify: true })
  await bundle.close()
  const names = 'Module,Instance,Memory,Table,Global,CompileError,LinkError,RuntimeError'
  expect(run(output[0].code)).toBe(`${names}\n42\n`)
})
