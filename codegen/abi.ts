// The calling convention of generated code, said once. A value is one or more words, each of a
// kind; words are arguments one after another. A function returns the first word of its results, and leaves
// word k at index k of the result register of its kind, where it is read before anything else is called:
//
//   (func (param i64 f64) (result i32 i64))      f7(l0, l0h, l1)  returns the i32
//                                                resultInt[1], resultInt[2]  the words of the i64, low first

import type { Translated } from '../src/wasm/features.js'
import type { FuncType, NumberType, ValueType } from '../src/wasm/types.js'

/** A function as generated code calls it: words in, the first result word out. */
export type Code = (...words: never[]) => unknown

/** A word is a signed 32-bit integer, a float of either size, a reference. */
export type Word = 'int' | 'float' | 'ref'

/** Types of values by their words; references are all alike. */
type Valued = NumberType | 'ref' | ('simd' extends Translated ? 'v128' : never)

/** The words of a value of each type, the lowest first. */
export const words: Readonly<Record<Valued, readonly Word[]>> = {
  i32: ['int'],
  i64: ['int', 'int'],
  f32: ['float'],
  f64: ['float'],
  ref: ['ref'],
}

/** The array that holds result words of a kind; see helpers/results.ts. */
export const registers = { int: 'resultInt', float: 'resultFloat', ref: 'resultRef' } as const

/** Names of words end so: those of the variable `g5` are `g5` and `g5h`. */
const suffixes = ['', 'h', 'h2', 'h3'] as const
/** The name of a word of what has a name: an i64 `l1` is `l1` and `l1h`. */
export const wordName = (name: string, word: number): string => name + suffixes[word]!

/** The words of a value. */
export const wordsOf = (type: ValueType): readonly Word[] =>
  typeof type === 'object' ? words.ref : words[type as Valued]

/** How many words come before each result. */
export function wordOffsets({ results }: FuncType): number[] {
  let next = 0
  return results.map(type => {
    const offset = next
    next += wordsOf(type).length
    return offset
  })
}
