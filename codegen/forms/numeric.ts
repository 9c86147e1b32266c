// Numbers. An i32 is always a signed 32-bit integer in JavaScript, so every operation that could leave that
// range ends in `| 0`. An f32 is rounded after every operation. What has 64 bits is made of these: see
// wide.ts.

import type { Present, WideName } from '../../src/wasm/ops/index.js'
import type { numeric } from '../../src/wasm/ops/numeric.js'
import * as convert from '../helpers/convert.js'
import * as float from '../helpers/float.js'
import * as i32 from '../helpers/i32.js'
import { bits, call, division, type Form, own, plain, same, sum, truth, unsigned } from './form.js'

// `- 0` makes a signalling NaN quiet where V8's interpreter does not, and changes nothing else.
/** Everything that computes with numbers. */
// biome-ignore format: a table
export const numericForms = {
  'i32.const':           own,
  'f32.const':           own,
  'f64.const':           own,

  'i32.eqz':             own,
  'i32.eq':              truth('$0 === $1'),
  'i32.ne':              truth('$0 !== $1'),
  'i32.lt_s':            truth('$0 < $1'),
  'i32.lt_u':            truth('$0 < $1', 'unsigned'),
  'i32.gt_s':            truth('$0 > $1'),
  'i32.gt_u':            truth('$0 > $1', 'unsigned'),
  'i32.le_s':            truth('$0 <= $1'),
  'i32.le_u':            truth('$0 <= $1', 'unsigned'),
  'i32.ge_s':            truth('$0 >= $1'),
  'i32.ge_u':            truth('$0 >= $1', 'unsigned'),

  'f32.eq':              truth('$0 === $1'),
  'f32.ne':              truth('$0 !== $1'),
  'f32.lt':              truth('$0 < $1'),
  'f32.gt':              truth('$0 > $1'),
  'f32.le':              truth('$0 <= $1'),
  'f32.ge':              truth('$0 >= $1'),

  'f64.eq':              truth('$0 === $1'),
  'f64.ne':              truth('$0 !== $1'),
  'f64.lt':              truth('$0 < $1'),
  'f64.gt':              truth('$0 > $1'),
  'f64.le':              truth('$0 <= $1'),
  'f64.ge':              truth('$0 >= $1'),

  'i32.clz':             bits('clz32($0)'),
  'i32.ctz':             call(i32.ctz),
  'i32.popcnt':          call(i32.popcnt),
  'i32.add':             sum('$0 + $1'),
  'i32.sub':             sum('$0 - $1'),
  'i32.mul':             bits('imul($0, $1)'),
  'i32.div_s':           division(i32.divS, '$0 / $1 | 0'),
  'i32.div_u':           division(i32.divU, '$0 / $1 | 0', 'unsigned'),
  'i32.rem_s':           division(i32.remS, '$0 % $1 | 0'),
  'i32.rem_u':           division(i32.remU, '$0 % $1 | 0', 'unsigned'),
  'i32.and':             bits('$0 & $1'),
  'i32.or':              bits('$0 | $1'),
  'i32.xor':             bits('$0 ^ $1'),
  'i32.shl':             bits('$0 << $1'),
  'i32.shr_s':           bits('$0 >> $1'),
  'i32.shr_u':           sum('$0 >>> $1'),
  'i32.rotl':            own,
  'i32.rotr':            own,

  'f32.abs':             plain('abs($0)'),
  'f32.neg':             plain('-$0'),
  'f32.ceil':            plain('fround(ceil($0))'),
  'f32.floor':           plain('fround(floor($0))'),
  'f32.trunc':           plain('fround(truncate($0))'),
  'f32.nearest':         call(float.nearest32),
  'f32.sqrt':            plain('fround(sqrt($0))'),
  'f32.add':             plain('fround($0 + $1)'),
  'f32.sub':             plain('fround($0 - $1)'),
  'f32.mul':             plain('fround($0 * $1)'),
  'f32.div':             plain('fround($0 / $1)'),
  'f32.min':             plain('fround(min($0, $1))'),
  'f32.max':             plain('fround(max($0, $1))'),
  'f32.copysign':        call(float.copysign),

  'f64.abs':             call(float.abs64),
  'f64.neg':             plain('-$0'),
  'f64.ceil':            plain('ceil($0) - 0'),
  'f64.floor':           plain('floor($0) - 0'),
  'f64.trunc':           plain('truncate($0) - 0'),
  'f64.nearest':         call(float.nearest64),
  'f64.sqrt':            plain('sqrt($0)'),
  'f64.add':             plain('$0 + $1'),
  'f64.sub':             plain('$0 - $1'),
  'f64.mul':             plain('$0 * $1'),
  'f64.div':             plain('$0 / $1'),
  'f64.min':             plain('min($0, $1)'),
  'f64.max':             plain('max($0, $1)'),
  'f64.copysign':        call(float.copysign),

  'i32.trunc_f32_s':     call(convert.toI32),
  'i32.trunc_f32_u':     call(convert.toU32),
  'i32.trunc_f64_s':     call(convert.toI32),
  'i32.trunc_f64_u':     call(convert.toU32),
  'f32.convert_i32_s':   plain('fround($0)'),
  'f32.convert_i32_u':   plain('fround($0)', 'unsigned'),
  'f32.demote_f64':      plain('fround($0)'),
  'f64.convert_i32_s':   same,
  'f64.convert_i32_u':   unsigned,
  'f64.promote_f32':     call(float.promote),
  'i32.reinterpret_f32': call(float.reinterpretF32),
  'f32.reinterpret_i32': call(float.fromBitsF32),
  'i32.extend8_s':       bits('$0 << 24 >> 24'),
  'i32.extend16_s':      bits('$0 << 16 >> 16'),
  'i32.trunc_sat_f32_s': call(convert.saturateI32),
  'i32.trunc_sat_f32_u': call(convert.saturateU32),
  'i32.trunc_sat_f64_s': call(convert.saturateI32),
  'i32.trunc_sat_f64_u': call(convert.saturateU32),
} satisfies Readonly<Record<Exclude<Present<typeof numeric>, WideName>, Form>>
