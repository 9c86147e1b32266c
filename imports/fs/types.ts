// A file system is a directory. Every operation names one entry of one directory: a single name, never a
// path, and never through a symbolic link. Paths are walked by `walk.ts`, one component after another, the
// same way for every file system: it is the only place where a link is followed or `..` is taken, and thus
// the only place that has to keep a guest inside.
//
// Operations throw errors with a POSIX `code`. A name is never empty, `.`, `..`, and holds no `/` and no NUL.
import type { Closable } from '../dispose.js'

/** What an entry is, in the words of WASI. */
export type FileType =
  | 'unknown'
  | 'block_device'
  | 'character_device'
  | 'directory'
  | 'regular_file'
  | 'socket_dgram'
  | 'socket_stream'
  | 'symbolic_link'

/** Times are nanoseconds since 1970. */
export interface Stat {
  readonly device: bigint
  readonly inode: bigint
  readonly filetype: FileType
  readonly links: bigint
  readonly size: bigint
  readonly accessed: bigint
  readonly modified: bigint
  readonly changed: bigint
}

/** The times to set; what is not there stays. */
export interface Times {
  readonly accessed?: bigint
  readonly modified?: bigint
}

/** One line of a directory. */
export interface Entry {
  readonly name: string
  readonly filetype: FileType
  /** If it costs nothing to say. */
  readonly inode?: bigint
}

/** How a file is opened. */
export interface OpenHow {
  readonly read?: boolean
  readonly write?: boolean
  /** Makes the file if there is none; `exclusive` refuses if there is one. */
  readonly create?: boolean
  readonly exclusive?: boolean
  readonly truncate?: boolean
  /** Permissions of a file that is made, where the file system keeps them; 0o666 if this is not said. */
  readonly mode?: number
  /** A pipe is opened without waiting for its other end. */
  readonly nonblock?: boolean
  /** Called now and then while something takes long that is done with the file; what it throws comes out. */
  readonly check?: () => void
}

/** What bytes pass through in order, and once: a pipe, a terminal. */
export interface Channel {
  /** Fills the start of the buffer; 0 is the end, nothing that it would have to wait and may not. */
  read?(buffer: Uint8Array, how: { readonly wait: boolean }): number | undefined
  /** How many bytes it takes; nothing if it would have to wait and may not. */
  write?(bytes: Uint8Array, how: { readonly wait: boolean }): number | undefined
  /** Whether that could be done at once, after waiting at most so many nanoseconds; else it always can. */
  wait?(what: 'read' | 'write', nanoseconds: bigint): boolean
}

/** Where the host itself stands in a file that other programs have open with it. */
export interface Cursor {
  position(): number
  read(buffer: Uint8Array): number
  write(bytes: Uint8Array): number
  /** Whether the host writes at the end, wherever it stands. */
  readonly appends: boolean
}

/** An open file. Positions are given with each call; `end` is wherever the file ends at that moment. */
export interface File {
  /** What it has in place of positions: then `read` and `write` are these. */
  readonly channel?: Channel
  /** A device whose position is always 0. */
  readonly isDevice?: boolean
  /** What serves for reading and writing where the host stands. */
  readonly cursor?: Cursor
  /** What is known of it now. */
  stat(): Stat
  /** Sets its times; what is not given stays. */
  setTimes(times: Times): void
  /** Makes it shorter, or longer with zeros. */
  resize(size: number): void
  /** Makes the file longer, with room on the disk for it; else to resize it is all there is to do. */
  allocate?(size: number): void
  /** Fills the start of the buffer; 0 is the end. */
  read(buffer: Uint8Array, position: number): number
  /** How many bytes it takes, which is at least one if any are given. */
  write(bytes: Uint8Array, position: number | 'end'): number
  /** Has everything reached the disk; `data` alone, or what describes it too. */
  sync(what: 'data' | 'all'): void
  /** Gives back what the host holds for it. It is used no more. */
  close(): void
}

/** An open directory. */
export interface Directory {
  /** What is known of it now. */
  stat(): Stat
  /** Sets its times; what is not given stays. */
  setTimes(times: Times): void
  /** Has its entries reached the disk. */
  sync(): void
  /** Gives back what the host holds for it. It is used no more. */
  close(): void
  /**
   * The same directory, open once more. `check` is called now and then while directories are entered from
   * there, and from those; if it is not given, as it was here.
   */
  reopen(check?: () => void): Directory
  /** All entries, without `.` and `..`. `check` is called now and then; what it throws comes out. */
  list(check?: () => void): readonly Entry[]

  /** What stands under a name; of a link the link itself. */
  look(name: string): Stat | undefined
  /** Opens a directory: ENOTDIR for all else, links too. */
  enter(name: string): Directory
  /** Opens what is no directory: ELOOP for a link, EISDIR for a directory. */
  open(name: string, how: OpenHow): File
  /** Where a link leads to: EINVAL for what is no link. */
  readLink(name: string): string
  /** Sets the times of an entry; of a link its own. */
  setTimesOf(name: string, times: Times): void

  /**
   * Makes a directory: EEXIST if there is something of that name.
   * @param mode its permissions, where the file system keeps them; 0o777 if this is not said
   */
  makeDirectory(name: string, mode?: number): void
  /** Makes a symbolic link: EEXIST if there is something of that name. */
  makeLink(name: string, target: string): void
  /** Removes an empty directory: ENOTEMPTY for others, ENOTDIR for what is none. */
  removeDirectory(name: string): void
  /** Removes what is no directory. */
  removeFile(name: string): void
  /** Gives an entry another name, in this directory or another one of the same file system. */
  rename(name: string, to: Directory, newName: string): void
  /** One more name for a file. */
  link(name: string, to: Directory, newName: string): void
}

/** A directory that the embedder has made; it is the embedder's to close. */
export type Folder = Directory & Closable
