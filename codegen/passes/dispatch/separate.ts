// Lets no case of a dispatch loop use what another has computed, so that cases can be put into another order,
// entered by themselves, and taken out.

import { lastOf } from '../../../src/engine/list.js'
import { type FunctionIR, get, makeVariable, type Node, set, type Variable } from '../../ir/nodes.js'
import { forEachNode, listsOf } from '../../ir/walk.js'
import { lastWrites } from './thread.js'

function forEachList(list: Node[], visit: (list: Node[]) => void): void {
  for (const node of list) for (const inner of listsOf(node)) forEachList(inner as Node[], visit)
  visit(list)
}

function setShared(list: Node[], shared: ReadonlyMap<Node, Variable>): void {
  for (let i = list.length - 1; i >= 0; i--) {
    const variable = shared.get(list[i]!)
    if (variable !== undefined) list.splice(i + 1, 0, set(variable, list[i]!))
  }
}

/**
 * A value that one case of a dispatch loop computes and another uses becomes a variable. A read of a
 * variable that nobody writes from there on is just repeated: a jump may have led past it, see thread.ts.
 */
export function separateCases(fn: FunctionIR, dispatchLoop: Node): void {
  const cases = dispatchLoop.cases!
  const home = new Map<Node, number>()
  cases.forEach((list, i) => {
    forEachNode(list, node => home.set(node, i))
  })
  const shared = new Map<Node, Variable>()
  const written = lastWrites(cases)
  const variableOf = (node: Node): Variable => {
    if (node.op === 'get' && (written.get(node.variable!) ?? -1) < home.get(node)!) return node.variable!
    if (!shared.has(node)) shared.set(node, makeVariable(fn, node.type))
    return shared.get(node)!
  }
  cases.forEach((list, i) => {
    const reads: Node[] = []
    forEachNode(list, node => {
      const isForeign = (arg: Node): boolean => home.has(arg) && home.get(arg) !== i && arg.op !== 'i32.const'
      if (!node.args.some(isForeign)) return
      node.args = node.args.map(arg => {
        if (!isForeign(arg)) return arg
        reads.push(get(variableOf(arg)))
        return lastOf(reads)!
      })
    })
    list.unshift(...reads)
  })
  if (shared.size > 0) forEachList(fn.body, list => setShared(list, shared))
}
