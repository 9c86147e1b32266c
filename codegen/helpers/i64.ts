// Arithmetic of 64 bits on words. An i64 is two int32, low then high; a result's low word is returned and its
// high word left in resultInt[1]. Additions, constant shifts and comparisons are templates of the lowering;
// here is what needs more than an expression. Shift counts are the low word of the count.

import { resultInt } from './results.js'

/** i64.mul. The high word of the unsigned product al * bl is made of four products of 16 bits. */
export function mul64(al: number, ah: number, bl: number, bh: number): number {
  const x = al >>> 16
  const y = al & 0xffff
  const low = Math.imul(y, bl & 0xffff)
  const middle = (Math.imul(x, bl & 0xffff) + (low >>> 16)) | 0
  const cross = (Math.imul(y, bl >>> 16) + (middle & 0xffff)) | 0
  const carry = Math.imul(x, bl >>> 16) + (middle >>> 16) + (cross >>> 16)
  resultInt[1] = carry + Math.imul(ah, bl) + Math.imul(al, bh)
  return Math.imul(al, bl)
}

/** i64.shl. `x >>> 1 >>> 31 - n` is `x >>> 32 - n` that also works for n = 0. */
export function shl64(al: number, ah: number, n: number): number {
  if (n & 32) {
    resultInt[1] = al << n
    return 0
  }
  resultInt[1] = (ah << n) | ((al >>> 1) >>> (31 - n))
  return al << n
}

/** i64.shr_s */
export function shrS64(al: number, ah: number, n: number): number {
  if (n & 32) {
    resultInt[1] = ah >> 31
    return ah >> n
  }
  resultInt[1] = ah >> n
  return (al >>> n) | ((ah << 1) << (31 - n))
}

/** i64.shr_u */
export function shrU64(al: number, ah: number, n: number): number {
  if (n & 32) {
    resultInt[1] = 0
    return (ah >>> n) | 0
  }
  resultInt[1] = ah >>> n
  return (al >>> n) | ((ah << 1) << (31 - n))
}

/** i64.rotl: by 32 or more, the words change places first. */
export function rotl64(al: number, ah: number, n: number): number {
  const low = n & 32 ? ah : al
  const high = n & 32 ? al : ah
  resultInt[1] = (high << n) | ((low >>> 1) >>> (31 - n))
  return (low << n) | ((high >>> 1) >>> (31 - n))
}

/** i64.rotr */
export function rotr64(al: number, ah: number, n: number): number {
  const low = n & 32 ? ah : al
  const high = n & 32 ? al : ah
  resultInt[1] = (high >>> n) | ((low << 1) << (31 - n))
  return (low >>> n) | ((high << 1) << (31 - n))
}

/** i64.clz; the count is small, its high word is 0 and not stored. */
export function clz64(al: number, ah: number): number {
  return ah === 0 ? 32 + Math.clz32(al) : Math.clz32(ah)
}

/** i64.ctz; as clz64. */
export function ctz64(al: number, ah: number): number {
  if (al !== 0) return 31 - Math.clz32(al & -al)
  return ah === 0 ? 64 : 63 - Math.clz32(ah & -ah)
}

/** i64.popcnt; as clz64. The words are joined once every four bits hold a count of at most 4. */
export function popcnt64(al: number, ah: number): number {
  let low = al - ((al >>> 1) & 0x55555555)
  let high = ah - ((ah >>> 1) & 0x55555555)
  low = (low & 0x33333333) + ((low >>> 2) & 0x33333333)
  high = (high & 0x33333333) + ((high >>> 2) & 0x33333333)
  const both = low + high
  return Math.imul((both & 0x0f0f0f0f) + ((both >>> 4) & 0x0f0f0f0f), 0x01010101) >>> 24
}
