// The standard streams as the embedder gives them: text, bytes, pieces, functions, or the streams of Node
// and of browsers. A guest runs without a pause, so that what it reads has to be there when it asks; what it
// writes can go anywhere.
import type { Input, Output, Read, Write } from './open/stream.js'

type Piece = string | Uint8Array

/** What a guest can read: all of it, in pieces, or where to get it. */
export type InputSource = Piece | Iterable<Piece> | Read | Input

/** A stream of a browser. */
export interface WebStream {
  getWriter(): { write(bytes: Uint8Array): Promise<void> }
}

/** A stream of Node. */
export interface NodeStream {
  write(bytes: Uint8Array): unknown
  on(event: 'error', listener: (error: unknown) => void): unknown
}

/** Where what a guest writes can go. */
export type OutputTarget = Write | Output | NodeStream | WebStream

const encoder = new TextEncoder()

const bytesOf = (piece: Piece): Uint8Array => (typeof piece === 'string' ? encoder.encode(piece) : piece)

/** A reader over pieces, taken one at a time; an empty one is not the end. */
function readerOf(pieces: Iterable<Piece>): Read {
  const iterator = pieces[Symbol.iterator]()
  let rest = new Uint8Array(0)
  return buffer => {
    while (rest.length === 0) {
      const { value, done } = iterator.next()
      if (done) return 0
      rest = bytesOf(value) as typeof rest
    }
    const part = rest.subarray(0, buffer.length)
    buffer.set(part)
    rest = rest.subarray(part.length)
    return part.length
  }
}

export function inputOf(source: InputSource = ''): Input {
  if (typeof source === 'function') return { read: source }
  if (typeof source === 'string' || source instanceof Uint8Array) return { read: readerOf([source]) }
  return 'read' in source ? source : { read: readerOf(source) }
}

export function outputOf(target: OutputTarget = () => undefined): Output {
  if (typeof target === 'function') return { write: target }
  // Streams keep what they are given for later; a guest's bytes are only good now.
  if ('getWriter' in target) {
    const writer = target.getWriter()
    return { write: bytes => void writer.write(bytes.slice()).catch(() => undefined) }
  }
  if ('on' in target) {
    return {
      write: bytes => void target.write(bytes.slice()),
      terminal: 'isTTY' in target && target.isTTY === true,
    }
  }
  return target
}

export interface Capture extends Output {
  bytes(): Uint8Array
  text(): string
}

/** An output that keeps everything. */
export function capture(): Capture {
  const parts: Uint8Array[] = []
  const bytes = () => {
    const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
    let at = 0
    for (const part of parts) {
      all.set(part, at)
      at += part.length
    }
    return all
  }
  return {
    write: part => void parts.push(part.slice()),
    bytes,
    text: () => new TextDecoder().decode(bytes()),
  }
}
