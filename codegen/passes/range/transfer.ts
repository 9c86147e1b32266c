// The range of a result from the ranges of its operands: a row for each instruction on integers of
// which anything can be said. A word that might have wrapped around can be any word.

import type { InstructionName } from '../../../src/wasm/ops/index.js'
import type { Node } from '../../ir/nodes.js'
import { constantOf } from './conditions.js'
import {
  anything,
  anyUnsigned,
  anyWord,
  between,
  conjunction,
  difference,
  disjunction,
  type Interval,
  isNatural,
  isWithin,
  join,
  product,
  quotient,
  remainder,
  shiftedSigned,
  shiftedUnsigned,
  signedRemainder,
  sum,
} from './interval.js'

/** Of an instruction and its first two operands. */
export type Transfer = (node: Node, a: Interval, b: Interval) => Interval

type Binary = (a: Interval, b: Interval) => Interval

const wide =
  (rule: Binary): Transfer =>
  (_, a, b) =>
    rule(a, b)

const asWord = (result: Interval): Interval => (isWithin(result, anyWord) ? result : anyWord)

const word =
  (rule: Binary): Transfer =>
  (_, a, b) =>
    asWord(rule(a, b))

const constantly =
  (least: number, most: number): Transfer =>
  () => ({ least, most })

const isConstant = ({ least, most }: Interval): boolean => least === most

/** A shift by a constant. */
const shift =
  (width: 32 | 64, rule: (a: Interval, count: number) => Interval): Transfer =>
  (_, a, b) => {
    const result = isConstant(b) ? rule(a, b.least & (width - 1)) : anything
    return width === 64 ? result : asWord(result)
  }

const left = (a: Interval, count: number): Interval => product(a, { least: 2 ** count, most: 2 ** count })

/** As unsigned numbers words are only known where they are natural. */
const unsignedWords: Binary = (a, b) => quotient(a, b)

/** A quotient is not larger than the dividend, but 2^63 and 2^31 have no negative. */
const signedQuotient: Binary = (a, b) => {
  if (isNatural(a) && isNatural(b)) return quotient(a, b)
  const most = Math.max(Math.abs(a.least), Math.abs(a.most))
  return between(-most, most)
}

const extendUnsigned: Transfer = (_, a) => (isNatural(a) ? a : anyUnsigned)
const choose: Transfer = (node, a, b) => (node.type === 'i32' || node.type === 'i64' ? join(a, b) : anything)

const unsigned8 = constantly(0, 0xff)
const unsigned16 = constantly(0, 0xffff)
const signed8 = constantly(-0x80, 0x7f)
const signed16 = constantly(-0x8000, 0x7fff)
const truth = constantly(0, 1)
const bits = constantly(0, 64)

// biome-ignore format: a table
const arithmetic: Readonly<Partial<Record<InstructionName, Transfer>>> = {
  'i32.const':    ({ index }) => ({ least: index, most: index }),
  'i32.add':      word(sum),
  'i32.sub':      word(difference),
  'i32.mul':      word(product),
  'i32.and':      word(conjunction),
  'i32.or':       word(disjunction),
  'i32.xor':      word(disjunction),
  'i32.shl':      shift(32, left),
  'i32.shr_s':    shift(32, shiftedSigned),
  'i32.shr_u':    shift(32, (a, count) => shiftedUnsigned(a, count, 32)),
  'i32.div_u':    word(unsignedWords),
  'i32.div_s':    word(signedQuotient),
  'i32.rem_u':    word(remainder),
  'i32.rem_s':    word(signedRemainder),
  'i32.wrap_i64': (_, a) => asWord(a),
  'i64.const':    constantOf,
  'i64.add':      wide(sum),
  'i64.sub':      wide(difference),
  'i64.mul':      wide(product),
  'i64.and':      wide(conjunction),
  'i64.or':       wide(disjunction),
  'i64.xor':      wide(disjunction),
  'i64.shl':      shift(64, left),
  'i64.shr_s':    shift(64, shiftedSigned),
  'i64.shr_u':    shift(64, (a, count) => shiftedUnsigned(a, count, 64)),
  'i64.div_u':    wide(quotient),
  'i64.div_s':    wide(signedQuotient),
  'i64.rem_u':    wide(remainder),
  'i64.rem_s':    wide(signedRemainder),
  'i64.extend_i32_s': (_, a) => a,
  'i64.extend_i32_u': extendUnsigned,
  select:         choose,
  'select t':     choose,
}

// biome-ignore format: a table
const limited: Readonly<Partial<Record<InstructionName, Transfer>>> = {
  'i32.load8_u':  unsigned8,  'i32.load16_u': unsigned16, 'i32.load8_s':  signed8,  'i32.load16_s': signed16,
  'i64.load8_u':  unsigned8,  'i64.load16_u': unsigned16, 'i64.load8_s':  signed8,  'i64.load16_s': signed16,
  'i64.load32_u': () => anyUnsigned,                      'i64.load32_s': () => anyWord,
  'i32.extend8_s': signed8,   'i32.extend16_s': signed16,
  'i64.extend8_s': signed8,   'i64.extend16_s': signed16, 'i64.extend32_s': () => anyWord,
  'i32.clz': bits, 'i32.ctz': bits, 'i32.popcnt': bits,
  'i64.clz': bits, 'i64.ctz': bits, 'i64.popcnt': bits,
  'i32.eqz': truth, 'i32.eq': truth, 'i32.ne': truth,     'i64.eqz': truth, 'i64.eq': truth, 'i64.ne': truth,
  'i32.lt_s': truth, 'i32.lt_u': truth, 'i32.gt_s': truth, 'i32.gt_u': truth,
  'i32.le_s': truth, 'i32.le_u': truth, 'i32.ge_s': truth, 'i32.ge_u': truth,
  'i64.lt_s': truth, 'i64.lt_u': truth, 'i64.gt_s': truth, 'i64.gt_u': truth,
  'i64.le_s': truth, 'i64.le_u': truth, 'i64.ge_s': truth, 'i64.ge_u': truth,
}

export const transfers: ReadonlyMap<string, Transfer> = new Map<string, Transfer>(
  Object.entries({ ...arithmetic, ...limited }),
)

/** The results of which something is known whatever the operands are. */
const fixed: ReadonlyMap<string, Transfer> = new Map<string, Transfer>(
  Object.entries({ ...limited, 'i64.const': constantOf }),
)

/** The interval of a node of which nothing is to be computed. */
export function fixedInterval(node: Node): Interval | undefined {
  const transfer = fixed.get(node.op)
  if (transfer !== undefined) return transfer(node, anything, anything)
  return transfers.has(node.op) ? undefined : anything
}
