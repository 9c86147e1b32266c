// Cuts functions that are too large for V8 to optimise; see choose.ts for what and why, extract.ts for how.

import type { FunctionIR, Node } from '../../ir/nodes.js'
import { forEachNode } from '../../ir/walk.js'
import { removeDead } from '../dead.js'
import { chooseStretches, hugeSize, measureList } from './choose.js'
import { countReads, extract } from './extract.js'

/** Counts uses and reads anew, after nodes have moved between functions. */
export function recount(fn: FunctionIR): void {
  forEachNode(fn.body, node => {
    node.uses = 0
  })
  removeDead(fn)
}

/** The shortest stretch in each round: at last even small ones. */
const rounds = [700, 400, 200] as const

/** No function is larger than engines optimise, where that can be helped. Gives the parts cut off. */
export function splitHuge(fn: FunctionIR): readonly FunctionIR[] {
  const parts: FunctionIR[] = []
  const glued = new Set<Node>()
  for (const shortest of rounds) {
    if (measureList(fn.body) < hugeSize) break
    const whole = { fn, glued, reads: countReads(fn.body, parts) }
    for (const stretch of chooseStretches(fn.body, { shortest, glued }))
      parts.push(extract(whole, stretch, `f${fn.index}p${parts.length}`))
  }
  if (parts.length > 0) {
    fn.isCut = true
    recount(fn)
  }
  return parts
}
