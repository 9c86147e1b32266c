// Removes what nobody uses: nodes without effects whose result is not read, and writes to variables that are
// never read. Counts uses on the way, and for each variable those of all that read it; both counts are right
// afterwards.
//
// A list is swept from its end, so that removing a node frees the nodes before it.

import { spend } from '../interpret/clock.js'
import { isRemovable } from '../ir/effects.js'
import type { FunctionIR, Node } from '../ir/nodes.js'
import { forEachNode } from '../ir/walk.js'

function countUses({ args }: Node): void {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    arg.uses++
    if (arg.op === 'get') arg.variable!.reads++
  }
}

function isDead(node: Node): boolean {
  if (node.op === 'set') return node.variable!.reads === 0
  return node.uses === 0 && node.type !== 'none' && isRemovable(node.effect)
}

function release({ args }: Node): void {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    arg.uses--
    if (arg.op === 'get') arg.variable!.reads--
  }
}

/** Gives how many nodes it has removed. */
function sweep(list: Node[]): number {
  spend(list.length)
  // Nodes that are kept move to the end.
  let start = list.length
  let within = 0
  for (let i = list.length - 1; i >= 0; i--) {
    const node = list[i]!
    if (isDead(node)) release(node)
    else {
      list[--start] = node
      if (node.owned !== undefined) within += sweepOwned(node.owned)
    }
  }
  if (start > 0) list.splice(0, start)
  return start + within
}

function sweepOwned({ body, otherwise, cases }: NonNullable<Node['owned']>): number {
  let removed = 0
  if (cases !== undefined) for (let i = cases.length - 1; i >= 0; i--) removed += sweep(cases[i]!)
  if (otherwise !== undefined) removed += sweep(otherwise)
  if (body !== undefined) removed += sweep(body)
  return removed
}

/** Every value is used or has an effect. Gives how many nodes were not. */
export function removeDead(fn: FunctionIR): number {
  for (const variable of fn.params) variable.reads = 0
  for (const variable of fn.variables) variable.reads = 0
  forEachNode(fn.body, countUses)
  return sweep(fn.body)
}

/** Counts uses and reads anew, after nodes have moved between functions. Gives how many nodes are gone. */
export function recount(fn: FunctionIR): number {
  forEachNode(fn.body, node => {
    node.uses = 0
  })
  return removeDead(fn)
}

/** So often is looked for what is dead: what is read before it is written, in the text, takes one more. */
const mostSweeps = 4

/** The same until nothing is dead any more. */
export function removeAllDead(fn: FunctionIR): void {
  for (let i = 0; i < mostSweeps && recount(fn) > 0; i++);
}
