// Numbers of one word, and floats: a row says what an instruction does to its slots. Its code is
//
//   number  result  operand  operand
//
// where all but the number are positions in the frame. `c` is the code, `p` the position of the instruction
// in it, `f` the frame; what comes back is the position of the next instruction.
//
// `- 0` makes a signalling NaN quiet where V8's interpreter does not, and changes nothing else.

import type { Present, WideName } from '../../../src/wasm/ops/index.js'
import type { numeric } from '../../../src/wasm/ops/numeric.js'
import * as convert from '../../helpers/convert.js'
import * as float from '../../helpers/float.js'
import * as i32 from '../../helpers/i32.js'
import { F, I } from '../machine.js'
import type { Step } from './step.js'

type Constant = Extract<keyof typeof numeric, `${string}.const`>

// biome-ignore format: a table
export const numericSteps: Readonly<Record<Exclude<Present<typeof numeric>, WideName | Constant>, Step>> = {
  'i32.eqz':             (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! === 0 ? 1 : 0; return p + 3 },
  'i32.eq':              (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! === I[f + c[p + 3]!]! ? 1 : 0; return p + 4 },
  'i32.ne':              (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! !== I[f + c[p + 3]!]! ? 1 : 0; return p + 4 },
  'i32.lt_s':            (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! < I[f + c[p + 3]!]! ? 1 : 0; return p + 4 },
  'i32.lt_u':            (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! >>> 0 < I[f + c[p + 3]!]! >>> 0 ? 1 : 0; return p + 4 },
  'i32.gt_s':            (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! > I[f + c[p + 3]!]! ? 1 : 0; return p + 4 },
  'i32.gt_u':            (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! >>> 0 > I[f + c[p + 3]!]! >>> 0 ? 1 : 0; return p + 4 },
  'i32.le_s':            (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! <= I[f + c[p + 3]!]! ? 1 : 0; return p + 4 },
  'i32.le_u':            (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! >>> 0 <= I[f + c[p + 3]!]! >>> 0 ? 1 : 0; return p + 4 },
  'i32.ge_s':            (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! >= I[f + c[p + 3]!]! ? 1 : 0; return p + 4 },
  'i32.ge_u':            (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! >>> 0 >= I[f + c[p + 3]!]! >>> 0 ? 1 : 0; return p + 4 },
  'i32.clz':             (c, p, f) => { I[f + c[p + 1]!] = Math.clz32(I[f + c[p + 2]!]!); return p + 3 },
  'i32.ctz':             (c, p, f) => { I[f + c[p + 1]!] = i32.ctz(I[f + c[p + 2]!]!); return p + 3 },
  'i32.popcnt':          (c, p, f) => { I[f + c[p + 1]!] = i32.popcnt(I[f + c[p + 2]!]!); return p + 3 },
  'i32.add':             (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! + I[f + c[p + 3]!]!; return p + 4 },
  'i32.sub':             (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! - I[f + c[p + 3]!]!; return p + 4 },
  'i32.mul':             (c, p, f) => { I[f + c[p + 1]!] = Math.imul(I[f + c[p + 2]!]!, I[f + c[p + 3]!]!); return p + 4 },
  'i32.div_s':           (c, p, f) => { I[f + c[p + 1]!] = i32.divS(I[f + c[p + 2]!]!, I[f + c[p + 3]!]!); return p + 4 },
  'i32.div_u':           (c, p, f) => { I[f + c[p + 1]!] = i32.divU(I[f + c[p + 2]!]!, I[f + c[p + 3]!]!); return p + 4 },
  'i32.rem_s':           (c, p, f) => { I[f + c[p + 1]!] = i32.remS(I[f + c[p + 2]!]!, I[f + c[p + 3]!]!); return p + 4 },
  'i32.rem_u':           (c, p, f) => { I[f + c[p + 1]!] = i32.remU(I[f + c[p + 2]!]!, I[f + c[p + 3]!]!); return p + 4 },
  'i32.and':             (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! & I[f + c[p + 3]!]!; return p + 4 },
  'i32.or':              (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! | I[f + c[p + 3]!]!; return p + 4 },
  'i32.xor':             (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! ^ I[f + c[p + 3]!]!; return p + 4 },
  'i32.shl':             (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! << I[f + c[p + 3]!]!; return p + 4 },
  'i32.shr_s':           (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! >> I[f + c[p + 3]!]!; return p + 4 },
  'i32.shr_u':           (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! >>> I[f + c[p + 3]!]!; return p + 4 },
  'i32.rotl':            (c, p, f) => { const x = I[f + c[p + 2]!]!; const n = I[f + c[p + 3]!]!; I[f + c[p + 1]!] = (x << n) | (x >>> (32 - n)); return p + 4 },
  'i32.rotr':            (c, p, f) => { const x = I[f + c[p + 2]!]!; const n = I[f + c[p + 3]!]!; I[f + c[p + 1]!] = (x >>> n) | (x << (32 - n)); return p + 4 },
  'f32.eq':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! === F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f32.ne':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! !== F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f32.lt':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! < F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f32.gt':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! > F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f32.le':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! <= F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f32.ge':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! >= F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f64.eq':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! === F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f64.ne':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! !== F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f64.lt':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! < F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f64.gt':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! > F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f64.le':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! <= F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f64.ge':              (c, p, f) => { I[f + c[p + 1]!] = F[(f + c[p + 2]!) >> 1]! >= F[(f + c[p + 3]!) >> 1]! ? 1 : 0; return p + 4 },
  'f32.abs':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.abs(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'f32.neg':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = -F[(f + c[p + 2]!) >> 1]!; return p + 3 },
  'f32.ceil':            (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(Math.ceil(F[(f + c[p + 2]!) >> 1]!)); return p + 3 },
  'f32.floor':           (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(Math.floor(F[(f + c[p + 2]!) >> 1]!)); return p + 3 },
  'f32.trunc':           (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(Math.trunc(F[(f + c[p + 2]!) >> 1]!)); return p + 3 },
  'f32.nearest':         (c, p, f) => { F[(f + c[p + 1]!) >> 1] = float.nearest32(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'f32.sqrt':            (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(Math.sqrt(F[(f + c[p + 2]!) >> 1]!)); return p + 3 },
  'f32.add':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(F[(f + c[p + 2]!) >> 1]! + F[(f + c[p + 3]!) >> 1]!); return p + 4 },
  'f32.sub':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(F[(f + c[p + 2]!) >> 1]! - F[(f + c[p + 3]!) >> 1]!); return p + 4 },
  'f32.mul':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(F[(f + c[p + 2]!) >> 1]! * F[(f + c[p + 3]!) >> 1]!); return p + 4 },
  'f32.div':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(F[(f + c[p + 2]!) >> 1]! / F[(f + c[p + 3]!) >> 1]!); return p + 4 },
  'f32.min':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(Math.min(F[(f + c[p + 2]!) >> 1]!, F[(f + c[p + 3]!) >> 1]!)); return p + 4 },
  'f32.max':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(Math.max(F[(f + c[p + 2]!) >> 1]!, F[(f + c[p + 3]!) >> 1]!)); return p + 4 },
  'f32.copysign':        (c, p, f) => { F[(f + c[p + 1]!) >> 1] = float.copysign(F[(f + c[p + 2]!) >> 1]!, F[(f + c[p + 3]!) >> 1]!); return p + 4 },
  'f64.abs':             (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; I[d + 1] = I[a + 1]! & 0x7fffffff; I[d] = I[a]!; return p + 3 },
  'f64.neg':             (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; I[d + 1] = I[a + 1]! ^ -0x80000000; I[d] = I[a]!; return p + 3 },
  'f64.ceil':            (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.ceil(F[(f + c[p + 2]!) >> 1]!) - 0; return p + 3 },
  'f64.floor':           (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.floor(F[(f + c[p + 2]!) >> 1]!) - 0; return p + 3 },
  'f64.trunc':           (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.trunc(F[(f + c[p + 2]!) >> 1]!) - 0; return p + 3 },
  'f64.nearest':         (c, p, f) => { F[(f + c[p + 1]!) >> 1] = float.nearest64(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'f64.sqrt':            (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.sqrt(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'f64.add':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = F[(f + c[p + 2]!) >> 1]! + F[(f + c[p + 3]!) >> 1]!; return p + 4 },
  'f64.sub':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = F[(f + c[p + 2]!) >> 1]! - F[(f + c[p + 3]!) >> 1]!; return p + 4 },
  'f64.mul':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = F[(f + c[p + 2]!) >> 1]! * F[(f + c[p + 3]!) >> 1]!; return p + 4 },
  'f64.div':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = F[(f + c[p + 2]!) >> 1]! / F[(f + c[p + 3]!) >> 1]!; return p + 4 },
  'f64.min':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.min(F[(f + c[p + 2]!) >> 1]!, F[(f + c[p + 3]!) >> 1]!); return p + 4 },
  'f64.max':             (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.max(F[(f + c[p + 2]!) >> 1]!, F[(f + c[p + 3]!) >> 1]!); return p + 4 },
  'f64.copysign':        (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; I[d + 1] = (I[a + 1]! & 0x7fffffff) | (I[b + 1]! & -0x80000000); I[d] = I[a]!; return p + 4 },
  'i32.trunc_f32_s':     (c, p, f) => { I[f + c[p + 1]!] = convert.toI32(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'i32.trunc_f32_u':     (c, p, f) => { I[f + c[p + 1]!] = convert.toU32(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'i32.trunc_f64_s':     (c, p, f) => { I[f + c[p + 1]!] = convert.toI32(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'i32.trunc_f64_u':     (c, p, f) => { I[f + c[p + 1]!] = convert.toU32(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'f32.convert_i32_s':   (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(I[f + c[p + 2]!]!); return p + 3 },
  'f32.convert_i32_u':   (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(I[f + c[p + 2]!]! >>> 0); return p + 3 },
  'f32.demote_f64':      (c, p, f) => { F[(f + c[p + 1]!) >> 1] = Math.fround(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'f64.convert_i32_s':   (c, p, f) => { F[(f + c[p + 1]!) >> 1] = I[f + c[p + 2]!]!; return p + 3 },
  'f64.convert_i32_u':   (c, p, f) => { F[(f + c[p + 1]!) >> 1] = I[f + c[p + 2]!]! >>> 0; return p + 3 },
  'f64.promote_f32':     (c, p, f) => { F[(f + c[p + 1]!) >> 1] = float.promote(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'i32.reinterpret_f32': (c, p, f) => { I[f + c[p + 1]!] = float.reinterpretF32(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'f32.reinterpret_i32': (c, p, f) => { F[(f + c[p + 1]!) >> 1] = float.fromBitsF32(I[f + c[p + 2]!]!); return p + 3 },
  'i32.extend8_s':       (c, p, f) => { I[f + c[p + 1]!] = (I[f + c[p + 2]!]! << 24) >> 24; return p + 3 },
  'i32.extend16_s':      (c, p, f) => { I[f + c[p + 1]!] = (I[f + c[p + 2]!]! << 16) >> 16; return p + 3 },
  'i32.trunc_sat_f32_s': (c, p, f) => { I[f + c[p + 1]!] = convert.saturateI32(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'i32.trunc_sat_f32_u': (c, p, f) => { I[f + c[p + 1]!] = convert.saturateU32(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'i32.trunc_sat_f64_s': (c, p, f) => { I[f + c[p + 1]!] = convert.saturateI32(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'i32.trunc_sat_f64_u': (c, p, f) => { I[f + c[p + 1]!] = convert.saturateU32(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
}
