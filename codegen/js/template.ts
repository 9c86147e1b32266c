// Templates: JavaScript expressions with holes, by which the lowering says what an instruction becomes.
//
//   js('$0 + $1 | 0')    texts   ''  ' + '  ' | 0'
//                        holes   12  13           an operand below that precedence needs parentheses
//                        precedence 6             of the whole, for the hole that it will go into itself
//
// A template is read when the compiler is built, by acorn (read/template.ts), which also checks it. Printing
// then only glues text.

import { template } from './reader/template.js'
import type { Template } from './readings.js'

export { precedence } from './precedence.js'
export type { Template } from './readings.js'

/** A template as it has been read. Each time it is another object, so that users can tell theirs. */
export const js = (source: string): Template => ({ ...template(source) })
