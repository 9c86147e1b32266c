// The memory of a program. Go says when it has grown (`runtime.resetMemoryDataView`), so that the views are
// kept until then and reading needs no look at the buffer. A program that does not say so is found out by
// its buffer being detached, which leaves views of no length.
import { type GuestMemory, requireRange } from '../guest.js'
import type { Program } from './program.js'

/** Whose memory a buffer is, for logs. */
const programs = new WeakMap<ArrayBufferLike, Program>()

export const programOf = (buffer: ArrayBufferLike): Program | undefined => programs.get(buffer)

export class GoMemory {
  constructor(private readonly program: Program) {}

  view: DataView = new DataView(new ArrayBuffer(0))
  bytes: Uint8Array = new Uint8Array(0)
  #memory: GuestMemory | undefined

  attach(memory: GuestMemory): void {
    this.#memory = memory
    this.reset()
  }

  get buffer(): ArrayBufferLike {
    return this.bytes.buffer
  }

  /** Drops the views, and makes new ones. */
  reset(): void {
    const { buffer } = this.#memory!
    this.view = new DataView(buffer)
    this.bytes = new Uint8Array(buffer)
    programs.set(buffer, this.program)
  }

  /** The program has ended. */
  detach(): void {
    this.#memory = undefined
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
