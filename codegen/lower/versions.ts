// Which reads of variables need a copy. Reading a local costs nothing where it is used, unless the local has
// been written in between: then the old value must be saved when it is read.
//
// Walks the function in order and counts the writes to each variable; a read whose count differs at a use is
// marked. Within a loop the order of the text is not the order of time, but an operand never crosses the head
// of a loop except through a variable.

import type { Node, Variable } from '../ir/nodes.js'
import { forEachNode } from '../ir/walk.js'

/** The reads that must be copied when they are made. */
export function findCopies(body: readonly Node[]): ReadonlySet<Node> {
  const versions = new Map<Variable, number>()
  const seen = new Map<Node, number>()
  const copies = new Set<Node>()
  const version = (variable: Variable): number => versions.get(variable) ?? 0
  forEachNode(body, node => {
    for (const arg of node.args)
      if (arg.op === 'get' && seen.get(arg) !== version(arg.variable!)) copies.add(arg)
    if (node.op === 'get') seen.set(node, version(node.variable!))
    else if (node.op === 'set') versions.set(node.variable!, version(node.variable!) + 1)
  })
  return copies
}
