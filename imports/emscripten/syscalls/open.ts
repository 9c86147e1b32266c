// Opening, and what is asked of open files. They are those of WASI: their numbers serve its functions too.
import * as paths from '../../fs/operations.js'
import { fail } from '../../wasi/errno.js'
import { filetypes } from '../../wasi/kinds.js'
import { OpenDirectory } from '../../wasi/open/directory.js'
import { openFile } from '../../wasi/open/file.js'
import { fdflags, type OpenFile } from '../../wasi/open/types.js'
import { accessRights, directoryRights, fileRights, some } from '../../wasi/rights.js'
import { host } from '../kinds.js'
import type { Program } from '../program.js'
import { here, type Place, placeOf } from './paths.js'

/** Bits of `open`. */
const flag = {
  ...{ write: 1, readWrite: 2, create: 0o100, exclusive: 0o200, truncate: 0o1000, append: 0o2000 },
  ...{ nonblock: 0o4000, directory: 0o200000, nofollow: 0o400000 },
} as const

/** The bits of a mode that say who may do what. */
export const permissions = 0o7777

interface Asked {
  readonly flags: number
  /** Where the mode of a new file stands. */
  readonly at: number
}

function open(program: Program, { base, path }: Place, { flags, at }: Asked): number {
  const has = (bits: number) => (flags & bits) !== 0
  const write = has(flag.write | flag.readWrite)
  const read = !has(flag.write)
  const mode = has(flag.create) ? program.guest.view(at, 4).getUint32(at, true) & permissions : 0
  const opened = paths.open(base, {
    mode,
    ...{ path, read, write, follow: !has(flag.nofollow), create: has(flag.create) },
    ...{ exclusive: has(flag.exclusive), directory: has(flag.directory), truncate: has(flag.truncate) },
    ...{ nonblock: has(flag.nonblock), ...program.system.interruptible },
  })
  const { files } = program.system
  if (opened.kind === 'directory') {
    const rights = { base: directoryRights, inheriting: directoryRights | fileRights }
    return files.add(new OpenDirectory(opened.directory, rights))
  }
  const kept = (has(flag.append) ? fdflags.append : 0) | (has(flag.nonblock) ? fdflags.nonblock : 0)
  return files.add(openFile(opened.file, { rights: accessRights({ read, write }), flags: kept }))
}

const commands = { getFd: 1, setFd: 2, getFlags: 3, setFlags: 4 } as const

/** How a file is open, as bits of `open`. */
function flagsOf({ rights, flags }: OpenFile): number {
  const [read, write] = [rights.base & some('fd_read'), rights.base & some('fd_write')]
  const access = write === 0n ? 0 : read === 0n ? flag.write : flag.readWrite
  const append = flags & fdflags.append ? flag.append : 0
  return access | append | (flags & fdflags.nonblock ? flag.nonblock : 0)
}

/** `fcntl`, as far as it makes sense where there is one process: no locks, no owners. */
function control(program: Program, fd: number, { command, at }: { command: number; at: number }): number {
  const file = program.system.files.get(fd)
  if (command === commands.getFd || command === commands.setFd) return 0
  if (command === commands.getFlags) return flagsOf(file)
  if (command !== commands.setFlags) return fail('inval')
  const bits = program.guest.view(at, 4).getUint32(at, true)
  const append = bits & flag.append ? fdflags.append : 0
  file.flags = append | (bits & flag.nonblock ? fdflags.nonblock : 0)
  return 0
}

/** The entries of WASI have 24 bytes before the name; these 19, and a zero after it. */
const [theirHead, ourHead] = [24, 19]

/** The kinds of files, in the order of WASI, by the numbers of `d_type`. */
const types = [0, 6, 2, 4, 8, 12, 12, 10]

/** Where the reading of each directory goes on. */
const positions = new WeakMap<OpenDirectory, bigint>()

const viewOf = ({ buffer, byteOffset, length }: Uint8Array) => new DataView(buffer, byteOffset, length)

/** Entries from where the last reading ended. One that does not fit is left for the next. */
function list(directory: OpenDirectory, buffer: Uint8Array, check: () => void): number {
  const from = new Uint8Array(buffer.length)
  const used = directory.fill(from, positions.get(directory) ?? 0n, {
    number: type => filetypes.indexOf(type),
    check,
  })
  const [source, target] = [viewOf(from), viewOf(buffer)]
  let to = 0
  for (let at = 0; at + theirHead <= used; ) {
    const end = at + theirHead + source.getUint32(at + 16, true)
    const size = (ourHead + end - at - theirHead + 8) & ~7
    if (end > used || to + size > buffer.length) break
    const next = source.getBigUint64(at, true)
    target.setBigUint64(to, source.getBigUint64(at + 8, true), true)
    target.setBigUint64(to + 8, next, true)
    target.setUint16(to + 16, size, true)
    target.setUint8(to + 18, types[source.getUint8(at + 20)] ?? 0)
    buffer.fill(0, to + ourHead, to + size)
    buffer.set(from.subarray(at + theirHead, end), to + ourHead)
    positions.set(directory, next)
    to += size
    at = end
  }
  return to === 0 && used > 0 ? fail('inval') : to
}

const isTerminal = (file: OpenFile): boolean => file.stat().filetype === 'character_device'

export const opening = {
  __syscall_openat: host(
    'filesystem',
    'fd:i32 path:text flags:u32 varargs:pointer -> opened_fd:i32 errno',
    (program, fd, path, ...[flags, at]) => open(program, placeOf(program, fd, path), { flags, at }),
  ),
  __syscall_open: host(
    'filesystem',
    'path:text flags:u32 varargs:pointer -> opened_fd:i32 errno',
    (program, path, flags, ...[at]) => open(program, here(program, path), { flags, at }),
  ),
  __syscall_fcntl64: host(
    'filesystem',
    'fd:i32 cmd:i32 varargs:pointer -> value:i32 errno',
    (program, fd, command, ...[at]) => control(program, fd, { command, at }),
  ),
  __syscall_ioctl: host('filesystem', 'fd:i32 op:u32 varargs:pointer -> value:i32 errno', (program, fd) =>
    isTerminal(program.system.files.get(fd)) ? 0 : fail('notty'),
  ),
  __syscall_getdents64: host('filesystem', 'fd:i32 buf:buffer -> bufused:i32 errno', (program, fd, buffer) =>
    list(program.system.files.directory(fd, 'fd_readdir'), buffer, program.system.check),
  ),
}
