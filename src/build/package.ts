// What users import: few files made of many, in dist/package, with a folder for each kind of module.
//
//   esm    for bundlers and pages: all is imported at once, so that a bundler sees it
//   cjs    what is needed later is a file of its own, and loaded then (cut.ts)
//   node   ES modules that have what the CommonJS files have: `import` is as quick there as `require`, and
//          who uses both has only one of each class
//
// Names and lines stay as they are, for whoever reads a stack; bundlers make them shorter.

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type InputOptions, type OutputChunk, type OutputOptions, rolldown } from 'rolldown'
import { dts } from 'rolldown-plugin-dts'
import { cutEntry, cutting } from './cut.js'
import { ownOnly } from './own.js'

const dist = fileURLToPath(new URL('../../', import.meta.url))
const folder = `${dist}package`

const packages = ['wasi', 'fs', 'fs/node', 'emscripten', 'assemblyscript', 'go']

/** The entries of the package, and the modules that they are. */
const entries: Readonly<Record<string, string>> = {
  index: `${dist}src/package/index.js`,
  polyfill: `${dist}src/polyfill.js`,
  node: `${dist}src/package/node.js`,
  pool: `${dist}src/pool/index.js`,
  wasi: `${dist}src/wasi/index.js`,
  ...Object.fromEntries(packages.map(name => [`imports/${name}`, `${dist}imports/${name}/index.js`])),
}

/** Those for programs of Node. */
const nodeEntries: Readonly<Record<string, string>> = {
  register: `${dist}src/register/index.js`,
  'register/missing': `${dist}src/register/missing.js`,
  'pool/threads': `${dist}src/pool/threads/index.js`,
  hooks: `${dist}src/register/hooks.js`,
}

/** Files of what few need at once; see cut.ts. */
const cuts = {
  engine: ['src/compile.js', 'src/instance/instance.js', 'codegen/boundary/index.js'],
  translator: ['codegen/translate.js'],
  interpreter: ['assemble', 'run', 'speed', 'warm'].map(name => `codegen/interpret/${name}.js`),
  logging: ['src/logging.js'],
  cache: ['src/cache/store.js'],
}

const cutModules = Object.fromEntries(
  Object.entries(cuts).map(([file, modules]) => [file, modules.map(module => `${dist}${module}`)]),
)

/** What differs between engines is asked by the namespace too. */
const isOfEngine = (id: string): boolean => id.startsWith(`${dist}src/engine/`)

/** Modules of the language and its tables do nothing but be there. */
const isPassive = (id: string): boolean => id.startsWith(`${dist}src/wasm/`)

const base: InputOptions = {
  platform: 'node',
  logLevel: 'warn',
  preserveEntrySignatures: 'allow-extension',
  checks: { pluginTimings: false },
  treeshake: { moduleSideEffects: id => !isPassive(id) },
}

async function write(input: InputOptions, output: OutputOptions): Promise<readonly OutputChunk[]> {
  const bundle = await rolldown({ ...base, ...input })
  const written = await bundle.write({
    entryFileNames: '[name].js',
    chunkFileNames: '[name].js',
    comments: { legal: true, annotation: true, jsdoc: false },
    plugins: [{ name: 'own only', renderChunk: ownOnly }],
    ...output,
  })
  await bundle.close()
  return written.output.filter(file => file.type === 'chunk')
}

/** Modules between the namespace and the host packages. */
const isCompiler = (id: string): boolean => /\/(codegen|src\/(wasm|instance|instruments))\//.test(id)

/** All modules of which something is needed where one is. */
async function reached(input: string[], options: InputOptions): Promise<ReadonlySet<string>> {
  const bundle = await rolldown({ ...base, ...options, input })
  const { output } = await bundle.generate()
  await bundle.close()
  const modules = output.flatMap(file => (file.type === 'chunk' ? Object.entries(file.modules) : []))
  return new Set(modules.filter(([, { code }]) => code !== null && code !== '').map(([id]) => id))
}

/**
 * Modules that several entries share are in five files at most: what the namespace needs, what only the host
 * packages do, of that what only Node has, what files that are loaded later share with the engine, and what
 * they share without it. Layers point one way, and so do these. Where nothing is loaded later, all of the
 * compiler is with the namespace.
 */
async function sharing(options: InputOptions, first: readonly string[]): Promise<OutputOptions> {
  const core = await reached(
    ['src/standard', 'src/instance/deadline', 'imports/object'].map(name => `${dist}${name}.js`),
    options,
  )
  const engine = first.length === 0 ? core : await reached([...first], options)
  const later = [
    { name: 'shared', test: (id: string) => isCompiler(id) && engine.has(id), minShareCount: 2 },
    { name: 'passes', test: isCompiler, minShareCount: 2 },
  ]
  const isFirst = (id: string) => core.has(id) || isOfEngine(id) || (first.length === 0 && isCompiler(id))
  return {
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: 'core', test: isFirst, priority: 3 },
        {
          name: 'folders',
          test: id => id.startsWith(`${dist}imports/fs/node/`),
          minShareCount: 2,
          priority: 2,
        },
        { name: 'host', test: id => id.startsWith(`${dist}imports/`), minShareCount: 2, priority: 1 },
        ...(first.length === 0 ? [] : later),
      ],
    },
  }
}

/** An ES module with the exports of a CommonJS file. */
function passingOn({ fileName, exports }: OutputChunk): string {
  const path = posix.relative(`node/${posix.dirname(fileName)}`, `cjs/${fileName}`)
  if (exports.length === 0) return `import '${path}'\n`
  return `import entry from '${path}'\n\nexport const { ${exports.join(', ')} } = entry\n`
}

/** Writes a file of the package. */
function put(name: string, text: string): void {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

/** What is said of the files of a folder, to Node and to bundlers. */
const nearest = (type: 'module' | 'commonjs'): string =>
  json({ type, sideEffects: ['./polyfill.js', './register.js', './register/missing.js'] })

/** For pages too, which have nothing of Node's: only entries for Node may import that. */
const anywhere: InputOptions = {
  platform: 'neutral',
  resolve: { mainFields: ['module', 'main'], conditionNames: ['import', 'default'] },
  external: /^node:/,
}

async function writeModules(): Promise<void> {
  const output = { dir: `${folder}/esm`, format: 'esm', ...(await sharing(anywhere, [])) } as const
  await write({ ...anywhere, input: { ...entries } }, output)
  put('esm/package.json', nearest('module'))
}

async function writeScripts(): Promise<void> {
  const options = { plugins: [await cutting(cutModules)] }
  const files = Object.fromEntries(Object.keys(cuts).map(file => [file, cutEntry(file)]))
  const output = {
    dir: `${folder}/cjs`,
    format: 'cjs',
    ...(await sharing(options, [cutEntry('engine')])),
  } as const
  const chunks = await write({ input: { ...entries, ...nodeEntries, ...files }, ...options }, output)
  put('cjs/package.json', nearest('commonjs'))
  for (const chunk of chunks)
    if (chunk.isEntry && !(chunk.name in cuts)) put(`node/${chunk.fileName}`, passingOn(chunk))
}

/** The same declarations serve modules of both kinds: what they are says the folder. */
async function writeTypes(): Promise<void> {
  const declarations = Object.entries({ ...entries, ...nodeEntries }).map(([name, file]) => [
    name,
    file.replace(/js$/, 'd.ts'),
  ])
  const bundle = await rolldown({
    ...base,
    input: Object.fromEntries(declarations),
    plugins: [dts({ dtsInput: true, tsconfig: false })],
  })
  for (const kind of ['esm', 'cjs'])
    await bundle.write({
      dir: `${folder}/${kind}`,
      format: 'es',
      entryFileNames: '[name].d.ts',
      chunkFileNames: '[name].d.ts',
    })
  await bundle.close()
}

/** Writes all of it. */
export async function writePackage(): Promise<void> {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  copyFileSync(`${dist}../node_modules/astring/LICENSE`, `${folder}/LICENSE.astring`)
  await writeModules()
  await writeScripts()
  await writeTypes()
}
