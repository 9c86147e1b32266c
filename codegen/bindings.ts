// The variables by which the functions of a closure know their instance: a row for each, with what it holds.
// The closure of one instance begins with them as they are, and they stay; the closure that instances share
// is given those of each in turn (shared/switch.ts).
//
//   H0 = memories[0].holder      T1 = tables[1].types      f2 = functions[2]
//   g3 = globals[3].word0        ticks = 0                 of these the value is the instance's own
//
// Of the globals and tables, those have variables that are not too many; see js/variables.ts.

import { importedCount } from '../src/wasm/module.js'
import { wordName, wordsOf } from './abi.js'
import type { Environment } from './environment.js'
import { declaredLimit, slotLimit } from './js/variables.js'
import type { Program } from './program.js'

/** A place: an index of a space or, in what stands there, a property. */
type Source = readonly [space: 'functions' | 'memories' | 'tables' | 'globals', index: number, name?: string]

/** A variable that is always the same for an instance. */
export interface Fixed {
  readonly name: string
  readonly from: Source
}

/** A variable that code writes, or may. */
export interface Word {
  readonly name: string
  /** Where it begins, or what as. */
  readonly from: Source | number
  readonly changes: boolean
}

/** The numbers from one to before another; none if that is not above it. */
export const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i)

/** The indices of a space that have variables. */
export const declared = ({ length }: { readonly length: number }): number[] =>
  range(0, Math.min(length, declaredLimit))

/** Globals that nobody else sees. */
export const globalWords = ({ module, facts }: Program): readonly Word[] =>
  declared(module.globals)
    .filter(i => !facts.boxed[i])
    .flatMap(i => {
      const { type, mutable } = module.globals[i]!.type
      return wordsOf(type).map((_, word) => ({
        name: wordName(`g${i}`, word),
        from: ['globals', i, `word${word}`] as const,
        changes: mutable,
      }))
    })

/** The counts of instruments. */
export const instrumentWords = ({ instruments }: Program): readonly Word[] =>
  instruments.flatMap(({ state = {} }) =>
    Object.entries(state).map(([name, from]) => ({ name, from, changes: true })),
  )

/** The parts of memories and tables that code looks at most. */
export const nearBindings = (
  { module }: Program,
  holder: 'holder' | 'plainHolder' = 'holder',
): readonly (readonly Fixed[])[] => [
  declared(module.memories).map(i => ({ name: `H${i}`, from: ['memories', i, holder] })),
  declared(module.tables).flatMap(i => [
    { name: `T${i}`, from: ['tables', i, 'types'] },
    { name: `C${i}`, from: ['tables', i, 'codes'] },
  ]),
]

/** Objects that it needs less often. */
export const objectBindings = ({ module, facts }: Program): readonly (readonly Fixed[])[] => [
  declared(module.globals)
    .filter(i => facts.boxed[i])
    .map(i => ({ name: `G${i}`, from: ['globals', i] })),
  declared(module.memories).map(i => ({ name: `M${i}`, from: ['memories', i] })),
  declared(module.tables).map(i => ({ name: `X${i}`, from: ['tables', i] })),
]

/** The imported functions. */
export const importBindings = ({ module }: Program): readonly Fixed[] =>
  range(0, Math.min(importedCount(module, 'func'), slotLimit)).map(i => ({
    name: `f${i}`,
    from: ['functions', i],
  }))

/** The same as text. */
export const sourceText = ([space, index, name]: Source): string =>
  `${space}[${index}]${name === undefined ? '' : `.${name}`}`

/** The object or value that an instance has at a place. */
export function valueIn([space, index, name]: Source, environment: Environment): unknown {
  const found: unknown = environment[space][index]
  return name === undefined ? found : (found as Readonly<Record<string, unknown>>)[name]
}
