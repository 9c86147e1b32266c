// Which stretches of a huge function become functions of their own.
//
// V8 never optimises a function of more than 60 KB of bytecode: it runs 30 to 500 times slower than it could.
// So what is larger is cut down until it fits. A stretch is some consecutive nodes of one list: a whole case of a
// switch or arm of an `if`, or part of a long straight run. The largest come first: few calls take much away,
// and in the loop of an interpreter the large cases are seldom the ones that count.

import type { Node } from '../../ir/nodes.js'
import { listsOf } from '../../ir/walk.js'

/** Bytes of bytecode that a node comes to, about: measured on unrolled hashes, where operands are wide. */
const bytesPerNode = 9

/** What a function may have before it is cut, and what is aimed at: the limit is 61,440. */
export const hugeSize = 52_000
const goal = 44_000

/** A stretch is worth a call from here on, and not to be longer than that. */
const shortest = 600
const longest = 9_000

export interface Stretch {
  readonly list: Node[]
  readonly from: number
  readonly to: number
  readonly size: number
}

/** The sizes of nodes, with all that they own. */
export type Sizes = Map<Node, number>

export function measureList(list: readonly Node[], sizes: Sizes): number {
  let sum = 0
  for (const node of list) {
    let size = bytesPerNode
    for (const inner of listsOf(node)) size += measureList(inner, sizes)
    sizes.set(node, size)
    sum += size
  }
  return sum
}

/** Cuts a run of nodes, none longer than a stretch, into stretches. */
function cutRun({ list, from, to }: Omit<Stretch, 'size'>, sizes: Sizes, found: Stretch[]): void {
  let start = from
  let size = 0
  for (let i = from; i <= to; i++) {
    const next = i < to ? sizes.get(list[i]!)! : Number.POSITIVE_INFINITY
    // The results of a call must be fetched where the call is.
    if (size + next > longest && list[i]?.op !== 'result') {
      if (size >= shortest) found.push({ list, from: start, to: i, size })
      start = i
      size = 0
    }
    size += next
  }
}

function search(list: Node[], sizes: Sizes, found: Stretch[]): void {
  let start = 0
  for (let i = 0; i <= list.length; i++) {
    const node = list[i]
    if (node !== undefined && sizes.get(node)! <= longest) continue
    cutRun({ list, from: start, to: i }, sizes, found)
    start = i + 1
    if (node !== undefined) searchWithin(node, sizes, found)
  }
}

function searchWithin({ body, otherwise, cases }: Node, sizes: Sizes, found: Stretch[]): void {
  for (const list of [body, otherwise, ...(cases ?? [])]) if (list !== undefined) search(list, sizes, found)
}

/**
 * The stretches to take out of a function of `total` bytes, in an order in which none moves the place of a
 * later one.
 */
export function chooseStretches(body: Node[], sizes: Sizes, total: number): Stretch[] {
  const found: Stretch[] = []
  search(body, sizes, found)
  found.sort((a, b) => b.size - a.size)
  const chosen: Stretch[] = []
  let left = total
  for (const stretch of found) {
    if (left <= goal) break
    chosen.push(stretch)
    left -= stretch.size
  }
  return chosen.sort((a, b) => b.from - a.from)
}
