// Two scripts of all that the command line loads to run a module: `bundle.cjs`, and `translator.cjs` with
// what only translating needs, which many runs do without. Each is a function of what Node gives a module.
//
// The modules know nothing of this: they import the translator's entry as any other. In its place the bundle
// has a module whose functions load the real one at their first call. That one gets what both need from the
// bundle, so that there is only one of each module.

import { createHash } from 'node:crypto'
import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type InputOptions, type OutputChunk, type Plugin, rolldown } from 'rolldown'
import { exportsOf } from './cut.js'
import { ownOnly } from './own.js'

const folder = new URL('../cli/', import.meta.url)
const path = (relative: string): string => fileURLToPath(new URL(relative, folder))
const commands = path('commands.js')
const translator = path('../../codegen/translate.js')

/** Plain enough to be read a byte a letter; names stay, for whoever reads a stack. */
const minify = { mangle: false, compress: false, codegen: { asciiOnly: true } } as const

async function bundled(options: InputOptions): Promise<OutputChunk> {
  const bundle = await rolldown({ ...options, platform: 'node' })
  const { output } = await bundle.generate({ format: 'cjs', codeSplitting: false, comments: false, minify })
  await bundle.close()
  return output[0]
}

const standIn = '\0translator'
/** A module with the function `load`; see src/cli/main.cts. */
const loader = 'translator'

/** Puts a text in the place of the translator, for all that imports it. */
const replaceTranslator = (text: string): Plugin => ({
  name: 'replace-translator',
  async resolveId(source, importer, options) {
    if (!source.endsWith('/translate.js')) return undefined
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
    return resolved?.id === translator ? standIn : undefined
  },
  load: id => (id === standIn ? text : undefined),
})

/** The modules that are reached without the translator. */
async function reachedWithout(names: readonly string[]): Promise<ReadonlySet<string>> {
  const plugins = [replaceTranslator(`export let ${names.join(', ')}`)]
  return new Set(Object.keys((await bundled({ input: commands, plugins, treeshake: false })).modules))
}

/** What a module is called that the translator gets from the bundle. */
const sharedName = (file: string): string => relative(path('../..'), file)

/** Leaves the modules out that the bundle has. */
const leaveOut = (core: ReadonlySet<string>): Plugin => ({
  name: 'leave-out',
  async resolveId(source, importer, options) {
    const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
    if (resolved === null || !core.has(resolved.id)) return undefined
    return { id: sharedName(resolved.id), external: true }
  },
})

/** The import of all a module exports, and an object that holds it. */
function sharing(
  [file, names]: readonly [string, readonly string[]],
  index: number,
): { imports: string; object: string } {
  const imports = names.map(name => `${name} as ${name}${index}`)
  const getters = names.map(name => `get ${name}() { return ${name}${index} }`)
  return {
    imports: `import { ${imports.join(', ')} } from ${JSON.stringify(file)}`,
    object: `${JSON.stringify(sharedName(file))}: { ${getters.join(', ')} }`,
  }
}

/** The text of what stands for the translator: it has the same exports, and gives it what it imports. */
async function deferring(names: readonly string[], files: readonly string[]): Promise<string> {
  const shared = [...(await exportsOf(files.map(name => path(`../../${name}`))))].map(sharing)
  const functions = names.map(name => `export const ${name} = (...given) => translator().${name}(...given)`)
  return `import { load } from ${JSON.stringify(loader)}
${shared.map(({ imports }) => imports).join('\n')}
let loaded
const translator = () => (loaded ??= load({ ${shared.map(({ object }) => object).join(',\n')} }))
${functions.join('\n')}`
}

/** An expression. V8 compiles a function in parentheses as it reads it. */
const scriptOf = ({ code }: OutputChunk): string =>
  `(function (exports, require, __filename) {${ownOnly(code)}})`

async function scripts(): Promise<Readonly<Record<string, string>>> {
  const names = (await exportsOf([translator])).get(translator)!
  const core = await reachedWithout(names)
  const second = await bundled({ input: translator, plugins: [leaveOut(core)] })
  const plugins = [replaceTranslator(await deferring(names, second.imports))]
  const first = await bundled({ input: commands, plugins, external: loader })
  return { 'bundle.cjs': scriptOf(first), 'translator.cjs': scriptOf(second) }
}

export async function writeBundle(): Promise<void> {
  const texts = Object.entries(await scripts())
  const build = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16)
  for (const name of readdirSync(folder))
    if (texts.some(([script]) => name.startsWith(script))) rmSync(new URL(name, folder))
  for (const [name, text] of texts) writeFileSync(new URL(name, folder), `// ${build}\n${text}`)
}
