// `process`, as far as Go's library asks for it. The program is the first of its world, and its user is 0.
import { refuse } from '../../fs/error.js'
import * as paths from '../../fs/operations.js'
import { normalize } from '../mounts.js'
import { direct } from './method.js'

export const process = {
  cwd: direct('proc', '-> cwd:string', ({ cwd }) => cwd),

  chdir: direct('proc', 'path:path -> ok', (system, path) => {
    const absolute = system.absolute(path === '' ? refuse('ENOENT') : path)
    const place = system.mounts.find(absolute)
    const { filetype } = paths.stat(place.base, { path: place.path, follow: true })
    if (filetype !== 'directory') refuse('ENOTDIR')
    system.cwd = normalize(absolute)
    return true as const
  }),

  umask: direct('proc', 'mask:optional -> oldmask:int', (system, mask) => {
    const before = system.umask
    if (mask !== undefined) system.umask = mask & 0o777
    return before
  }),

  getuid: direct('proc', '-> uid:int', () => 0),
  getgid: direct('proc', '-> gid:int', () => 0),
  geteuid: direct('proc', '-> euid:int', () => 0),
  getegid: direct('proc', '-> egid:int', () => 0),
  getgroups: direct('proc', '-> groups:ids', () => [0]),
}

export const ids = { pid: 1, ppid: 0 }

/** How many characters several paths may have together. */
const longest = 1 << 16

function textOf(part: unknown): string {
  if (typeof part === 'string') return part
  throw new TypeError('a path must be a string')
}

/** `path`, which newer versions ask for absolute paths. */
export const resolve = (cwd: string, parts: readonly unknown[]): string => {
  const texts = parts.map(textOf)
  if (texts.reduce((sum, { length }) => sum + length + 1, 0) > longest) refuse('ENAMETOOLONG')
  const first = texts.map(part => part.startsWith('/')).lastIndexOf(true)
  const path = texts.slice(Math.max(0, first)).join('/')
  return normalize(path.startsWith('/') ? path : `${cwd}/${path}`)
}
