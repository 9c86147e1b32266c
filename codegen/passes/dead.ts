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

function sweep(list: Node[]): Node[] {
  spend(list.length)
  // Nodes that are kept move to the end.
  let start = list.length
  for (let i = list.length - 1; i >= 0; i--) {
    const node = list[i]!
    if (isDead(node)) release(node)
    else {
      list[--start] = node
      if (node.owned !== undefined) sweepOwned(node.owned)
    }
  }
  if (start > 0) list.splice(0, start)
  return list
}

function sweepOwned({ body, otherwise, cases }: NonNullable<Node['owned']>): void {
  if (cases !== undefined) for (let i = cases.length - 1; i >= 0; i--) sweep(cases[i]!)
  if (otherwise !== undefined) sweep(otherwise)
  if (body !== undefined) sweep(body)
}

/** Every value is used or has an effect. */
export function removeDead(fn: FunctionIR): void {
  for (const variable of fn.params) variable.reads = 0
  for (const variable of fn.variables) variable.reads = 0
  forEachNode(fn.body, countUses)
  sweep(fn.body)
}
