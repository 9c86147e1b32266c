// The version before preview 1, module `wasi_unstable`. Where its records or numbers differ there is a row
// here; all other functions are the same.
//
//   filestat, 56 bytes:     0 device u64 | 8 inode u64 | 16 type u8 | 20 links u32 | 24 size u64 |
//                           32 accessed u64 | 40 modified u64 | 48 changed u64
//   subscription, 56 bytes: a clock has an identifier u64 at 16, and then its number, timeout and so on
//   whence:                 0 from here, 1 from the end, 2 from the start
import { filestat, seek } from './fd.js'
import { host } from './kinds.js'
import { filestat as filestatAt } from './path.js'
import { type SubscriptionLayout, waitForOne } from './poll.js'

const whences = ['cur', 'end', 'set'] as const

const subscription: SubscriptionLayout = { size: 56, clock: 24, timeout: 32, flags: 48 }

export const unstable = {
  fd_filestat_get: host('filesystem', 'fd:fd -> filestat:filestat_unstable errno', filestat),

  fd_seek: host(
    'filesystem',
    'fd:fd offset:i64 whence:u32 -> newoffset:filesize errno',
    (wasi, fd, offset, whence) => seek(wasi, fd, { offset, whence: whences[whence] }),
  ),

  path_filestat_get: host(
    'filesystem',
    'fd:fd flags:lookupflags path:path -> filestat:filestat_unstable errno',
    (wasi, fd, flags, path) => filestatAt(wasi, fd, { path, follow: (flags & 1) !== 0 }),
  ),

  poll_oneoff: host(
    'poll',
    'in:pointer out:pointer nsubscriptions:size -> nevents:size errno',
    (wasi, from, to, count) => waitForOne(wasi, { from, to, count }, subscription),
  ),
}
