// Where a path of Emscripten's system calls leads: to one of the directories that the guest has been given,
// and a path from there, which is walked as all are, never out of that directory. Dots are taken out of the
// text first, as Emscripten's own file system does.
import type { Directory } from '../../fs/types.js'
import { fail } from '../../wasi/errno.js'
import type { Program } from '../program.js'

/** Stands for the working directory. */
const current = -100

export interface Place {
  readonly base: Directory
  readonly path: string
}

/** The names of an absolute path, dots taken out. */
function namesOf(path: string): readonly string[] {
  const names: string[] = []
  for (const name of path.split('/')) {
    if (name === '..') names.pop()
    else if (name !== '' && name !== '.') names.push(name)
  }
  return names
}

/** A path from the root. */
export function absolute({ cwd }: Program, path: string): string {
  const names = namesOf(path.startsWith('/') ? path : `${cwd}/${path}`)
  return `/${names.join('/')}`
}

const startsWith = (names: readonly string[], start: readonly string[]): boolean =>
  start.length <= names.length && start.every((name, i) => name === names[i])

/** The directory whose name is the longest beginning of the path; of equal ones the last that was given. */
function fromRoot(program: Program, path: string): Place {
  const names = namesOf(absolute(program, path))
  let best: { base: Directory; length: number } | undefined
  for (const [given, base] of program.preopens) {
    const start = namesOf(given)
    if (startsWith(names, start) && start.length >= (best?.length ?? 0)) best = { base, length: start.length }
  }
  if (best === undefined) return fail('noent')
  const rest = names.slice(best.length).join('/')
  const slash = path.endsWith('/') && rest !== '' ? '/' : ''
  return { base: best.base, path: rest === '' ? '.' : rest + slash }
}

/** Where a path from an open directory, or from the working directory, leads. */
export function placeOf(program: Program, fd: number, path: string): Place {
  if (path === '') fail('noent')
  if (fd === current || path.startsWith('/')) return fromRoot(program, path)
  return { base: program.system.files.directory(fd).directory, path }
}

export const here = (program: Program, path: string): Place => placeOf(program, current, path)
