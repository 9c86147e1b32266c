// Visits the nodes of a function, and gives them other lists. Only this file knows which lists a node can
// own.

import { lastOf } from '../../src/engine/list.js'
import { rows } from '../../src/wasm/ops/index.js'
import { spend } from '../interpret/clock.js'
import type { Node } from './nodes.js'
import { type OwnRow, ownOps } from './ops.js'

type List = readonly Node[]

/** The most lists that are compared with each other; more go into a set. */
const few = 16

/** Equal targets of a br_table share a list; here each is once. */
function findDistinct(targets: readonly List[]): readonly List[] {
  return targets.length > few
    ? [...new Set(targets)]
    : targets.filter((target, i) => targets.indexOf(target) === i)
}

/** Found when first asked for: walks are many. */
const distinct = (owned: NonNullable<Node['owned']>): readonly List[] =>
  (owned.distinct ??= findDistinct(owned.targets!))

/** The lists that a node owns: bodies, arms, cases, and what leaves by a br_table. */
export function listsOf({ owned }: Node): readonly List[] {
  if (owned === undefined) return noLists
  const { body, otherwise, cases, targets } = owned
  const lists: List[] = []
  if (body !== undefined) lists.push(body)
  if (otherwise !== undefined) lists.push(otherwise)
  // There may be more of them than a call takes arguments.
  if (targets !== undefined) for (const target of distinct(owned)) lists.push(target)
  if (cases !== undefined) for (const list of cases) lists.push(list)
  return lists
}

const noLists: readonly List[] = []

/**
 * Puts `map` of each list that a node owns in its place, in the order of the code. Equal targets of a
 * br_table share a list, and go on sharing what comes of it.
 */
export function mapLists(node: Node, map: (list: Node[]) => Node[]): void {
  const { owned } = node
  if (owned === undefined) return
  const { body, otherwise, cases, targets } = owned
  if (body !== undefined) owned.body = map(body)
  if (otherwise !== undefined) owned.otherwise = map(otherwise)
  if (cases !== undefined) owned.cases = cases.map(map)
  if (targets === undefined) return
  const mapped = new Map(distinct(owned).map(target => [target, map(target as Node[])] as const))
  node.targets = targets.map(target => mapped.get(target)!)
}

/** Operations behind which control never goes on. */
const jumps: ReadonlySet<string> = new Set([
  ...rows.filter(({ traits }) => traits.includes('ends')).map(({ name }) => name),
  ...Object.entries<OwnRow>(ownOps).flatMap(([name, { ends }]) => (ends ? [name] : [])),
])

/** Whether control never goes on behind a node: it ends its list. */
export const isJump = ({ op }: Node): boolean => jumps.has(op)

/** Whether control never reaches the end of a list. */
export function endsInJump(list: List): boolean {
  const last = lastOf(list)
  return last !== undefined && isJump(last)
}

/** How many nodes a list has, those of lists within included. */
export function countNodes(list: List): number {
  let count = 0
  forEachNode(list, () => count++)
  return count
}

/** Calls `visit` on each node in order, before the lists that it owns. */
export function forEachNode(list: List, visit: (node: Node) => void): void {
  spend(list.length)
  for (let i = 0; i < list.length; i++) {
    const node = list[i]!
    visit(node)
    if (node.owned !== undefined) forEachOwned(node.owned, visit)
  }
}

function forEachOwned(owned: NonNullable<Node['owned']>, visit: (node: Node) => void): void {
  const { body, otherwise, targets, cases } = owned
  if (body !== undefined) forEachNode(body, visit)
  if (otherwise !== undefined) forEachNode(otherwise, visit)
  if (targets !== undefined) for (const target of distinct(owned)) forEachNode(target, visit)
  if (cases !== undefined) for (const list of cases) forEachNode(list, visit)
}
