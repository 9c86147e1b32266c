// The control stack of the builder. A frame is one `block`, `loop` or `if` being read (or the function), and
// says what its code becomes:
//
//   nested   a node of its own, with the body below it
//   case     it nests too deeply to be a statement: its label is a case of the dispatch that holds its code
//   rung     a block of a br_table ladder: its end begins the next case of the ladder's dispatch

import type { ValueType } from '../../src/wasm/types.js'
import type { Label, Node, Variable } from './nodes.js'

export interface Frame {
  readonly kind: 'function' | 'block' | 'loop' | 'if'
  readonly shape: 'nested' | 'case' | 'rung'
  readonly label: Label
  readonly params: readonly ValueType[]
  readonly results: readonly ValueType[]
  /** Where the results are left at the end; the label's variables but for a loop. */
  readonly ends: readonly Variable[]
  /** How many operands lie below this frame's own. */
  readonly height: number
  /** The node that owns the body, or the dispatch. */
  readonly node: Node | undefined
  /** The list to go on with after the end. */
  readonly outer: Node[]
  /** Of an `if`: the operands that both arms begin with. */
  readonly entry: readonly Node[]
  /** Of an `if` that is a case: where the else arm begins. */
  readonly alternative: Label | undefined
  elseSeen: boolean
  /** Whether an arm of the `if` that is complete runs into the end. */
  armCompletes: boolean
}
