// Operations on paths, as Linux has them: what a trailing slash and a dot at the end mean for each, and in
// which order errors come. Each takes a directory and a path that is walked from there.
import { codeOf, refuse } from './error.js'
import type { Directory, File, OpenHow, Stat, Times } from './types.js'
import { type Place, type Way, walk } from './walk.js'

/** Does something with a directory that is open only for it. */
function inside<Value>(directory: Directory, use: (directory: Directory) => Value): Value {
  try {
    return use(directory)
  } finally {
    directory.close()
  }
}

/** Whether the last component is followed if it is a link. */
export interface At {
  readonly path: string
  readonly follow: boolean
}

const way = ({ path, follow }: At): Way => ({ path, follow: follow ? 'last' : 'slash' })

export function stat(base: Directory, at: At): Stat {
  return walk(base, way(at), ({ directory, name, slash }) => {
    if (name === '.') return directory.stat()
    if (slash) return inside(directory.enter(name), found => found.stat())
    return directory.look(name) ?? refuse('ENOENT')
  })
}

export function setTimes(base: Directory, at: At, times: Times): void {
  walk(base, way(at), ({ directory, name, slash }) => {
    if (name === '.') directory.setTimes(times)
    else if (slash) inside(directory.enter(name), found => found.setTimes(times))
    else directory.setTimesOf(name, times)
  })
}

export function readLink(base: Directory, path: string): string {
  return walk(base, { path, follow: 'slash' }, ({ directory, name, slash }) => {
    if (name === '.') return refuse('EINVAL')
    if (slash) inside(directory.enter(name), () => refuse('EINVAL'))
    return directory.readLink(name)
  })
}

export interface OpenAt extends At, OpenHow {
  /** Only a directory will do. */
  readonly directory?: boolean
}

export type Opened =
  | { readonly kind: 'directory'; readonly directory: Directory }
  | { readonly kind: 'file'; readonly file: File }

/** A directory can only be looked into. */
function openDirectory({ directory, name, slash }: Place, how: OpenHow): Opened {
  if (how.create && (slash || name === '.')) refuse(how.exclusive ? 'EEXIST' : 'EISDIR')
  if (how.write || how.truncate) {
    if (name !== '.') inside(enter(directory, name), () => undefined)
    refuse('EISDIR')
  }
  return { kind: 'directory', directory: name === '.' ? directory.reopen() : enter(directory, name) }
}

/** Enters a directory; a link in its place is an error of its own. */
function enter(directory: Directory, name: string): Directory {
  try {
    return directory.enter(name)
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR' && directory.look(name)?.filetype === 'symbolic_link') refuse('ELOOP')
    throw error
  }
}

function openFile(place: Place, how: OpenHow): Opened {
  const { directory, name } = place
  try {
    return { kind: 'file', file: directory.open(name, how) }
  } catch (error) {
    const onlyLooks = !(how.write || how.create || how.truncate)
    if (codeOf(error) === 'EISDIR' && onlyLooks) return openDirectory(place, how)
    throw error
  }
}

export function open(base: Directory, at: OpenAt): Opened {
  if (at.directory && (at.create || at.truncate)) refuse('EINVAL')
  // An exclusive file is made where the link stands, thus never.
  const follow = at.follow && !(at.create && at.exclusive)
  return walk(base, way({ path: at.path, follow }), place =>
    at.directory || place.slash || place.name === '.' ? openDirectory(place, at) : openFile(place, at),
  )
}

/** Where something new is to be made: not where something is, and a file's name has no slash. */
function free({ directory, name, slash }: Place): void {
  if (name === '.') refuse('EEXIST')
  if (slash) refuse(directory.look(name) === undefined ? 'ENOENT' : 'EEXIST')
}

const exactly = (path: string): Way => ({ path, follow: 'never' })

export function makeDirectory(base: Directory, path: string, mode?: number): void {
  walk(base, exactly(path), ({ directory, name }) => {
    if (name === '.') refuse('EEXIST')
    directory.makeDirectory(name, mode)
  })
}

export function makeLink(base: Directory, path: string, target: string): void {
  if (target === '') refuse('ENOENT')
  if (target.includes('\0')) refuse('EINVAL')
  // It could not be followed, and who looks from outside might.
  if (target.startsWith('/')) refuse('ENOTCAPABLE')
  walk(base, exactly(path), place => {
    free(place)
    place.directory.makeLink(place.name, target)
  })
}

export function removeDirectory(base: Directory, path: string): void {
  walk(base, exactly(path), ({ directory, name }) => {
    if (name === '.') refuse('EINVAL')
    directory.removeDirectory(name)
  })
}

/** What stands at a place; with a slash it has to be a directory. */
function standing({ directory, name, slash }: Place): Stat {
  const found = directory.look(name) ?? refuse('ENOENT')
  return slash && found.filetype !== 'directory' ? refuse('ENOTDIR') : found
}

export function removeFile(base: Directory, path: string): void {
  walk(base, exactly(path), place => {
    if (place.name === '.') refuse('EISDIR')
    if (place.slash) standing(place)
    // Some systems say EPERM here.
    if (place.slash || place.directory.look(place.name)?.filetype === 'directory') refuse('EISDIR')
    place.directory.removeFile(place.name)
  })
}

export interface Name {
  readonly base: Directory
  readonly path: string
}

export function rename(from: Name, to: Name): void {
  walk(from.base, exactly(from.path), source =>
    walk(to.base, exactly(to.path), target => {
      if (source.name === '.' || target.name === '.') refuse('EBUSY')
      if ((source.slash || target.slash) && standing(source).filetype !== 'directory') refuse('ENOTDIR')
      source.directory.rename(source.name, target.directory, target.name)
    }),
  )
}

export function link(from: Name & At, to: Name): void {
  walk(from.base, { path: from.path, follow: from.follow ? 'last' : 'never' }, source =>
    walk(to.base, exactly(to.path), target => {
      const what = source.name === '.' ? source.directory.stat() : standing(source)
      free(target)
      if (target.directory.look(target.name) !== undefined) refuse('EEXIST')
      if (what.filetype === 'directory') refuse('EPERM')
      source.directory.link(source.name, target.directory, target.name)
    }),
  )
}
