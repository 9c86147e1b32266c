// Frames of control while text is made. The text of a block is put together when it ends: only then it is
// known whether anybody jumps to its label.

import type { Entry } from './entry.js'

export interface Frame {
  readonly kind: 'function' | 'block' | 'loop' | 'if'
  /** How many frames are around it. */
  readonly depth: number
  readonly label: string
  /** Height of the stack below its parameters. */
  readonly height: number
  /** The types of its results, and of what a jump to its label carries. */
  readonly results: readonly Entry['type'][]
  readonly carried: readonly Entry['type'][]
  /** The text before it. */
  readonly before: string
  /** Of an `if`: the condition, and the parameters that its other arm begins with. */
  readonly condition: string
  readonly entry: readonly Entry[]
  /** Whether anybody jumps to the label. */
  used: boolean
  /** Of an `if` behind `else`: the text of its first arm, and whether that comes to its end. */
  first: string | undefined
  firstLive: boolean
}
