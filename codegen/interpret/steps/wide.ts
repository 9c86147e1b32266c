// Integers of 64 bits, in rows as in numeric.ts. A result's slot may be that of an operand, so the words of
// the operands are read before the first word of the result is written, or in an order in which that does
// not matter.

import type { Present, WideName } from '../../../src/wasm/ops/index.js'
import type { numeric } from '../../../src/wasm/ops/numeric.js'
import * as convert from '../../helpers/convert.js'
import * as divide from '../../helpers/divide.js'
import * as i64 from '../../helpers/i64.js'
import { resultInt } from '../../helpers/results.js'
import { F, I } from '../machine.js'
import type { Step } from './step.js'

/** Instructions that are assembled otherwise; see assemble-control.ts. */
type Elsewhere = 'i64.const' | 'i64.eqz' | 'i32.wrap_i64' | 'i64.reinterpret_f64' | 'f64.reinterpret_i64'

// biome-ignore format: a table
export const wideSteps: Readonly<
  Record<Exclude<WideName & Present<typeof numeric>, Elsewhere>, Step>
> = {
  'i64.eq':              (c, p, f) => { const a = f + c[p + 2]!, b = f + c[p + 3]!; I[f + c[p + 1]!] = I[a]! === I[b]! && I[a + 1]! === I[b + 1]! ? 1 : 0; return p + 4 },
  'i64.ne':              (c, p, f) => { const a = f + c[p + 2]!, b = f + c[p + 3]!; I[f + c[p + 1]!] = I[a]! !== I[b]! || I[a + 1]! !== I[b + 1]! ? 1 : 0; return p + 4 },
  'i64.lt_s':            (c, p, f) => { const a = f + c[p + 2]!, b = f + c[p + 3]!; I[f + c[p + 1]!] = I[a + 1]! < I[b + 1]! || (I[a + 1]! === I[b + 1]! && I[a]! >>> 0 < I[b]! >>> 0) ? 1 : 0; return p + 4 },
  'i64.lt_u':            (c, p, f) => { const a = f + c[p + 2]!, b = f + c[p + 3]!; I[f + c[p + 1]!] = I[a + 1]! >>> 0 < I[b + 1]! >>> 0 || (I[a + 1]! === I[b + 1]! && I[a]! >>> 0 < I[b]! >>> 0) ? 1 : 0; return p + 4 },
  'i64.gt_s':            (c, p, f) => { const a = f + c[p + 2]!, b = f + c[p + 3]!; I[f + c[p + 1]!] = I[a + 1]! > I[b + 1]! || (I[a + 1]! === I[b + 1]! && I[a]! >>> 0 > I[b]! >>> 0) ? 1 : 0; return p + 4 },
  'i64.gt_u':            (c, p, f) => { const a = f + c[p + 2]!, b = f + c[p + 3]!; I[f + c[p + 1]!] = I[a + 1]! >>> 0 > I[b + 1]! >>> 0 || (I[a + 1]! === I[b + 1]! && I[a]! >>> 0 > I[b]! >>> 0) ? 1 : 0; return p + 4 },
  'i64.le_s':            (c, p, f) => { const a = f + c[p + 2]!, b = f + c[p + 3]!; I[f + c[p + 1]!] = I[a + 1]! < I[b + 1]! || (I[a + 1]! === I[b + 1]! && I[a]! >>> 0 <= I[b]! >>> 0) ? 1 : 0; return p + 4 },
  'i64.le_u':            (c, p, f) => { const a = f + c[p + 2]!, b = f + c[p + 3]!; I[f + c[p + 1]!] = I[a + 1]! >>> 0 < I[b + 1]! >>> 0 || (I[a + 1]! === I[b + 1]! && I[a]! >>> 0 <= I[b]! >>> 0) ? 1 : 0; return p + 4 },
  'i64.ge_s':            (c, p, f) => { const a = f + c[p + 2]!, b = f + c[p + 3]!; I[f + c[p + 1]!] = I[a + 1]! > I[b + 1]! || (I[a + 1]! === I[b + 1]! && I[a]! >>> 0 >= I[b]! >>> 0) ? 1 : 0; return p + 4 },
  'i64.ge_u':            (c, p, f) => { const a = f + c[p + 2]!, b = f + c[p + 3]!; I[f + c[p + 1]!] = I[a + 1]! >>> 0 > I[b + 1]! >>> 0 || (I[a + 1]! === I[b + 1]! && I[a]! >>> 0 >= I[b]! >>> 0) ? 1 : 0; return p + 4 },
  'i64.clz':             (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; I[d] = i64.clz64(I[a]!, I[a + 1]!); I[d + 1] = 0; return p + 3 },
  'i64.ctz':             (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; I[d] = i64.ctz64(I[a]!, I[a + 1]!); I[d + 1] = 0; return p + 3 },
  'i64.popcnt':          (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; I[d] = i64.popcnt64(I[a]!, I[a + 1]!); I[d + 1] = 0; return p + 3 },
  'i64.add':             (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = (I[a]! + I[b]!) | 0; const carry = low >>> 0 < I[b]! >>> 0 ? 1 : 0; I[d + 1] = I[a + 1]! + I[b + 1]! + carry; I[d] = low; return p + 4 },
  'i64.sub':             (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = (I[a]! - I[b]!) | 0; const borrow = I[a]! >>> 0 < I[b]! >>> 0 ? 1 : 0; I[d + 1] = I[a + 1]! - I[b + 1]! - borrow; I[d] = low; return p + 4 },
  'i64.mul':             (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = i64.mul64(I[a]!, I[a + 1]!, I[b]!, I[b + 1]!); I[d + 1] = resultInt[1]!; I[d] = low; return p + 4 },
  'i64.div_s':           (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = divide.divS64(I[a]!, I[a + 1]!, I[b]!, I[b + 1]!); I[d + 1] = resultInt[1]!; I[d] = low; return p + 4 },
  'i64.div_u':           (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = divide.divU64(I[a]!, I[a + 1]!, I[b]!, I[b + 1]!); I[d + 1] = resultInt[1]!; I[d] = low; return p + 4 },
  'i64.rem_s':           (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = divide.remS64(I[a]!, I[a + 1]!, I[b]!, I[b + 1]!); I[d + 1] = resultInt[1]!; I[d] = low; return p + 4 },
  'i64.rem_u':           (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = divide.remU64(I[a]!, I[a + 1]!, I[b]!, I[b + 1]!); I[d + 1] = resultInt[1]!; I[d] = low; return p + 4 },
  'i64.and':             (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; I[d] = I[a]! & I[b]!; I[d + 1] = I[a + 1]! & I[b + 1]!; return p + 4 },
  'i64.or':              (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; I[d] = I[a]! | I[b]!; I[d + 1] = I[a + 1]! | I[b + 1]!; return p + 4 },
  'i64.xor':             (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; I[d] = I[a]! ^ I[b]!; I[d + 1] = I[a + 1]! ^ I[b + 1]!; return p + 4 },
  'i64.shl':             (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = i64.shl64(I[a]!, I[a + 1]!, I[b]!); I[d + 1] = resultInt[1]!; I[d] = low; return p + 4 },
  'i64.shr_s':           (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = i64.shrS64(I[a]!, I[a + 1]!, I[b]!); I[d + 1] = resultInt[1]!; I[d] = low; return p + 4 },
  'i64.shr_u':           (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = i64.shrU64(I[a]!, I[a + 1]!, I[b]!); I[d + 1] = resultInt[1]!; I[d] = low; return p + 4 },
  'i64.rotl':            (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = i64.rotl64(I[a]!, I[a + 1]!, I[b]!); I[d + 1] = resultInt[1]!; I[d] = low; return p + 4 },
  'i64.rotr':            (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; const low = i64.rotr64(I[a]!, I[a + 1]!, I[b]!); I[d + 1] = resultInt[1]!; I[d] = low; return p + 4 },
  'i64.extend_i32_s':    (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; const low = I[a]!; I[d] = low; I[d + 1] = low >> 31; return p + 3 },
  'i64.extend_i32_u':    (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; I[d] = I[a]!; I[d + 1] = 0; return p + 3 },
  'i64.extend8_s':       (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; const low = (I[a]! << 24) >> 24; I[d] = low; I[d + 1] = low >> 31; return p + 3 },
  'i64.extend16_s':      (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; const low = (I[a]! << 16) >> 16; I[d] = low; I[d + 1] = low >> 31; return p + 3 },
  'i64.extend32_s':      (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; const low = I[a]!; I[d] = low; I[d + 1] = low >> 31; return p + 3 },
  'i64.trunc_f32_s':     (c, p, f) => { const d = f + c[p + 1]!; I[d] = convert.toI64(F[(f + c[p + 2]!) >> 1]!); I[d + 1] = resultInt[1]!; return p + 3 },
  'i64.trunc_f32_u':     (c, p, f) => { const d = f + c[p + 1]!; I[d] = convert.toU64(F[(f + c[p + 2]!) >> 1]!); I[d + 1] = resultInt[1]!; return p + 3 },
  'i64.trunc_sat_f32_s': (c, p, f) => { const d = f + c[p + 1]!; I[d] = convert.saturateI64(F[(f + c[p + 2]!) >> 1]!); I[d + 1] = resultInt[1]!; return p + 3 },
  'i64.trunc_sat_f32_u': (c, p, f) => { const d = f + c[p + 1]!; I[d] = convert.saturateU64(F[(f + c[p + 2]!) >> 1]!); I[d + 1] = resultInt[1]!; return p + 3 },
  'i64.trunc_f64_s':     (c, p, f) => { const d = f + c[p + 1]!; I[d] = convert.toI64(F[(f + c[p + 2]!) >> 1]!); I[d + 1] = resultInt[1]!; return p + 3 },
  'i64.trunc_f64_u':     (c, p, f) => { const d = f + c[p + 1]!; I[d] = convert.toU64(F[(f + c[p + 2]!) >> 1]!); I[d + 1] = resultInt[1]!; return p + 3 },
  'i64.trunc_sat_f64_s': (c, p, f) => { const d = f + c[p + 1]!; I[d] = convert.saturateI64(F[(f + c[p + 2]!) >> 1]!); I[d + 1] = resultInt[1]!; return p + 3 },
  'i64.trunc_sat_f64_u': (c, p, f) => { const d = f + c[p + 1]!; I[d] = convert.saturateU64(F[(f + c[p + 2]!) >> 1]!); I[d + 1] = resultInt[1]!; return p + 3 },
  'f32.convert_i64_s':   (c, p, f) => { const a = f + c[p + 2]!; F[(f + c[p + 1]!) >> 1] = convert.i64ToF32(I[a]!, I[a + 1]!); return p + 3 },
  'f32.convert_i64_u':   (c, p, f) => { const a = f + c[p + 2]!; F[(f + c[p + 1]!) >> 1] = convert.u64ToF32(I[a]!, I[a + 1]!); return p + 3 },
  'f64.convert_i64_s':   (c, p, f) => { const a = f + c[p + 2]!; F[(f + c[p + 1]!) >> 1] = convert.i64ToF64(I[a]!, I[a + 1]!); return p + 3 },
  'f64.convert_i64_u':   (c, p, f) => { const a = f + c[p + 2]!; F[(f + c[p + 1]!) >> 1] = convert.u64ToF64(I[a]!, I[a + 1]!); return p + 3 },
}
