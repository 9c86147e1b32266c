// Division of 64 bits, on words as in i64.ts. Each function takes the cheapest way that fits its operands:
//
//   one word each      JavaScript's own division
//   below 2^53 each    division of doubles. The truncated quotient is exact, since one that is not whole is
//                      further from the next integer than half a unit in its last place
//   divisor one word   the same, put right where the quotient is one too large or too small
//   otherwise          BigInt, through the scratch bytes; none lives in a variable, because V8 of Node 20 can
//                      crash while it optimises those
//
// Quotients of random operands on Node 20: 2, 10, 6 and 18 to 32 ns.

import { resultInt } from './results.js'
import { scratchI64, scratchInt, scratchU64 } from './scratch.js'
import { trap } from './trap.js'

/**
 * a % b of any unsigned `a` and an unsigned word `b`; the high word of the result is 0 and not stored. With
 * the upper word reduced, the quotient has 32 bits, and as a double is wrong by less than 2^-20. Cut off it
 * is one too large or too small at most, and the rest then just below 0 or just above `b`, by less than
 * 2^12.
 */
export function remainderByWord(al: number, ah: number, b: number): number {
  if (b > 0xffffe000) {
    setOperands(al, ah, b | 0, 0)
    scratchU64[0] = scratchU64[0]! % scratchU64[1]!
    return scratchInt[0]!
  }
  const top = ah >>> 0 < b ? ah >>> 0 : (ah >>> 0) % b
  const quotient = ((top * 4294967296 + (al >>> 0)) / b) >>> 0
  const rest = (al - Math.imul(quotient, b)) >>> 0
  if (rest < b) return rest | 0
  return (rest >= 0xfffff000 ? rest + b : rest - b) | 0
}

/** a / b, likewise. */
export function divideByWord(al: number, ah: number, b: number): number {
  if (b > 0xffffe000) {
    setOperands(al, ah, b | 0, 0)
    scratchU64[0] = scratchU64[0]! / scratchU64[1]!
    return takeResult()
  }
  const high = ah >>> 0 < b ? 0 : ((ah >>> 0) / b) >>> 0
  const top = (ah >>> 0) - high * b
  const quotient = ((top * 4294967296 + (al >>> 0)) / b) >>> 0
  const rest = (al - Math.imul(quotient, b)) >>> 0
  resultInt[1] = high
  if (rest < b) return quotient | 0
  return (rest >= 0xfffff000 ? quotient - 1 : quotient + 1) | 0
}

/** i64.rem_u by a word that is known to be one; as remainderByWord. */
export function remByWord(al: number, ah: number, b: number): number {
  if (b === 0) trap('integer divide by zero')
  return ah === 0 ? ((al >>> 0) % (b >>> 0)) | 0 : remainderByWord(al, ah, b >>> 0)
}

/**
 * i64.rem_u of a natural number below 2^63 by a word, where the low word is known and a double that is wrong
 * by less than 2^11. So the rest is off by less than 2^12, as in `remainderByWord`.
 */
export function remOfDouble(double: number, low: number, b: number): number {
  const quotient = double / (b >>> 0)
  if (!(quotient < 4294967296) || b >>> 0 > 0xffffe000) {
    return remByWord(low, ((double - (low >>> 0)) * 2.3283064365386963e-10 + 0.5) | 0, b)
  }
  const rest = (low - Math.imul(quotient, b)) >>> 0
  if (rest < b >>> 0) return rest | 0
  return (rest >= 0xfffff000 ? rest + b : rest - b) | 0
}

/** Puts both operands into the scratch bytes, for BigInt. */
export function setOperands(al: number, ah: number, bl: number, bh: number): void {
  scratchInt[0] = al
  scratchInt[1] = ah
  scratchInt[2] = bl
  scratchInt[3] = bh
}

/** The high word of the scratch result goes to its register, the low one is returned. */
export function takeResult(): number {
  resultInt[1] = scratchInt[1]!
  return scratchInt[0]!
}

/** Splits a whole double below 2^53, of either sign. */
export function splitWhole(x: number): number {
  resultInt[1] = Math.floor(x / 4294967296)
  return x | 0
}

/** i64.div_u */
export function divU64(al: number, ah: number, bl: number, bh: number): number {
  if ((ah | bh) === 0 && bl !== 0) {
    resultInt[1] = 0
    return ((al >>> 0) / (bl >>> 0)) | 0
  }
  if (bh === 0) {
    if (bl === 0) trap('integer divide by zero')
    return divideByWord(al, ah, bl >>> 0)
  }
  // The divisor is above 2^32 here, so that the quotient is one word.
  if (ah >>> 0 < 0x200000 && bh >>> 0 < 0x200000) {
    resultInt[1] = 0
    return ((ah * 4294967296 + (al >>> 0)) / (bh * 4294967296 + (bl >>> 0))) | 0
  }
  setOperands(al, ah, bl, bh)
  scratchU64[0] = scratchU64[0]! / scratchU64[1]!
  return takeResult()
}

/** i64.rem_u */
export function remU64(al: number, ah: number, bl: number, bh: number): number {
  if (bh === 0) {
    if (bl === 0) trap('integer divide by zero')
    resultInt[1] = 0
    return ah === 0 ? ((al >>> 0) % (bl >>> 0)) | 0 : remainderByWord(al, ah, bl >>> 0)
  }
  if (ah >>> 0 < 0x200000 && bh >>> 0 < 0x200000) {
    const a = ah * 4294967296 + (al >>> 0)
    const b = bh * 4294967296 + (bl >>> 0)
    return splitWhole(a - Math.floor(a / b) * b)
  }
  setOperands(al, ah, bl, bh)
  scratchU64[0] = scratchU64[0]! % scratchU64[1]!
  return takeResult()
}

/** i64.div_s */
export function divS64(al: number, ah: number, bl: number, bh: number): number {
  if (ah === al >> 31 && bh === bl >> 31 && bl !== 0 && bl !== -1) {
    const quotient = (al / bl) | 0
    resultInt[1] = quotient >> 31
    return quotient
  }
  if ((bl | bh) === 0) trap('integer divide by zero')
  if ((ah + 0x200000) >>> 0 < 0x400000 && (bh + 0x200000) >>> 0 < 0x400000) {
    return splitWhole(Math.trunc((ah * 4294967296 + (al >>> 0)) / (bh * 4294967296 + (bl >>> 0))))
  }
  if (al === 0 && ah === -0x80000000 && (bl & bh) === -1) trap('integer overflow')
  if (ah >= 0 && bh === 0) return divideByWord(al, ah, bl >>> 0)
  setOperands(al, ah, bl, bh)
  scratchI64[0] = scratchI64[0]! / scratchI64[1]!
  return takeResult()
}

/** i64.rem_s: the remainder has the sign of the dividend, and there is no overflow. */
export function remS64(al: number, ah: number, bl: number, bh: number): number {
  if (ah === al >> 31 && bh === bl >> 31 && bl !== 0) {
    const remainder = (al % bl) | 0
    resultInt[1] = remainder >> 31
    return remainder
  }
  if ((bl | bh) === 0) trap('integer divide by zero')
  if ((ah + 0x200000) >>> 0 < 0x400000 && (bh + 0x200000) >>> 0 < 0x400000) {
    const a = ah * 4294967296 + (al >>> 0)
    const b = bh * 4294967296 + (bl >>> 0)
    return splitWhole(a - Math.trunc(a / b) * b)
  }
  if (ah >= 0 && bh === 0) {
    resultInt[1] = 0
    return remainderByWord(al, ah, bl >>> 0)
  }
  setOperands(al, ah, bl, bh)
  scratchI64[0] = scratchI64[0]! % scratchI64[1]!
  return takeResult()
}
