// The kinds of values in WASI's signatures, with the layouts of the records that go through memory.
import type { FileType, Stat } from '../fs/types.js'
import type { Guest } from '../guest.js'
import { hostFunctions, plainParameters, type Stored } from '../host.js'
import { decodeUtf8 } from '../utf8.js'
import { fail, numberOf } from './errno.js'
import type { Rights } from './rights.js'
import * as log from './shown.js'
import type { System } from './system.js'

/** In the order of their numbers. */
export const filetypes = [
  'unknown',
  'block_device',
  'character_device',
  'directory',
  'regular_file',
  'socket_dgram',
  'socket_stream',
  'symbolic_link',
] as const satisfies readonly FileType[]

export interface Fdstat {
  readonly filetype: FileType
  readonly flags: number
  readonly rights: Rights
}

/** Bytes of a path, as Linux has it. */
const longestPath = 4095

/** A name in the guest's memory, whatever its bytes are. */
function readPath(guest: Guest, at: number, length: number): string {
  const bytes = guest.bytes(at >>> 0, length >>> 0)
  if (bytes.length > longestPath) fail('nametoolong')
  return decodeUtf8(bytes)
}

/** As Linux has it. More is no error, because to do a part is always allowed. */
const mostRanges = 1024

/** A list of addresses and lengths: the byte ranges they name. */
function readVectors(guest: Guest, at: number, count: number): readonly Uint8Array[] {
  const start = at >>> 0
  const view = guest.view(start, (count >>> 0) * 8)
  // The usual case; a list that grows has room for many.
  if (count === 1) return [guest.bytes(view.getUint32(start, true), view.getUint32(start + 4, true))]
  const end = start + Math.min(count >>> 0, mostRanges) * 8
  const ranges: Uint8Array[] = []
  for (let i = start; i < end; i += 8)
    ranges.push(guest.bytes(view.getUint32(i, true), view.getUint32(i + 4, true)))
  return ranges
}

const readRights = (_: Guest, base: bigint, inheriting: bigint): Rights => ({
  base: BigInt.asUintN(64, base),
  inheriting: BigInt.asUintN(64, inheriting),
})

const u32: Stored<number> = {
  to: 'memory',
  size: 4,
  write: (view, at, value) => view.setUint32(at, value, true),
  shown: (view, at) => view.getUint32(at, true),
  byAddress: true,
}

const size = { ...u32, byAddress: false }

const u64: Stored<bigint> = {
  to: 'memory',
  size: 8,
  write: (view, at, value) => view.setBigUint64(at, value, true),
  shown: (view, at) => view.getBigUint64(at, true),
  byAddress: true,
}

const roflags: Stored<number> = {
  to: 'memory',
  size: 2,
  write: (view, at, value) => view.setUint16(at, value, true),
  shown: (view, at) => log.namesOf(log.receivedFlags, view.getUint16(at, true)),
}

const filesize = { ...u64, byAddress: false }

const prestat: Stored<{ readonly nameLength: number }> = {
  to: 'memory',
  size: 8,
  write(view, at, { nameLength }) {
    view.setUint32(at, 0, true)
    view.setUint32(at + 4, nameLength, true)
  },
  shown: log.shownPrestat,
}

const fdstat: Stored<Fdstat> = {
  to: 'memory',
  size: 24,
  write(view, at, { filetype, flags, rights }) {
    view.setUint16(at, filetypes.indexOf(filetype), true)
    view.setUint16(at + 2, flags, true)
    view.setUint32(at + 4, 0, true)
    view.setBigUint64(at + 8, rights.base, true)
    view.setBigUint64(at + 16, rights.inheriting, true)
  },
  shown: log.shownFdstat(filetypes),
}

const filestat: Stored<Stat> = {
  to: 'memory',
  size: 64,
  write(view, at, stat) {
    const { device, inode, filetype, links, size, accessed, modified, changed } = stat
    const words = [
      device,
      inode,
      BigInt(filetypes.indexOf(filetype)),
      links,
      size,
      accessed,
      modified,
      changed,
    ]
    for (const [i, word] of words.entries()) view.setBigUint64(at + i * 8, word, true)
  },
  shown: log.shownFilestat(filetypes),
}

/** As it was before preview 1. */
const unstableFilestat: Stored<Stat> = {
  to: 'memory',
  size: 56,
  write(view, at, stat) {
    view.setBigUint64(at, stat.device, true)
    view.setBigUint64(at + 8, stat.inode, true)
    view.setUint32(at + 16, filetypes.indexOf(stat.filetype), true)
    view.setUint32(at + 20, Number(stat.links), true)
    const words = [stat.size, stat.accessed, stat.modified, stat.changed]
    for (const [i, word] of words.entries()) view.setBigUint64(at + 24 + i * 8, word, true)
  },
  shown: log.shownFilestat(filetypes, { size: 24, mtim: 40 }),
}

const flags = (names: readonly string[]) => ({ ...plainParameters.u32, shown: log.shownFlags(names) })

const parameters = {
  ...plainParameters,
  fd: plainParameters.i32,
  /** The file of a call that logs leave out for the standard streams. */
  stdio: { ...plainParameters.i32, hides: log.isStandardStream },
  clockid: { ...plainParameters.u32, shown: log.shownAs(['realtime', 'monotonic']) },
  lookupflags: flags(log.lookupFlags),
  oflags: flags(log.oflags),
  fdflags: flags(log.fdflags),
  fstflags: flags(log.fstFlags),
  sdflags: flags(log.shutdownFlags),
  riflags: flags(log.receiveFlags),
  /** None has been given a name. */
  siflags: { ...plainParameters.u32, shown: log.shownUnlessZero },
  timestamp: plainParameters.u64,
  path: { words: 2, read: readPath, shown: log.shownPath },
  /** A buffer that gets a name, which logs show. */
  name: { ...plainParameters.buffer, shown: () => ({}), shownAfter: log.writtenText },
  rights: { words: 2, read: readRights, shown: log.shownRights },
  vectors: { words: 2, read: readVectors },
}

const results = {
  u32,
  u64,
  size,
  filesize,
  timestamp: filesize,
  fd: size,
  roflags,
  prestat,
  fdstat,
  filestat,
  filestat_unstable: unstableFilestat,
  errno: { to: 'status', success: 0, failed: numberOf, shown: log.shownErrno },
} as const

/** A row of WASI. */
export const host = hostFunctions<System, { parameters: typeof parameters; results: typeof results }>({
  parameters,
  results,
})

/** Puts byte strings one after another, each ending in a zero, and their addresses in a list. */
export function writeStrings(
  guest: Guest,
  strings: readonly Uint8Array[],
  to: { list: number; text: number },
) {
  const length = strings.reduce((sum, { length }) => sum + length + 1, 0)
  const view = guest.view(to.list, strings.length * 4)
  const bytes = guest.bytes(to.text, length)
  let at = 0
  for (const [i, string] of strings.entries()) {
    view.setUint32(to.list + i * 4, to.text + at, true)
    bytes.set(string, at)
    bytes[at + string.length] = 0
    at += string.length + 1
  }
}
