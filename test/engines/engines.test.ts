// The package in each JavaScript engine that this machine has: that all of it loads, and that guests do there what they
// do with Node's own WebAssembly. The rows are in engines.ts; what is not found is skipped, by name.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, expect, test } from 'vitest'
import { wasi } from '#imports/wasi/index.js'
import { root } from '../sources.js'
import { engines, type Form, print } from './engines.js'
import { guests } from './guests.js'
import { useAll } from './use.mjs'

const folder = mkdtempSync(join(tmpdir(), 'jitsam-engines-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** The entries for any engine: `fs/node` is for Node, Deno and Bun. */
const entries = [
  'index',
  'polyfill',
  ...['wasi', 'fs', 'emscripten', 'assemblyscript', 'go'].map(n => `imports/${n}`),
]

const bytes: Readonly<Record<string, Uint8Array>> = {
  ...guests,
  hello: readFileSync(`${root}test/fixtures/wasi/hello.wasm`),
}

const literal = Object.entries(bytes).map(([name, content]) => `${name}: Uint8Array.of(${content.join()})`)

const packaged = (entry: string): string => `${root}dist/package/esm/${entry}.js`

/** Loads all entries, and prints what the guests do as JSON, or what went wrong. */
const program = `${entries.map((entry, i) => `import * as m${i} from '${packaged(entry)}'`).join('\n')}
import { useAll } from '${root}test/engines/use.mjs'
const show = typeof console === 'object' && console.log ? text => console.log(text) : text => print(text)
const big = (key, value) => (typeof value === 'bigint' ? String(value) : value)
const guests = { ${literal.join(', ')} }
const loaded = [${entries.map((_, i) => `m${i}`).join()}].map(entry => Object.keys(entry).length)
useAll(m0.WebAssembly, guests, m2.wasi).then(
  seen => show(JSON.stringify({ loaded, ...seen }, big)),
  error => show('failed: ' + error + ' ' + error.stack),
)
`

interface Outcome {
  readonly loaded: readonly number[]
  readonly hello: readonly string[]
  readonly kernels: readonly string[]
  readonly traps: readonly string[]
  readonly plugin: readonly string[]
  readonly bits: readonly string[]
}

/** The oldest JavaScript, by a TypeScript that still knows it. */
function lowered(text: string): string {
  const require = createRequire(createRequire(import.meta.url).resolve('@arethetypeswrong/core'))
  const { transpile } = require('typescript') as {
    transpile(text: string, options: object): string
  }
  return transpile(text, { target: 1, downlevelIteration: true, ignoreDeprecations: '6.0' })
}

async function write(form: Form): Promise<string> {
  const module = join(folder, 'program.mjs')
  writeFileSync(module, program)
  if (form === 'modules') return module
  const bundle = await rolldown({ input: module, platform: 'neutral', logLevel: 'silent' })
  const { output } = await bundle.generate({ format: 'iife' })
  await bundle.close()
  const file = join(folder, `${form}.js`)
  writeFileSync(file, form === 'es5' ? lowered(output[0].code) : output[0].code)
  return file
}

const written = new Map<Form, Promise<string>>()

function fileFor(form: Form): Promise<string> {
  const known = written.get(form) ?? write(form)
  written.set(form, known)
  return known
}

async function outcomeIn(engine: (typeof engines)[number]): Promise<Outcome> {
  const printed = print(engine, await fileFor(engine.form))
  expect(printed).toMatch(/^\{/)
  return JSON.parse(printed) as Outcome
}

const expected = (await useAll(
  (globalThis as unknown as { WebAssembly: object }).WebAssembly,
  bytes,
  wasi,
)) as Outcome

const cells = new Map<string, readonly string[]>()

const columns = ['hello', 'kernels', 'traps', 'plugin', 'bits'] as const

afterAll(() => {
  const lines = [...cells].map(([name, row]) => [name.padEnd(24), ...row].join('  '))
  if (lines.length > 0) console.log(`${' '.repeat(24)}  ${columns.join('  ')}\n${lines.join('\n')}`)
})

const passes = (found: Outcome, column: (typeof columns)[number]): string =>
  `${found[column].filter((line, i) => line === expected[column][i]).length}/${expected[column].length}`

/** The bits of a NaN are kept by engines that do not make one NaN of all. */
const keepBits = /^(Node|Deno)/

for (const engine of engines) {
  if (engine.command === undefined) {
    test.skip(`${engine.name}: not on this machine; see \`npm run engines\``, () => {})
    continue
  }
  test(engine.name, { timeout: 240_000 }, async () => {
    const { loaded, bits, ...found } = await outcomeIn(engine)
    cells.set(
      engine.name,
      columns.map(column => passes({ loaded, bits, ...found }, column).padEnd(column.length)),
    )
    expect(loaded.map((count, i) => `${entries[i]} ${count > 0 || i === 1}`)).toEqual(
      entries.map(entry => `${entry} true`),
    )
    const { bits: exact, ...rest } = expected
    expect(found).toEqual(rest)
    if (keepBits.test(engine.name)) expect(bits).toEqual(exact)
  })
}
