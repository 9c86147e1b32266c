// Cuts functions that are too large for V8 to optimise; see choose.ts for what and why, extract.ts for how.

import type { FunctionIR, Node } from '../../ir/nodes.js'
import { forEachNode } from '../../ir/walk.js'
import { removeDead } from '../dead.js'
import { chooseStretches, largestFunction, limitsFor, measureList } from './choose.js'
import { countReads, extract, useMoved } from './extract.js'

/** Counts uses and reads anew, after nodes have moved between functions. */
export function recount(fn: FunctionIR): void {
  forEachNode(fn.body, node => {
    node.uses = 0
  })
  removeDead(fn)
}

/**
 * No function is larger than engines optimise, where that can be helped. Gives the parts cut off.
 *
 * @param largest how many bytes of bytecode a function may come to
 */
export function splitHuge(fn: FunctionIR, largest = largestFunction): readonly FunctionIR[] {
  const limits = limitsFor(largest)
  const parts: FunctionIR[] = []
  const glued = new Set<Node>()
  for (const shortest of limits.rounds) {
    if (measureList(fn.body) < largest) break
    const before = parts.length
    const whole = { fn, glued, moved: new Map(), reads: countReads(fn.body, parts) }
    for (const stretch of chooseStretches(fn.body, { limits, shortest, glued })) {
      const part = extract(whole, stretch, `f${fn.index}p${parts.length}`)
      if (part !== undefined) parts.push(part)
    }
    if (parts.length === before) break
    useMoved(whole)
    recount(fn)
  }
  if (parts.length > 0) fn.isCut = true
  return parts
}
