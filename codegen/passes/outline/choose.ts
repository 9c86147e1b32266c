// Which regions of a huge function become functions of their own.
//
// V8 never optimises a function of more than 60 KB of bytecode: it runs 30 to 500 times slower than it
// could. So what is larger is cut down until it fits. A region is some consecutive nodes of one list: a
// whole case of a switch or arm of an `if`, or part of a long straight run. The largest come first: few
// calls take much away, and in the loop of an interpreter the large cases are seldom the ones that count.

import { lastOf } from '../../../src/engine/list.js'
import type { Node } from '../../ir/nodes.js'
import type { Outlining } from '../../tiers/tuning.js'
import type { Sizes } from './size.js'

/**
 * The tuning's sizes, all in bytes: those that are shares there follow from the largest that a function may
 * have.
 */
export type Limits = Omit<Outlining, 'coldLevels' | 'leastCounted' | 'bytesPerCrossing' | 'freeCrossings'>

export const limitsFor = (largest: number, tuning: Outlining): Limits => ({
  largest,
  goal: largest * tuning.goal,
  longest: largest * tuning.longest,
  rounds: tuning.rounds.map(share => largest * share),
  shortestCold: largest * tuning.shortestCold,
  longestCold: largest * tuning.longestCold,
  goalCold: largest * tuning.goalCold,
  leastMerged: tuning.leastMerged,
})

export interface Region {
  readonly list: Node[]
  readonly from: number
  readonly to: number
  readonly size: number
}

export interface Search {
  readonly limits: Limits
  readonly sizes: Sizes
  /** A region is worth a call from here on. */
  readonly shortest: number
  /** Nodes that must stay behind the one before them: they look after the results of a region. */
  readonly glued: ReadonlySet<Node>
  readonly found: Region[]
}

/**
 * Nodes that stay together: one, those behind it that take its results, and what stands between them. It
 * grows while it is put together.
 */
export type Cluster = { -readonly [Key in keyof Region]: Region[Key] }

/** Where in its list the first node stands that one must stay together with. */
function holderOf(list: readonly Node[], at: number, glued: ReadonlySet<Node>): number {
  const node = list[at]!
  if (node.op !== 'result') return glued.has(node) ? at - 1 : at
  const call = node.leftBy === undefined ? -1 : list.lastIndexOf(node.leftBy, at)
  return call < 0 ? at - 1 : call
}

export function clustersOf(list: Node[], { glued, sizes }: Pick<Search, 'glued' | 'sizes'>): Cluster[] {
  const clusters: Cluster[] = []
  list.forEach((node, at) => {
    const first = holderOf(list, at, glued)
    const cluster = { list, from: at, to: at + 1, size: sizes.node(node) }
    for (let last = lastOf(clusters); last !== undefined && last.to > first; last = lastOf(clusters)) {
      cluster.from = last.from
      cluster.size += last.size
      clusters.pop()
    }
    clusters.push(cluster)
  })
  return clusters
}

/**
 * The nodes of a cluster that regions may be taken out of. What looks after the results of a region does so
 * in its lists, too: a call there would leave others.
 */
export const searchable = ({ list, from, to }: Cluster, { glued }: Pick<Search, 'glued'>): readonly Node[] =>
  list.slice(from, to).filter(node => !glued.has(node))

/** Joins neighbours to regions as long as they may be; what is longer by itself is searched within. */
function search(list: Node[], state: Search): void {
  const { limits, shortest, found } = state
  let open: Cluster | undefined
  const close = (): void => {
    if (open !== undefined && open.size >= shortest) found.push(open)
    open = undefined
  }
  for (const cluster of clustersOf(list, state)) {
    if (cluster.size > limits.longest) {
      close()
      for (const node of searchable(cluster, state)) searchWithin(node, state)
    } else if (open !== undefined && open.size + cluster.size <= limits.longest) {
      open.to = cluster.to
      open.size += cluster.size
    } else {
      close()
      open = cluster
    }
  }
  close()
}

function searchWithin({ body, otherwise, cases }: Node, state: Search): void {
  for (const list of [body, otherwise, ...(cases ?? [])]) if (list !== undefined) search(list, state)
}

/**
 * The regions to take out of a function, in an order in which none moves the place of a later one. What a
 * call costs is only known afterwards, so there may have to be another round.
 */
export function chooseRegions(body: Node[], options: Omit<Search, 'found'>): Region[] {
  const found: Region[] = []
  search(body, { ...options, found })
  found.sort((a, b) => b.size - a.size)
  const chosen: Region[] = []
  let left = options.sizes.list(body)
  for (const region of found) {
    if (left <= options.limits.goal) break
    chosen.push(region)
    left -= region.size
  }
  return chosen.sort((a, b) => b.from - a.from)
}
