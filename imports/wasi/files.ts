// What a guest can have open. Each kind of file offers the operations it has; a request for another one
// gets the error number of POSIX for that kind. For now these are the three standard streams, given as
// functions.
import type { Fdstat, Filestat, Filetype, Rights } from './kinds.js'

/** The bits of a file's rights. */
export const rights = {
  fd_datasync: 1n << 0n,
  fd_read: 1n << 1n,
  fd_fdstat_set_flags: 1n << 3n,
  fd_sync: 1n << 4n,
  fd_write: 1n << 6n,
  fd_filestat_get: 1n << 21n,
  poll_fd_readwrite: 1n << 27n,
} as const

/** Fills the start of a buffer and says how much; 0 is the end. */
export type Read = (buffer: Uint8Array) => number

/** Takes bytes; a number says how many, anything else means all. They are good only during the call. */
export type Write = (bytes: Uint8Array) => unknown

export interface Input {
  readonly read: Read
  readonly terminal?: boolean
}

export interface Output {
  readonly write: Write
  readonly terminal?: boolean
}

export interface OpenFile {
  stat: Fdstat
  readonly read?: Read
  readonly write?: Write
  /** The name under which a directory was given to the guest. */
  readonly preopened?: string
}

/** All rights that a stream has anyway. */
const always = rights.fd_fdstat_set_flags | rights.fd_filestat_get | rights.poll_fd_readwrite

const streamStat = (terminal: boolean | undefined, base: bigint): Fdstat => ({
  filetype: (terminal ? 'character_device' : 'unknown') satisfies Filetype,
  flags: 0,
  rights: { base: base | always, inheriting: 0n } satisfies Rights,
})

export const inputFile = ({ read, terminal }: Input): OpenFile => ({
  stat: streamStat(terminal, rights.fd_read),
  read,
})

export const outputFile = ({ write, terminal }: Output): OpenFile => ({
  stat: streamStat(terminal, rights.fd_write),
  write,
})

/** A stream has no name, no length and no times. */
export const streamFilestat = ({ stat }: OpenFile): Filestat => ({
  device: 0n,
  inode: 0n,
  filetype: stat.filetype,
  links: 1n,
  size: 0n,
  accessed: 0n,
  modified: 0n,
  changed: 0n,
})
