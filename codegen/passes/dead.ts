// Removes what nobody uses: nodes without effects whose result is not read, and writes to variables that are
// never read. Counts uses on the way, and for each variable those of all that read it; both counts are right
// afterwards.
//
// A list is swept from its end, so that removing a node frees the nodes before it.

import { isRemovable } from '../ir/effects.js'
import type { FunctionIR, Node } from '../ir/nodes.js'
import { forEachNode } from '../ir/walk.js'

function countUses(fn: FunctionIR): void {
  for (const variable of fn.params) variable.reads = 0
  for (const variable of fn.variables) variable.reads = 0
  forEachNode(fn.body, node => {
    for (const arg of node.args) {
      arg.uses++
      if (arg.op === 'get') arg.variable!.reads++
    }
  })
}

function isDead(node: Node): boolean {
  if (node.op === 'set') return node.variable!.reads === 0
  return isRemovable(node.effect) && node.uses === 0 && node.type !== 'none'
}

function release(node: Node): void {
  for (const arg of node.args) {
    arg.uses--
    if (arg.op === 'get') arg.variable!.reads--
  }
}

function sweep(list: Node[]): Node[] {
  const kept: Node[] = []
  for (let i = list.length - 1; i >= 0; i--) {
    const node = list[i]!
    if (isDead(node)) release(node)
    else {
      kept.push(node)
      if (node.cases !== undefined) node.cases = sweepAll(node.cases)
      if (node.otherwise !== undefined) node.otherwise = sweep(node.otherwise)
      if (node.body !== undefined) node.body = sweep(node.body)
    }
  }
  return kept.reverse()
}

function sweepAll(lists: Node[][]): Node[][] {
  const swept: Node[][] = []
  for (let i = lists.length - 1; i >= 0; i--) swept.push(sweep(lists[i]!))
  return swept.reverse()
}

/** Every value is used or has an effect. */
export function removeDead(fn: FunctionIR): void {
  countUses(fn)
  fn.body = sweep(fn.body)
}
