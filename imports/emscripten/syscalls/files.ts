// System calls on open files, and those that a guest alone in its process has no use for: they say that all
// is well where nothing is to be done, and `nosys` where something would be.
import * as paths from '../../fs/operations.js'
import type { HostFunction } from '../../host.js'
import { fail } from '../../wasi/errno.js'
import { host } from '../kinds.js'
import type { Program } from '../program.js'
import { here } from './paths.js'
import { writeStat } from './stat.js'

function truncate(program: Program, path: string, size: bigint): void {
  const { base, path: rest } = here(program, path)
  const opened = paths.open(base, { path: rest, follow: true, write: true })
  if (opened.kind === 'directory') return fail('isdir')
  try {
    if (size < 0n) fail('inval')
    opened.file.resize(Number(size))
  } finally {
    opened.file.close()
  }
}

const onFiles = {
  __syscall_fstat64: host('filesystem', 'fd:i32 buf:pointer -> errno', (program, fd, at) =>
    writeStat(program, at, program.system.files.get(fd).stat()),
  ),
  __syscall_ftruncate64: host('filesystem', 'fd:i32 size:i64 -> errno', ({ system }, fd, size) =>
    size < 0n ? fail('inval') : system.files.regular(fd, 'fd_filestat_set_size').resize(size),
  ),
  __syscall_truncate64: host('filesystem', 'path:text size:i64 -> errno', truncate),
  __syscall_fdatasync: host('filesystem', 'fd:i32 -> errno', ({ system }, fd) =>
    system.files.regular(fd).sync('data'),
  ),
  __syscall_fallocate: host(
    'filesystem',
    'fd:i32 mode:u32 offset:i64 len:i64 -> errno',
    ({ system }, fd, mode, ...[offset, length]) =>
      mode === 0 ? system.files.regular(fd, 'fd_allocate').allocate(offset, length) : fail('notsup'),
  ),
  __syscall_fadvise64: host(
    'filesystem',
    'fd:i32 offset:i64 len:i64 advice:i32 -> errno',
    ({ system }, fd) => {
      system.files.regular(fd)
    },
  ),
}

type Rows = Readonly<Record<string, HostFunction<Program>>>

/** Owners and modes: there are none to be changed. */
const harmless: Rows = {
  __syscall_chmod: host('filesystem', 'path:text mode:u32 -> errno', () => undefined),
  __syscall_fchmod: host('filesystem', 'fd:i32 mode:u32 -> errno', () => undefined),
  __syscall_fchmodat: host(
    'filesystem',
    'fd:i32 path:text mode:u32 varargs:pointer -> errno',
    () => undefined,
  ),
  __syscall_fchmodat2: host('filesystem', 'fd:i32 path:text mode:u32 flags:u32 -> errno', () => undefined),
  __syscall_chown32: host('filesystem', 'path:text owner:u32 group:u32 -> errno', () => undefined),
  __syscall_lchown32: host('filesystem', 'path:text owner:u32 group:u32 -> errno', () => undefined),
  __syscall_fchown32: host('filesystem', 'fd:i32 owner:u32 group:u32 -> errno', () => undefined),
  __syscall_fchownat: host(
    'filesystem',
    'fd:i32 path:text owner:u32 group:u32 flags:u32 -> errno',
    () => undefined,
  ),
}

const refused = (signature: string): HostFunction<Program> =>
  host('syscall', signature, () => fail('nosys') as never)

/** What there is not: pipes, sockets, other processes, a second number for an open file. */
const absent: Rows = {
  __syscall_dup: refused('fd:i32 -> errno'),
  __syscall_dup3: refused('fd:i32 to:i32 flags:u32 -> errno'),
  __syscall_pipe: refused('fds:pointer -> errno'),
  __syscall_poll: refused('fds:pointer nfds:u32 timeout:i32 -> errno'),
  __syscall_fchdir: refused('fd:i32 -> errno'),
  __syscall_mknodat: refused('fd:i32 path:text mode:u32 dev:u32 -> errno'),
  __syscall_statfs64: refused('path:text size:size buf:pointer -> errno'),
  __syscall_fstatfs64: refused('fd:i32 size:size buf:pointer -> errno'),
  __syscall_socket: refused('domain:i32 type:i32 protocol:i32 a:i32 b:i32 c:i32 -> errno'),
  __syscall_connect: refused('fd:i32 addr:pointer len:size a:i32 b:i32 c:i32 -> errno'),
  __syscall_bind: refused('fd:i32 addr:pointer len:size a:i32 b:i32 c:i32 -> errno'),
  __syscall_listen: refused('fd:i32 backlog:i32 a:i32 b:i32 c:i32 d:i32 -> errno'),
  __syscall_accept4: refused('fd:i32 addr:pointer len:pointer flags:i32 a:i32 b:i32 -> errno'),
  __syscall_getsockname: refused('fd:i32 addr:pointer len:pointer a:i32 b:i32 c:i32 -> errno'),
  __syscall_getpeername: refused('fd:i32 addr:pointer len:pointer a:i32 b:i32 c:i32 -> errno'),
  __syscall_getsockopt: refused('fd:i32 level:i32 name:i32 value:pointer len:pointer a:i32 -> errno'),
  __syscall_setsockopt: refused('fd:i32 level:i32 name:i32 value:pointer len:size a:i32 -> errno'),
  __syscall_sendto: refused('fd:i32 buf:pointer len:size flags:i32 addr:pointer alen:size -> errno'),
  __syscall_recvfrom: refused('fd:i32 buf:pointer len:size flags:i32 addr:pointer alen:pointer -> errno'),
  __syscall_sendmsg: refused('fd:i32 msg:pointer flags:i32 a:i32 b:i32 c:i32 -> errno'),
  __syscall_recvmsg: refused('fd:i32 msg:pointer flags:i32 a:i32 b:i32 c:i32 -> errno'),
  __syscall__newselect: refused('n:i32 read:pointer write:pointer except:pointer timeout:pointer -> errno'),
}

export const files = { ...onFiles, ...harmless, ...absent }
