// Templates: JavaScript expressions with holes, by which the lowering says what an instruction becomes.
//
//   js('$0 + $1 | 0')    pieces  ''  ' + '  ' | 0'
//                        holes   12  13           an operand below that precedence needs parentheses
//                        precedence 6             of the whole, for the hole that it will go into itself
//
// A template is read when the compiler is built, by acorn (read/template.ts), which also checks it. Printing
// then only glues text.

import { template } from './reader.js'

export { precedence } from './precedence.js'

export interface Template {
  readonly source: string
  /** The text around the holes; one more than there are holes. */
  readonly pieces: readonly string[]
  /** For each hole, the least precedence that an operand may have without parentheses. */
  readonly holes: readonly number[]
  /** Of the whole expression. */
  readonly precedence: number
  /** Free names that are no globals: helpers, values, and what the caller announced. */
  readonly names: readonly string[]
}

/** What has been read of a template. Each time it is another object, so that users can tell theirs. */
export const js = (source: string): Template => ({ ...template(source) })
