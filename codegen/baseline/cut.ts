// A loop that is being made a function of its own (loops.ts): what it names, and where it leads.

import type { Entry } from './entry.js'
import type { Frame } from './frame.js'

/** The variables of a function: those of the stack and others, and memories that are accessed. */
export interface Variables {
  readonly names: Set<string>
  readonly views: Set<number>
}

/** The lengths of loops, by the place behind the instruction. */
export type Loops = ReadonlyMap<number, number>

/** The body as it was when a loop began, for when the loop has to stay. */
interface Before {
  readonly position: number
  readonly stack: readonly Entry[]
  readonly variables: Variables
  readonly hasLoops: boolean
  readonly wide: number
  readonly wideInLoops: number
}

/** A loop that is being made a function. */
export class Cut {
  /** Locals that it names, and writes. */
  readonly locals = new Set<number>()
  readonly written = new Set<number>()
  /** Variables of the stack that it writes for a frame around it. */
  readonly carried = new Set<Entry>()
  /** The frames around it that it jumps to. */
  readonly exits: Frame[] = []

  constructor(
    /** The place of its frame: those before it are around it. */
    readonly depth: number,
    readonly before: Before,
  ) {}

  /** The statements of a jump to a frame around the loop. */
  leave(frame: Frame): string {
    let number = this.exits.indexOf(frame)
    if (number < 0) number = this.exits.push(frame) - 1
    return `x=${number + 1};break E;`
  }
}
