// What is loaded when it is first needed. Some modules export nothing but functions, and few who load the
// package call them at once: they, and what only they need, become files of their own. Where such a module is
// imported, the bundle has a stand-in with the same functions, which load the file at their first call.
// `require` can do that in the middle of a call, so this is for CommonJS.
//
// The modules know nothing of this: they import each other as ever.

import { type Plugin, rolldown } from 'rolldown'

/** The files, each with the modules whose functions it has. */
export type Cuts = Readonly<Record<string, readonly string[]>>

/** What each of some modules exports: to load them would not show what the build has written since. */
export async function exportsOf(files: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
  const bundle = await rolldown({ input: [...files], platform: 'node' })
  const { output } = await bundle.generate()
  await bundle.close()
  const entries = output.filter(file => file.type === 'chunk').filter(({ isEntry }) => isEntry)
  return new Map(entries.map(({ facadeModuleId, exports }) => [facadeModuleId!, exports]))
}

/** The text of a module that loads a file at the first call of one of its functions. */
const standInText = (file: string, names: readonly string[]): string => `let loaded
const load = () => (loaded ??= require('./${file}.js'))
${names.map(name => `export const ${name} = (...given) => load().${name}(...given)`).join('\n')}`

const standIn = '\0stand-in '
const entry = '\0entry '

/** How the bundler is told to begin with a file of what is cut off. */
export const cutEntry = (file: string): string => `${entry}${file}`

/** Puts a stand-in in the place of each module that is cut off, but where a file begins with it. */
export async function cutting(cuts: Cuts): Promise<Plugin> {
  const fileOf = new Map(Object.entries(cuts).flatMap(([file, modules]) => modules.map(id => [id, file])))
  const names = await exportsOf([...fileOf.keys()])
  return {
    name: 'cutting',
    async resolveId(source, importer, options) {
      if (source.startsWith(entry)) return source
      if (importer?.startsWith(standIn)) return { id: source, external: true }
      const resolved = await this.resolve(source, importer, { ...options, skipSelf: true })
      const isCut = resolved !== null && !importer?.startsWith(entry) && fileOf.has(resolved.id)
      return isCut ? `${standIn}${resolved.id}` : resolved
    },
    load(id) {
      if (id.startsWith(entry))
        return cuts[id.slice(entry.length)]!.map(module => `export * from ${JSON.stringify(module)}`).join(
          '\n',
        )
      if (!id.startsWith(standIn)) return undefined
      const module = id.slice(standIn.length)
      return { code: standInText(fileOf.get(module)!, names.get(module)!), moduleSideEffects: false }
    },
  }
}
