// Integer instructions of 32 bits that are more than an expression. An i32 is a signed int32 here; `x >>>
// 0` reads it as unsigned. Division truncates as `| 0` does, and the double quotient of two int32 is exact
// enough for that: it differs from every integer that it does not equal by more than its rounding error.

import { trap } from './trap.js'

/** i32.div_s */
export function divS(x: number, y: number): number {
  if (y === 0) trap('integer divide by zero')
  if (y === -1 && x === -0x80000000) trap('integer overflow')
  return (x / y) | 0
}

/** i32.div_u */
export function divU(x: number, y: number): number {
  if (y === 0) trap('integer divide by zero')
  return ((x >>> 0) / (y >>> 0)) | 0
}

/** i32.rem_s: the remainder has the sign of the dividend, and there is no overflow. */
export function remS(x: number, y: number): number {
  if (y === 0) trap('integer divide by zero')
  return (x % y) | 0
}

/** i32.rem_u */
export function remU(x: number, y: number): number {
  if (y === 0) trap('integer divide by zero')
  return ((x >>> 0) % (y >>> 0)) | 0
}

/** i32.ctz: `x & -x` keeps only the lowest set bit. */
export function ctz(x: number): number {
  return x === 0 ? 32 : 31 - Math.clz32(x & -x)
}

/** i32.popcnt: sums of 2, 4, then 8 bits side by side; the product adds up the four bytes. */
export function popcnt(x: number): number {
  let n = x - ((x >>> 1) & 0x55555555)
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333)
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** i32.rotl: shift counts are taken modulo 32 by JavaScript too. */
export function rotl(x: number, n: number): number {
  return (x << n) | (x >>> (32 - n))
}

/** i32.rotr */
export function rotr(x: number, n: number): number {
  return (x >>> n) | (x << (32 - n))
}
