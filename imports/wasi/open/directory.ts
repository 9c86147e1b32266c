// An open directory. Its listing is taken when it is read from the start and kept while it is read on, so
// that a guest that removes what it reads misses nothing. An entry's cookie is its place in the listing.
//
//   dirent, 24 bytes: 0 cookie of the next entry u64 | 8 inode u64 | 16 length of the name u32 | 20 type u8

import type { Directory, Entry, FileType, Stat, Times } from '../../fs/types.js'
import { encodeUtf8 } from '../../utf8.js'
import type { Rights } from '../rights.js'
import type { Common } from './common.js'

const headSize = 24

interface Filling {
  /** The number by which the guest knows a type of file. */
  number(filetype: FileType): number
  /** Called now and then: a directory may be large. */
  check(): void
}

/** How many entries are looked at between two calls of `check`. */
const portion = 256

interface Row {
  readonly name: string
  readonly filetype: FileType
  readonly inode: bigint
}

export class OpenDirectory implements Common {
  readonly kind = 'directory'
  rights: Rights
  flags = 0
  readonly directory: Directory
  /** The name under which the guest was given it. */
  readonly preopened: string | undefined
  #listing: readonly Entry[] | undefined

  constructor(directory: Directory, rights: Rights, preopened?: string) {
    this.directory = directory
    this.rights = rights
    this.preopened = preopened
  }

  stat(): Stat {
    return this.directory.stat()
  }

  setTimes(times: Times): void {
    this.directory.setTimes(times)
  }

  close(): void {
    this.directory.close()
  }

  /**
   * Puts entries from a cookie on into a buffer and says how much of it is used. The last one may be cut
   * off, which tells the guest that there are more.
   */
  fill(buffer: Uint8Array, cookie: bigint, { number, check }: Filling): number {
    if (cookie === 0n) this.#listing = undefined
    let used = 0
    for (let at = Number(cookie); used < buffer.length; at++) {
      if (at % portion === 0) check()
      const row = this.#row(at, check)
      if (row === undefined) break
      const name = encodeUtf8(row.name)
      const entry = new Uint8Array(headSize + name.length)
      const view = new DataView(entry.buffer)
      view.setBigUint64(0, BigInt(at + 1), true)
      view.setBigUint64(8, row.inode, true)
      view.setUint32(16, name.length, true)
      view.setUint32(20, number(row.filetype), true)
      entry.set(name, headSize)
      const part = entry.subarray(0, buffer.length - used)
      buffer.set(part, used)
      used += part.length
    }
    return used
  }

  /** The entry at a place of the listing. What lies above is not the guest's to know. */
  #row(at: number, check: () => void): Row | undefined {
    if (at === 0) return { name: '.', filetype: 'directory', inode: this.stat().inode }
    if (at === 1) return { name: '..', filetype: 'directory', inode: 0n }
    this.#listing ??= this.directory.list(check)
    const entry = this.#listing[at - 2]
    if (entry === undefined) return undefined
    const inode = entry.inode ?? this.directory.look(entry.name)?.inode ?? 0n
    return { name: entry.name, filetype: entry.filetype, inode }
  }
}
