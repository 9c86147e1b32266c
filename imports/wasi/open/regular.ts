// An open file with a position. Positions are exact to 2^63; the file systems below count in numbers, so
// that one beyond 2^53 is the end for a reader and too far for a writer. A file that other programs have open
// with us is read and written where the host stands, until the guest goes somewhere else.
import type { File, Stat, Times } from '../../fs/types.js'
import { fail } from '../errno.js'
import type { Rights } from '../rights.js'
import { type Common, fdflags, type Transfer } from './common.js'

const synchronous = fdflags.dsync | fdflags.rsync | fdflags.sync

/** The largest offset there is. */
const last = (1n << 63n) - 1n

export class RegularFile implements Common, Transfer {
  readonly kind = 'file'
  rights: Rights
  flags: number
  readonly #file: File
  /** Nothing while it is where the host stands. */
  #own: bigint | undefined

  constructor(file: File, rights: Rights, flags: number) {
    this.#file = file
    this.rights = rights
    this.flags = flags
    this.#own = file.cursor === undefined ? 0n : undefined
  }

  stat(): Stat {
    return this.#file.stat()
  }

  close(): void {
    this.#file.close()
  }

  setTimes(times: Times): void {
    this.#file.setTimes(times)
  }

  resize(size: bigint): void {
    if (size > last) fail('inval')
    this.#file.resize(Number(size))
  }

  /** Makes sure that there is room up to an offset; it may not become shorter. */
  allocate(offset: bigint, length: bigint): void {
    if (length === 0n || offset + length > last) fail(length === 0n ? 'inval' : 'fbig')
    const size = offset + length
    if (this.#file.stat().size >= size) return
    if (this.#file.allocate === undefined) this.resize(size)
    else this.#file.allocate(Number(size))
  }

  sync(what: 'data' | 'all'): void {
    this.#file.sync(what)
  }

  seek(offset: bigint, from: 'set' | 'cur' | 'end'): bigint {
    if (this.#file.isDevice) return 0n
    const base = from === 'set' ? 0n : from === 'cur' ? this.#position : this.#file.stat().size
    const position = base + offset
    if (position < 0n || position > last) fail('inval')
    this.#own = position === this.#theirs ? undefined : position
    return position
  }

  read(buffer: Uint8Array): number {
    if (this.#own === undefined) return this.#file.cursor!.read(buffer)
    const count = this.readAt(buffer, this.#own)
    this.#own += BigInt(count)
    return count
  }

  readAt(buffer: Uint8Array, position: bigint): number {
    if (position > last) fail('inval')
    return this.#file.read(buffer, Number(position))
  }

  write(bytes: Uint8Array): number {
    const append = (this.flags & fdflags.append) !== 0
    const { cursor } = this.#file
    if (this.#own === undefined && cursor!.appends === append) return cursor!.write(bytes)
    const position = this.#position
    const count = this.#write(bytes, position)
    this.#own = append ? this.#file.stat().size : position + BigInt(count)
    return count
  }

  /** A file that appends does so wherever it is told to write, as on Linux. */
  writeAt(bytes: Uint8Array, position: bigint): number {
    if (position > last) fail('inval')
    return this.#write(bytes, position)
  }

  /** Where the host stands. */
  get #theirs(): bigint | undefined {
    const { cursor } = this.#file
    return cursor && BigInt(cursor.position())
  }

  get #position(): bigint {
    return this.#own ?? this.#theirs!
  }

  #write(bytes: Uint8Array, position: bigint): number {
    const count = this.#file.write(bytes, this.flags & fdflags.append ? 'end' : Number(position))
    if (this.flags & synchronous) this.#file.sync(this.flags & fdflags.sync ? 'all' : 'data')
    return count
  }
}
