// The project's own source files, for the tests that read code instead of running it. Paths are relative to
// the root and use forward slashes.
import { readdirSync, readFileSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))

export const sourceFolders = ['src', 'codegen', 'imports'] as const

export const read = (path: string): string => readFileSync(root + path, 'utf8')

/** All files under the folders whose name ends so, sorted. */
export function list(folders: readonly string[], ending: string): readonly string[] {
  const found = folders.flatMap(folder =>
    readdirSync(root + folder, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile() && entry.name.endsWith(ending))
      .map(entry => relative(root, `${entry.parentPath}/${entry.name}`).split(sep).join('/')),
  )
  return found.sort()
}

/** The TypeScript files of the project; examples are programs in other languages. */
export const sources = (): readonly string[] =>
  ['.ts', '.cts'].flatMap(ending => list(sourceFolders, ending)).filter(path => !path.includes('/example/'))

/** The compiled file of a source: `src/compile.ts` → `dist/src/compile.js`. */
export const compiled = (source: string): string => `dist/${source.replace(/ts$/, 'js')}`
