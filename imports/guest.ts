// A guest as its host functions see it: the memory it exports, known once the instance exists. Every access
// names its whole range first, so that a pointer outside the memory is one error, thrown before anything was
// written. The memory may grow between two calls, which replaces its buffer: nothing is kept but the memory.

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

export class Guest {
  #memory: GuestMemory | undefined
  #bytes: Uint8Array = new Uint8Array(0)
  #view: DataView = new DataView(this.#bytes.buffer)

  /** Gives the guest's memory; until then every range is out of bounds. */
  attach(memory: GuestMemory): void {
    this.#memory = memory
  }

  /** Lets go of all views: the memory has grown, and nothing may keep its old bytes. */
  refresh(): void {
    this.#bytes = new Uint8Array(0)
    this.#view = new DataView(this.#bytes.buffer)
  }

  /** The bytes themselves, not a copy; good until the guest runs again. */
  bytes(at: number, length: number): Uint8Array {
    this.#check(at, length)
    return this.#bytes.subarray(at, at + length)
  }

  /** A view of the whole memory in which `length` bytes from `at` are certain to exist. */
  view(at: number, length: number): DataView {
    this.#check(at, length)
    return this.#view
  }

  #check(at: number, length: number): void {
    const buffer = this.#memory?.buffer
    if (buffer !== undefined && buffer !== this.#bytes.buffer) {
      this.#bytes = new Uint8Array(buffer)
      this.#view = new DataView(buffer)
    }
    requireRange(at, length, this.#bytes.length)
  }
}
