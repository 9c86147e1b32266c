// Functions whose types differ from version to version of the compiler, or from module to module: they take
// the words that the guest passes, however many there are.
import type { FuncType } from '../../src/wasm/types.js'
import type { HostFunction, ImportedFunction, Word } from '../host.js'
import type { Program } from './program.js'

export interface Flexible {
  readonly scope: string
  /** What logs call the parameters, with a number for each. */
  readonly parameter: string
  readonly result: string
  run(program: Program, words: readonly Word[]): number | undefined
}

type Row = Omit<HostFunction<never>, 'body'>

const asItIs = { words: 1, read: (_: unknown, word: Word) => word }
const given = { to: 'caller', give: (value: Word) => value } as const

export const flexibleRow = ({ scope, parameter, result }: Flexible, type: FuncType): Row => ({
  scope,
  parameters: type.params.map((_, i) => ({ name: `${parameter}${i}`, kind: asItIs })),
  results: type.results.map(() => ({ name: result, kind: given })),
})

/** As the import's type wants it, if that is known. */
export const linkFlexible = ({ run }: Flexible, program: Program, type?: FuncType): ImportedFunction =>
  type?.results[0] === 'i64'
    ? (...words) => BigInt(Math.trunc(run(program, words) ?? 0))
    : (...words) => run(program, words)
