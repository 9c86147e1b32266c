// The wrappers of export-wrapper.ts and import-wrapper.ts where no text may be evaluated: the same steps in
// the same order, by loops over the kinds of a signature. Lists of words begin as lists of something else,
// since V8 keeps a list of numbers as doubles and makes signalling NaNs quiet when it puts them there.

import type { Code } from '../abi.js'
import { wordCount } from './export-wrapper.js'
import {
  type Conversion,
  type Crossing,
  conversionOf,
  type ExportWrapper,
  type Host,
  isClosed,
  type Kind,
  type Signature,
} from './kinds.js'

const conversionsOf = (kinds: readonly Kind[]): readonly Conversion[] => kinds.map(conversionOf)

/** Makes the words of values, in order. */
function entering(kinds: readonly Kind[], crossing: Crossing): (values: readonly unknown[]) => unknown[] {
  const conversions = conversionsOf(kinds)
  const count = wordCount(kinds)
  return values => {
    const words: unknown[] = Array.from({ length: count }, () => undefined)
    let next = 0
    for (let i = 0; i < conversions.length; i++)
      for (const enter of conversions[i]!.enterDirectly) words[next++] = enter(values[i], crossing)
    return words
  }
}

/** Makes values of words, which are asked for by their numbers. */
function leaving(
  kinds: readonly Kind[],
  crossing: Crossing,
): (wordAt: (index: number) => unknown) => unknown[] {
  const conversions = conversionsOf(kinds)
  return wordAt => {
    const values: unknown[] = conversions.map(() => undefined)
    let next = 0
    for (let i = 0; i < conversions.length; i++) {
      const { words, leaveDirectly } = conversions[i]!
      values[i] = leaveDirectly(wordAt(next), words.length > 1 ? wordAt(next + 1) : undefined, crossing)
      next += words.length
    }
    return values
  }
}

/** The registers of results, one for each word. */
const registersOf = (results: readonly Kind[], crossing: Crossing) =>
  conversionsOf(results).flatMap(({ words }) => words.map(word => crossing[word]))

const withLength = <F extends object>(fn: F, length: number): F =>
  Object.defineProperty(fn, 'length', { value: length, configurable: true })

/** Makes export wrappers of a signature. */
export function directExport(signature: Signature, crossing: Crossing) {
  const { params, results } = signature
  const { refusal, fault, pack } = crossing
  if (isClosed(signature))
    return () =>
      withLength((): never => {
        throw refusal()
      }, params.length)
  const enter = entering(params, crossing)
  const leave = leaving(results, crossing)
  const registers = registersOf(results, crossing)
  return (func: { readonly code: Code }): ExportWrapper =>
    withLength((...given: unknown[]) => {
      const words = enter(given)
      let result: unknown
      try {
        result = func.code(...(words as never[]))
      } catch (error) {
        throw fault(error)
      }
      const values = leave(index => (index === 0 ? result : registers[index]![index]))
      return values.length > 1 ? pack(...values) : values[0]
    }, params.length)
}

/** Makes import wrappers of a signature. */
export function directImport(signature: Signature, crossing: Crossing): (host: Host) => Code {
  const { params, results } = signature
  const { refusal, foreign, list } = crossing
  if (isClosed(signature))
    return () => () => {
      throw refusal()
    }
  const leave = leaving(params, crossing)
  const enter = entering(results, crossing)
  const registers = registersOf(results, crossing)
  return host =>
    (...given) => {
      try {
        const value = host(...leave(index => given[index]))
        const words = enter(results.length > 1 ? list(value, results.length) : [value])
        for (let i = 1; i < words.length; i++) registers[i]![i] = words[i] as never
        return words[0]
      } catch (error) {
        throw foreign(error)
      }
    }
}
