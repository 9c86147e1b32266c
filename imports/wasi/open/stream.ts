// What bytes pass through without positions: a standard stream, given as functions, or a pipe or a terminal
// of a file system.
import type { Channel, File, Stat } from '../../fs/types.js'
import { fail } from '../errno.js'
import { fileRights, type Rights, some } from '../rights.js'
import { type Common, fdflags, type Transfer } from './common.js'

/** Fills the start of a buffer and says how much; 0 is the end. */
export type Read = (buffer: Uint8Array) => number

/** Takes bytes; a number says how many, anything else means all. They are good only during the call. */
export type Write = (bytes: Uint8Array) => unknown

/** Something to read, given as functions. */
export interface Input {
  readonly read: Read
  readonly terminal?: boolean
  /** Whether `read` would return at once, after waiting at most so many nanoseconds. */
  readonly wait?: (nanoseconds: bigint) => boolean
}

/** Something to write to, given as functions. */
export interface Output {
  readonly write: Write
  readonly terminal?: boolean
  /** Whether `write` would return at once, after waiting at most so many nanoseconds. */
  readonly wait?: (nanoseconds: bigint) => boolean
}

/** What only a file with positions can do. */
const positioned = some('fd_seek', 'fd_tell', 'fd_advise', 'fd_allocate', 'fd_filestat_set_size')

export class Stream implements Common, Transfer {
  readonly kind = 'stream'
  readonly read?: (buffer: Uint8Array) => number
  readonly write?: (bytes: Uint8Array) => number
  readonly wait?: (what: 'read' | 'write', nanoseconds: bigint) => boolean
  rights: Rights
  flags: number
  readonly #file: File

  /** @param rights those of a file; a stream has fewer */
  constructor(file: File & { readonly channel: Channel }, rights: bigint, flags: number) {
    const { channel } = file
    this.#file = file
    this.rights = { base: rights & fileRights & ~positioned, inheriting: 0n }
    this.flags = flags
    if (channel.read !== undefined)
      this.read = buffer => channel.read!(buffer, { wait: this.#waits() }) ?? fail('again')
    if (channel.write !== undefined)
      this.write = bytes => channel.write!(bytes, { wait: this.#waits() }) ?? fail('again')
    if (channel.wait !== undefined) this.wait = (what, nanoseconds) => channel.wait!(what, nanoseconds)
  }

  stat(): Stat {
    return this.#file.stat()
  }

  setTimes: File['setTimes'] = times => this.#file.setTimes(times)

  sync(what: 'data' | 'all'): void {
    this.#file.sync(what)
  }

  close(): void {
    this.#file.close()
  }

  #waits(): boolean {
    return (this.flags & fdflags.nonblock) === 0
  }
}
