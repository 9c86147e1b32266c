// Text from a program's memory. Names of properties are short, few and asked for again and again: they are
// kept, and compared byte by byte with what stands in the memory, which takes less time than to decode them
// and gives the engine a string that it knows. What is no UTF-8 becomes U+FFFD, as everywhere in JavaScript.

import { decode as decodeAll, encode as encodeAll } from '../../src/engine/utf8.js'

/** How much is decoded or encoded at once. */
const portion = 1 << 20

/** A character has so many bytes at most, of which all but the first look like none that is a first. */
const longestCharacter = 4

/** Where bytes can be cut, at most so far behind a place: where a character could begin. */
function between(bytes: Uint8Array, at: number): number {
  for (let back = at; back > at - longestCharacter; back--)
    if (back === bytes.length || (bytes[back]! & 0xc0) !== 0x80) return back
  return at
}

/** A text; `check` is called between two parts of a long one. */
export function decode(bytes: Uint8Array, check: () => void): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    if (at > 0) check()
    const to = between(bytes, Math.min(at + portion, bytes.length))
    text += decodeAll(bytes.subarray(at, to))
    at = to
  }
  return text
}

/** Where a text can be cut, at most so far behind a place: not within a pair of surrogates. */
function cut(text: string, at: number): number {
  const last = text.charCodeAt(at - 1)
  return at < text.length && last >= 0xd800 && last < 0xdc00 ? at - 1 : at
}

/** The bytes of a text; `check` is called between two parts of a long one. */
export function encode(text: string, check: () => void): Uint8Array {
  if (text.length <= portion) return encodeAll(text)
  const parts: Uint8Array[] = []
  for (let from = 0; from < text.length; ) {
    check()
    const to = cut(text, Math.min(from + portion, text.length))
    parts.push(encodeAll(text.slice(from, to)))
    from = to
  }
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    check()
    all.set(part, at)
    at += part.length
  }
  return all
}

const places = 1024
export const longestName = 32

interface Name {
  readonly text: string
  readonly bytes: Uint8Array
}

const empty: Name = { text: '', bytes: new Uint8Array(0) }

function isAt(bytes: Uint8Array, memory: Uint8Array, at: number): boolean {
  for (let i = 0; i < bytes.length; i++) if (bytes[i] !== memory[at + i]) return false
  return true
}

export class Names {
  readonly #known: Name[] = Array.from({ length: places }, () => empty)

  /** The text at a place that is certain to exist, of at most `longestName` bytes. */
  read(memory: Uint8Array, at: number, length: number): string {
    if (length === 0) return ''
    const place = (at * 31 + length) % places
    const known = this.#known[place]!
    if (known.bytes.length === length && isAt(known.bytes, memory, at)) return known.text
    const bytes = memory.slice(at, at + length)
    const text = decodeAll(bytes)
    this.#known[place] = { text, bytes }
    return text
  }
}
