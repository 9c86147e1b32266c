// A standard stream, given as functions. It has no name, no length, no position and no times.
import type { Stat } from '../../fs/types.js'
import { type Rights, some } from '../rights.js'
import type { Common, Transfer } from './types.js'

/** Fills the start of a buffer and says how much; 0 is the end. */
export type Read = (buffer: Uint8Array) => number

/** Takes bytes; a number says how many, anything else means all. They are good only during the call. */
export type Write = (bytes: Uint8Array) => unknown

export interface Input {
  readonly read: Read
  readonly terminal?: boolean
  /** Whether `read` would return at once, after waiting at most so many nanoseconds. */
  readonly wait?: (nanoseconds: bigint) => boolean
}

export interface Output {
  readonly write: Write
  readonly terminal?: boolean
  readonly wait?: (nanoseconds: bigint) => boolean
}

const always = some('fd_fdstat_set_flags', 'fd_filestat_get', 'poll_fd_readwrite')

export class Stream implements Common, Transfer {
  readonly kind = 'stream'
  readonly read?: Read
  readonly write?: (bytes: Uint8Array) => number
  readonly wait?: (what: 'read' | 'write', nanoseconds: bigint) => boolean
  rights: Rights
  flags = 0
  readonly #stream: Input | Output

  constructor(given: { readonly input: Input } | { readonly output: Output }) {
    const [stream, right] =
      'input' in given ? ([given.input, 'fd_read'] as const) : ([given.output, 'fd_write'] as const)
    this.#stream = stream
    this.rights = { base: always | some(right), inheriting: 0n }
    if ('input' in given) this.read = buffer => given.input.read(buffer)
    else this.write = bytes => taken(given.output.write(bytes), bytes)
    if (stream.wait !== undefined) this.wait = (_, nanoseconds) => stream.wait!(nanoseconds)
  }

  stat(): Stat {
    return {
      device: 0n,
      inode: 0n,
      filetype: this.#stream.terminal ? 'character_device' : 'unknown',
      links: 1n,
      size: 0n,
      accessed: 0n,
      modified: 0n,
      changed: 0n,
    }
  }

  close(): void {}
}

const taken = (count: unknown, bytes: Uint8Array): number =>
  typeof count === 'number' ? count : bytes.length
