// Operations on names. A name is looked up in a directory that is open; no guest has one yet, so that the
// lookup ends every request: `badf` for a number that is not open, `notdir` for a stream.
import { host } from './kinds.js'
import type { System } from './system.js'

const lookUp = (wasi: System, fd: number): never => wasi.directory(fd)

export const path = {
  path_create_directory: host('filesystem', 'fd:fd path:path -> errno', lookUp),

  path_filestat_get: host(
    'filesystem',
    'fd:fd flags:lookupflags path:path -> filestat:filestat errno',
    lookUp,
  ),

  path_filestat_set_times: host(
    'filesystem',
    'fd:fd flags:lookupflags path:path atim:timestamp mtim:timestamp fst_flags:fstflags -> errno',
    lookUp,
  ),

  path_link: host(
    'filesystem',
    'old_fd:fd old_flags:lookupflags old_path:path new_fd:fd new_path:path -> errno',
    lookUp,
  ),

  path_open: host(
    'filesystem',
    'fd:fd dirflags:lookupflags path:path oflags:oflags fs_rights:rights fdflags:fdflags -> opened_fd:fd errno',
    lookUp,
  ),

  path_readlink: host('filesystem', 'fd:fd path:path buf:buffer -> bufused:size errno', lookUp),

  path_remove_directory: host('filesystem', 'fd:fd path:path -> errno', lookUp),

  path_rename: host('filesystem', 'fd:fd old_path:path new_fd:fd new_path:path -> errno', lookUp),

  path_symlink: host('filesystem', 'old_path:path fd:fd new_path:path -> errno', (wasi, _, fd) =>
    lookUp(wasi, fd),
  ),

  path_unlink_file: host('filesystem', 'fd:fd path:path -> errno', lookUp),
}
