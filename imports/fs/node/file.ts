// An open file of the host. Writing at the end is left to the kernel, through a second descriptor that
// appends, so that programs that write to one file do not overwrite each other.
import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  futimesSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs'
import { refuse } from '../error.js'
import type { File, Stat, Times } from '../types.js'
import { statOf } from './stat.js'
import type { ExactTimes } from './times.js'

const appending = constants.O_WRONLY | constants.O_APPEND

/** Node takes less than 2 GiB at a time. */
const portion = 1 << 30

export class HostFile implements File {
  readonly #descriptor: number
  readonly #times: ExactTimes
  /** Pipes and devices have no positions. */
  readonly #positions: boolean
  /** The descriptor that appends, once it was asked for; nothing where there cannot be one. */
  #appender: number | undefined | null

  constructor(descriptor: number, times: ExactTimes) {
    this.#descriptor = descriptor
    this.#times = times
    this.#positions = fstatSync(descriptor).isFile()
  }

  stat(): Stat {
    return statOf(this.#stat(), this.#times)
  }

  setTimes(times: Times): void {
    this.#times.set(times, {
      stat: () => this.#stat(),
      set: (accessed, modified) => futimesSync(this.#descriptor, accessed, modified),
    })
  }

  resize(size: number): void {
    if (!Number.isSafeInteger(size)) refuse('EFBIG')
    ftruncateSync(this.#descriptor, size)
  }

  read(buffer: Uint8Array, position: number): number {
    if (this.#positions && !Number.isSafeInteger(position)) return 0
    const length = Math.min(buffer.length, portion)
    return readSync(this.#descriptor, buffer, 0, length, this.#positions ? position : null)
  }

  write(all: Uint8Array, position: number | 'end'): number {
    const bytes = all.subarray(0, portion)
    if (!this.#positions) return writeSync(this.#descriptor, bytes, 0, bytes.length, null)
    if (position === 'end') return this.#append(bytes)
    if (!Number.isSafeInteger(position)) refuse('EFBIG')
    return writeSync(this.#descriptor, bytes, 0, bytes.length, position)
  }

  sync(what: 'data' | 'all'): void {
    if (what === 'data') fdatasyncSync(this.#descriptor)
    else fsyncSync(this.#descriptor)
  }

  close(): void {
    if (typeof this.#appender === 'number') closeSync(this.#appender)
    closeSync(this.#descriptor)
  }

  #stat() {
    return fstatSync(this.#descriptor, { bigint: true })
  }

  #append(bytes: Uint8Array): number {
    this.#appender ??= this.#openAppender()
    if (typeof this.#appender === 'number') return writeSync(this.#appender, bytes, 0, bytes.length, null)
    const end = fstatSync(this.#descriptor).size
    return writeSync(this.#descriptor, bytes, 0, bytes.length, end)
  }

  #openAppender(): number | null {
    try {
      return openSync(`/proc/self/fd/${this.#descriptor}`, appending)
    } catch {
      return null
    }
  }
}
