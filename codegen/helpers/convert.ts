// Conversions between floats and integers. An f32 is a double here, so that f32 and f64 share the
// truncations. Those to 64 bits return the low word and leave the high one in resultInt[1]. A comparison
// with NaN is false: the range check finds it too.

// biome-ignore-all lint/suspicious/noSelfCompare: the shortest test for NaN in every engine

import { resultInt } from './results.js'
import { trap } from './trap.js'

/** The trap of a truncation that has no result. */
export function conversionFailure(x: number): never {
  trap(x === x ? 'integer overflow' : 'invalid conversion to integer')
}

/** i32.trunc_f64_s and i32.trunc_f32_s */
export function toI32(x: number): number {
  return x > -2147483649 && x < 2147483648 ? x | 0 : conversionFailure(x)
}

/** i32.trunc_f64_u and i32.trunc_f32_u */
export function toU32(x: number): number {
  return x > -1 && x < 4294967296 ? x | 0 : conversionFailure(x)
}

/** i32.trunc_sat_f64_s and i32.trunc_sat_f32_s */
export function saturateI32(x: number): number {
  if (x >= 2147483647) return 0x7fffffff
  return x <= -2147483648 ? -0x80000000 : x | 0
}

/** i32.trunc_sat_f64_u and i32.trunc_sat_f32_u */
export function saturateU32(x: number): number {
  if (x >= 4294967295) return -1
  return x > 0 ? x | 0 : 0
}

/** The words of the whole part of a double from -2^63 up to 2^64; exact, because a product with 2^-32 is. */
export function splitDouble(x: number): number {
  const whole = Math.trunc(x)
  resultInt[1] = Math.floor(whole / 4294967296)
  return whole | 0
}

/** i64.trunc_f64_s and i64.trunc_f32_s */
export function toI64(x: number): number {
  return x >= -0x8000000000000000 && x < 0x8000000000000000 ? splitDouble(x) : conversionFailure(x)
}

/** i64.trunc_f64_u and i64.trunc_f32_u */
export function toU64(x: number): number {
  return x > -1 && x < 0x10000000000000000 ? splitDouble(x) : conversionFailure(x)
}

/** i64.trunc_sat_f64_s and i64.trunc_sat_f32_s */
export function saturateI64(x: number): number {
  if (x >= -0x8000000000000000 && x < 0x8000000000000000) return splitDouble(x)
  resultInt[1] = x > 0 ? 0x7fffffff : x < 0 ? -0x80000000 : 0
  return x > 0 ? -1 : 0
}

/** i64.trunc_sat_f64_u and i64.trunc_sat_f32_u */
export function saturateU64(x: number): number {
  if (x > -1 && x < 0x10000000000000000) return splitDouble(x)
  resultInt[1] = x > 0 ? -1 : 0
  return x > 0 ? -1 : 0
}

/** f64.convert_i64_s: the product is exact, so the sum is the only rounding. */
export function i64ToF64(low: number, high: number): number {
  return high * 4294967296 + (low >>> 0)
}

/** f64.convert_i64_u */
export function u64ToF64(low: number, high: number): number {
  return (high >>> 0) * 4294967296 + (low >>> 0)
}

/** Makes the rounding to a double exact, and so harmless for the rounding to f32 that follows: in a number of
 *  more than 53 bits, the lowest 11 matter to an f32 only as "not zero", which bit 11 can say as well. */
export function stickyLow(low: number): number {
  return low & 2047 ? (low & -2048) | 2048 : low
}

/** f32.convert_i64_s */
export function i64ToF32(low: number, high: number): number {
  const small = (high + 0x200000) >>> 0 < 0x400000
  return Math.fround(high * 4294967296 + ((small ? low : stickyLow(low)) >>> 0))
}

/** f32.convert_i64_u */
export function u64ToF32(low: number, high: number): number {
  const small = high >>> 0 < 0x200000
  return Math.fround((high >>> 0) * 4294967296 + ((small ? low : stickyLow(low)) >>> 0))
}
