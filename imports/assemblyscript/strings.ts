// Strings of AssemblyScript: UTF-16, at an address before which the length in bytes stands. Unpaired
// surrogates are part of a string there as here.
import { type Guest, OutOfBounds } from '../guest.js'

/** A string that a function has to have. */
export function requireString(guest: Guest, word: number): string {
  const pointer = word >>> 0
  const text = readString(guest, pointer)
  if (text === undefined) throw new OutOfBounds(`there is no string at ${pointer}`)
  return text ?? 'null'
}

/** Where the length of an object stands, and how it is aligned. */
const sizeBefore = 4

/** Bytes of a string that nobody would read: it is taken for what is no string. */
const longest = 1 << 24

/** As many units as `String.fromCharCode` is sure to take at once. */
const portion = 4096

/** A string; nothing if what is there cannot be one. The null string is null. */
export function readString(guest: Guest, pointer: number): string | null | undefined {
  if (pointer === 0) return null
  try {
    const size = guest.view(pointer - sizeBefore, sizeBefore).getUint32(pointer - sizeBefore, true)
    return size % 2 === 0 && size <= longest ? decode(guest, pointer, size) : undefined
  } catch (error) {
    if (error instanceof OutOfBounds) return undefined
    throw error
  }
}

function decode(guest: Guest, pointer: number, size: number): string {
  const view = guest.view(pointer, size)
  const units = new Uint16Array(Math.min(portion, size / 2))
  let text = ''
  for (let at = pointer; at < pointer + size; at += portion * 2) {
    guest.check()
    const length = Math.min(portion, (pointer + size - at) / 2)
    for (let i = 0; i < length; i++) units[i] = view.getUint16(at + i * 2, true)
    text += String.fromCharCode.apply(undefined, units.subarray(0, length) as unknown as number[])
  }
  return text
}
