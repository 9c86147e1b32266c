// What a guest may do with what it has open. Rights are bits in the order of the list. A directory has two
// sets: its own, and those that files opened through it can have at most. A guest can give rights up and
// never get them back.
import { fail } from './errno.js'

const names = [
  ...(['fd_datasync', 'fd_read', 'fd_seek', 'fd_fdstat_set_flags', 'fd_sync', 'fd_tell'] as const),
  ...(['fd_write', 'fd_advise', 'fd_allocate', 'path_create_directory', 'path_create_file'] as const),
  ...(['path_link_source', 'path_link_target', 'path_open', 'fd_readdir', 'path_readlink'] as const),
  ...(['path_rename_source', 'path_rename_target', 'path_filestat_get'] as const),
  ...(['path_filestat_set_size', 'path_filestat_set_times', 'fd_filestat_get'] as const),
  ...(['fd_filestat_set_size', 'fd_filestat_set_times', 'path_symlink'] as const),
  ...(['path_remove_directory', 'path_unlink_file', 'poll_fd_readwrite', 'sock_shutdown'] as const),
  'sock_accept',
] as const

export type Right = (typeof names)[number]

const bits = Object.fromEntries(names.map((name, i) => [name, 1n << BigInt(i)])) as Record<Right, bigint>

/** Some rights as a set of bits. */
export const some = (...rights: readonly Right[]): bigint =>
  rights.reduce((set, right) => set | bits[right], 0n)

export interface Rights {
  readonly base: bigint
  readonly inheriting: bigint
}

const shared = some(
  ...(['fd_datasync', 'fd_fdstat_set_flags', 'fd_sync', 'fd_filestat_get', 'fd_filestat_set_times'] as const),
)

/** All that can be done with a file. */
export const fileRights =
  shared |
  some('fd_read', 'fd_seek', 'fd_tell', 'fd_write', 'fd_advise', 'fd_allocate') |
  some('fd_filestat_set_size', 'poll_fd_readwrite')

/** All that can be done with a directory; it has no position and no content. */
export const directoryRights =
  shared |
  some('path_create_directory', 'path_create_file', 'path_link_source', 'path_link_target', 'path_open') |
  some('fd_readdir', 'path_readlink', 'path_rename_source', 'path_rename_target', 'path_filestat_get') |
  some('path_filestat_set_size', 'path_filestat_set_times', 'path_symlink', 'path_remove_directory') |
  some('path_unlink_file')

export const connectionRights =
  some('fd_read', 'fd_write', 'fd_fdstat_set_flags', 'fd_filestat_get', 'poll_fd_readwrite') |
  some('sock_shutdown')

export const listenerRights =
  some('fd_fdstat_set_flags', 'fd_filestat_get', 'poll_fd_readwrite', 'sock_accept') | some('sock_shutdown')

/**
 * The right that makes a file be opened for changing it. To ask for another size or for room does not: Go
 * asks for it with every file that it reads, also where nothing may be written.
 */
export const writing = some('fd_write')

/** What a file that is open for writing can have besides. */
const changing = some('fd_write', 'fd_allocate', 'fd_filestat_set_size')

/** The rights that make it be opened for reading. */
export const reading = some('fd_read', 'fd_readdir')

/** What can be done with a file that is open for reading, for writing or for both. */
export const accessRights = ({ read, write }: { readonly read: boolean; readonly write: boolean }): bigint =>
  (fileRights & ~some('fd_read') & ~changing) | (read ? some('fd_read') : 0n) | (write ? changing : 0n)

/** Fails if a right is not there. */
export function require(rights: Rights, needed: Right): void {
  if ((bits[needed] & rights.base) === 0n) fail('notcapable')
}

/**
 * What a file gets that is opened through a directory. Reading and writing have to be asked for; the rest
 * comes with the file as far as the directory hands it on, because guests forget to ask, and what cannot be
 * had is dropped.
 */
export function granted(from: Rights, asked: bigint): bigint {
  const [read, write] = [some('fd_read'), writing].map(right => (asked & right) !== 0n) as [boolean, boolean]
  return from.inheriting & accessRights({ read, write })
}
