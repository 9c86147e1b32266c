// A jail and what lies around it, on every file system: a directory that a guest is given, with links in it
// that somebody else has made, and beside it what the guest must never see or change.
//
//   secret.txt   victim/inside   jail-evil/file   jail/{file, dir/inner, dir/deep/, links …}
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { type Directory, memory, overlay, readOnly, symbolicLink } from '#imports/fs/index.js'
import { hostFolder } from '#imports/fs/node/index.js'

export const secret = 'the secret'

/** Links in the jail that lead out, by where they lead; `%` is the folder around. */
const links: Readonly<Record<string, string>> = {
  'to-secret': '../secret.txt',
  'to-up': '..',
  'to-up-slash': '../',
  'to-victim': '../victim',
  'to-evil': '../jail-evil',
  'to-new': '../new.txt',
  'absolute-secret': '%/secret.txt',
  'absolute-up': '%',
  'absolute-root': '/',
  'round-about': 'dir/../../secret.txt',
  'over-link': 'to-up/secret.txt',
  'back-in': '../jail/to-secret',
  'proc-fd': '/proc/self/fd',
  'proc-root': '/proc/self/root',
  'proc-cwd': '/proc/self/cwd',
  'dir/to-secret': '../../secret.txt',
  'dir/to-up': '../..',
}

export interface Jail {
  readonly directory: Directory
  /** Everything around the jail: names, contents and times. */
  outside(): string
  /** The same of what is inside; only for what may not be changed. */
  inside?(): string
}

const made: string[] = []

afterEach(() => {
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true })
})

export function hostJail(): { readonly root: string; readonly jail: string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'jitsam-jail-')))
  made.push(root)
  const jail = join(root, 'jail')
  for (const name of ['jail/dir/deep', 'jail-evil', 'victim'])
    mkdirSync(join(root, name), { recursive: true })
  writeFileSync(join(root, 'secret.txt'), secret)
  writeFileSync(join(root, 'victim/inside'), secret)
  writeFileSync(join(root, 'jail-evil/file'), secret)
  writeFileSync(join(jail, 'file'), 'harmless')
  writeFileSync(join(jail, 'dir/inner'), 'harmless too')
  for (const [name, target] of Object.entries(links)) symlinkSync(target.replace('%', root), join(jail, name))
  return { root, jail }
}

/** A folder of the host as text. */
export function snapshot(root: string, except?: string): string {
  const lines = readdirSync(root, { recursive: true, withFileTypes: true })
    .map(entry => ({ entry, path: join(entry.parentPath, entry.name) }))
    .filter(({ path }) => except === undefined || !path.startsWith(`${except}/`))
    .map(({ entry, path }) => {
      if (entry.isSymbolicLink()) return `${path} link`
      const { mtimeMs, nlink, ino } = statSync(path)
      // What happens inside the jail shows in its own time and links, and in nothing else around.
      if (path === except) return `${path} ${ino}`
      return `${path} ${mtimeMs} ${nlink} ${ino} ${entry.isFile() ? readFileSync(path, 'latin1') : ''}`
    })
  return lines.sort().join('\n')
}

/** The same of a file system of ours. */
function shown(directory: Directory, except?: string): string {
  const parts = directory.list().map(({ name, filetype }) => {
    const stat = directory.look(name)!
    if (name === except) return name
    if (filetype === 'directory') return `${name}/ ${stat.modified} { ${shown(directory.enter(name))} }`
    if (filetype === 'symbolic_link') return `${name} -> ${directory.readLink(name)}`
    const buffer = new Uint8Array(Number(stat.size))
    directory.open(name, { read: true }).read(buffer, 0)
    return `${name} ${stat.modified} ${stat.links} ${new TextDecoder().decode(buffer)}`
  })
  return parts.join('\n')
}

function memoryJail(): Directory {
  const tree = (names: readonly string[]) =>
    Object.fromEntries(
      names.map(name => [name.split('/').at(-1)!, symbolicLink(links[name]!.replace('%', '/nowhere'))]),
    )
  const names = Object.keys(links)
  return memory({
    'secret.txt': secret,
    victim: { inside: secret },
    'jail-evil': { file: secret },
    jail: {
      file: 'harmless',
      dir: { inner: 'harmless too', deep: {}, ...tree(names.filter(name => name.startsWith('dir/'))) },
      ...tree(names.filter(name => !name.includes('/'))),
    },
  })
}

function onHost(view: (path: string) => Directory, frozen = false): () => Jail {
  return () => {
    const { root, jail } = hostJail()
    const inside = () => snapshot(jail)
    return {
      directory: view(jail),
      outside: () => snapshot(root, jail),
      ...(frozen && { inside }),
    }
  }
}

function inMemory(view: (directory: Directory) => Directory, frozen = false): () => Jail {
  return () => {
    const root = memoryJail()
    const jail = root.enter('jail')
    const inside = () => shown(jail)
    return {
      directory: view(jail),
      outside: () => shown(root, 'jail'),
      ...(frozen && { inside }),
    }
  }
}

export const jails: readonly (readonly [name: string, make: () => Jail])[] = [
  ['a folder of the host', onHost(path => hostFolder(path))],
  ['a folder held by its path', onHost(path => hostFolder(path, { holding: 'path' }))],
  ['a folder that is only read', onHost(path => readOnly(hostFolder(path)), true)],
  ['an overlay over a folder', onHost(path => overlay(hostFolder(path)), true)],
  ['memory', inMemory(directory => directory)],
  ['memory that is only read', inMemory(readOnly, true)],
  ['an overlay over memory', inMemory(directory => overlay(directory), true)],
]
