// Operations on open files. A stream cannot be positioned, so that whatever needs an offset is `spipe`, as in
// POSIX for a pipe, and what needs a length is `inval`.
import { fail } from './errno.js'
import { streamFilestat } from './files.js'
import { host, type Rights } from './kinds.js'
import type { System } from './system.js'

/** Fills the ranges in order, until one is not filled whole. */
function readInto(wasi: System, fd: number, buffers: readonly Uint8Array[]): number {
  const read = wasi.file(fd).read ?? fail('badf')
  let total = 0
  for (const buffer of buffers) {
    if (buffer.length === 0) continue
    const count = read(buffer)
    total += count
    if (count < buffer.length) break
  }
  return total
}

/** Writes the ranges in order, until one is not taken whole. */
function writeFrom(wasi: System, fd: number, buffers: readonly Uint8Array[]): number {
  const write = wasi.file(fd).write ?? fail('badf')
  let total = 0
  for (const bytes of buffers) {
    if (bytes.length === 0) continue
    const taken = write(bytes)
    const count = typeof taken === 'number' ? taken : bytes.length
    total += count
    if (count < bytes.length) break
  }
  return total
}

function cannotSeek(wasi: System, fd: number): never {
  wasi.file(fd)
  return fail('spipe')
}

/** The flags that are kept: append and nonblock. Synchronous writing is not offered. */
const settable = 0b00101

function setFlags(wasi: System, fd: number, flags: number): void {
  const file = wasi.file(fd)
  if (flags & ~settable) fail('inval')
  file.stat = { ...file.stat, flags }
}

/** Rights can be given up, never taken. */
function setRights(wasi: System, fd: number, rights: Rights): void {
  const file = wasi.file(fd)
  const had = file.stat.rights
  if ((rights.base & ~had.base) !== 0n || (rights.inheriting & ~had.inheriting) !== 0n) fail('notcapable')
  file.stat = { ...file.stat, rights }
}

const encoder = new TextEncoder()

const preopenedName = (wasi: System, fd: number) => encoder.encode(wasi.file(fd).preopened ?? fail('badf'))

export const fd = {
  fd_advise: host('filesystem', 'fd:fd offset:u64 len:u64 advice:u32 -> errno', cannotSeek),

  fd_allocate: host('filesystem', 'fd:fd offset:u64 len:u64 -> errno', cannotSeek),

  fd_close: host('filesystem', 'fd:fd -> errno', (wasi, fd) => wasi.close(fd)),

  fd_fdstat_get: host('filesystem', 'fd:fd -> stat:fdstat errno', (wasi, fd) => wasi.file(fd).stat),

  fd_fdstat_set_flags: host('filesystem', 'fd:fd flags:fdflags -> errno', setFlags),

  fd_fdstat_set_rights: host('filesystem', 'fd:fd fs_rights:rights -> errno', setRights),

  fd_filestat_get: host('filesystem', 'fd:fd -> filestat:filestat errno', (wasi, fd) =>
    streamFilestat(wasi.file(fd)),
  ),

  fd_pread: host('filesystem', 'fd:fd iovs:vectors offset:u64 -> nread:size errno', cannotSeek),

  fd_prestat_get: host('filesystem', 'fd:fd -> prestat:prestat errno', (wasi, fd) => ({
    nameLength: preopenedName(wasi, fd).length,
  })),

  fd_prestat_dir_name: host('filesystem', 'fd:fd path:name -> errno', (wasi, fd, buffer) => {
    const name = preopenedName(wasi, fd)
    if (buffer.length > name.length) fail('nametoolong')
    buffer.set(name.subarray(0, buffer.length))
  }),

  fd_pwrite: host('filesystem', 'fd:fd iovs:vectors offset:u64 -> nwritten:size errno', cannotSeek),

  fd_read: host('filesystem', 'fd:stdio iovs:vectors -> nread:size errno', readInto),

  fd_readdir: host('filesystem', 'fd:fd buf:buffer cookie:u64 -> bufused:size errno', (wasi, fd) =>
    wasi.directory(fd),
  ),

  fd_renumber: host('filesystem', 'fd:fd to:fd -> errno', (wasi, fd, to) => wasi.renumber(fd, to)),

  fd_seek: host('filesystem', 'fd:fd offset:i64 whence:u32 -> newoffset:filesize errno', cannotSeek),

  fd_tell: host('filesystem', 'fd:fd -> offset:u64 errno', cannotSeek),

  fd_write: host('filesystem', 'fd:stdio iovs:vectors -> nwritten:size errno', writeFrom),
}
