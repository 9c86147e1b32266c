// The memory of a program. Go says when it has grown (`runtime.resetMemoryDataView`), so that the views are
// kept until then and reading needs no look at the memory. A program that does not say so is found out: one
// of our memories has other views then, and those of any other have no length, as its buffer is detached.
import type { Memory } from '../../src/instance/memory.js'
import { type GuestMemory, ownMemory, requireRange, type Views, viewsOf } from '../guest.js'

export class GoMemory {
  /** @param attached told of the memory, as logs know it */
  constructor(private readonly attached: (memory: object) => void) {}

  view: DataView = new DataView(new ArrayBuffer(0))
  bytes: Uint8Array = new Uint8Array(0)
  #views: Views | undefined
  #own: Memory | undefined

  attach(memory: GuestMemory): void {
    this.#views = viewsOf(memory)
    this.#own = ownMemory(memory)
    this.attached(this.#own ?? memory)
    this.reset()
  }

  /** Whether the views are those of all the memory there is. */
  get isCurrent(): boolean {
    return this.bytes.length > 0 && (this.#own === undefined || this.#own.bytes === this.bytes)
  }

  /** Takes the views that there are now. */
  reset(): void {
    const { view, bytes } = this.#views!
    this.view = view
    this.bytes = bytes
  }

  /** The program has ended. */
  detach(): void {
    this.#views = this.#own = undefined
    this.bytes = new Uint8Array(0)
    this.view = new DataView(this.bytes.buffer)
  }

  /** The bytes themselves, not a copy; good until the program runs again. */
  slice(at: number, length: number): Uint8Array {
    requireRange(at, length, this.bytes.length)
    return this.bytes.subarray(at, at + length)
  }

  /** An `int`, an `int64` or a pointer; exact to 2^53. */
  integer(at: number): number {
    return this.view.getUint32(at, true) + this.view.getInt32(at + 4, true) * 0x1_0000_0000
  }

  setInteger(at: number, value: number): void {
    this.view.setUint32(at, value, true)
    this.view.setInt32(at + 4, Math.floor(value / 0x1_0000_0000), true)
  }
}
