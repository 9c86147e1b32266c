// `--mount host[:guest][:ro]`: which folders the guest is given, and under which names. Where a name is given
// twice the later folder takes the place of the earlier one, and keeps its place in the order. A mount is a
// jail: nothing outside of the folder can be reached.
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Directory, readOnly } from '../../imports/fs/index.js'
import { hostFolder } from '../../imports/fs/node/index.js'
import { hostPath } from '../../imports/fs/node/path.js'
import { Complaint, reasonOf } from './complaint.js'

interface Mount {
  readonly host: string
  readonly guest: string
  readonly isReadOnly: boolean
}

/** The guest's path follows the last colon: `c:\:/` mounts a drive. */
function parseMount(text: string): Mount {
  const isReadOnly = text.endsWith(':ro')
  const paths = isReadOnly ? text.slice(0, -':ro'.length) : text
  if (paths === '') throw new Complaint('invalid mount: empty string')
  const colon = paths.lastIndexOf(':')
  const host = colon < 0 ? paths : paths.slice(0, colon)
  if (host === '') throw new Complaint('invalid mount: empty string')
  return { host: absolute(host), guest: colon < 0 ? paths : paths.slice(colon + 1), isReadOnly }
}

/** The working directory may be gone, which says nothing against paths that do not begin there. */
function absolute(path: string): string {
  try {
    return resolve(path)
  } catch (error) {
    throw new Complaint(`invalid mount: path "${path}" error: getwd: ${reasonOf(error)}`)
  }
}

function checkFolder(path: string): void {
  let isFolder = false
  try {
    isFolder = statSync(hostPath(path)).isDirectory()
  } catch (error) {
    throw new Complaint(`invalid mount: path "${path}" error: stat ${path}: ${reasonOf(error)}`)
  }
  if (!isFolder) throw new Complaint(`invalid mount: path "${path}" is not a directory`)
}

/** What makes two names the same: `./`, `/` at the start and `/` at the end do not count. */
const essence = (guest: string): string => guest.replace(/^(\.?\/)+|^\.$/, '').replace(/\/+$/, '')

function open({ host, isReadOnly }: Mount): Directory {
  try {
    const folder = hostFolder(host)
    return isReadOnly ? readOnly(folder) : folder
  } catch (error) {
    throw new Complaint(`invalid mount: path "${host}" error: open ${host}: ${reasonOf(error)}`)
  }
}

/** What the guest is given. */
export interface Mounts {
  /** The folders by their names, in the order in which the guest sees them. */
  readonly preopens: Readonly<Record<string, Directory>>
  /** The paths of those that it can write to. */
  readonly exposed: readonly string[]
}

export function mountsOf(texts: readonly string[]): Mounts {
  const mounts = new Map<string, Mount>()
  for (const text of texts) {
    const mount = parseMount(text)
    checkFolder(mount.host)
    mounts.set(essence(mount.guest), mount)
  }
  const named = [...mounts].map(([name, mount]) => [name === '' ? '/' : mount.guest, open(mount)] as const)
  const writable = [...mounts.values()].filter(({ isReadOnly }) => !isReadOnly)
  return { preopens: Object.fromEntries(named), exposed: writable.map(({ host }) => host) }
}
