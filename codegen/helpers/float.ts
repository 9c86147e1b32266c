// Floating point where bits count. JavaScript has no f32, and no promise about the bits of a NaN, but V8
// keeps them wherever a number is only moved. That is enough for f64. An f32 is a rounded double; when
// getFloat32 reads a signalling NaN, the machine makes it quiet. So it is carried in another form, a quiet
// f64 NaN with a mark in its lowest mantissa bit, which no double that was rounded to f32 has:
//
//   f32 bits  s 11111111 0ppppppp pppppppp ppppppp                    (signalling, payload p)
//   carried   s 11111111111 1ppp pppppppp pppppppp ppp0…0001
//
// Arithmetic rounds with Math.fround, which drops the mark: the NaN becomes quiet and keeps its payload, just
// as in the machine. Negation, Math.abs and copysign of doubles keep all of it, as the standard asks.

// biome-ignore-all lint/suspicious/noSelfCompare: the shortest test for NaN in every engine

import { resultInt } from './results.js'
import { scratchFloat32, scratchFloat64, scratchInt } from './scratch.js'

/** The carried form of the f32 NaN with these bits. */
export function nanFromBits(bits: number): number {
  scratchInt[0] = (bits << 29) | ((bits & 0x400000) === 0 ? 1 : 0)
  scratchInt[1] = (bits & -0x80000000) | 0x7ff80000 | ((bits & 0x3fffff) >>> 3)
  return scratchFloat64[0]!
}

/** The f32 bits of a carried NaN. Without a payload it cannot be signalling: those bits are an infinity. */
export function nanToBits(x: number): number {
  scratchFloat64[0] = x
  const low = scratchInt[0]!
  const high = scratchInt[1]!
  const payload = ((high & 0x7ffff) << 3) | (low >>> 29)
  const quiet = (low & 1) === 0 || payload === 0
  return (high & -0x80000000) | 0x7f800000 | (quiet ? 0x400000 : 0) | payload
}

/** i32.reinterpret_f32 */
export function reinterpretF32(x: number): number {
  if (x !== x) return nanToBits(x)
  scratchFloat32[0] = x
  return scratchInt[0]!
}

/** f32.reinterpret_i32 */
export function fromBitsF32(bits: number): number {
  scratchInt[0] = bits
  const x = scratchFloat32[0]!
  return x === x ? x : nanFromBits(bits)
}

/** f32.load */
export function loadF32(view: DataView, address: number): number {
  const x = view.getFloat32(address, true)
  return x === x ? x : nanFromBits(view.getInt32(address, true))
}

/** f32.store */
export function storeF32(view: DataView, address: number, x: number): void {
  if (x === x) view.setFloat32(address, x, true)
  else view.setInt32(address, nanToBits(x), true)
}

/** i64.reinterpret_f64: the low word; the high one in resultInt[1]. */
export function reinterpretF64(x: number): number {
  scratchFloat64[0] = x
  resultInt[1] = scratchInt[1]!
  return scratchInt[0]!
}

export function bitsLowF64(x: number): number {
  scratchFloat64[0] = x
  return scratchInt[0]!
}

export function bitsHighF64(x: number): number {
  scratchFloat64[0] = x
  return scratchInt[1]!
}

/** f64.reinterpret_i64 */
export function fromBitsF64(low: number, high: number): number {
  scratchInt[0] = low
  scratchInt[1] = high
  return scratchFloat64[0]!
}

/** f64.promote_f32: only a NaN may have a mark to drop. */
export function promote(x: number): number {
  return x === x ? x : Math.fround(x)
}

/** f32.demote_f64 */
export function demote(x: number): number {
  return Math.fround(x)
}

/** f64.abs; in hot code of newer V8, Math.abs makes signalling NaNs quiet. For an f32, Math.abs is exact. */
export function abs64(x: number): number {
  if (x === x) return Math.abs(x)
  scratchFloat64[0] = x
  scratchInt[1] = scratchInt[1]! & 0x7fffffff
  return scratchFloat64[0]!
}

/** f32.copysign and f64.copysign: a NaN keeps its bits, and its sign counts. */
export function copysign(x: number, y: number): number {
  scratchFloat64[0] = y
  const sign = scratchInt[1]! & -0x80000000
  scratchFloat64[0] = x
  scratchInt[1] = (scratchInt[1]! & 0x7fffffff) | sign
  return scratchFloat64[0]!
}

/** f64.nearest: halves go to the even side. Between 2^52 and 2^53 doubles are whole numbers, so that adding
 *  2^52 rounds; a result of zero gets its sign back. */
export function nearest64(x: number): number {
  if (Math.abs(x) < 4503599627370496) {
    const whole = x < 0 ? x - 4503599627370496 + 4503599627370496 : x + 4503599627370496 - 4503599627370496
    return whole === 0 ? x * 0 : whole
  }
  return x === x ? x : x + x
}

/** f32.nearest */
export function nearest32(x: number): number {
  return x === x ? nearest64(x) : Math.fround(x)
}
