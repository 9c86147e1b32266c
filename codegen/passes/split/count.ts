// Counts how often the regions of a huge function run, so that it can be cut where that costs least.
//
// A count stands at the beginning of each list that is long enough, and again within it behind nodes that
// control may jump out of, where much follows. Inserting them is repeatable: a function that is built again
// gets the same counts in the same places, so that those of its first version say what is hot in its second.

import { type FunctionIR, makeOwn, type Node } from '../../ir/nodes.js'
import { mapLists } from '../../ir/walk.js'
import { Sizes } from './size.js'

/** Less than this, in bytes of bytecode, is not counted by itself. */
const leastCounted = 50

/** What is counted where: `counts[0]` is free for others, see tiers/profile.ts. */
const firstCount = 1

function makeCount(index: number): Node {
  const node = makeOwn('count')
  node.index = index
  return node
}

/** Asks whether what is counted has run long enough. */
export const makeSpent = (): Node => makeOwn('spent')

const ownsLists = ({ body, cases, targets }: Node): boolean =>
  body !== undefined || cases !== undefined || targets !== undefined

class Counting {
  next = firstCount

  constructor(private readonly sizes: Sizes) {}

  list(list: Node[]): Node[] {
    if (this.sizes.list(list) < leastCounted) return list
    const counted = [makeCount(this.next++)]
    let since = 0
    for (const node of list) {
      counted.push(node)
      since += this.sizes.node(node)
      if (!ownsLists(node)) continue
      mapLists(node, inner => this.list(inner))
      if (since < leastCounted || node === list.at(-1)) continue
      counted.push(makeCount(this.next++))
      since = 0
    }
    return counted
  }
}

/** Inserts counts; gives how many numbers they take. */
export function insertCounts(fn: FunctionIR): number {
  const counting = new Counting(new Sizes())
  fn.body = counting.list(fn.body)
  return counting.next
}

/** Takes the counts out again. */
export function removeCounts(list: Node[]): Node[] {
  const kept = list.filter(({ op }) => op !== 'count')
  for (const node of kept) mapLists(node, removeCounts)
  return kept
}
