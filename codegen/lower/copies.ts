// Which reads of variables need a copy. Reading a local costs nothing where it is used, unless the local has
// been written in between: then the old value must be saved when it is read.
//
// Walks the function in order and counts the writes to each variable; a read whose count differs at a use is
// marked. Within a loop the order of the text is not the order of time, but an operand never crosses the head
// of a loop except through a variable. A read's immediates are free to hold the count and the mark. What an
// earlier lowering has noted on a node is forgotten on the way. Behind the walk each count is that of all writes.

import type { FunctionIR, Node } from '../ir/nodes.js'
import { forEachNode } from '../ir/walk.js'

function visit(node: Node): void {
  const { args } = node
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]!
    if (arg.op === 'get' && arg.index !== arg.variable!.version) arg.extra = 1
  }
  node.place = undefined
  if (node.op === 'get') node.index = node.variable!.version
  else if (node.op === 'set') node.variable!.version++
}

/** Marks the reads that must be copied when they are made; see `needsCopy`. */
export function findCopies({ params, variables, body }: FunctionIR): void {
  for (const variable of params) variable.version = 0
  for (const variable of variables) variable.version = 0
  forEachNode(body, visit)
}

/** Whether a read's variable is written before the last use of what was read. */
export const needsCopy = (read: Node): boolean => read.extra === 1
