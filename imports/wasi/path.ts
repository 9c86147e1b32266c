// Operations on names. A path is looked up in a directory that is open, by the file system's own walk, which
// does not leave that directory.

import * as paths from '../fs/operations.js'
import { encodeUtf8 } from '../utf8.js'
import { fail } from './errno.js'
import { host } from './kinds.js'
import { OpenDirectory } from './open/directory.js'
import { openFile } from './open/file.js'
import { fdflags } from './open/types.js'
import { directoryRights, fileRights, granted, type Rights, reading, require, writing } from './rights.js'
import type { System } from './system.js'
import { timesOf } from './times.js'

/** Files that are written through have to be allowed to be. */
function requireSync(from: Rights, flags: number): void {
  if (flags & fdflags.dsync) require(from, 'fd_datasync')
  if (flags & (fdflags.rsync | fdflags.sync)) require(from, 'fd_sync')
}

const follows = (lookup: number): boolean => (lookup & 1) !== 0

interface Request {
  readonly path: string
  readonly lookup: number
  readonly oflags: number
  readonly rights: Rights
  readonly flags: number
}

/** How the file system is asked for it. */
function how({ path, lookup, oflags, rights, flags }: Request): paths.OpenAt {
  const [create, directory, exclusive, truncate] = [1, 2, 4, 8].map(bit => (oflags & bit) !== 0) as [
    boolean,
    boolean,
    boolean,
    boolean,
  ]
  const read = (rights.base & reading) !== 0n
  const write = (rights.base & writing) !== 0n
  const nonblock = (flags & fdflags.nonblock) !== 0
  return { path, follow: follows(lookup), create, directory, exclusive, truncate, read, write, nonblock }
}

/** Bits that mean something for a file or a directory. */
const known = fileRights | directoryRights

function open(wasi: System, fd: number, request: Request): number {
  const from = wasi.files.directory(fd, 'path_open')
  const { rights, flags, oflags } = request
  const at = how(request)
  if (oflags > 15 || flags > 31) fail('inval')
  if (at.create) require(from.rights, 'path_create_file')
  if (at.truncate) require(from.rights, 'path_filestat_set_size')
  requireSync(from.rights, flags)
  if (((rights.base | rights.inheriting) & known & ~from.rights.inheriting) !== 0n) fail('notcapable')
  const opened = paths.open(from.directory, { ...at, ...wasi.interruptible })
  if (opened.kind === 'file') {
    return wasi.files.add(openFile(opened.file, { rights: granted(from.rights, rights.base), flags }))
  }
  const { inheriting } = from.rights
  return wasi.files.add(
    new OpenDirectory(opened.directory, { base: inheriting & directoryRights, inheriting }),
  )
}

export const path = {
  path_create_directory: host('filesystem', 'fd:fd path:path -> errno', (wasi, fd, path) =>
    paths.makeDirectory(wasi.files.directory(fd, 'path_create_directory').directory, path),
  ),

  path_filestat_get: host(
    'filesystem',
    'fd:fd flags:lookupflags path:path -> filestat:filestat errno',
    (wasi, fd, flags, path) => filestat(wasi, fd, { path, follow: follows(flags) }),
  ),

  path_filestat_set_times: host(
    'filesystem',
    'fd:fd flags:lookupflags path:path atim:timestamp mtim:timestamp fst_flags:fstflags -> errno',
    (wasi, fd, lookup, path, atim, mtim, flags) => {
      const { directory } = wasi.files.directory(fd, 'path_filestat_set_times')
      paths.setTimes(directory, { path, follow: follows(lookup) }, timesOf(wasi, { atim, mtim, flags }))
    },
  ),

  path_link: host(
    'filesystem',
    'old_fd:fd old_flags:lookupflags old_path:path new_fd:fd new_path:path -> errno',
    (wasi, oldFd, flags, oldPath, newFd, newPath) => {
      const from = wasi.files.directory(oldFd, 'path_link_source').directory
      const to = wasi.files.directory(newFd, 'path_link_target').directory
      paths.link({ base: from, path: oldPath, follow: follows(flags) }, { base: to, path: newPath })
    },
  ),

  path_open: host(
    'filesystem',
    'fd dirflags:lookupflags path oflags fs_rights:rights fdflags -> opened_fd:fd errno',
    (wasi, fd, lookup, path, oflags, rights, flags) =>
      open(wasi, fd, { path, lookup, oflags, rights, flags }),
  ),

  path_readlink: host(
    'filesystem',
    'fd:fd path:path buf:buffer -> bufused:size errno',
    (wasi, fd, path, buffer) => {
      const { directory } = wasi.files.directory(fd, 'path_readlink')
      if (buffer.length === 0) fail('inval')
      const target = encodeUtf8(paths.readLink(directory, path)).subarray(0, buffer.length)
      buffer.set(target)
      return target.length
    },
  ),

  path_remove_directory: host('filesystem', 'fd:fd path:path -> errno', (wasi, fd, path) =>
    paths.removeDirectory(wasi.files.directory(fd, 'path_remove_directory').directory, path),
  ),

  path_rename: host(
    'filesystem',
    'fd:fd old_path:path new_fd:fd new_path:path -> errno',
    (wasi, fd, oldPath, newFd, newPath) => {
      const from = wasi.files.directory(fd, 'path_rename_source').directory
      const to = wasi.files.directory(newFd, 'path_rename_target').directory
      paths.rename({ base: from, path: oldPath }, { base: to, path: newPath })
    },
  ),

  path_symlink: host('filesystem', 'old_path:path fd:fd new_path:path -> errno', (wasi, target, fd, path) =>
    paths.makeLink(wasi.files.directory(fd, 'path_symlink').directory, path, target),
  ),

  path_unlink_file: host('filesystem', 'fd:fd path:path -> errno', (wasi, fd, path) =>
    paths.removeFile(wasi.files.directory(fd, 'path_unlink_file').directory, path),
  ),
}

export function filestat(wasi: System, fd: number, at: paths.At) {
  return paths.stat(wasi.files.directory(fd, 'path_filestat_get').directory, at)
}
