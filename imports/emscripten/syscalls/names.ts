// System calls on names: what there is, making and removing, renaming, links.
import * as paths from '../../fs/operations.js'
import { encodeUtf8 } from '../../utf8.js'
import { fail } from '../../wasi/errno.js'
import { host } from '../kinds.js'
import type { Program } from '../program.js'
import { permissions } from './open.js'
import { absolute, here, type Place, placeOf } from './paths.js'
import { readTimes, writeStat } from './stat.js'

/** Flags of the calls that take an open directory. */
const [noFollow, removeDirectory] = [0o400, 0o1000]

function stat(program: Program, place: Place, to: { at: number; follow: boolean }): void {
  writeStat(program, to.at, paths.stat(place.base, { path: place.path, follow: to.follow }))
}

/** Everything that is there can be read, written and entered: who a guest is, nobody knows. */
const access = ({ base, path }: Place): void => void paths.stat(base, { path, follow: true })

function readLink({ base, path }: Place, buffer: Uint8Array): number {
  if (buffer.length === 0) fail('inval')
  const target = encodeUtf8(paths.readLink(base, path)).subarray(0, buffer.length)
  buffer.set(target)
  return target.length
}

function changeDirectory(program: Program, path: string): void {
  const place = here(program, path)
  if (paths.stat(place.base, { path: place.path, follow: true }).filetype !== 'directory') fail('notdir')
  program.cwd = absolute(program, path)
}

/** The working directory, with a zero at its end; how many bytes that is. */
function workingDirectory({ cwd }: Program, buffer: Uint8Array): number {
  const text = encodeUtf8(`${cwd}\0`)
  if (text.length > buffer.length) fail('range')
  buffer.set(text)
  return text.length
}

const rename = (from: Place, to: Place): void => paths.rename(from, to)
const make = ({ base, path }: Place, mode: number): void =>
  paths.makeDirectory(base, path, mode & permissions)
const symlink = (target: string, { base, path }: Place): void => paths.makeLink(base, path, target)
const unlink = ({ base, path }: Place): void => paths.removeFile(base, path)
const remove = ({ base, path }: Place): void => paths.removeDirectory(base, path)

const byPath = {
  __syscall_stat64: host('filesystem', 'path:text buf:pointer -> errno', (program, path, at) =>
    stat(program, here(program, path), { at, follow: true }),
  ),
  __syscall_lstat64: host('filesystem', 'path:text buf:pointer -> errno', (program, path, at) =>
    stat(program, here(program, path), { at, follow: false }),
  ),
  __syscall_access: host('filesystem', 'path:text mode:u32 -> errno', (program, path) =>
    access(here(program, path)),
  ),
  __syscall_chdir: host('filesystem', 'path:text -> errno', changeDirectory),
  __syscall_getcwd: host('filesystem', 'buf:buffer -> size:i32 errno', workingDirectory),
  __syscall_mkdir: host('filesystem', 'path:text mode:u32 -> errno', (program, path, mode) =>
    make(here(program, path), mode),
  ),
  __syscall_rmdir: host('filesystem', 'path:text -> errno', (program, path) => remove(here(program, path))),
  __syscall_unlink: host('filesystem', 'path:text -> errno', (program, path) => unlink(here(program, path))),
  __syscall_rename: host('filesystem', 'old_path:text new_path:text -> errno', (program, from, to) =>
    rename(here(program, from), here(program, to)),
  ),
  __syscall_symlink: host('filesystem', 'target:text path:text -> errno', (program, target, path) =>
    symlink(target, here(program, path)),
  ),
  __syscall_readlink: host(
    'filesystem',
    'path:text buf:buffer -> bufused:i32 errno',
    (program, path, buffer) => readLink(here(program, path), buffer),
  ),
}

const fromDirectory = {
  __syscall_newfstatat: host(
    'filesystem',
    'fd:i32 path:text buf:pointer flags:u32 -> errno',
    (program, fd, path, ...[at, flags]) =>
      stat(program, placeOf(program, fd, path), { at, follow: (flags & noFollow) === 0 }),
  ),
  __syscall_faccessat: host(
    'filesystem',
    'fd:i32 path:text mode:u32 flags:u32 -> errno',
    (program, fd, path) => access(placeOf(program, fd, path)),
  ),
  __syscall_mkdirat: host(
    'filesystem',
    'fd:i32 path:text mode:u32 -> errno',
    (program, fd, path, ...[mode]) => make(placeOf(program, fd, path), mode),
  ),
  __syscall_unlinkat: host(
    'filesystem',
    'fd:i32 path:text flags:u32 -> errno',
    (program, fd, path, ...[flags]) =>
      (flags & removeDirectory ? remove : unlink)(placeOf(program, fd, path)),
  ),
  __syscall_renameat: host(
    'filesystem',
    'old_fd:i32 old_path:text new_fd:i32 new_path:text -> errno',
    (program, fd, path, ...[newFd, newPath]) =>
      rename(placeOf(program, fd, path), placeOf(program, newFd, newPath)),
  ),
  __syscall_linkat: host(
    'filesystem',
    'old_fd:i32 old_path:text new_fd:i32 new_path:text flags:u32 -> errno',
    (program, fd, path, ...[newFd, newPath]) =>
      paths.link({ ...placeOf(program, fd, path), follow: false }, placeOf(program, newFd, newPath)),
  ),
  __syscall_symlinkat: host(
    'filesystem',
    'target:text fd:i32 path:text -> errno',
    (program, target, fd, ...[path]) => symlink(target, placeOf(program, fd, path)),
  ),
  __syscall_readlinkat: host(
    'filesystem',
    'fd:i32 path:text buf:buffer -> bufused:i32 errno',
    (program, fd, path, ...[buffer]) => readLink(placeOf(program, fd, path), buffer),
  ),
  __syscall_utimensat: host(
    'filesystem',
    'fd:i32 path:text times:pointer flags:u32 -> errno',
    (program, fd, path, ...[at, flags]) => {
      const { base, path: rest } = placeOf(program, fd, path)
      paths.setTimes(base, { path: rest, follow: (flags & noFollow) === 0 }, readTimes(program, at))
    },
  ),
}

export const names = {
  ...byPath,
  ...fromDirectory,
  /** Its older name. */
  __syscall_fstatat64: fromDirectory.__syscall_newfstatat,
}
