// Numbers. An i32 is always a signed 32-bit integer in JavaScript, so every operation that could leave that
// range ends in `| 0`. An f32 is rounded after every operation. 64-bit integers are gone by now.

import type { Present, WideName } from '../../src/wasm/ops/index.js'
import type { numeric } from '../../src/wasm/ops/numeric.js'
import * as convert from '../helpers/convert.js'
import * as float from '../helpers/float.js'
import * as i32 from '../helpers/i32.js'
import type { Node } from '../ir/nodes.js'
import { js } from '../js/template.js'
import {
  again,
  comparison,
  type Expression,
  int,
  number,
  operation,
  shiftRightUnsigned,
  truth,
  truthOf,
  unsigned,
} from './expression.js'
import { bitwise, call, callHelper, compare, type Rule, sum, use, useWith } from './rule.js'

type Operands = readonly Expression[]

const unsignedBoth = ([a, b]: Operands): Operands => [unsigned(a!), unsigned(b!)]
const unsignedOne = ([a]: Operands): Operands => [unsigned(a!)]

/** Division by a constant other than 0 and -1 cannot trap. */
function division(helper: (x: number, y: number) => number, plain: Rule): Rule {
  const checked = call(helper)
  return (args, node, scope) => {
    const divisor = node.args[1]!
    const safe = divisor.op === 'i32.const' && divisor.index !== 0 && divisor.index !== -1
    return (safe ? plain : checked)(args, node, scope)
  }
}

const notTemplate = js('!$0')
const notWord = js('!$0 | 0')
const isZero = compare('$0 === 0')

const wordTemplate = js('$0 | 0')

/** What is negated twice: a truth value, which may be wanted as a word. */
const asWord = (value: Expression): Expression =>
  value.type === 'Operation' ? truthOf(wordTemplate, [value], value) : operation(wordTemplate, [value])

/** `!(a < b)` where the operand is a truth value, else a comparison with 0. */
const eqz: Rule = (args, node, scope) => {
  const operand = args[0]!
  if (operand.type !== 'Operation' || operand.truth === undefined) return isZero(args, node, scope)
  if (operand.truth === notTemplate) return asWord(operand.args[0]!)
  return comparison(notWord, [truth(operand)], notTemplate)
}

const rotation = js('$0 << $1 | $2 >>> $3')
const difference = js('32 - $0')

/** The number of places that the other half moves by; JavaScript takes it modulo 32. */
const rest = (count: Expression, node: Node): Expression =>
  node.args[1]!.op === 'i32.const'
    ? int(32 - (node.args[1]!.index & 31))
    : operation(difference, [again(count)])

/** Both operands are named twice, so they are leaves by now. */
const rotl: Rule = ([a, n], node) => operation(rotation, [a!, n!, again(a!), rest(n!, node)])
const rotr: Rule = ([a, n], node) => operation(rotation, [a!, rest(n!, node), again(a!), n!])

const bits = new DataView(new ArrayBuffer(8))

const f32Constant: Rule = (_, node, scope) => {
  bits.setInt32(0, node.index)
  const value = bits.getFloat32(0)
  if (!Number.isNaN(value)) return number(value)
  return callHelper('fromBitsF32', [int(node.index)], { effect: 0, scope })
}

const f64Constant: Rule = (_, node, scope) => {
  bits.setInt32(0, node.extra)
  bits.setInt32(4, node.index)
  const value = bits.getFloat64(0)
  if (!Number.isNaN(value)) return number(value)
  return callHelper('fromBitsF64', [int(node.index), int(node.extra)], { effect: 0, scope })
}

const identity: Rule = args => args[0]!

// `- 0` makes a signalling NaN quiet where V8's interpreter does not, and changes nothing else.
export type NumericRules = Readonly<Record<Exclude<Present<typeof numeric>, WideName>, Rule>>

// biome-ignore format: a table
export const lowerNumeric: NumericRules = {
  'i32.const':           (_, node) => int(node.index),
  'f32.const':           f32Constant,
  'f64.const':           f64Constant,

  'i32.eqz':             eqz,
  'i32.eq':              compare('$0 === $1'),
  'i32.ne':              compare('$0 !== $1'),
  'i32.lt_s':            compare('$0 < $1'),
  'i32.lt_u':            compare('$0 < $1', unsignedBoth),
  'i32.gt_s':            compare('$0 > $1'),
  'i32.gt_u':            compare('$0 > $1', unsignedBoth),
  'i32.le_s':            compare('$0 <= $1'),
  'i32.le_u':            compare('$0 <= $1', unsignedBoth),
  'i32.ge_s':            compare('$0 >= $1'),
  'i32.ge_u':            compare('$0 >= $1', unsignedBoth),

  'f32.eq':              compare('$0 === $1'),
  'f32.ne':              compare('$0 !== $1'),
  'f32.lt':              compare('$0 < $1'),
  'f32.gt':              compare('$0 > $1'),
  'f32.le':              compare('$0 <= $1'),
  'f32.ge':              compare('$0 >= $1'),

  'f64.eq':              compare('$0 === $1'),
  'f64.ne':              compare('$0 !== $1'),
  'f64.lt':              compare('$0 < $1'),
  'f64.gt':              compare('$0 > $1'),
  'f64.le':              compare('$0 <= $1'),
  'f64.ge':              compare('$0 >= $1'),

  'i32.clz':             bitwise('clz32($0)'),
  'i32.ctz':             call(i32.ctz),
  'i32.popcnt':          call(i32.popcnt),
  'i32.add':             sum('$0 + $1'),
  'i32.sub':             sum('$0 - $1'),
  'i32.mul':             bitwise('imul($0, $1)'),
  'i32.div_s':           division(i32.divS, use('$0 / $1 | 0')),
  'i32.div_u':           division(i32.divU, useWith('$0 / $1 | 0', unsignedBoth)),
  'i32.rem_s':           division(i32.remS, use('$0 % $1 | 0')),
  'i32.rem_u':           division(i32.remU, useWith('$0 % $1 | 0', unsignedBoth)),
  'i32.and':             bitwise('$0 & $1'),
  'i32.or':              bitwise('$0 | $1'),
  'i32.xor':             bitwise('$0 ^ $1'),
  'i32.shl':             bitwise('$0 << $1'),
  'i32.shr_s':           bitwise('$0 >> $1'),
  'i32.shr_u':           args => shiftRightUnsigned(args),
  'i32.rotl':            rotl,
  'i32.rotr':            rotr,

  'f32.abs':             use('abs($0)'),
  'f32.neg':             use('-$0'),
  'f32.ceil':            use('fround(ceil($0))'),
  'f32.floor':           use('fround(floor($0))'),
  'f32.trunc':           use('fround(truncate($0))'),
  'f32.nearest':         call(float.nearest32),
  'f32.sqrt':            use('fround(sqrt($0))'),
  'f32.add':             use('fround($0 + $1)'),
  'f32.sub':             use('fround($0 - $1)'),
  'f32.mul':             use('fround($0 * $1)'),
  'f32.div':             use('fround($0 / $1)'),
  'f32.min':             use('fround(min($0, $1))'),
  'f32.max':             use('fround(max($0, $1))'),
  'f32.copysign':        call(float.copysign),

  'f64.abs':             call(float.abs64),
  'f64.neg':             use('-$0'),
  'f64.ceil':            use('ceil($0) - 0'),
  'f64.floor':           use('floor($0) - 0'),
  'f64.trunc':           use('truncate($0) - 0'),
  'f64.nearest':         call(float.nearest64),
  'f64.sqrt':            use('sqrt($0)'),
  'f64.add':             use('$0 + $1'),
  'f64.sub':             use('$0 - $1'),
  'f64.mul':             use('$0 * $1'),
  'f64.div':             use('$0 / $1'),
  'f64.min':             use('min($0, $1)'),
  'f64.max':             use('max($0, $1)'),
  'f64.copysign':        call(float.copysign),

  'i32.trunc_f32_s':     call(convert.toI32),
  'i32.trunc_f32_u':     call(convert.toU32),
  'i32.trunc_f64_s':     call(convert.toI32),
  'i32.trunc_f64_u':     call(convert.toU32),
  'f32.convert_i32_s':   use('fround($0)'),
  'f32.convert_i32_u':   useWith('fround($0)', unsignedOne),
  'f32.demote_f64':      use('fround($0)'),
  'f64.convert_i32_s':   identity,
  'f64.convert_i32_u':   args => unsigned(args[0]!),
  'f64.promote_f32':     call(float.promote),
  'i32.reinterpret_f32': call(float.reinterpretF32),
  'f32.reinterpret_i32': call(float.fromBitsF32),
  'i32.extend8_s':       bitwise('$0 << 24 >> 24'),
  'i32.extend16_s':      bitwise('$0 << 16 >> 16'),
  'i32.trunc_sat_f32_s': call(convert.saturateI32),
  'i32.trunc_sat_f32_u': call(convert.saturateU32),
  'i32.trunc_sat_f64_s': call(convert.saturateI32),
  'i32.trunc_sat_f64_u': call(convert.saturateU32),
}
