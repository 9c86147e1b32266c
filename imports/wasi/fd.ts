// Operations on open files. What has no positions says `spipe` to whatever needs one, as a pipe does in
// POSIX; a directory says `badf` to what needs a file.
import { encodeUtf8 } from '../utf8.js'
import { fail } from './errno.js'
import { filetypes, host } from './kinds.js'
import { fdflags, type OpenFile, type Transfer } from './open/types.js'
import { type Right, type Rights, require, some, writing } from './rights.js'
import type { System } from './system.js'
import { timesOf } from './times.js'
import { each, scatter } from './transfer.js'

type Buffers = readonly Uint8Array[]

function readInto(wasi: System, fd: number, buffers: Buffers): number {
  const file: OpenFile & Transfer = wasi.files.get(fd)
  if (file.read === undefined) return fail('badf')
  require(file.rights, 'fd_read')
  const read = (buffer: Uint8Array) => file.read!(buffer)
  return file.kind === 'file' ? each(buffers, read, wasi.check) : scatter(buffers, read)
}

function writeFrom(wasi: System, fd: number, buffers: Buffers): number {
  const file: OpenFile & Transfer = wasi.files.get(fd)
  if (file.write === undefined) return fail('badf')
  require(file.rights, 'fd_write')
  return each(buffers, bytes => file.write!(bytes), wasi.check)
}

/** What a file system has opened, or stands in its place: what has times. */
function stored(wasi: System, fd: number, needed: Right) {
  const file = wasi.files.get(fd)
  if (file.kind === 'connection' || file.kind === 'listener') return fail('inval')
  require(file.rights, needed)
  return file
}

function sync(wasi: System, fd: number, what: 'data' | 'all'): void {
  const file = wasi.files.get(fd)
  if (file.kind === 'connection' || file.kind === 'listener') return
  require(file.rights, what === 'data' ? 'fd_datasync' : 'fd_sync')
  if (file.kind === 'directory') file.directory.sync()
  else file.sync(what)
}

const settable = fdflags.append | fdflags.nonblock

function setFlags(wasi: System, fd: number, flags: number): void {
  const file = wasi.files.get(fd)
  require(file.rights, 'fd_fdstat_set_flags')
  // Whether writing waits for the disk is settled when a file is opened.
  if ((flags ^ file.flags) & ~settable) fail('inval')
  file.flags = flags
}

/** Rights can be given up, never taken. */
function setRights(wasi: System, fd: number, rights: Rights): void {
  const file = wasi.files.get(fd)
  const had = file.rights
  if ((rights.base & ~had.base) !== 0n || (rights.inheriting & ~had.inheriting) !== 0n) fail('notcapable')
  file.rights = rights
}

/** `posix_fadvise` knows six kinds of advice; none changes what happens. */
const advices = 6

const whences = ['set', 'cur', 'end'] as const

export type Whence = (typeof whences)[number]

export function seek(wasi: System, fd: number, to: { offset: bigint; whence: Whence | undefined }): bigint {
  const { offset, whence } = to
  const file = wasi.files.regular(fd)
  if (whence === undefined) return fail('inval')
  require(file.rights, offset === 0n && whence === 'cur' ? 'fd_tell' : 'fd_seek')
  return file.seek(offset, whence)
}

export function filestat(wasi: System, fd: number) {
  const file = wasi.files.get(fd)
  require(file.rights, 'fd_filestat_get')
  return file.stat()
}

function preopenedName(wasi: System, fd: number): Uint8Array {
  const file = wasi.files.get(fd)
  const name = file.kind === 'directory' ? file.preopened : undefined
  return encodeUtf8(name ?? fail('badf'))
}

export const fd = {
  fd_advise: host(
    'filesystem',
    'fd:fd offset:u64 len:u64 advice:u32 -> errno',
    (wasi, fd, offset, length, advice) => {
      wasi.files.regular(fd, 'fd_advise')
      if (advice >= advices || offset + length >= 1n << 64n) fail('inval')
    },
  ),

  fd_allocate: host('filesystem', 'fd:fd offset:u64 len:u64 -> errno', (wasi, fd, offset, length) =>
    wasi.files.regular(fd, 'fd_allocate').allocate(offset, length),
  ),

  fd_close: host('filesystem', 'fd:fd -> errno', (wasi, fd) => wasi.files.close(fd)),

  fd_datasync: host('filesystem', 'fd:fd -> errno', (wasi, fd) => sync(wasi, fd, 'data')),

  fd_fdstat_get: host('filesystem', 'fd:fd -> stat:fdstat errno', (wasi, fd) => {
    const file = wasi.files.get(fd)
    return { filetype: file.stat().filetype, flags: file.flags, rights: file.rights }
  }),

  fd_fdstat_set_flags: host('filesystem', 'fd:fd flags:fdflags -> errno', setFlags),

  fd_fdstat_set_rights: host('filesystem', 'fd:fd fs_rights:rights -> errno', setRights),

  fd_filestat_get: host('filesystem', 'fd:fd -> filestat:filestat errno', filestat),

  fd_filestat_set_size: host('filesystem', 'fd:fd size:u64 -> errno', (wasi, fd, size) => {
    const { kind, rights } = wasi.files.get(fd)
    // On Linux too what is not open for writing cannot be cut; a right that was given up is another matter.
    const isReadOnly = kind === 'file' && (rights.base & (writing | some('fd_filestat_set_size'))) === 0n
    if (isReadOnly || (kind !== 'file' && kind !== 'directory')) fail('inval')
    wasi.files.regular(fd, 'fd_filestat_set_size').resize(size)
  }),

  fd_filestat_set_times: host(
    'filesystem',
    'fd:fd atim:timestamp mtim:timestamp fst_flags:fstflags -> errno',
    (wasi, fd, atim, mtim, flags) =>
      stored(wasi, fd, 'fd_filestat_set_times').setTimes(timesOf(wasi, { atim, mtim, flags })),
  ),

  fd_pread: host(
    'filesystem',
    'fd:fd iovs:vectors offset:u64 -> nread:size errno',
    (wasi, fd, buffers, offset) => {
      const file = wasi.files.regular(fd, 'fd_read', 'fd_seek')
      return each(buffers, (buffer, done) => file.readAt(buffer, offset + BigInt(done)), wasi.check)
    },
  ),

  fd_prestat_get: host('filesystem', 'fd:fd -> prestat:prestat errno', (wasi, fd) => ({
    nameLength: preopenedName(wasi, fd).length,
  })),

  fd_prestat_dir_name: host('filesystem', 'fd:fd path:name -> errno', (wasi, fd, buffer) => {
    const name = preopenedName(wasi, fd)
    if (buffer.length < name.length) fail('nametoolong')
    buffer.set(name)
  }),

  fd_pwrite: host(
    'filesystem',
    'fd:fd iovs:vectors offset:u64 -> nwritten:size errno',
    (wasi, fd, buffers, offset) => {
      const file = wasi.files.regular(fd, 'fd_write', 'fd_seek')
      return each(buffers, (bytes, done) => file.writeAt(bytes, offset + BigInt(done)), wasi.check)
    },
  ),

  fd_read: host('filesystem', 'fd:stdio iovs:vectors -> nread:size errno', readInto),

  fd_readdir: host(
    'filesystem',
    'fd:fd buf:buffer cookie:u64 -> bufused:size errno',
    (wasi, fd, buffer, cookie) =>
      wasi.files.directory(fd, 'fd_readdir').fill(buffer, cookie, {
        number: type => filetypes.indexOf(type),
        check: wasi.check,
      }),
  ),

  fd_renumber: host('filesystem', 'fd:fd to:fd -> errno', (wasi, fd, to) => wasi.files.renumber(fd, to)),

  fd_seek: host(
    'filesystem',
    'fd:fd offset:i64 whence:u32 -> newoffset:filesize errno',
    (wasi, fd, offset, whence) => seek(wasi, fd, { offset, whence: whences[whence] }),
  ),

  fd_sync: host('filesystem', 'fd:fd -> errno', (wasi, fd) => sync(wasi, fd, 'all')),

  fd_tell: host('filesystem', 'fd:fd -> offset:u64 errno', (wasi, fd) =>
    seek(wasi, fd, { offset: 0n, whence: 'cur' }),
  ),

  fd_write: host('filesystem', 'fd:stdio iovs:vectors -> nwritten:size errno', writeFrom),
}
