// Who may have written a file that is run as code. As ssh reads a key and pip its cache: what belongs to
// somebody else, or what others can write, is not used, and a line on stderr says so; the run goes on without
// it. On Windows nothing is asked, since Node tells nothing of its permissions.
import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  type Stats,
} from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'
import { printable } from '../wasm/printable.js'

const writableByOthers = 0o022

/** Whoever is root can write everything anyway. */
const owners = (): readonly (number | undefined)[] => [process.geteuid?.(), 0]

/** Why something is not to be trusted; nothing if it is. */
function reason({ uid, mode }: Stats): string | undefined {
  if (process.geteuid === undefined) return undefined
  if (!owners().includes(uid)) return `it belongs to another user (${uid})`
  const bits = (mode & 0o7777).toString(8).padStart(4, '0')
  return mode & writableByOthers ? `others can write to it (mode ${bits}; chmod go-w helps)` : undefined
}

const said = new Set<string>()

function warn(what: string, why: string): undefined {
  const line = printable(`warning: ${what} is not used: ${why}`)
  if (!said.has(line)) console.error(line)
  said.add(line)
}

/** Whether a path is another one, or within it, whatever links lead there. */
function isWithin(path: string, folder: string): boolean {
  const way = relative(realpathSync(folder), realpathSync(path))
  return !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
}

/**
 * Whether code may be kept in a folder, which exists. `exposed` are the folders that the guest can write:
 * what it left there would be run outside of its jail.
 */
export function isTrusted(folder: string, exposed: readonly string[]): boolean {
  const stat = lstatSync(folder)
  const mount = exposed.find(path => isWithin(folder, path))
  const exposure = mount === undefined ? undefined : `the guest can write to it, by the mount of ${mount}`
  const why = stat.isDirectory() ? (reason(stat) ?? exposure) : 'it is no directory'
  if (why !== undefined) warn(`cachedir ${folder}`, why)
  return why === undefined
}

/** A link is not followed, a pipe or a device not waited for. Where there are no such flags they are 0. */
const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants

/** The bytes of a file that is run; nothing if there is none, or none to be trusted. */
export function readTrusted(file: string): Uint8Array | undefined {
  let descriptor: number
  try {
    descriptor = openSync(file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  } catch {
    return undefined
  }
  try {
    // Of what has been opened, so that nobody can put something else in its place meanwhile.
    const stat = fstatSync(descriptor)
    if (!stat.isFile()) return undefined
    const why = reason(stat)
    return why === undefined ? readFileSync(descriptor) : warn(`cache entry ${file}`, why)
  } catch {
    return undefined
  } finally {
    closeSync(descriptor)
  }
}
