// Reads the primitives of the binary format (chapter 5.2 of the standard) from a range of bytes: LEB128
// integers, checked strictly, floats as bits, names in strict UTF-8. Every method moves `position`; at
// `limit` it fails. 64-bit integers are left as two signed words in `low` and `high`, so that nothing is
// allocated.
//
// Nearly all integers of real modules have one byte. Their path is short enough to be inlined; the rest is
// in methods of its own.

import { fail } from '../errors.js'
import { type Feature, type Features, unsupported } from '../features.js'
import { checkLimit } from '../limits.js'

const tooLong = 'integer representation too long'
const tooLarge = 'integer too large'

export class Reader {
  /** The words of the latest 64-bit number. */
  low = 0
  high = 0
  /** What a read beyond `limit` says. */
  ended = 'unexpected end of section or function'

  position: number
  limit: number

  constructor(
    readonly bytes: Uint8Array,
    range: { readonly start: number; readonly end: number },
    readonly features: Features,
  ) {
    this.position = range.start
    this.limit = range.end
  }

  byte(): number {
    if (this.position >= this.limit) this.end()
    return this.bytes[this.position++]!
  }

  /** The next byte, which stays unread. */
  peek(): number {
    if (this.position >= this.limit) this.end()
    return this.bytes[this.position]!
  }

  u32(): number {
    if (this.position < this.limit) {
      const byte = this.bytes[this.position]!
      if (byte < 0x80) {
        this.position++
        return byte
      }
    }
    return this.longU32()
  }

  s32(): number {
    if (this.position < this.limit) {
      const byte = this.bytes[this.position]!
      if (byte < 0x80) {
        this.position++
        return (byte << 25) >> 25
      }
    }
    return this.longS32()
  }

  /** A type index or, as a negative number, the code of a type. */
  s33(): number {
    const low = this.leading()
    if (!this.more) return (low << (32 - this.shift)) >> (32 - this.shift)
    const last = this.byte()
    this.checkSigned(last, 0x70)
    return low + (last & 0x10 ? last - 0x80 : last) * 2 ** 28
  }

  /** An unsigned 64-bit integer; beyond 2^53 it is rounded. */
  u64(): number {
    if (this.position < this.limit) {
      const byte = this.bytes[this.position]!
      if (byte < 0x80) {
        this.position++
        return byte
      }
    }
    const low = this.leading()
    return this.more ? this.longU64(low) : low
  }

  /** A signed 64-bit integer, into `low` and `high`. */
  s64(): void {
    let low = 0
    let high = 0
    let shift = 0
    let byte: number
    do {
      byte = this.byte()
      if (shift === 63) this.checkSigned(byte, 0x7f)
      const bits = byte & 0x7f
      if (shift < 32) low |= bits << shift
      if (shift === 28) high |= bits >> 4
      if (shift > 28) high |= bits << (shift - 32)
      shift += 7
    } while (byte >= 0x80)
    if (byte & 0x40) {
      if (shift < 32) {
        low |= -1 << shift
        high = -1
      } else if (shift < 64) high |= -1 << (shift - 32)
    }
    this.low = low
    this.high = high
  }

  /** Four bytes, the lowest first, as a signed number. */
  word(): number {
    const at = this.position
    if (this.limit - at < 4) {
      this.position = this.limit
      this.end()
    }
    this.position = at + 4
    const { bytes } = this
    return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)
  }

  /** A count of things that take at least one byte each: never more than there are bytes left. */
  count(): number {
    const count = this.u32()
    if (count > this.limit - this.position) {
      this.position = this.limit
      this.end()
    }
    return count
  }

  /** A length in bytes, all of which are there. */
  length(): number {
    const at = this.position
    const length = this.u32()
    if (length > this.limit - this.position) fail('length out of bounds', at)
    return length
  }

  name(): string {
    const at = this.position
    const length = this.length()
    checkLimit('bytes of a name', length, at)
    const start = this.position
    this.position = start + length
    return decodeUtf8(this.bytes, start, this.position)
  }

  /** Rejects what needs a feature that is not supported. */
  need(feature: Feature, what: string, at: number): void {
    if (!this.features.has(feature)) unsupported(feature, what, at)
  }

  end(): never {
    fail(this.ended, this.position)
  }

  private longU32(): number {
    const low = this.leading()
    if (!this.more) return low
    const last = this.byte()
    this.checkUnsigned(last, 0x70)
    return (low | (last << 28)) >>> 0
  }

  /** An integer of more than four bytes, of which the first four gave `low`. */
  private longU64(low: number): number {
    let value = low
    for (let place = 4; ; place++) {
      const byte = this.byte()
      if (place === 9) this.checkUnsigned(byte, 0x7e)
      value += (byte & 0x7f) * 2 ** (7 * place)
      if (byte < 0x80) return value
    }
  }

  private longS32(): number {
    const low = this.leading()
    if (!this.more) return (low << (32 - this.shift)) >> (32 - this.shift)
    const last = this.byte()
    this.checkSigned(last, 0x78)
    return low | (last << 28)
  }

  /** Up to four bytes of a LEB128: sets `shift` to how many bits they hold, and `more` if others follow. */
  private leading(): number {
    let value = 0
    this.shift = 0
    do {
      const byte = this.byte()
      value |= (byte & 0x7f) << this.shift
      this.shift += 7
      this.more = byte >= 0x80
    } while (this.more && this.shift < 28)
    return value
  }

  private shift = 0
  private more = false

  /** Checks the last byte of the longest form: its bits in `beyond` do not fit and must be zero. */
  private checkUnsigned(byte: number, beyond: number): void {
    if (byte >= 0x80) fail(tooLong, this.position - 1)
    if ((byte & beyond) !== 0) fail(tooLarge, this.position - 1)
  }

  /** The same for a signed number: the bits must repeat the sign. */
  private checkSigned(byte: number, beyond: number): void {
    if (byte >= 0x80) fail(tooLong, this.position - 1)
    const bits = byte & beyond
    if (bits !== 0 && bits !== beyond) fail(tooLarge, this.position - 1)
  }
}

const malformed = (at: number): never => fail('malformed UTF-8 encoding', at)

/** Strict UTF-8: no overlong forms, no surrogates, nothing above 0x10ffff. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; ) {
    const lead = bytes[at]!
    if (lead < 0x80) {
      text += String.fromCharCode(lead)
      at++
      continue
    }
    const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
    if (lead < 0xc2 || lead > 0xf4 || at + length > end) malformed(at)
    let point = lead & (0x7f >> length)
    for (let i = 1; i < length; i++) {
      const byte = bytes[at + i]!
      if ((byte & 0xc0) !== 0x80) malformed(at)
      point = (point << 6) | (byte & 0x3f)
    }
    if (point < smallest[length]! || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) malformed(at)
    text += String.fromCodePoint(point)
    at += length
  }
  return text
}

/** The first code point that needs so many bytes. */
const smallest = [0, 0, 0x80, 0x800, 0x10000]
