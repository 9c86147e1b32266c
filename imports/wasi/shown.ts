// How logs show what WASI calls carry: numbers that have names, sets of flags, and the records that go
// through memory, in wazero's spelling.
import { decode } from '../../src/engine/utf8.js'
import { type Guest, OutOfBounds } from '../guest.js'
import type { ShownParameter } from '../host.js'
import type { Fields, Shown } from '../log/shown.js'
import { errnos } from './errno.js'

type Bits = number | bigint

/** The names of the bits that are set; bits without a name are not shown. */
export const namesOf = (names: readonly string[], bits: Bits): readonly string[] =>
  names.filter((_, i) => (BigInt.asUintN(64, BigInt(bits)) >> BigInt(i)) & 1n)

/** A parameter that is a set of flags. */
export const shownFlags =
  (names: readonly string[]) =>
  ({ name }: ShownParameter, bits: Bits): Fields => ({ [name]: namesOf(names, bits) })

/** A parameter that is a set of flags none of which has a name. */
export const shownUnlessZero = ({ name }: ShownParameter, word: number): Fields => ({
  [name]: word === 0 ? undefined : word,
})

/** A parameter that is a number with a name, or else just a number. */
export const shownAs =
  (names: readonly string[]) =>
  ({ name }: ShownParameter, word: number): Fields => ({ [name]: names[word] ?? word })

export const lookupFlags = ['SYMLINK_FOLLOW']
export const oflags = ['CREAT', 'DIRECTORY', 'EXCL', 'TRUNC']
export const fdflags = ['APPEND', 'DSYNC', 'NONBLOCK', 'RSYNC', 'SYNC']
export const fstFlags = ['ATIM', 'ATIM_NOW', 'MTIM', 'MTIM_NOW']
export const shutdownFlags = ['RD', 'WR']
export const receiveFlags = ['RECV_PEEK', 'RECV_WAITALL']
export const receivedFlags = ['RECV_DATA_TRUNCATED']

export const rightNames = [
  ...['FD_DATASYNC', 'FD_READ', 'FD_SEEK', 'FDSTAT_SET_FLAGS', 'FD_SYNC', 'FD_TELL', 'FD_WRITE'],
  ...['FD_ADVISE', 'FD_ALLOCATE', 'PATH_CREATE_DIRECTORY', 'PATH_CREATE_FILE', 'PATH_LINK_SOURCE'],
  ...['PATH_LINK_TARGET', 'PATH_OPEN', 'FD_READDIR', 'PATH_READLINK', 'PATH_RENAME_SOURCE'],
  ...['PATH_RENAME_TARGET', 'PATH_FILESTAT_GET', 'PATH_FILESTAT_SET_SIZE', 'PATH_FILESTAT_SET_TIMES'],
  ...['FD_FILESTAT_GET', 'FD_FILESTAT_SET_SIZE', 'FD_FILESTAT_SET_TIMES', 'PATH_SYMLINK'],
  ...['PATH_REMOVE_DIRECTORY', 'PATH_UNLINK_FILE', 'POLL_FD_READWRITE', 'SOCK_SHUTDOWN'],
]

export const shownRights = ({ name }: ShownParameter, base: bigint, inheriting: bigint): Fields => ({
  [`${name}_base`]: namesOf(rightNames, base),
  [`${name}_inheriting`]: namesOf(rightNames, inheriting),
})

/** Text in the guest's memory, whatever its bytes are. */
function textAt(guest: Guest, at: number, length: number): string {
  try {
    return decode(guest.bytes(at >>> 0, length >>> 0))
  } catch (error) {
    if (error instanceof OutOfBounds) return `OOM(${at},${length})`
    throw error
  }
}

export const shownPath = ({ guest, name }: ShownParameter, at: number, length: number): Fields => ({
  [name]: textAt(guest, at, length),
})

/** What a function has put where the guest wanted a name. */
export const writtenText = ({ guest }: ShownParameter, at: number, length: number): Shown =>
  textAt(guest, at, length)

/** Reads and writes of the standard streams are the output of the program, not its doings. */
export const isStandardStream = (fd: number): boolean => fd <= 2

export const shownErrno = (errno: number): string =>
  errnos[errno] === undefined ? `errno(${errno})` : `E${errnos[errno].toUpperCase()}`

// ---------------------------------------------------------------- records

const upper = (names: readonly string[]): readonly string[] => names.map(name => name.toUpperCase())

/** @param filetypes the names of file types, by number */
export const shownFdstat =
  (filetypes: readonly string[]) =>
  (view: DataView, at: number): Shown => ({
    filetype: upper(filetypes)[view.getUint8(at)],
    fdflags: namesOf(fdflags, view.getUint16(at + 2, true)),
    fs_rights_base: namesOf(rightNames, view.getBigUint64(at + 8, true)),
    fs_rights_inheriting: namesOf(rightNames, view.getBigUint64(at + 16, true)),
  })

/** @param places where the fields stand */
export const shownFilestat =
  (filetypes: readonly string[], places = { size: 32, mtim: 48 }) =>
  (view: DataView, at: number): Shown => ({
    filetype: upper(filetypes)[view.getUint8(at + 16)],
    size: view.getBigInt64(at + places.size, true),
    mtim: view.getBigInt64(at + places.mtim, true),
  })

export const shownPrestat = (view: DataView, at: number): Shown => ({
  pr_name_len: view.getInt32(at + 4, true),
})
