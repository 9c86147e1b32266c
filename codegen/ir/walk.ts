// Visits the nodes of a function.

import type { Node } from './nodes.js'

type List = readonly Node[]

/** So many lists are compared with each other; more go into a set. */
const few = 16

/** Equal targets of a br_table share a list; here each is once. */
function distinct(targets: readonly List[]): readonly List[] {
  return targets.length > few
    ? [...new Set(targets)]
    : targets.filter((target, i) => targets.indexOf(target) === i)
}

/** The lists that a node owns: bodies, arms, cases, and what leaves by a br_table. */
export function listsOf({ owned }: Node): readonly List[] {
  if (owned === undefined) return noLists
  const { body, otherwise, cases, targets } = owned
  const lists: List[] = []
  if (body !== undefined) lists.push(body)
  if (otherwise !== undefined) lists.push(otherwise)
  if (targets !== undefined) lists.push(...distinct(targets))
  if (cases !== undefined) lists.push(...cases)
  return lists
}

const noLists: readonly List[] = []

/** Calls `visit` on each node in order, before the lists that it owns. */
export function forEachNode(list: List, visit: (node: Node) => void): void {
  for (let i = 0; i < list.length; i++) {
    const node = list[i]!
    visit(node)
    if (node.owned !== undefined) forEachOwned(node.owned, visit)
  }
}

function forEachOwned(
  { body, otherwise, targets, cases }: NonNullable<Node['owned']>,
  visit: (node: Node) => void,
): void {
  if (body !== undefined) forEachNode(body, visit)
  if (otherwise !== undefined) forEachNode(otherwise, visit)
  if (targets !== undefined) for (const target of distinct(targets)) forEachNode(target, visit)
  if (cases !== undefined) for (const list of cases) forEachNode(list, visit)
}
