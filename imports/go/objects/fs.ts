// `fs`, as Go's `os` and `syscall` use it: Node's functions with callbacks, on the file systems that the
// program is given. Flags are those of Linux.

import { refuse } from '../../fs/error.js'
import type { File, Stat } from '../../fs/index.js'
import * as paths from '../../fs/operations.js'
import { openFile } from '../../wasi/open/file.js'
import { fdflags, type OpenFile, type Transfer } from '../../wasi/open/types.js'
import { accessRights, require } from '../../wasi/rights.js'
import type { System } from '../system.js'
import { fileCode } from './codes.js'
import { method } from './method.js'
import { modeOf, permissions } from './stat.js'

export const constants = {
  O_RDONLY: 0,
  O_WRONLY: 1,
  O_RDWR: 2,
  O_CREAT: 0o100,
  O_EXCL: 0o200,
  O_TRUNC: 0o1000,
  O_APPEND: 0o2000,
  O_SYNC: 0o4010000,
  O_DIRECTORY: 0o200000,
  O_NOFOLLOW: 0o400000,
} as const

const at = (system: System, path: string) =>
  path === '' ? refuse('ENOENT') : system.mounts.find(system.absolute(path))

const followed = (system: System, path: string) => {
  const { base, path: rest } = at(system, path)
  return [base, { path: rest, follow: true }] as const
}

// ---------------------------------------------------------------- opening

/** Reading and writing have to be asked for; what was not is a bad descriptor, as everywhere else. */
function rightsOf(flags: number): bigint {
  const access = flags & 3
  return accessRights({ read: access !== constants.O_WRONLY, write: access !== constants.O_RDONLY })
}

function how(flags: number): Omit<paths.OpenAt, 'path'> {
  const has = (flag: keyof typeof constants) => (flags & constants[flag]) !== 0
  const access = flags & 3
  return {
    read: access !== constants.O_WRONLY,
    write: access !== constants.O_RDONLY,
    create: has('O_CREAT'),
    exclusive: has('O_EXCL'),
    truncate: has('O_TRUNC'),
    directory: has('O_DIRECTORY'),
    follow: !has('O_NOFOLLOW'),
  }
}

function open(system: System, path: string, flags: number, perm: number): number {
  const place = at(system, path)
  const mode = system.permitted(perm)
  const opened = paths.open(place.base, { ...how(flags), path: place.path, mode, ...system.interruptible })
  if (opened.kind === 'directory') return system.addDirectory(opened.directory)
  const sync = (flags & constants.O_SYNC) === constants.O_SYNC ? fdflags.sync : 0
  const append = flags & constants.O_APPEND ? fdflags.append : 0
  const { channel } = opened.file
  // What has to wait does so without holding the other goroutines up.
  const nonblock = channel === undefined ? 0 : fdflags.nonblock
  return system.files.add(openFile(opened.file, { rights: rightsOf(flags), flags: sync | append | nonblock }))
}

/** Opens a file only to do something with it. */
function withFile(system: System, path: string, use: (file: File) => void): void {
  const place = at(system, path)
  const opened = paths.open(place.base, { path: place.path, follow: true, write: true })
  if (opened.kind === 'directory') {
    opened.directory.close()
    return refuse('EISDIR')
  }
  try {
    use(opened.file)
  } finally {
    opened.file.close()
  }
}

// ---------------------------------------------------------------- reading and writing

/** Where in a buffer, how much, and where in the file. */
interface Range {
  readonly offset: number
  readonly length: number
  readonly position: number | undefined
}

/** How much is read or written at once: less is always allowed. */
const mostBytes = 1 << 20

function part(buffer: Uint8Array, { offset, length }: Range): Uint8Array {
  if (!(offset >= 0 && length >= 0 && offset + length <= buffer.length)) refuse('EINVAL')
  return buffer.subarray(offset, offset + Math.min(length, mostBytes))
}

/** A file of which a right was asked for when it was opened. */
function usable(system: System, fd: number, right: 'fd_read' | 'fd_write'): OpenFile & Transfer {
  const file = system.files.get(fd)
  if (file.kind === 'directory') refuse('EISDIR')
  try {
    require(file.rights, right)
  } catch {
    refuse('EBADF')
  }
  return file
}

/** Milliseconds between two tries. */
const pause = 2

type Count = number | Promise<number>

/** Reads or writes, now or as soon as that can be done; it must not be another file by then. */
function eventually(system: System, fd: number, transfer: (file: OpenFile & Transfer) => number): Count {
  const file = system.files.get(fd)
  const attempt = (): number | undefined => {
    if (system.files.find(fd) !== file) refuse('EBADF')
    try {
      return transfer(file)
    } catch (error) {
      if (fileCode(error) === 'EAGAIN') return undefined
      throw error
    }
  }
  const again = (): Promise<number> => system.after(pause).then(() => attempt() ?? again())
  return attempt() ?? again()
}

function read(system: System, fd: number, into: Uint8Array, range: Range): Count {
  const { read } = usable(system, fd, 'fd_read')
  const buffer = part(into, range)
  if (range.position !== undefined) return system.files.regular(fd).readAt(buffer, BigInt(range.position))
  return read === undefined ? refuse('EBADF') : eventually(system, fd, file => file.read!(buffer))
}

function write(system: System, fd: number, from: Uint8Array, range: Range): Count {
  const { write } = usable(system, fd, 'fd_write')
  const bytes = part(from, range)
  if (range.position !== undefined) return system.files.regular(fd).writeAt(bytes, BigInt(range.position))
  return write === undefined ? refuse('EBADF') : eventually(system, fd, file => file.write!(bytes))
}

// ---------------------------------------------------------------- the rows

const nanoseconds = (seconds: number): bigint => BigInt(Math.round(seconds * 1e6)) * 1000n

/** Everything belongs to user and group 0; -1 leaves it so. */
function checkOwner(...ids: readonly number[]): void {
  if (ids.some(id => id !== 0 && id >>> 0 !== 0xffff_ffff)) refuse('EPERM')
}

const done = (_: unknown): true => true

/** File systems here keep no permissions: nothing can be asked for but what everybody has. */
function checkMode(stat: Stat, mode: number): void {
  if ((mode & permissions) !== (modeOf(stat) & permissions)) refuse('ENOSYS')
}

export const fs = {
  open: method('filesystem', 'path:path flags:oflags perm:mode -> fd:fd', open),

  close: method('filesystem', 'fd:fd -> ok', (system, fd) => done(system.files.close(fd))),

  read: method(
    'filesystem',
    'fd:stdio buf:buf offset:int byteCount:int fOffset:position -> n:count',
    (system, fd, buffer, offset, length, position) => read(system, fd, buffer, { offset, length, position }),
  ),

  write: method(
    'filesystem',
    'fd:stdio buf:buf offset:int byteCount:int fOffset:position -> n:count',
    (system, fd, buffer, offset, length, position) => write(system, fd, buffer, { offset, length, position }),
  ),

  fsync: method('filesystem', 'fd:fd -> ok', (system, fd) => {
    const file = system.files.get(fd)
    if (file.kind === 'file') file.sync('all')
    else if (file.kind === 'directory') file.directory.sync()
    else refuse('EINVAL')
    return true as const
  }),

  stat: method('filesystem', 'path:path -> stat:stat', (system, path) =>
    paths.stat(...followed(system, path)),
  ),

  lstat: method('filesystem', 'path:path -> stat:stat', (system, path) => {
    const place = at(system, path)
    return paths.stat(place.base, { path: place.path, follow: false })
  }),

  fstat: method('filesystem', 'fd:fd -> stat:stat', (system, fd) => system.files.get(fd).stat()),

  readdir: method('filesystem', 'path:path -> dirents:names', (system, path) => {
    const [base, { path: rest }] = followed(system, path)
    const opened = paths.open(base, { path: rest, follow: true, directory: true })
    if (opened.kind !== 'directory') return refuse('ENOTDIR')
    try {
      return opened.directory.list(system.check).map(({ name }) => name)
    } finally {
      opened.directory.close()
    }
  }),

  mkdir: method('filesystem', 'path:path perm:mode -> ok', (system, path, perm) => {
    const place = at(system, path)
    return done(paths.makeDirectory(place.base, place.path, system.permitted(perm)))
  }),

  rmdir: method('filesystem', 'path:path -> ok', (system, path) => {
    const place = at(system, path)
    return done(paths.removeDirectory(place.base, place.path))
  }),

  unlink: method('filesystem', 'path:path -> ok', (system, path) => {
    const place = at(system, path)
    return done(paths.removeFile(place.base, place.path))
  }),

  rename: method('filesystem', 'from:path to:path -> ok', (system, from, to) =>
    done(paths.rename(at(system, from), at(system, to))),
  ),

  link: method('filesystem', 'path:path link:path -> ok', (system, path, link) =>
    done(paths.link({ ...at(system, path), follow: false }, at(system, link))),
  ),

  symlink: method('filesystem', 'path:path link:path -> ok', (system, target, link) => {
    const place = at(system, link)
    return done(paths.makeLink(place.base, place.path, target))
  }),

  readlink: method('filesystem', 'path:path -> dst:string', (system, path) => {
    const place = at(system, path)
    return paths.readLink(place.base, place.path)
  }),

  truncate: method('filesystem', 'path:path length:int -> ok', (system, path, length) => {
    if (length < 0) refuse('EINVAL')
    return done(withFile(system, path, file => file.resize(length)))
  }),

  ftruncate: method('filesystem', 'fd:fd length:int -> ok', (system, fd, length) => {
    const file = system.files.get(fd)
    if (file.kind !== 'file' || length < 0) return refuse('EINVAL')
    return done(file.resize(BigInt(length)))
  }),

  utimes: method('filesystem', 'path:path atime:seconds mtime:seconds -> ok', (system, path, atime, mtime) =>
    done(
      paths.setTimes(...followed(system, path), {
        accessed: nanoseconds(atime),
        modified: nanoseconds(mtime),
      }),
    ),
  ),

  chmod: method('filesystem', 'path:path mode:mode -> ok', (system, path, mode) =>
    done(checkMode(paths.stat(...followed(system, path)), mode)),
  ),

  fchmod: method('filesystem', 'fd:fd mode:mode -> ok', (system, fd, mode) =>
    done(checkMode(system.files.get(fd).stat(), mode)),
  ),

  chown: method('filesystem', 'path:path uid:int gid:int -> ok', (system, path, uid, gid) => {
    paths.stat(...followed(system, path))
    return done(checkOwner(uid, gid))
  }),

  lchown: method('filesystem', 'path:path uid:int gid:int -> ok', (system, path, uid, gid) => {
    const place = at(system, path)
    paths.stat(place.base, { path: place.path, follow: false })
    return done(checkOwner(uid, gid))
  }),

  fchown: method('filesystem', 'fd:fd uid:int gid:int -> ok', (system, fd, uid, gid) => {
    system.files.get(fd)
    return done(checkOwner(uid, gid))
  }),
}
