// A guest as its host functions see it: the memory it exports, known once the instance exists. Every access
// names its whole range first, so that a pointer outside the memory is one error, thrown before anything was
// written. The memory may grow between two calls, which replaces its buffer: nothing is kept but the memory.
import { Memory } from '../src/instance/memory.js'
import { memories } from '../src/instance/registry.js'

/** What is asked of a memory; both ours and the standard's objects are one. */
export interface GuestMemory {
  readonly buffer: ArrayBufferLike
}

export const isMemory = (value: unknown): value is GuestMemory =>
  typeof value === 'object' && value !== null && 'buffer' in value

/** A host function was given an address where the guest's memory does not have what should be there. */
export class OutOfBounds extends RangeError {
  override readonly name = 'OutOfBounds'
}

/** Fails unless the range is within so many bytes. */
export function requireRange(at: number, length: number, size: number): void {
  if (!(at >= 0 && length >= 0 && at + length <= size))
    throw new OutOfBounds(`the range from ${at}, ${length} bytes long, is not in the guest's memory`)
}

/** What there is of a memory now. */
export interface Views {
  readonly bytes: Uint8Array
  readonly view: DataView
}

const none: Views = { bytes: new Uint8Array(0), view: new DataView(new ArrayBuffer(0)) }

/** The views of a memory that tells nothing but its buffer. */
class BufferViews implements Views {
  #bytes = none.bytes
  #view = none.view

  constructor(private readonly memory: GuestMemory) {}

  get bytes(): Uint8Array {
    this.#look()
    return this.#bytes
  }

  get view(): DataView {
    this.#look()
    return this.#view
  }

  #look(): void {
    const { buffer } = this.memory
    if (buffer === this.#bytes.buffer) return
    this.#bytes = new Uint8Array(buffer)
    this.#view = new DataView(buffer)
  }
}

/** What stands behind a memory of ours, unless that was shown for a time only: then nobody may keep it. */
export function ownMemory(memory: GuestMemory): Memory | undefined {
  if (memory instanceof Memory) return memory
  const found = memories.find(memory)
  return found?.shown === undefined ? found : undefined
}

/**
 * One of ours has views already. Not to ask for its buffer matters as well: that would have to be one of
 * exactly the memory's size from then on, and the memory be copied whenever it grows.
 */
export function viewsOf(memory: GuestMemory): Views {
  const own = ownMemory(memory)
  own?.expectNobody()
  return own ?? new BufferViews(memory)
}

export class Guest {
  #views = none
  #memory: GuestMemory | undefined
  /** Why there is no memory to be had. */
  #reason: Error | undefined
  /** The range asked for last: programs read and write again and again with one buffer. */
  #last = none.bytes
  #lastOf = none.bytes

  /** @param check called now and then while something takes long; what it throws ends the guest */
  constructor(readonly check: () => void = () => {}) {}

  /**
   * Gives the guest's memory; until then every range is out of bounds. An error is the reason why there is
   * none to be had: unless there is one by now, it is thrown when a range is asked for.
   */
  attach(memory: GuestMemory | Error | undefined): void {
    if (memory === undefined) return
    if (memory instanceof Error) {
      if (this.#memory === undefined) this.#reason = memory
      return
    }
    this.#memory = memory
    this.#reason = undefined
    this.#views = viewsOf(memory)
  }

  /** Lets go of all views: the memory has grown, and nothing may keep its old bytes. */
  refresh(): void {
    if (this.#memory !== undefined) this.attach(this.#memory)
    this.#last = this.#lastOf = none.bytes
  }

  /** The bytes themselves, not a copy; good until the guest runs again. */
  bytes(at: number, length: number): Uint8Array {
    if (this.#reason !== undefined) throw this.#reason
    const all = this.#views.bytes
    const last = this.#last
    if (this.#lastOf === all && last.byteOffset === at && last.length === length) return last
    requireRange(at, length, all.length)
    this.#lastOf = all
    this.#last = all.subarray(at, at + length)
    return this.#last
  }

  /** A view of the whole memory in which `length` bytes from `at` are certain to exist. */
  view(at: number, length: number): DataView {
    if (this.#reason !== undefined) throw this.#reason
    const { view } = this.#views
    requireRange(at, length, view.byteLength)
    return view
  }
}
