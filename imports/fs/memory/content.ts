// What a file in memory holds. The bytes stand in a buffer that grows by doubling; all buffers of a file
// system together have a limit, so that a guest fills its disk and not its host.
import { refuse } from '../error.js'

/** How many bytes there may be. */
export class Space {
  #used = 0

  constructor(readonly capacity: number) {}

  /** Takes so many more bytes, or gives them back if negative. */
  take(bytes: number): void {
    if (this.#used + bytes > this.capacity) refuse('ENOSPC')
    this.#used += bytes
  }
}

export interface Content {
  readonly size: number
  read(buffer: Uint8Array, position: number): number
  /** Nobody has the file open any more. */
  release?(): void
}

export class Bytes implements Content {
  readonly #space: Space
  #bytes: Uint8Array
  #size: number

  /** Keeps the bytes that are given, without a copy. */
  constructor(space: Space, bytes: Uint8Array = new Uint8Array(0)) {
    space.take(bytes.length)
    this.#space = space
    this.#bytes = bytes
    this.#size = bytes.length
  }

  get size(): number {
    return this.#size
  }

  read(buffer: Uint8Array, position: number): number {
    if (position >= this.#size) return 0
    const part = this.#bytes.subarray(position, Math.min(this.#size, position + buffer.length))
    buffer.set(part)
    return part.length
  }

  write(bytes: Uint8Array, position: number): number {
    const end = position + bytes.length
    this.#reserve(end)
    this.#bytes.set(bytes, position)
    this.#size = Math.max(this.#size, end)
    return bytes.length
  }

  resize(size: number): void {
    this.#reserve(size)
    // What is cut off reads as zero when the file grows again.
    if (size < this.#size) this.#bytes.fill(0, size, this.#size)
    this.#size = size
  }

  /** The file is gone. */
  free(): void {
    this.#space.take(-this.#bytes.length)
    this.#bytes = new Uint8Array(0)
    this.#size = 0
  }

  #reserve(size: number): void {
    const had = this.#bytes.length
    if (size <= had) return
    const wanted = Math.max(size, Math.min(had * 2, had + (64 << 20)), 256)
    this.#space.take(wanted - had)
    try {
      const grown = new Uint8Array(wanted)
      grown.set(this.#bytes.subarray(0, this.#size))
      this.#bytes = grown
    } catch {
      this.#space.take(had - wanted)
      refuse('ENOSPC')
    }
  }
}
