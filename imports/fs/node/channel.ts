// A pipe, a terminal or a socket of the host. Node cannot ask whether there is something to read: it is read
// and kept. Nor whether there is room to write: that is known for a moment after writing was refused.
//
// A descriptor that returns at once serves for all that must not wait. Where nobody has to be asked while
// one waits, one that does wait is used as it is.
import { closeSync, fstatSync, fsyncSync, ftruncateSync, futimesSync, readSync, writeSync } from 'node:fs'
import { codeOf, refuse } from '../error.js'
import type { Channel, File } from '../types.js'
import { statOf } from './stat.js'
import type { ExactTimes } from './times.js'
import { type Check, waitFor } from './wait.js'

export interface Ends {
  /** The descriptor that waits. */
  readonly patient: () => number
  /** The one that returns at once; perhaps the same. */
  readonly prompt: () => number
  readonly check: Check
}

type Transfer = (fd: number, buffer: Uint8Array) => number

/** How much was read or written, or nothing if it would have to wait. */
function attempt(transfer: Transfer, fd: number, buffer: Uint8Array): number | undefined {
  try {
    return transfer(fd, buffer)
  } catch (error) {
    const code = codeOf(error)
    // How Windows says that a pipe has ended.
    if (code === 'EOF') return 0
    if (code === 'EAGAIN') return undefined
    throw error
  }
}

/** How much is read to find out whether there is anything. */
const chunk = 65536

/** Milliseconds for which one who was refused need not ask again. */
const refusal = 1

const none = new Uint8Array(0)

type How = { readonly wait: boolean }

export class HostChannel implements Channel {
  readonly #ends: Ends
  #kept = none
  #hasEnded = false
  #refused = Number.NEGATIVE_INFINITY

  constructor(ends: Ends) {
    this.#ends = ends
  }

  read(buffer: Uint8Array, how: How): number | undefined {
    if (this.#kept.length > 0) {
      const part = this.#kept.subarray(0, buffer.length)
      this.#kept = this.#kept.subarray(part.length)
      buffer.set(part)
      return part.length
    }
    const hasEnded = this.#hasEnded
    this.#hasEnded = false
    return hasEnded ? 0 : this.#transfer(readSync, buffer, how)
  }

  write(bytes: Uint8Array, how: How): number | undefined {
    const count = this.#transfer(writeSync, bytes, how)
    if (count === undefined) this.#refused = performance.now()
    return count
  }

  wait(what: 'read' | 'write', nanoseconds: bigint): boolean {
    const isReady = what === 'read' ? () => this.#hasSomething() : () => this.#mayHaveRoom()
    return waitFor(() => isReady() || undefined, { check: this.#ends.check, most: nanoseconds }) === true
  }

  #transfer(transfer: Transfer, buffer: Uint8Array, { wait }: How): number | undefined {
    const { patient, prompt, check } = this.#ends
    if (!wait) return attempt(transfer, prompt(), buffer)
    return waitFor(() => attempt(transfer, patient(), buffer), { check })
  }

  /** Something, or the end. */
  #hasSomething(): boolean {
    if (this.#kept.length > 0 || this.#hasEnded) return true
    const buffer = new Uint8Array(chunk)
    const count = attempt(readSync, this.#ends.prompt(), buffer)
    if (count === undefined) return false
    this.#kept = buffer.subarray(0, count)
    this.#hasEnded = count === 0
    return true
  }

  #mayHaveRoom(): boolean {
    return performance.now() - this.#refused >= refusal
  }
}

/** What else can be done with a descriptor that has no positions is up to the kernel. */
export function channelFile(descriptor: number, channel: Channel, times: ExactTimes): File {
  const stat = () => fstatSync(descriptor, { bigint: true })
  return {
    channel,
    stat: () => statOf(stat(), times),
    setTimes: given =>
      times.set(given, { stat, set: (accessed, modified) => futimesSync(descriptor, accessed, modified) }),
    resize: size => ftruncateSync(descriptor, size),
    read: () => refuse('ESPIPE'),
    write: () => refuse('ESPIPE'),
    sync: () => fsyncSync(descriptor),
    close: () => closeSync(descriptor),
  }
}
