// Rewrites what is listened to: a call of such a function becomes `call logged`, and `memory.grow`, if
// anybody asked for it, `memory.grow logged`. Both are the same instruction done by way of the listener
// (see ../logging.ts). Nothing else changes, so that a function without such a place gives the same text as
// in a module that nobody listens to.
//
//   call 3             call logged 3           L.calls[3](a, b)
//   memory.grow        memory.grow logged      L.grow(0, a)
//
// It comes before all other passes: what it has rewritten is opaque to them.

import type { Logged } from '../interpret/assembler.js'
import type { FunctionIR } from '../ir/nodes.js'
import { forEachNode } from '../ir/walk.js'

/** No call of a function in `functions` is plain; neither is any `memory.grow`, if they are told. */
export function logCalls(fn: FunctionIR, { functions, growth }: Logged): void {
  forEachNode(fn.body, node => {
    if (node.op === 'call' && functions.has(node.index)) node.op = 'call logged'
    else if (node.op === 'memory.grow' && growth !== undefined) node.op = 'memory.grow logged'
  })
}
