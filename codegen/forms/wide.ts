// 64-bit integers, in words: an i64 is two i32, and what an instruction does to it is said in instructions on
// those. Of the operands `a` and `b` the low words bear their names, the high ones `ah` and `bh`; `low` is
// the low word of the result.
//
//   'i64.add': words(['i32.add', 'a', 'b'], ['i32.add', ['i32.add', 'ah', 'bh'], ['i32.lt_u', 'low', 'b']])
//
// The pass that splits values makes nodes of this (../passes/wide), the baseline translator text. Carries
// come from a comparison, which a printed `| 0` turns into a word without a branch. Shifts by a constant are
// spelt out; all others, and division, are helpers.

import type { Present, WideName } from '../../src/wasm/ops/index.js'
import type { memory } from '../../src/wasm/ops/memory.js'
import type { numeric } from '../../src/wasm/ops/numeric.js'
import * as convert from '../helpers/convert.js'
import * as divide from '../helpers/divide.js'
import * as float from '../helpers/float.js'
import * as i64 from '../helpers/i64.js'
import { nameOf } from '../js/helper.js'
import { js } from '../js/template.js'
import { type Own, own, type Signs } from './form.js'
import type { numericForms } from './numeric.js'

/** An instruction on words, `and` and `or` of truth values, or a 64-bit integer as f64, of a high and a low word. */
export type WordOp =
  | Extract<keyof typeof numericForms, `i32.${string}`>
  | ('and' | 'or' | 'f64.from words' | 'f64.from words u')

/** A word of an operand or of the result, a constant, or what an instruction makes of words. */
export type Word = 'a' | 'ah' | 'b' | 'bh' | 'low' | number | readonly [op: WordOp, x: Word, y?: Word]

/** Both words of a result. */
export interface Pair {
  readonly low: Word
  readonly high: Word
}

interface PairForm extends Pair {
  readonly kind: 'pair'
}

/** A result of one word, or of none of them: a truth value, or an f64. */
interface Single {
  readonly kind: 'single'
  readonly word: Word
}

/** A helper of all words: it returns a low word and leaves the high one in the result registers. */
interface PairCall {
  readonly kind: 'pair call'
  readonly name: string
}

/** A helper of all words that returns one value. */
interface SingleCall {
  readonly kind: 'single call'
  readonly name: string
}

/** A helper that returns a count, whose high word is 0. */
interface Count {
  readonly kind: 'count'
  readonly name: string
}

/** A shift: by a constant of 1 to 63, or by a helper of the words and the low word of the count. */
interface Shift {
  readonly kind: 'shift'
  readonly name: string
  readonly by: (count: number) => Pair
}

/** An access of fewer bytes, and what becomes of the sign. */
interface Narrow {
  readonly kind: 'narrow load' | 'narrow store'
  readonly access: Present<typeof memory>
  readonly high: Word
}

/** Two accesses of a word each. */
interface Both {
  readonly kind: 'both loads' | 'both stores'
  readonly access: Present<typeof memory>
}

/** An instruction with a 64-bit operand or result, in words, as data. */
export type WideForm = PairForm | Single | PairCall | SingleCall | Count | Shift | Own
/** A load or store of 64 bits, or of fewer that are extended to them. */
export type WideAccess = Narrow | Both

type Helper = (...args: never[]) => unknown

const words = (low: Word, high: Word): PairForm => ({ kind: 'pair', low, high })
const single = (...word: Exclude<Word, string | number>): Single => ({ kind: 'single', word })
const pairCall = (helper: Helper): PairCall => ({ kind: 'pair call', name: nameOf(helper) })
const singleCall = (helper: Helper): SingleCall => ({ kind: 'single call', name: nameOf(helper) })
const count = (helper: Helper): Count => ({ kind: 'count', name: nameOf(helper) })
const shift = (helper: Helper, by: Shift['by']): Shift => ({ kind: 'shift', name: nameOf(helper), by })

/** Both words by the same instruction. */
const bitwise = (op: WordOp): PairForm => words([op, 'a', 'b'], [op, 'ah', 'bh'])

const sign: Word = ['i32.shr_s', 'low', 31]

/** The high words decide; if they are equal, the low ones do, as unsigned numbers. */
const order = (highs: WordOp, lows: WordOp): Single =>
  single('or', [highs, 'ah', 'bh'], ['and', ['i32.eq', 'ah', 'bh'], [lows, 'a', 'b']])

/** The word that holds the upper bits of `low` and the lower ones of `high`, shifted right by 1 to 31. */
const funnel = (low: Word, high: Word, by: number): Word => [
  'i32.or',
  ['i32.shl', high, 32 - by],
  ['i32.shr_u', low, by],
]

const shl = (by: number): Pair =>
  by >= 32
    ? { low: 0, high: ['i32.shl', 'a', by - 32] }
    : { low: ['i32.shl', 'a', by], high: funnel('a', 'ah', 32 - by) }

const shrU = (by: number): Pair =>
  by >= 32
    ? { low: ['i32.shr_u', 'ah', by - 32], high: 0 }
    : { low: funnel('a', 'ah', by), high: ['i32.shr_u', 'ah', by] }

const shrS = (by: number): Pair =>
  by >= 32
    ? { low: ['i32.shr_s', 'ah', by - 32], high: ['i32.shr_s', 'ah', 31] }
    : { low: funnel('a', 'ah', by), high: ['i32.shr_s', 'ah', by] }

function rotr(by: number): Pair {
  const [near, far]: readonly [Word, Word] = by >= 32 ? ['ah', 'a'] : ['a', 'ah']
  const rest = by & 31
  return rest === 0
    ? { low: near, high: far }
    : { low: funnel(near, far, rest), high: funnel(far, near, rest) }
}

const rotl = (by: number): Pair => rotr(64 - by)

/** Everything that computes with an i64. */
// biome-ignore format: a table
export const wideForms = {
  'i64.const':           own,
  'i64.eqz':             single('i32.eqz', ['i32.or', 'a', 'ah']),
  'i64.eq':              single('and', ['i32.eq', 'a', 'b'], ['i32.eq', 'ah', 'bh']),
  'i64.ne':              single('or', ['i32.ne', 'a', 'b'], ['i32.ne', 'ah', 'bh']),
  'i64.lt_s':            order('i32.lt_s', 'i32.lt_u'),
  'i64.lt_u':            order('i32.lt_u', 'i32.lt_u'),
  'i64.gt_s':            order('i32.gt_s', 'i32.gt_u'),
  'i64.gt_u':            order('i32.gt_u', 'i32.gt_u'),
  'i64.le_s':            order('i32.lt_s', 'i32.le_u'),
  'i64.le_u':            order('i32.lt_u', 'i32.le_u'),
  'i64.ge_s':            order('i32.gt_s', 'i32.ge_u'),
  'i64.ge_u':            order('i32.gt_u', 'i32.ge_u'),
  'i64.clz':             count(i64.clz64),
  'i64.ctz':             count(i64.ctz64),
  'i64.popcnt':          count(i64.popcnt64),
  'i64.add':             words(['i32.add', 'a', 'b'], ['i32.add', ['i32.add', 'ah', 'bh'], ['i32.lt_u', 'low', 'b']]),
  'i64.sub':             words(['i32.sub', 'a', 'b'], ['i32.sub', ['i32.sub', 'ah', 'bh'], ['i32.lt_u', 'a', 'b']]),
  'i64.mul':             pairCall(i64.mul64),
  'i64.div_s':           pairCall(divide.divS64),
  'i64.div_u':           pairCall(divide.divU64),
  'i64.rem_s':           pairCall(divide.remS64),
  'i64.rem_u':           pairCall(divide.remU64),
  'i64.and':             bitwise('i32.and'),
  'i64.or':              bitwise('i32.or'),
  'i64.xor':             bitwise('i32.xor'),
  'i64.shl':             shift(i64.shl64, shl),
  'i64.shr_s':           shift(i64.shrS64, shrS),
  'i64.shr_u':           shift(i64.shrU64, shrU),
  'i64.rotl':            shift(i64.rotl64, rotl),
  'i64.rotr':            shift(i64.rotr64, rotr),
  'i32.wrap_i64':        own,
  'i64.extend_i32_s':    words('a', sign),
  'i64.extend_i32_u':    words('a', 0),
  'i64.extend8_s':       words(['i32.extend8_s', 'a'], sign),
  'i64.extend16_s':      words(['i32.extend16_s', 'a'], sign),
  'i64.extend32_s':      words('a', sign),
  'i64.trunc_f32_s':     pairCall(convert.toI64),
  'i64.trunc_f32_u':     pairCall(convert.toU64),
  'i64.trunc_f64_s':     pairCall(convert.toI64),
  'i64.trunc_f64_u':     pairCall(convert.toU64),
  'i64.trunc_sat_f32_s': pairCall(convert.saturateI64),
  'i64.trunc_sat_f32_u': pairCall(convert.saturateU64),
  'i64.trunc_sat_f64_s': pairCall(convert.saturateI64),
  'i64.trunc_sat_f64_u': pairCall(convert.saturateU64),
  'f32.convert_i64_s':   singleCall(convert.i64ToF32),
  'f32.convert_i64_u':   singleCall(convert.u64ToF32),
  'f64.convert_i64_s':   single('f64.from words', 'ah', 'a'),
  'f64.convert_i64_u':   single('f64.from words u', 'ah', 'a'),
  'i64.reinterpret_f64': pairCall(float.reinterpretF64),
  'f64.reinterpret_i64': singleCall(float.fromBitsF64),
} satisfies Readonly<Record<WideName & Present<typeof numeric>, WideForm>>

const narrowLoad = (access: Narrow['access'], high: Word): Narrow => ({ kind: 'narrow load', access, high })
const narrowStore = (access: Narrow['access']): Narrow => ({ kind: 'narrow store', access, high: 0 })

/** The loads and stores of an i64. */
// biome-ignore format: a table
export const wideAccesses = {
  'i64.load':     { kind: 'both loads', access: 'i32.load' },
  'i64.load8_s':  narrowLoad('i32.load8_s', sign),
  'i64.load8_u':  narrowLoad('i32.load8_u', 0),
  'i64.load16_s': narrowLoad('i32.load16_s', sign),
  'i64.load16_u': narrowLoad('i32.load16_u', 0),
  'i64.load32_s': narrowLoad('i32.load', sign),
  'i64.load32_u': narrowLoad('i32.load', 0),
  'i64.store':    { kind: 'both stores', access: 'i32.store' },
  'i64.store8':   narrowStore('i32.store8'),
  'i64.store16':  narrowStore('i32.store16'),
  'i64.store32':  narrowStore('i32.store'),
} satisfies Readonly<Record<WideName & Present<typeof memory>, WideAccess>>

const fromWords = js('$0 * 4294967296 + $1')

/** A 64-bit integer as f64: its template, and how its high and its low word are meant. */
export const floatForms = {
  'f64.from words': { template: fromWords, high: 'signed', low: 'unsigned' },
  'f64.from words u': { template: fromWords, high: 'unsigned', low: 'unsigned' },
} as const satisfies Readonly<
  Record<string, { readonly template: unknown; readonly high: Signs; readonly low: Signs }>
>
