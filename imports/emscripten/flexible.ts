// Functions whose types differ from version to version of the compiler, or from module to module: they take
// the words that the guest passes, however many there are.
import type { FuncType } from '../../src/wasm/types.js'
import { type HostFunction, type ImportedFunction, plainParameters, type Word } from '../host.js'
import type { Program } from './program.js'

export interface Flexible {
  readonly scope: string
  /** What logs call the parameters, with a number for each. */
  readonly parameter: string
  readonly result: string
  run(program: Program, words: readonly Word[]): number | undefined
}

const asItIs = { words: 1, read: (_: unknown, word: Word) => word }
const given = { to: 'caller', give: (value: Word) => value } as const

export const flexibleRow = (
  { scope, parameter, result }: Flexible,
  type: FuncType,
): Omit<HostFunction<never>, 'body'> => ({
  scope,
  parameters: type.params.map((_, i) => ({ name: `${parameter}${i}`, kind: asItIs })),
  results: type.results.map(() => ({ name: result, kind: given })),
})

/** As the import's type wants it, if that is known. */
export const linkFlexible = ({ run }: Flexible, program: Program, type?: FuncType): ImportedFunction =>
  type?.results[0] === 'i64'
    ? (...words) => BigInt(Math.trunc(run(program, words) ?? 0))
    : (...words) => run(program, words)

const isWide = (kind: unknown): boolean => kind === plainParameters.i64 || kind === plainParameters.u64

/** A value of 64 bits from its two words. */
export const joinWords = (low: Word, high: Word): bigint =>
  BigInt.asIntN(64, BigInt(Number(low) >>> 0) | (BigInt(Number(high) >>> 0) << 32n))

type Row = Pick<HostFunction<never>, 'parameters' | 'results'>

/** A function of a row, which also takes two words for each value of 64 bits, as older versions pass them. */
export function joining({ parameters, results }: Row, run: ImportedFunction): ImportedFunction {
  const kinds = parameters.flatMap(({ kind }) => Array.from({ length: kind.words }, () => kind))
  const count = kinds.length + results.filter(({ kind }) => kind.to === 'memory').length
  if (!kinds.some(isWide)) return run
  return (...words) => {
    if (words.length <= count) return run(...words)
    let next = 0
    const take = () => words[next++]!
    const joined = kinds.map(kind => (isWide(kind) ? joinWords(take(), take()) : take()))
    return run(...joined, ...words.slice(next))
  }
}
