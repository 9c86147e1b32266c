// How a value of each type crosses the boundary: which words it becomes on the way in, and what is made of
// its words on the way out. A row is JavaScript; the functions it calls are those of `Crossing`. It says the
// same twice: as text, and as functions for where no text may be evaluated.

import type { FuncType, RefType, ValueType } from '../../src/wasm/types.js'
import { type Word, words } from '../abi.js'
import { expression, type Quote } from './quote.js'

/** Types that cross alike. A 'closed' value never crosses: JavaScript has nothing to show it as. */
export type Kind = 'i32' | 'i64' | 'f32' | 'f64' | 'func' | 'extern' | 'closed'

/** A function that JavaScript calls in the place of one of wasm. */
export type ExportWrapper = (...values: unknown[]) => unknown
/** A function of the host, as it was given to be imported. */
export type Host = (...values: unknown[]) => unknown

/** The functions that wrappers may call. */
export interface Crossing {
  /** The result registers. */
  readonly int: Int32Array
  readonly float: Float64Array
  readonly ref: unknown[]
  fround(value: number): number
  /** The words of an i64; `high` is of the value that `low` was given last. */
  low(value: unknown): number
  high(): number
  join(low: number, high: number): bigint
  toFunc(value: unknown): unknown
  fromFunc(func: unknown): unknown
  /** The values of an iterable, of which there must be so many. */
  list(value: unknown, count: number): readonly unknown[]
  pack(...values: readonly unknown[]): readonly unknown[]
  fault(error: unknown): unknown
  foreign(error: unknown): unknown
  refusal(): Error
}

type Enter = (value: unknown, crossing: Crossing) => unknown
type Leave = (low: unknown, high: unknown, crossing: Crossing) => unknown

export interface Conversion {
  /** The kinds of its words. */
  readonly words: readonly Word[]
  /** The words of `$value`: an expression for each. */
  readonly enter: readonly Quote[]
  /** The value of the words `$low` and `$high`. */
  readonly leave: Quote
  /** The same as functions; the words are asked for in their order. */
  readonly enterDirectly: readonly Enter[]
  readonly leaveDirectly: Leave
}

function row(
  words: readonly Word[],
  enter: readonly (readonly [text: string, directly: Enter])[],
  [leave, leaveDirectly]: readonly [text: string, directly: Leave],
): Conversion {
  const texts = enter.map(([text]) => expression(text))
  const enterDirectly = enter.map(([, directly]) => directly)
  return { words, enter: texts, leave: expression(leave), enterDirectly, leaveDirectly }
}

const asItIs = ['$low', low => low] as const satisfies readonly [string, Leave]

// biome-ignore format: a table
export const conversions: Readonly<Record<Exclude<Kind, 'closed'>, Conversion>> = {
  i32: row(words.i32, [['$value | 0', value => (value as number) | 0]], asItIs),
  i64: row(
    words.i64,
    [['low($value)', (value, { low }) => low(value)], ['high()', (_, { high }) => high()]],
    ['join($low, $high)', (low, high, { join }) => join(low as number, high as number)],
  ),
  f32: row(words.f32, [['fround($value)', (value, { fround }) => fround(value as number)]], asItIs),
  f64: row(words.f64, [['+$value', value => +(value as number)]], asItIs),
  func: row(
    words.ref,
    [['toFunc($value)', (value, { toFunc }) => toFunc(value)]],
    ['fromFunc($low)', (low, _, { fromFunc }) => fromFunc(low)],
  ),
  extern: row(words.ref, [['$value', value => value]], asItIs),
}

function refKind({ heap }: RefType): Kind {
  if (typeof heap === 'number' || heap === 'func' || heap === 'nofunc') return 'func'
  return heap === 'extern' || heap === 'noextern' ? 'extern' : 'closed'
}

function kindOf(type: ValueType): Kind {
  if (typeof type === 'object') return refKind(type)
  return type === 'v128' ? 'closed' : type
}

/** A function type with everything forgotten that makes no difference at the boundary. */
export interface Signature {
  readonly params: readonly Kind[]
  readonly results: readonly Kind[]
}

export const signatureOf = (type: FuncType): Signature => ({
  params: type.params.map(kindOf),
  results: type.results.map(kindOf),
})

export const isClosed = ({ params, results }: Signature): boolean =>
  params.includes('closed') || results.includes('closed')

/** The conversion of a kind in a signature that is not closed. */
export function conversionOf(kind: Kind): Conversion {
  if (kind === 'closed') throw new TypeError('a closed value cannot cross')
  return conversions[kind]
}
