// How a value of each type crosses the boundary: which words it becomes on the way in, and what is made of
// its words on the way out. A row is JavaScript; the functions it calls are those of `Crossing` in
// index.ts.

import type { FuncType, RefType, ValueType } from '../../src/wasm/types.js'
import { type Word, words } from '../abi.js'
import { expression, type Quote } from './quote.js'

/** Types that cross alike. A 'closed' value never crosses: JavaScript has nothing to show it as. */
export type Kind = 'i32' | 'i64' | 'f32' | 'f64' | 'func' | 'extern' | 'closed'

export interface Conversion {
  /** The kinds of its words. */
  readonly words: readonly Word[]
  /** The words of `$value`: an expression for each. */
  readonly enter: readonly Quote[]
  /** The value of the words `$low` and `$high`. */
  readonly leave: Quote
}

const row = (words: readonly Word[], enter: readonly string[], leave: string): Conversion => ({
  words,
  enter: enter.map(expression),
  leave: expression(leave),
})

export const conversions: Readonly<Record<Exclude<Kind, 'closed'>, Conversion>> = {
  i32: row(words.i32, ['$value | 0'], '$low'),
  i64: row(words.i64, ['low($value)', 'high()'], 'join($low, $high)'),
  f32: row(words.f32, ['fround($value)'], '$low'),
  f64: row(words.f64, ['+$value'], '$low'),
  func: row(words.ref, ['toFunc($value)'], 'fromFunc($low)'),
  extern: row(words.ref, ['$value'], '$low'),
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
