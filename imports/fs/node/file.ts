// An open file of the host. Writing at the end is left to the kernel, through a second descriptor that
// appends, so that programs that write to one file do not overwrite each other. Where the given one appends,
// as a standard stream may, it is the other way round.
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
import type { Check } from './wait.js'

const { O_WRONLY, O_APPEND } = constants

/** How much is allocated between two looks at whether the guest may go on. */
const slice = 1 << 20

/** Node takes less than 2 GiB at a time. */
const portion = 1 << 30

interface HostFileOptions {
  readonly isDevice?: boolean
  readonly appends?: boolean
  readonly check?: Check
}

export class HostFile implements File {
  readonly #descriptor: number
  readonly #times: ExactTimes
  readonly isDevice: boolean
  readonly #check: Check
  /** Whether the descriptor appends. */
  readonly #appends: boolean
  /** The one that does the opposite, once it was asked for; nothing where there cannot be one. */
  #other: number | undefined | null

  constructor(
    descriptor: number,
    times: ExactTimes,
    { isDevice = false, appends = false, check }: HostFileOptions = {},
  ) {
    this.#check = check
    this.#descriptor = descriptor
    this.#times = times
    this.isDevice = isDevice
    this.#appends = appends
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

  /** Node has no call for it: room is what zeros have been written to. */
  allocate(size: number): void {
    if (!Number.isSafeInteger(size)) refuse('EFBIG')
    const had = fstatSync(this.#descriptor).size
    const zeros = new Uint8Array(Math.min(slice, Math.max(size - had, 0)))
    try {
      for (let at = had; at < size; ) {
        this.#check?.()
        at += this.write(zeros.subarray(0, size - at), at)
      }
    } catch (error) {
      ftruncateSync(this.#descriptor, had)
      throw error
    }
  }

  read(buffer: Uint8Array, position: number): number {
    if (!Number.isSafeInteger(position)) return 0
    const length = Math.min(buffer.length, portion)
    return readSync(this.#descriptor, buffer, 0, length, this.isDevice ? null : position)
  }

  write(all: Uint8Array, position: number | 'end'): number {
    const bytes = all.subarray(0, portion)
    if (position === 'end') return this.#append(bytes)
    if (!Number.isSafeInteger(position)) refuse('EFBIG')
    const descriptor = this.#appends ? (this.#opposite() ?? this.#descriptor) : this.#descriptor
    return writeSync(descriptor, bytes, 0, bytes.length, this.isDevice ? null : position)
  }

  sync(what: 'data' | 'all'): void {
    if (what === 'data') fdatasyncSync(this.#descriptor)
    else fsyncSync(this.#descriptor)
  }

  close(): void {
    this.release()
    closeSync(this.#descriptor)
  }

  /** Closes what was opened besides the descriptor that was given. */
  release(): void {
    if (typeof this.#other === 'number') closeSync(this.#other)
    this.#other = undefined
  }

  #stat() {
    return fstatSync(this.#descriptor, { bigint: true })
  }

  #append(bytes: Uint8Array): number {
    const appender = this.#appends || this.isDevice ? this.#descriptor : this.#opposite()
    if (appender !== undefined) return writeSync(appender, bytes, 0, bytes.length, null)
    const end = fstatSync(this.#descriptor).size
    return writeSync(this.#descriptor, bytes, 0, bytes.length, end)
  }

  /** A descriptor that appends if the given one does not, and the other way round. */
  #opposite(): number | undefined {
    if (this.#other === undefined) {
      try {
        const flags = this.#appends ? O_WRONLY : O_WRONLY | O_APPEND
        this.#other = openSync(`/proc/self/fd/${this.#descriptor}`, flags)
      } catch {
        this.#other = null
      }
    }
    return this.#other ?? undefined
  }
}
