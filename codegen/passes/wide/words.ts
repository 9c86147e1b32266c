// The words of a value while values are split: a list, the lowest first, as codegen/abi.ts has it.

import type { Node } from '../../ir/nodes.js'

export type Words = readonly Node[]

export const lowOf = (words: Words): Node => words[0]!

/** The other word of a value of two. */
export const highOf = (words: Words): Node => words[1]!
