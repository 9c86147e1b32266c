// 64-bit arithmetic in 32-bit words. Every rule gets a node whose operands have been split, and gives the
// low and the high word of its result, or the one word of a comparison.
//
//   i64.add a b      low  = a.low + b.low | 0
//                    high = a.high + b.high + (low < b.low unsigned) | 0
//
// Carries come from a comparison, which the printed `| 0` turns into a word without a branch. Shifts by a
// constant are spelt out; all others, and division, are helpers.

import type { Present, WideName } from '../../../src/wasm/ops/index.js'
import type { numeric } from '../../../src/wasm/ops/numeric.js'
import { Effects } from '../../ir/effects.js'
import { makeNode, type Node, type Words } from '../../ir/nodes.js'
import { extensionOf } from '../range/index.js'
import { anyUnsigned, anyWord, type Interval, isNatural, isWithin } from '../range/interval.js'
import { type Emitter, isConstant } from './emit.js'
import { addProducts, product, remainderOf } from './product.js'

const { trap } = Effects

export type WideRule = (emit: Emitter, args: readonly Words[], node: Node) => Words

/** Stands for the high word of a value that has none. */
export const absent: Node = makeNode('nop', 'none')

/** A value of one word. */
export const one = (low: Node): Words => ({ low, high: absent })

/** The operands word by word, in order. */
export function allWords(args: readonly Words[]): Node[] {
  const words: Node[] = []
  for (const { low, high } of args) {
    words.push(low)
    if (high !== absent) words.push(high)
  }
  return words
}

const bitwise =
  (name: 'i32.and' | 'i32.or' | 'i32.xor'): WideRule =>
  (emit, [a, b]) => ({ low: emit.op(name, a!.low, b!.low), high: emit.op(name, a!.high, b!.high) })

const add: WideRule = (emit, [a, b], node) => {
  const low = emit.op('i32.add', a!.low, b!.low)
  if (extensionOf(emit.ranges.of(node)) !== undefined) return { low, high: emit.int(0) }
  const products = addProducts(emit, [a!, b!], { node, low })
  if (products !== undefined) return products
  const carry = emit.op('i32.lt_u', low, isConstant(a!.low) ? a!.low : b!.low)
  return { low, high: emit.op('i32.add', emit.op('i32.add', a!.high, b!.high), carry) }
}

const sub: WideRule = (emit, [a, b], node) => {
  const low = emit.op('i32.sub', a!.low, b!.low)
  if (extensionOf(emit.ranges.of(node)) !== undefined) return { low, high: emit.int(0) }
  const products = addProducts(emit, [a!, b!], { node, low })
  if (products !== undefined) return products
  const borrow = emit.op('i32.lt_u', a!.low, b!.low)
  return { low, high: emit.op('i32.sub', emit.op('i32.sub', a!.high, b!.high), borrow) }
}

/**
 * The high word of the unsigned product of a word and a constant below 2^16, from products of 16 bits. Spelt
 * out: as a helper it costs seven times as much wherever V8 has no budget left to inline it.
 */
function highOfShort(emit: Emitter, a: Node, b: Node): Node {
  const upper = (word: Node): Node => emit.op('i32.shr_u', word, emit.int(16))
  const lowest = emit.op('i32.mul', emit.op('i32.and', a, emit.int(0xffff)), b)
  return upper(emit.op('i32.add', emit.op('i32.mul', upper(a), b), upper(lowest)))
}

const isShort = (node: Node): boolean => isConstant(node) && node.index >>> 0 < 0x10000

const mul: WideRule = (emit, [x, y], node) => {
  const [a, b] = isConstant(x!.low) ? [y!, x!] : [x!, y!]
  const low = emit.op('i32.mul', a.low, b.low)
  // The caller knows the high word of a small product.
  if (extensionOf(emit.ranges.of(node)) !== undefined) return { low, high: emit.int(0) }
  if (!isShort(b.low)) return product(emit, [x!, y!], { node, low })
  const cross = emit.op('i32.add', emit.op('i32.mul', a.high, b.low), emit.op('i32.mul', a.low, b.high))
  return { low, high: emit.op('i32.add', highOfShort(emit, a.low, b.low), cross) }
}

/** Whether all operands are surely in an interval. */
const areIn = (emit: Emitter, { args }: Node, interval: Interval): boolean =>
  args.every(arg => isWithin(emit.ranges.of(arg), interval))

const helperPair =
  (name: string, effect = 0): WideRule =>
  (emit, args) =>
    emit.helperPair(name, allWords(args), effect)

type Division = 'div_s' | 'div_u' | 'rem_s' | 'rem_u'

/** A remainder by an unsigned word is one too. */
function divideWide(emit: Emitter, args: readonly Words[], { node, name, helper }: Divided): Words {
  const [dividend, divisor] = node.args.map(arg => emit.ranges.of(arg))
  const isUnsigned = name === 'rem_u' || (name === 'rem_s' && isNatural(dividend!))
  if (!isUnsigned || !isWithin(divisor!, anyUnsigned)) return emit.helperPair(helper, allWords(args), trap)
  const low =
    remainderOf(emit, args[0]!, args[1]!.low) ??
    emit.helper('remByWord', 'i32', [args[0]!.low, args[0]!.high, args[1]!.low])
  low.effect = trap
  return { low, high: emit.int(0) }
}

interface Divided {
  readonly node: Node
  readonly name: Division
  readonly helper: string
}

/** Where both operands fit a word, so does what becomes of them: all but the quotient of -2^31 and -1. */
const divide =
  (name: Division, helper: string): WideRule =>
  (emit, args, node) => {
    const ofNaturals = node.args.every(arg => isNatural(emit.ranges.of(arg)))
    const signed = areIn(emit, node, anyWord) && (ofNaturals || name === 'rem_s')
    const narrow = signed || (ofNaturals && areIn(emit, node, anyUnsigned))
    if (!narrow) return divideWide(emit, args, { node, name, helper })
    const [kind] = name.split('_') as ['div' | 'rem']
    const division = makeNode(`i32.${kind}_${signed ? 's' : 'u'}`, 'i32', [args[0]!.low, args[1]!.low])
    division.effect = trap
    const low = emit.add(division)
    return { low, high: emit.extend(low, ofNaturals ? 'zero' : 'sign') }
  }

// ---------------------------------------------------------------- shifts

type ConstantShift = (emit: Emitter, a: Words, count: number) => Words

/** A shift whose count, if constant, is 1 to 63 in `spelt`. */
const shift =
  (helper: string, spelt: ConstantShift): WideRule =>
  (emit, [a, b]) => {
    if (!isConstant(b!.low)) return emit.helperPair(helper, [a!.low, a!.high, b!.low])
    const count = b!.low.index & 63
    return count === 0 ? a! : spelt(emit, a!, count)
  }

/** The word that holds the upper bits of `low` and the lower ones of `high`, shifted right by 1 to 31. */
function funnel(emit: Emitter, { low, high }: Words, count: number): Node {
  const upper = emit.op('i32.shl', high, emit.int(32 - count))
  return emit.op('i32.or', upper, emit.op('i32.shr_u', low, emit.int(count)))
}

const shl: ConstantShift = (emit, { low, high }, count) =>
  count >= 32
    ? { low: emit.int(0), high: emit.op('i32.shl', low, emit.int(count - 32)) }
    : { high: funnel(emit, { low, high }, 32 - count), low: emit.op('i32.shl', low, emit.int(count)) }

const shrU: ConstantShift = (emit, { low, high }, count) =>
  count >= 32
    ? { low: emit.op('i32.shr_u', high, emit.int(count - 32)), high: emit.int(0) }
    : { low: funnel(emit, { low, high }, count), high: emit.op('i32.shr_u', high, emit.int(count)) }

const shrS: ConstantShift = (emit, { low, high }, count) =>
  count >= 32
    ? {
        low: emit.op('i32.shr_s', high, emit.int(count - 32)),
        high: emit.op('i32.shr_s', high, emit.int(31)),
      }
    : { low: funnel(emit, { low, high }, count), high: emit.op('i32.shr_s', high, emit.int(count)) }

const rotr: ConstantShift = (emit, { low, high }, count) => {
  const [near, far] = count >= 32 ? [high, low] : [low, high]
  const rest = count & 31
  if (rest === 0) return { low: near, high: far }
  return {
    low: funnel(emit, { low: near, high: far }, rest),
    high: funnel(emit, { low: far, high: near }, rest),
  }
}

const rotl: ConstantShift = (emit, a, count) => rotr(emit, a, 64 - count)

// ---------------------------------------------------------------- comparison

/** Whether equal low words mean equal operands. */
const areWords = (emit: Emitter, node: Node): boolean =>
  areIn(emit, node, anyWord) || areIn(emit, node, anyUnsigned)

const eqz: WideRule = (emit, [a], node) =>
  one(emit.eqz(areWords(emit, node) ? a!.low : emit.op('i32.or', a!.low, a!.high)))

const eq: WideRule = (emit, [a, b], node) => {
  const lows = emit.op('i32.eq', a!.low, b!.low)
  return one(areWords(emit, node) ? lows : emit.op('and', lows, emit.op('i32.eq', a!.high, b!.high)))
}

const ne: WideRule = (emit, [a, b], node) => {
  const lows = emit.op('i32.ne', a!.low, b!.low)
  return one(areWords(emit, node) ? lows : emit.op('or', lows, emit.op('i32.ne', a!.high, b!.high)))
}

type WordComparison = 'i32.lt_s' | 'i32.lt_u' | 'i32.gt_s' | 'i32.gt_u'

/** The high words decide; if they are equal, the low ones do, as unsigned numbers. */
const compare =
  (highs: WordComparison, lows: 'i32.lt_u' | 'i32.gt_u' | 'i32.le_u' | 'i32.ge_u'): WideRule =>
  (emit, [a, b]) => {
    const tie = emit.op('i32.eq', a!.high, b!.high)
    const byLow = emit.op('and', tie, emit.op(lows, a!.low, b!.low))
    return one(emit.op('or', emit.op(highs, a!.high, b!.high), byLow))
  }

type Comparison = `${'lt' | 'gt' | 'le' | 'ge'}_${'s' | 'u'}`

/** Extended words compare as the words do; unsigned ones, and natural ones of either kind, in one way. */
const compareWords =
  (name: Comparison, general: WideRule): WideRule =>
  (emit, args, node) => {
    const [a, b] = args
    const isSigned = areIn(emit, node, anyWord)
    if (!isSigned && !areIn(emit, node, anyUnsigned)) return general(emit, args, node)
    const ofNaturals = node.args.every(arg => isNatural(emit.ranges.of(arg)))
    const sign = isSigned && (ofNaturals || name.endsWith('s')) ? 's' : 'u'
    return one(emit.op(`i32.${name.slice(0, 2)}_${sign}` as `i32.${Comparison}`, a!.low, b!.low))
  }

/** Against the constant 0 the sign alone answers. */
const signed =
  (sign: 'i32.lt_s' | 'i32.ge_s', general: WideRule): WideRule =>
  (emit, args, node) => {
    const [a, b] = args
    const zero = isConstant(b!.low) && isConstant(b!.high) && (b!.low.index | b!.high.index) === 0
    return zero ? one(emit.op(sign, a!.high, b!.high)) : general(emit, args, node)
  }

// ---------------------------------------------------------------- counting and conversion

const count =
  (helper: string): WideRule =>
  (emit, [a]) => ({ low: emit.helper(helper, 'i32', [a!.low, a!.high]), high: emit.int(0) })

const signExtended = (emit: Emitter, low: Node): Words => ({
  low,
  high: emit.op('i32.shr_s', low, emit.int(31)),
})

const extend =
  (name: 'i32.extend8_s' | 'i32.extend16_s'): WideRule =>
  (emit, [a]) =>
    signExtended(emit, emit.add(makeNode(name, 'i32', [a!.low])))

const toFloat =
  (op: 'f64.from words' | 'f64.from words u'): WideRule =>
  (emit, [a], node) => {
    if (areIn(emit, node, anyUnsigned)) return one(emit.add(makeNode('f64.convert_i32_u', 'f64', [a!.low])))
    if (op === 'f64.from words' && areIn(emit, node, anyWord))
      return one(emit.add(makeNode('f64.convert_i32_s', 'f64', [a!.low])))
    return one(emit.add(makeNode(op, 'f64', [a!.high, a!.low])))
  }

const toFloatHelper =
  (helper: string, type: 'f32' | 'f64'): WideRule =>
  (emit, [a]) =>
    one(emit.helper(helper, type, [a!.low, a!.high]))

export const wideNumeric = {
  'i64.const': (emit, _, node) => ({ low: emit.int(node.index), high: emit.int(node.extra) }),
  'i64.eqz': eqz,
  'i64.eq': eq,
  'i64.ne': ne,
  'i64.lt_s': compareWords('lt_s', signed('i32.lt_s', compare('i32.lt_s', 'i32.lt_u'))),
  'i64.lt_u': compareWords('lt_u', compare('i32.lt_u', 'i32.lt_u')),
  'i64.gt_s': compareWords('gt_s', compare('i32.gt_s', 'i32.gt_u')),
  'i64.gt_u': compareWords('gt_u', compare('i32.gt_u', 'i32.gt_u')),
  'i64.le_s': compareWords('le_s', compare('i32.lt_s', 'i32.le_u')),
  'i64.le_u': compareWords('le_u', compare('i32.lt_u', 'i32.le_u')),
  'i64.ge_s': compareWords('ge_s', signed('i32.ge_s', compare('i32.gt_s', 'i32.ge_u'))),
  'i64.ge_u': compareWords('ge_u', compare('i32.gt_u', 'i32.ge_u')),
  'i64.clz': count('clz64'),
  'i64.ctz': count('ctz64'),
  'i64.popcnt': count('popcnt64'),
  'i64.add': add,
  'i64.sub': sub,
  'i64.mul': mul,
  'i64.div_s': divide('div_s', 'divS64'),
  'i64.div_u': divide('div_u', 'divU64'),
  'i64.rem_s': divide('rem_s', 'remS64'),
  'i64.rem_u': divide('rem_u', 'remU64'),
  'i64.and': bitwise('i32.and'),
  'i64.or': bitwise('i32.or'),
  'i64.xor': bitwise('i32.xor'),
  'i64.shl': shift('shl64', shl),
  'i64.shr_s': shift('shrS64', shrS),
  'i64.shr_u': shift('shrU64', shrU),
  'i64.rotl': shift('rotl64', rotl),
  'i64.rotr': shift('rotr64', rotr),
  'i32.wrap_i64': (_, [a]) => one(a!.low),
  'i64.extend_i32_s': (emit, [a]) => signExtended(emit, a!.low),
  'i64.extend_i32_u': (emit, [a]) => ({ low: a!.low, high: emit.int(0) }),
  'i64.extend8_s': extend('i32.extend8_s'),
  'i64.extend16_s': extend('i32.extend16_s'),
  'i64.extend32_s': (emit, [a]) => signExtended(emit, a!.low),
  'i64.trunc_f32_s': helperPair('toI64', trap),
  'i64.trunc_f32_u': helperPair('toU64', trap),
  'i64.trunc_f64_s': helperPair('toI64', trap),
  'i64.trunc_f64_u': helperPair('toU64', trap),
  'i64.trunc_sat_f32_s': helperPair('saturateI64'),
  'i64.trunc_sat_f32_u': helperPair('saturateU64'),
  'i64.trunc_sat_f64_s': helperPair('saturateI64'),
  'i64.trunc_sat_f64_u': helperPair('saturateU64'),
  'f32.convert_i64_s': toFloatHelper('i64ToF32', 'f32'),
  'f32.convert_i64_u': toFloatHelper('u64ToF32', 'f32'),
  'f64.convert_i64_s': toFloat('f64.from words'),
  'f64.convert_i64_u': toFloat('f64.from words u'),
  'i64.reinterpret_f64': helperPair('reinterpretF64'),
  'f64.reinterpret_i64': toFloatHelper('fromBitsF64', 'f64'),
} satisfies Record<WideName & Present<typeof numeric>, WideRule>
