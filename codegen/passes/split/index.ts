// Cuts functions that are too large for V8 to optimise; see choose.ts for what and why, extract.ts for how.

import type { FunctionIR } from '../../ir/nodes.js'
import { forEachNode } from '../../ir/walk.js'
import { removeDead } from '../dead.js'
import { chooseStretches, hugeSize, measureList, type Sizes } from './choose.js'
import { countReads, extract } from './extract.js'

/** Counts uses and reads anew, after nodes have moved between functions. */
export function recount(fn: FunctionIR): void {
  forEachNode(fn.body, node => {
    node.uses = 0
  })
  removeDead(fn)
}

/** No function is larger than engines optimise, where that can be helped. Gives the parts cut off. */
export function splitHuge(fn: FunctionIR): readonly FunctionIR[] {
  const sizes: Sizes = new Map()
  const total = measureList(fn.body, sizes)
  if (total < hugeSize) return []
  const whole = { fn, reads: countReads(fn.body) }
  const stretches = chooseStretches(fn.body, sizes, total)
  const parts = stretches.map((stretch, i) => extract(whole, stretch, `f${fn.index}p${i}`))
  if (parts.length > 0) {
    fn.isCut = true
    recount(fn)
  }
  return parts
}
