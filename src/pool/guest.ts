// What a request has of an instance, until it gives it back.
/// <reference lib="esnext.disposable" preserve="true" />

import type { Program } from '../../codegen/index.js'
import { runStart } from '../../imports/exit.js'
import type { Api } from '../instance/api.js'
import type { Instance } from '../instance/instance.js'
import type { Memory } from '../instance/memory.js'
import { type Exports, exportsOf } from '../namespace/instance.js'
import { RuntimeError } from '../wasm/errors.js'
import type { Lease } from './lease.js'
import type { Surroundings } from './surroundings.js'

/** What it stands on. */
export interface Lent {
  readonly lease: Lease
  readonly program: Program
  readonly instance: Instance
  readonly surroundings: Surroundings
}

/** Numbers are converted before: that may run code which gives the guest back. */
function requireRange(memory: Memory, at: number, length: number): void {
  if (!(at >= 0 && length >= 0 && at + length <= memory.bytes.length))
    throw new RuntimeError('out of bounds memory access')
}

/** An instance that belongs to one request. Once that has ended, it and all that was taken from it throws. */
export interface Guest {
  /** What the instance exports. To read `buffer` of a memory makes the next request slower: see `read`. */
  readonly exports: Api.Exports
  /** What was given with the request. */
  readonly request: unknown
  /** Runs `_start`, if there is one; the exit code. What it throws is a trap's. */
  start(): number
  /** A copy of bytes of the memory. A RuntimeError if they are not all there. */
  read(at: number, length: number): Uint8Array
  /** Writes bytes into the memory, all of them or, with a RuntimeError, none. */
  write(at: number, bytes: Uint8Array): void
  /** Gives the instance back. Doing it twice is no error. */
  release(): void
  /** The same, for `using`. */
  [Symbol.dispose](): void
}

export class LentGuest implements Guest {
  readonly #lent: Lent
  readonly #release: () => void
  #exports: Exports | undefined
  declare [Symbol.dispose]: () => void

  constructor(lent: Lent, release: () => void) {
    this.#lent = lent
    this.#release = release
  }

  get exports(): Api.Exports {
    this.#lent.lease.require()
    return (this.#exports ??= exportsOf(this.#lent.program, this.#lent.instance)) as Api.Exports
  }

  get request(): unknown {
    return this.#lent.surroundings.request
  }

  start(): number {
    return runStart(this)
  }

  read(at: number, length: number): Uint8Array {
    const [from, count] = [Number(at), Number(length)]
    const memory = this.#memory()
    requireRange(memory, from, count)
    return memory.bytes.slice(from, from + count)
  }

  write(at: number, bytes: Uint8Array): void {
    if (!ArrayBuffer.isView(bytes)) throw new TypeError('bytes must be a Uint8Array')
    const to = Number(at)
    const { length } = bytes
    const memory = this.#memory()
    requireRange(memory, to, length)
    memory.bytes.set(bytes, to)
  }

  release(): void {
    this.#release()
  }

  #memory(): Memory {
    this.#lent.lease.require()
    const { memory } = this.#lent.surroundings
    if (memory === undefined) throw new RuntimeError('the guest has no memory')
    return memory
  }
}

if (typeof Symbol.dispose === 'symbol')
  Object.defineProperty(LentGuest.prototype, Symbol.dispose, { value: LentGuest.prototype.release })
