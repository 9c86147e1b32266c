// What a file in memory holds. The bytes stand in pieces, so that a file that grows is not copied: no write
// takes longer than what is written. A piece that is missing, or the rest of a short one, is zeros.
import { refuse } from '../error.js'
import type { Space } from './space.js'

export interface Content {
  readonly size: number
  read(buffer: Uint8Array, position: number): number
  /** Nobody has the file open any more. */
  release?(): void
}

/** How many bytes a piece has; only the first one of a file grows up to that, by doubling. */
const pieceSize = 1 << 18

const fewest = 64

const nothing = new Uint8Array(0)

/** What files have that hold nothing. */
const none: readonly Uint8Array[] = []

/** How many of `length` bytes from a position stand in the same piece. */
const withinPiece = (position: number, length: number): number =>
  Math.min(pieceSize - (position % pieceSize), length)

const pieceAt = (position: number): number => Math.floor(position / pieceSize)

function split(bytes: Uint8Array): readonly Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += pieceSize) pieces.push(bytes.subarray(at, at + pieceSize))
  return pieces.length === 0 ? none : pieces
}

/** A piece with room for so many bytes. */
function grown(piece: Uint8Array, length: number): Uint8Array {
  try {
    const larger = new Uint8Array(Math.min(pieceSize, Math.max(length, piece.length * 2, fewest)))
    larger.set(piece)
    return larger
  } catch {
    return refuse('ENOSPC')
  }
}

export class Bytes implements Content {
  readonly #space: Space
  #pieces: Uint8Array[]
  #size: number

  /** Keeps the bytes that are given, without a copy. */
  constructor(space: Space, bytes: Uint8Array = nothing) {
    space.take(bytes.length)
    this.#space = space
    this.#pieces = split(bytes) as Uint8Array[]
    this.#size = bytes.length
  }

  get size(): number {
    return this.#size
  }

  read(buffer: Uint8Array, position: number): number {
    const length = Math.max(0, Math.min(this.#size - position, buffer.length))
    for (let from = 0, count = 0; from < length; from += count) {
      const at = position + from
      count = withinPiece(at, length - from)
      const start = at % pieceSize
      const part = (this.#pieces[pieceAt(at)] ?? nothing).subarray(start, start + count)
      buffer.set(part, from)
      if (part.length < count) buffer.fill(0, from + part.length, from + count)
    }
    return length
  }

  write(bytes: Uint8Array, position: number): number {
    const { length } = bytes
    // To write nothing beyond the end does not make a file longer.
    if (length === 0) return 0
    const more = Math.max(0, position + length - this.#size)
    this.#space.take(more)
    try {
      this.#reserve(position, length)
    } catch (error) {
      this.#space.take(-more)
      throw error
    }
    for (let from = 0, count = 0; from < length; from += count) {
      const at = position + from
      count = withinPiece(at, length - from)
      this.#pieces[pieceAt(at)]!.set(bytes.subarray(from, from + count), at % pieceSize)
    }
    this.#size += more
    return length
  }

  resize(size: number): void {
    this.#space.take(size - this.#size)
    if (size < this.#size) this.#cut(size)
    this.#size = size
  }

  /** The file is gone. */
  free(): void {
    this.#space.take(-this.#size)
    this.#pieces = none as Uint8Array[]
    this.#size = 0
  }

  /** Sees to it that there are pieces for `length` bytes. */
  #reserve(position: number, length: number): void {
    if (this.#pieces === none && length > 0) this.#pieces = []
    for (let at = position, end = position + length; at < end; ) {
      const count = withinPiece(at, end - at)
      const index = pieceAt(at)
      const piece = this.#pieces[index] ?? nothing
      const needed = (at % pieceSize) + count
      if (piece.length < needed) this.#pieces[index] = grown(piece, index === 0 ? needed : pieceSize)
      at += count
    }
  }

  /** What is cut off reads as zero when the file grows again. */
  #cut(size: number): void {
    const rest = size % pieceSize
    if (this.#pieces.length > 0)
      this.#pieces.length = Math.min(this.#pieces.length, Math.ceil(size / pieceSize))
    this.#pieces[pieceAt(size)]?.fill(0, rest)
  }
}
