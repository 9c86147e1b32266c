// Which stretches of a huge function become functions of their own.
//
// V8 never optimises a function of more than 60 KB of bytecode: it runs 30 to 500 times slower than it
// could. So what is larger is cut down until it fits. A stretch is some consecutive nodes of one list: a
// whole case of a switch or arm of an `if`, or part of a long straight run. The largest come first: few
// calls take much away, and in the loop of an interpreter the large cases are seldom the ones that count.

import type { Node } from '../../ir/nodes.js'
import type { Sizes } from './size.js'

/** What V8 takes is 61,440; the estimate is seldom too low. */
export const largestFunction = 58_000

/** All sizes follow from the largest that a function may have. */
export interface Limits {
  readonly largest: number
  /** What is aimed at once a function has to be cut. */
  readonly goal: number
  /** No stretch is longer than this: V8 takes very long over large functions, even if it takes them. */
  readonly longest: number
  /** The shortest stretch in each round: at last even small ones. */
  readonly rounds: readonly number[]
  /** What has never run is taken out if it is as long as this; its length matters little. */
  readonly shortestCold: number
  readonly longestCold: number
  /** What has run is taken out only while more than this is left. */
  readonly goalCold: number
}

export const limitsFor = (largest: number): Limits => ({
  largest,
  goal: largest * 0.84,
  longest: largest * 0.18,
  rounds: [largest * 0.014, largest * 0.008, largest * 0.004],
  shortestCold: largest * 0.008,
  longestCold: largest * 0.84,
  goalCold: largest * 0.95,
})

export interface Stretch {
  readonly list: Node[]
  readonly from: number
  readonly to: number
  readonly size: number
}

export interface Search {
  readonly limits: Limits
  readonly sizes: Sizes
  /** A stretch is worth a call from here on. */
  readonly shortest: number
  /** Nodes that must stay behind the one before them: they look after the results of a part. */
  readonly glued: ReadonlySet<Node>
  readonly found: Stretch[]
}

/**
 * Nodes that stay together: one, those behind it that take its results, and what stands between them. It
 * grows while it is put together.
 */
export type Bundle = { -readonly [Key in keyof Stretch]: Stretch[Key] }

/** Where in its list the first node stands that one must stay together with. */
function holderOf(list: readonly Node[], at: number, glued: ReadonlySet<Node>): number {
  const node = list[at]!
  if (node.op !== 'result') return glued.has(node) ? at - 1 : at
  const call = node.leftBy === undefined ? -1 : list.lastIndexOf(node.leftBy, at)
  return call < 0 ? at - 1 : call
}

export function bundlesOf(list: Node[], { glued, sizes }: Pick<Search, 'glued' | 'sizes'>): Bundle[] {
  const bundles: Bundle[] = []
  list.forEach((node, at) => {
    const first = holderOf(list, at, glued)
    const bundle = { list, from: at, to: at + 1, size: sizes.node(node) }
    for (let last = bundles.at(-1); last !== undefined && last.to > first; last = bundles.at(-1)) {
      bundle.from = last.from
      bundle.size += last.size
      bundles.pop()
    }
    bundles.push(bundle)
  })
  return bundles
}

/**
 * The nodes of a bundle that stretches may be taken out of. What looks after the results of a part does so in
 * its lists, too: a call there would leave others.
 */
export const searchable = ({ list, from, to }: Bundle, { glued }: Pick<Search, 'glued'>): readonly Node[] =>
  list.slice(from, to).filter(node => !glued.has(node))

/** Joins neighbours to stretches as long as they may be; what is longer by itself is searched within. */
function search(list: Node[], state: Search): void {
  const { limits, shortest, found } = state
  let open: Bundle | undefined
  const close = (): void => {
    if (open !== undefined && open.size >= shortest) found.push(open)
    open = undefined
  }
  for (const bundle of bundlesOf(list, state)) {
    if (bundle.size > limits.longest) {
      close()
      for (const node of searchable(bundle, state)) searchWithin(node, state)
    } else if (open !== undefined && open.size + bundle.size <= limits.longest) {
      open.to = bundle.to
      open.size += bundle.size
    } else {
      close()
      open = bundle
    }
  }
  close()
}

function searchWithin({ body, otherwise, cases }: Node, state: Search): void {
  for (const list of [body, otherwise, ...(cases ?? [])]) if (list !== undefined) search(list, state)
}

/**
 * The stretches to take out of a function, in an order in which none moves the place of a later one. What a
 * call costs is only known afterwards, so there may have to be another round.
 */
export function chooseStretches(body: Node[], options: Omit<Search, 'found'>): Stretch[] {
  const found: Stretch[] = []
  search(body, { ...options, found })
  found.sort((a, b) => b.size - a.size)
  const chosen: Stretch[] = []
  let left = options.sizes.list(body)
  for (const stretch of found) {
    if (left <= options.limits.goal) break
    chosen.push(stretch)
    left -= stretch.size
  }
  return chosen.sort((a, b) => b.from - a.from)
}
