// How control goes through the cases of a function that can be resumed, from its first case on: an order in
// which each case comes before those that it leads to, which case all ways to another lead through (that
// _dominates_ it), and which cases make a loop.
//
// Dominators are found by going through the order again and again until nothing changes, as Cooper, Harvey
// and Kennedy have it. A jump back to a case that does not dominate it makes a loop with two entries, for
// which there are no statements; Go writes none but by `goto`.

import { lastOf } from '../../../src/engine/list.js'
import type { Node } from '../../ir/nodes.js'
import { endsInJump, forEachNode } from '../../ir/walk.js'
import { jumpTarget, type Resumable } from './resume.js'

export interface Edge {
  readonly from: number
  readonly to: number
}

/** Jumps from case to case, and where one falls through into the next. */
export function edgesOf(found: Resumable): Edge[] {
  const edges: Edge[] = []
  const { dispatch, caseOf } = found
  dispatch.cases!.forEach((list, from) => {
    const search = (nodes: readonly Node[]): void => {
      nodes.forEach((node, at) => {
        const number = node.op === 'br' ? jumpTarget(found, nodes, at) : -1
        if (number >= 0) edges.push({ from, to: caseOf[number]! })
      })
    }
    search(list)
    forEachNode(list, ({ owned }) => {
      if (owned === undefined) return
      for (const nodes of [owned.body, owned.otherwise, ...(owned.cases ?? []), ...(owned.targets ?? [])])
        if (nodes !== undefined) search(nodes)
    })
    if (!endsInJump(list) && from + 1 < dispatch.cases!.length) edges.push({ from, to: from + 1 })
  })
  return edges
}

export interface Flow {
  /** The cases that the first one leads to, itself the first. */
  readonly order: readonly number[]
  /** Of each of them those that it dominates at once, in their order. */
  readonly dominated: readonly (readonly number[])[]
  /** Of each that jumps lead back to all that is in the loop. */
  readonly loops: ReadonlyMap<number, ReadonlySet<number>>
}

type Lists = readonly (readonly number[])[]

function listsBy(edges: readonly Edge[], count: number, [key, value]: readonly ('from' | 'to')[]): Lists {
  const lists = Array.from({ length: count }, (): number[] => [])
  for (const edge of edges) {
    const list = lists[edge[key!]]!
    if (!list.includes(edge[value!])) list.push(edge[value!])
  }
  return lists
}

/** Depth first, backwards: what a case falls through into comes right behind it, if nothing is against it. */
function orderFrom(first: number, successors: Lists): number[] {
  const seen = new Set([first])
  const order: number[] = []
  const open = [{ at: first, next: 0 }]
  while (open.length > 0) {
    const top = lastOf(open)!
    const to = successors[top.at]![top.next++]
    if (to === undefined) {
      order.push(top.at)
      open.pop()
    } else if (!seen.has(to)) {
      seen.add(to)
      open.push({ at: to, next: 0 })
    }
  }
  return order.reverse()
}

/** The place in the order of what dominates each case at once. */
function dominatorsOf(order: readonly number[], places: readonly number[], predecessors: Lists): number[] {
  const above: number[] = order.map((_, place) => (place === 0 ? 0 : -1))
  const common = (a: number, b: number): number => {
    while (a !== b)
      if (a > b) a = above[a]!
      else b = above[b]!
    return a
  }
  for (let changed = true; changed; ) {
    changed = false
    for (let place = 1; place < order.length; place++) {
      const known = predecessors[order[place]!]!.map(from => places[from]!).filter(from => above[from]! >= 0)
      const found = known.reduce(common)
      if (found !== above[place]) changed = true
      above[place] = found
    }
  }
  return above
}

/** All that leads to the sources of jumps back without passing the head. */
function loopOf(head: number, sources: readonly number[], predecessors: Lists): ReadonlySet<number> {
  const members = new Set([head])
  const open = [...sources]
  while (open.length > 0) {
    const at = open.pop()!
    if (members.has(at)) continue
    members.add(at)
    open.push(...predecessors[at]!)
  }
  return members
}

/** Nothing if there is a loop with two entries. */
export function findFlow(found: Resumable): Flow | undefined {
  const edges = edgesOf(found)
  const count = found.dispatch.cases!.length
  const successors = listsBy(edges, count, ['from', 'to'])
  const order = orderFrom(found.caseOf[0]!, successors)
  const places = new Array<number>(count).fill(-1)
  order.forEach((at, place) => {
    places[at] = place
  })
  const reached = edges.filter(({ from }) => places[from]! >= 0)
  const predecessors = listsBy(reached, count, ['to', 'from'])
  const above = dominatorsOf(order, places, predecessors)
  const dominates = (a: number, b: number): boolean => {
    while (b > a) b = above[b]!
    return a === b
  }
  const back = reached.filter(({ from, to }) => places[to]! <= places[from]!)
  if (!back.every(({ from, to }) => dominates(places[to]!, places[from]!))) return undefined
  const dominated = Array.from({ length: count }, (): number[] => [])
  order.forEach((at, place) => {
    if (place > 0) dominated[order[above[place]!]!]!.push(at)
  })
  const sources = listsBy(back, count, ['to', 'from'])
  const heads = order.filter(at => sources[at]!.length > 0)
  return { order, dominated, loops: new Map(heads.map(at => [at, loopOf(at, sources[at]!, predecessors)])) }
}
