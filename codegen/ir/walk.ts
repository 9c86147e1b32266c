// Visits the nodes of a function.

import type { Node } from './nodes.js'

/** The lists that a node owns: bodies, arms, cases, and what leaves by a br_table. */
export function listsOf(node: Node): readonly (readonly Node[])[] {
  const { body, otherwise, cases, targets } = node
  if (body === undefined && cases === undefined && targets === undefined) return noLists
  const lists: (readonly Node[])[] = []
  if (body !== undefined) lists.push(body)
  if (otherwise !== undefined) lists.push(otherwise)
  if (targets !== undefined) for (const target of new Set(targets)) lists.push(target)
  if (cases !== undefined) for (const list of cases) lists.push(list)
  return lists
}

const noLists: readonly (readonly Node[])[] = []

/** Calls `visit` on each node in order, before the lists that it owns. */
export function forEachNode(list: readonly Node[], visit: (node: Node) => void): void {
  for (const node of list) {
    visit(node)
    for (const inner of listsOf(node)) forEachNode(inner, visit)
  }
}
