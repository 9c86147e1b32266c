// A loop that instruments have texts for (instrumented.ts), while it is being read.

import type { LoopCost, LoopTexts } from '../js/texts.js'

export interface Repeated extends LoopCost {
  /** The place of its frame. */
  readonly depth: number
  /** The loop around it, perhaps in another function than the loop itself. */
  readonly around: Repeated | undefined
  readonly texts: Required<LoopTexts>
}
