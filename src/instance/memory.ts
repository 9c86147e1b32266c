// A linear memory. Generated code reads the view and `bytes` again after everything that may grow the memory.
//
// Growing makes another ArrayBuffer: a resizable one slows every access down 4 to 56 times. To keep a
// program that grows page by page from copying its memory at each step, the new buffer has room to spare,
// and the views see only what belongs to the memory. JavaScript, however, must be given a buffer of exactly
// the memory's size, which becomes detached when the memory grows. As long as somebody asks for it, growing
// makes exact buffers right away: what has grown once since then has one that can be given, and only what
// grows again before anybody asks gets room. All of that is for small memories: a large one is the host's, if
// it has any (host-memory.ts), and grows in place.

import { RuntimeError } from '../wasm/errors.js'
import { maxPages, pageSize } from '../wasm/limits.js'
import type { MemoryType } from '../wasm/types.js'
import { copyUsed } from './copy.js'
import { Holding, PlainHolder, type ViewHolder } from './holder.js'
import { type HostMemory, hostMemory } from './host-memory.js'
import { AllocationError, type Supervision } from './limits.js'

/**
 * How much larger than needed a buffer becomes that has to grow, up to so many pages and beyond, and how many
 * pages that may be at most. What is not touched costs next to nothing; to copy a megabyte into fresh memory
 * takes up to 4 ms, most of it the system's.
 */
const spare = 3
const fewPages = 1024
const spareOfMany = 1.5
const mostSpare = 8192

/** Pages to make room for, of which so many are needed. */
const withSpare = (pages: number): number =>
  Math.min(Math.ceil(pages * (pages > fewPages ? spareOfMany : spare)), pages + mostSpare)

/** So many bytes are copied one by one sooner than by way of an array that names them. */
const mostByLoop = 64

type Transferable = ArrayBuffer & { transfer?: (length?: number) => ArrayBuffer }

/** Takes the content away from a buffer that JavaScript may hold; where the host cannot do that, it stays. */
function detach(buffer: Transferable): ArrayBuffer {
  if (buffer.transfer !== undefined) return buffer.transfer()
  if (typeof structuredClone === 'function') return structuredClone(buffer, { transfer: [buffer] })
  return buffer
}

function allocate(pages: number): ArrayBuffer | undefined {
  try {
    return new ArrayBuffer(pages * pageSize)
  } catch {
    return undefined
  }
}

const noRoom = (pages: number): AllocationError =>
  new AllocationError(`could not allocate a memory of ${pages} pages`)

/** Where the bytes of a memory are. */
interface Store {
  readonly buffer: ArrayBuffer
  readonly host: HostMemory | undefined
}

/** Bytes for so many pages, with room for more if that is wanted; nothing if there are not so many. */
function store(pages: number, roomy = pages): Store | undefined {
  const host = hostMemory(pages)
  const buffer = host?.buffer ?? allocate(roomy) ?? allocate(pages)
  return buffer && { buffer, host }
}

function fresh(pages: number): Store {
  const made = store(pages)
  if (made === undefined) throw noRoom(pages)
  return made
}

/** A buffer that holds these bytes and no more. */
function exact(bytes: Uint8Array): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes.length)
  copyUsed(bytes, new Uint8Array(buffer), undefined)
  return buffer
}

/** A memory as it was: how many pages, and their bytes up to the last that is not 0. */
export interface MemoryImage {
  readonly pages: number
  readonly bytes: Uint8Array
}

/** How long bytes are without the zeros at their end. Whole pages are looked at as words. */
function usedLength(bytes: Uint8Array): number {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
  let length = words.length
  while (length > 0 && words[length - 1] === 0) length--
  return length << 2
}

/** A buffer with room is kept up to so many times the memory's first size, or so many bytes. */
const keptTimes = 4
const keptBytes = 16 << 20

const isKept = (length: number, size: number): boolean => length <= Math.max(keptTimes * size, keptBytes)

/** A memory instance, section 4.2.8. */
export class Memory {
  /** What JavaScript is shown of it where that is for a time only. */
  shown: (() => { readonly buffer: ArrayBuffer }) | undefined = undefined
  view: DataView
  /** Made when code of one instance alone wants it. */
  #holding: Holding | undefined
  readonly plainHolder: PlainHolder
  bytes: Uint8Array
  pages: number
  #buffer: ArrayBuffer
  /** The host's memory that has the buffer, if it is one. */
  #host: HostMemory | undefined
  /** Whether JavaScript has been given `#buffer`. */
  #seen = false
  /** Whether JavaScript is likely to ask for the next buffer. */
  #isWanted = true

  constructor(
    readonly type: MemoryType,
    private readonly supervision: Supervision = {},
  ) {
    const { min } = type.limits
    if (min > maxPages.i32) throw noRoom(min)
    const { buffer, host } = fresh(min)
    this.pages = min
    this.#buffer = buffer
    this.#host = host
    this.view = new DataView(buffer)
    this.plainHolder = new PlainHolder(this.view)
    this.bytes = new Uint8Array(buffer)
  }

  /** Where generated code finds the view. */
  get holder(): ViewHolder {
    this.#holding ??= new Holding(this.view)
    return this.#holding.holder
  }

  /** Some functions more read the view. */
  addReaders(count: number): void {
    if (this.#holding !== undefined) this.#holding.readers += count
  }

  /** The memory as JavaScript sees it: the same buffer until the memory grows. */
  get buffer(): ArrayBuffer {
    const size = this.pages * pageSize
    if (this.#buffer.byteLength !== size) this.#use(exact(this.bytes), this.pages)
    this.#seen = this.#isWanted = true
    return this.#buffer
  }

  /** Said by those who look at the views, which makes it likely that nobody will ask for the buffer. */
  expectNobody(): void {
    this.#isWanted = false
  }

  /** Grows by `delta` pages (an unsigned 32-bit number, perhaps in signed form); the old size, or -1. */
  grow(delta: number): number {
    const before = this.pages
    const pages = before + (delta >>> 0)
    const limit = Math.min(this.type.limits.max ?? maxPages.i32, maxPages.i32)
    if (pages > limit) return -1
    if (pages === before) {
      this.#renew()
      return before
    }
    if (this.supervision.limits?.take('memoryPages', pages - before) === false) return -1
    if (this.#extend(pages, limit)) return before
    this.supervision.limits?.take('memoryPages', before - pages)
    return -1
  }

  /** Whether the memory has so many pages now. */
  #extend(pages: number, limit: number): boolean {
    if (this.#host !== undefined) return this.#growHost(pages - this.pages)
    if (pages * pageSize > this.#buffer.byteLength) return this.#move(pages, limit)
    this.#use(this.#buffer, pages)
    return true
  }

  /** Copies the bytes of `source` from `start` to `end` to an address, as an active data segment is. */
  init(source: Uint8Array, { start, end }: { start: number; end: number }, address: number): void {
    const to = address >>> 0
    const length = end - start
    const { bytes } = this
    if (to + length > bytes.length) throw new RuntimeError('out of bounds memory access')
    if (length > mostByLoop) bytes.set(source.subarray(start, end), to)
    else for (let i = 0; i < length; i++) bytes[to + i] = source[start + i]!
  }

  /** The memory as it is now, to be restored. */
  image(): MemoryImage {
    return { pages: this.pages, bytes: this.bytes.slice(0, usedLength(this.bytes)) }
  }

  /**
   * Makes the memory what it was, in size too. Of buffers that JavaScript was given since then nothing
   * leads here any more.
   */
  restore({ pages, bytes }: MemoryImage): void {
    const before = this.pages
    const reused = this.#reusable(pages * pageSize)
    const { buffer, host } = reused ?? fresh(pages)
    this.supervision.limits?.take('memoryPages', pages - before)
    // Also what the memory has grown by, since room is zero. What is fresh is zero, and not to be touched.
    const written = new Uint8Array(buffer, 0, reused === undefined ? bytes.length : before * pageSize)
    written.set(bytes)
    written.fill(0, bytes.length)
    this.#host = host
    if (buffer !== this.#buffer || pages !== before) this.#use(buffer, pages)
    this.#seen = false
  }

  /** The buffer there is, if it may serve on: nobody else has it, and it is not much too large. */
  #reusable(size: number): Store | undefined {
    const former = this.#buffer
    const host = this.#host
    const buffer = this.#seen ? this.#moved() : former
    const isExact = this.#seen || host !== undefined
    if (this.#seen && buffer === former) return undefined
    return (isExact ? buffer.byteLength === size : isKept(buffer.byteLength, size))
      ? { buffer, host }
      : undefined
  }

  /** Growing by nothing detaches what JavaScript holds, all the same. */
  #renew(): void {
    if (this.#seen) this.#use(this.#moved(), this.pages)
    this.#seen = false
  }

  /** The same bytes in another buffer; the one there is, if it cannot be detached. */
  #moved(): ArrayBuffer {
    if (this.#host === undefined) return detach(this.#buffer)
    this.#host.grow(0)
    return this.#host.buffer
  }

  #move(pages: number, limit: number): boolean {
    const made = store(pages, this.#isWanted ? pages : Math.min(withSpare(pages), limit))
    if (made === undefined) return false
    copyUsed(this.bytes, new Uint8Array(made.buffer), this.supervision.interrupt)
    if (this.#seen) detach(this.#buffer)
    this.#seen = this.#isWanted = false
    this.#host = made.host
    this.#use(made.buffer, pages)
    return true
  }

  /** A memory of the host grows in place, also by nothing, and detaches its buffer. */
  #growHost(delta: number): boolean {
    const host = this.#host!
    try {
      host.grow(delta)
    } catch {
      return false
    }
    this.#seen = false
    this.#use(host.buffer, this.pages + delta)
    return true
  }

  #use(buffer: ArrayBuffer, pages: number): void {
    const size = pages * pageSize
    this.#buffer = buffer
    this.pages = pages
    this.view = new DataView(buffer, 0, size)
    this.#holding?.renew(this.view)
    this.plainHolder.renew(this.view)
    this.bytes = new Uint8Array(buffer, 0, size)
  }
}
