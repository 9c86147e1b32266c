// The operands that a region of nodes needs from outside, for passes that make a region run elsewhere: as a
// function of its own, as a case behind a jump, as what goes on at a loop. An operand that is computed
// outside then has to come in as a variable. Constants are no operands in this sense: lowering writes them
// wherever they are used.

import { get, type Node, type Variable } from './nodes.js'
import { forEachNode } from './walk.js'

/** Every node of some lists, those of lists within included. */
export function nodesOf(...lists: readonly (readonly Node[])[]): Set<Node> {
  const nodes = new Set<Node>()
  for (const list of lists) forEachNode(list, node => nodes.add(node))
  return nodes
}

/** The operands of some nodes that none of them computes. */
export function operandsFromOutside(nodes: ReadonlySet<Node>): Set<Node> {
  const operands = new Set<Node>()
  for (const { args } of nodes)
    for (const arg of args) if (!nodes.has(arg) && arg.op !== 'i32.const') operands.add(arg)
  return operands
}

/** Puts other nodes in the place of operands. */
export function replaceOperands(list: readonly Node[], replacements: ReadonlyMap<Node, Node>): void {
  forEachNode(list, node => {
    if (node.args.some(arg => replacements.has(arg)))
      node.args = node.args.map(arg => replacements.get(arg) ?? arg)
  })
}

/** A list reads variables at its beginning where it has used what is computed outside. */
export function importOperands(list: Node[], variableOf: (operand: Node) => Variable): void {
  const operands = operandsFromOutside(nodesOf(list))
  const reads = new Map(Array.from(operands, operand => [operand, get(variableOf(operand))] as const))
  replaceOperands(list, reads)
  list.unshift(...reads.values())
}
