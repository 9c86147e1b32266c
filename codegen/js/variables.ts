// The names around a generated function: the variables of its module's closure. All of them are made here,
// from indices; no name of the module ever becomes an identifier.
//
//   f3      function 3             M0      memory 0 (`H0.view` its DataView; `D0` a local copy of that)
//   g5 g5h  a global's words       T1 C1   type ids and codes of table 1's elements (X1 the table itself)
//   F[3]    the same, in modules with very many,   Y2   the process-wide number of type 2
//           and from where it is hardly ever called
//   G6      the box of a shared global (`G6.word0`)
//   globals[12345], memories[…], tables[…], types[…]   the same for those beyond `declaredLimit`
//   ticks   what instruments keep and give, by the names that they choose (passes/instrument.ts)

import type { Module } from '../../src/wasm/module.js'
import { wordName } from '../abi.js'
import { bounds } from '../tiers/tuning.js'

/** Functions beyond this have no variable of their own: engines limit how many a scope may hold. */
export const slotLimit = bounds.functionVariables

/**
 * Globals, memories, tables and types beyond this have none either: they are found in the arrays of their
 * kind. To declare a million takes engines 17 seconds and 6 GB.
 */
export const declaredLimit = bounds.otherVariables

/** The facts that a translator must know about the module. */
export interface ModuleFacts {
  readonly module: Module
  /** Globals that others can see or change: they live in boxes. */
  readonly boxed: readonly boolean[]
  /** Memories that cannot grow keep their view forever. */
  readonly fixed: readonly boolean[]
  /** The process-wide number of each type. */
  readonly typeIds: readonly number[]
}

/** Something by its variable or, as `far` says, where it has none. */
const near = (letter: string, index: number, far: string): string =>
  index < declaredLimit ? `${letter}${index}` : far

/** A function by its number, for where it is hardly ever called, or each time in another version. */
export const farName = (index: number): string => `F[${index}]`

/** A function of the closure. */
export const functionName = (index: number): string => (index < slotLimit ? `f${index}` : farName(index))

/** The process-wide number of a function type. */
export const typeName = (index: number): string => near('Y', index, `types[${index}]`)

/** A memory. */
export const memoryName = (index: number): string => near('M', index, `memories[${index}]`)

/** The view of a memory as it is now. */
export const newestViewName = (index: number): string =>
  `${near('H', index, `memories[${index}].holder`)}.view`

/** The view of a memory: a variable of the function. */
export const viewName = (index: number): string => `D${index}`

/** A table. */
export const tableName = (index: number): string => near('X', index, `tables[${index}]`)

/** The numbers of the types of a table's functions. */
export const tableTypesName = (index: number): string => near('T', index, `tables[${index}].types`)

/** The functions of a table that generated code calls. */
export const tableCodesName = (index: number): string => near('C', index, `tables[${index}].codes`)

/** The bytes of a data segment. */
export const dataName = (index: number): string => `data[${index}]`

/** The references of an element segment. */
export const elementsName = (index: number): string => `elements[${index}]`

/** A word of a global. */
export const globalName = ({ boxed }: ModuleFacts, index: number, word: number): string =>
  boxed[index] ? `${near('G', index, `globals[${index}]`)}.word${word}` : wordName(`g${index}`, word)
