// What TypeScript says to users: every example of the README compiles, by both versions that are in use, in all
// ways to find a module, as ES module and as CommonJS; what is wrong with a call is an error.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { read } from '../sources.js'
import { install } from './installed.js'

const { folder } = install()

const require = createRequire(import.meta.url)
/** The one that attw brings is of the version that most have. */
const older = createRequire(require.resolve('@arethetypeswrong/core'))
const compilers = {
  '5.9': older.resolve('typescript/package.json'),
  '7': require.resolve('typescript/package.json'),
}

const texts = [...read('README.md').matchAll(/^```(?:js|ts)\n([\s\S]*?)^```$/gm)].map(([, text]) => text!)

/** Imports at the top, all else in a function: CommonJS cannot wait for anything outside of one. */
function program(text: string): string {
  const lines = text.split('\n')
  const imports = lines.filter(line => line.startsWith('import '))
  const others = lines.filter(line => !line.startsWith('import '))
  return [...imports, 'export async function example() {', ...others, '}'].join('\n')
}

/** What examples do not say again: each of them stands behind others. */
const given = `import type { WebAssembly as Namespace } from 'jitsam'
declare global {
  const bytes: Uint8Array
  const imports: Namespace.Imports
  const note: (...values: unknown[]) => void
  const report: (text: string) => void
}
`

const useful = `import { compile, type Global, type Instance, type Memory, type Module, type Table, WebAssembly } from 'jitsam'
const module: Module = compile(new Uint8Array(8))
const instance: Instance = new WebAssembly.Instance(module)
const memory: Memory = new WebAssembly.Memory({ initial: 1 })
const table: Table = new WebAssembly.Table({ element: 'anyfunc', initial: 1 })
const global: Global<'i64'> = new WebAssembly.Global({ value: 'i64' }, 5n)
const value: bigint = global.value
const bytes: ArrayBuffer = memory.buffer
const names: WebAssembly.ModuleExportDescriptor[] = WebAssembly.Module.exports(module)
const both: Promise<Instance>[] = [
  WebAssembly.instantiate(module),
  WebAssembly.instantiate(new Uint8Array(8)).then(made => made.instance),
]
const made = WebAssembly.CompileError('made without new') instanceof WebAssembly.CompileError
export const all = { instance, table, value, bytes, names, both, made }
// @ts-expect-error: it is called initial
new WebAssembly.Memory({ inital: 1 })
// @ts-expect-error: bytes are required
WebAssembly.validate('text')
// @ts-expect-error: there is no such limit
new WebAssembly.Instance(module, {}, { limits: { pages: 1 } })
`

const browser = `import { WebAssembly as ours } from 'jitsam'
globalThis.WebAssembly = ours
export const theirs: typeof ours = globalThis.WebAssembly
export const module: WebAssembly.Module = new ours.Module(new Uint8Array(8))
export const instance = new ours.Instance(new globalThis.WebAssembly.Module(new Uint8Array(8)))
`

const programs = Object.fromEntries(texts.map((text, i) => [`example${i}`, program(text)]))

function write(name: string, extensions: readonly string[], text: string): readonly string[] {
  return extensions.map(extension => {
    writeFileSync(join(folder, `${name}.${extension}`), text)
    return `${name}.${extension}`
  })
}

interface Way {
  readonly version: keyof typeof compilers
  readonly resolution: string
  readonly lib: string
}

/** What the compiler says to all programs. */
function compile({ version, resolution, lib }: Way): string {
  const extensions = resolution === 'bundler' ? ['ts'] : ['mts', 'cts']
  const all = { ...programs, useful, ...(lib.includes('dom') && { browser }) }
  const files = Object.entries(all).flatMap(([name, text]) => write(name, extensions, text))
  write('given', ['d.mts'], given)
  const settings = [
    '--noEmit',
    '--strict',
    '--exactOptionalPropertyTypes',
    '--target',
    'es2022',
    '--lib',
    lib,
  ]
  const module = resolution === 'bundler' ? 'esnext' : resolution
  const where = ['--module', module, '--moduleResolution', resolution, '--types', 'node']
  const tsc = join(dirname(compilers[version]), 'bin/tsc')
  const args = [tsc, ...settings, ...where, 'given.d.mts', ...files]
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }).stdout
}

test('the README has examples', () => expect(texts.length).toBeGreaterThan(8))

const versions = ['5.9', '7'] as const
const ways = versions.flatMap(version =>
  ['node16', 'nodenext', 'bundler'].flatMap(resolution =>
    ['es2022,dom', 'es2022'].map((lib): Way => ({ version, resolution, lib })),
  ),
)

test.each(ways)('TypeScript $version, $resolution, $lib', way => {
  expect(compile(way)).toBe('')
})
