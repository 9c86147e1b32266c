// Bytecode: a function as a row of numbers, ready to be interpreted.
//
//   rounds left, calls left, function, then steps: number, positions and immediates
//
// Steps have names, and of those that are instructions it is that; the numbers are those of this process.
// What the loop of the interpreter does by itself comes first.

import type { Word } from '../abi.js'

/** A function as the interpreter runs it. */
export interface Bytecode {
  readonly code: Int32Array
  /** Where its first step stands. */
  readonly start: number
  /** The words below the frame's position, and how many words it has from there on. */
  readonly constants: Int32Array
  readonly words: number
  /** Where the locals begin that are no parameters, and where they end: they begin as 0. */
  readonly zeros: number
  readonly locals: number
  /** Which functions it calls by their index, each once. */
  readonly callees: ReadonlySet<number>
  /** Of each loop, in the order of the code, how many are around it. */
  readonly loops: readonly number[]
  /** The words of the parameters; see `frameWord`. */
  readonly params: Int32Array
  /** Whether there are references in its frame. */
  readonly hasReferences: boolean
}

/**
 * A word at an even position of the frame, or the second one of an integer, as calls and returns list it: the
 * position doubled, 1 more for a float, 3 more for a reference.
 */
export const frameWord = (word: Word, position: number): number =>
  word === 'int' ? 2 * position : word === 'float' ? 2 * position + 1 : 2 * position + 3

/** Where the first step stands. */
export const headerLength = 3

/** Bytecode of no module: its parameters are all i32, and are all its locals. */
export const makeBytecode = (
  row: readonly number[],
  locals: number,
  constants: readonly number[],
): Bytecode => ({
  code: Int32Array.of(...Array<number>(headerLength).fill(0), ...row),
  start: headerLength,
  constants: Int32Array.from(constants),
  words: 2 * locals,
  zeros: 2 * locals,
  locals: 2 * locals,
  callees: new Set(),
  loops: [],
  params: Int32Array.from({ length: locals }, (_, i) => 4 * i),
  hasReferences: false,
})
