// Which regions of a huge function to take out when it is known how often each of them has run: all that
// never have, and then those that have run least, until the rest is small enough. What runs often stays
// together, and hardly ever calls a region.

import type { Node } from '../../ir/nodes.js'
import { type Cluster, clustersOf, type Region, type Search, searchable } from './choose.js'

/** How often each `count` node has been passed, by its number. */
export type Counts = ArrayLike<number>

/** A region, and how often it has run. */
export interface Cold extends Region {
  readonly runs: number
}

export interface ColdSearch extends Omit<Search, 'found'> {
  readonly counts: Counts
  /** Code that has not run more often than this is cold. */
  readonly rarely: number
}

interface Found extends ColdSearch {
  readonly found: Cold[]
}

/** Joins neighbours that are cold; in what is not, looks for what is. */
function search(list: Node[], before: number, state: Found): void {
  const { limits, shortest, found, counts, rarely } = state
  let open: (Cluster & { runs: number }) | undefined
  let runs = before
  const close = (): void => {
    if (open !== undefined && open.size >= shortest) found.push(open)
    open = undefined
  }
  for (const cluster of clustersOf(list, state)) {
    const node = list[cluster.from]!
    if (node.op === 'count') runs = counts[node.index]!
    if (runs > rarely || cluster.size > limits.longestCold) {
      close()
      for (const node of searchable(cluster, state)) searchWithin(node, runs, state)
    } else if (open !== undefined && open.size + cluster.size <= limits.longestCold) {
      open.to = cluster.to
      open.size += cluster.size
      open.runs = Math.max(open.runs, runs)
    } else {
      close()
      open = { ...cluster, runs }
    }
  }
  close()
}

function searchWithin({ body, otherwise, cases }: Node, runs: number, state: Found): void {
  for (const list of [body, otherwise, ...(cases ?? [])]) if (list !== undefined) search(list, runs, state)
}

/** All regions in some lists that are cold. */
export function findCold(lists: readonly Node[][], options: ColdSearch): Cold[] {
  const found: Cold[] = []
  for (const list of lists) search(list, Number.POSITIVE_INFINITY, { ...options, found })
  return found
}

/** The counts below which code is called cold, one after the other, as long as the function is too large. */
export function coldLevels(counts: Counts, levels: readonly number[]): readonly number[] {
  const most = Array.from(counts).reduce((a, b) => Math.max(a, b), 0)
  // Below a count of 1 they are all one.
  return [...new Set(levels.map(level => Math.floor(level * most)))]
}

/** Of some cold regions of a function those that never run, and others only as far as it is too large. */
export function asNeeded(found: readonly Cold[], size: number, goal: number): Cold[] {
  let left = size
  return [...found]
    .sort((a, b) => a.runs / a.size - b.runs / b.size)
    .filter(region => {
      if (region.runs > 0 && left <= goal) return false
      left -= region.size
      return true
    })
}

/** The regions to take out of a function, in an order in which none moves the place of a later one. */
export function chooseCold(body: Node[], options: ColdSearch): Region[] {
  const { sizes, limits } = options
  const chosen = asNeeded(findCold([body], options), sizes.list(body), limits.goalCold)
  return chosen.sort((a, b) => b.from - a.from)
}
