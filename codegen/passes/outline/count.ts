// Counts how often the regions of a huge function run, so that it can be cut where that costs least.
//
// A count stands at the beginning of each list that is long enough, and again within it behind nodes that
// control may jump out of, where much follows. Inserting them is repeatable: a function that is built again
// gets the same counts in the same places, so that those of its first version say what is hot in its second.

import { lastOf } from '../../../src/engine/list.js'
import { type FunctionIR, makeOwn, type Node } from '../../ir/nodes.js'
import { mapLists } from '../../ir/walk.js'
import type { Outlining } from '../../tiers/tuning.js'
import { Sizes } from './size.js'

/** The number of the first count: `counts[0]` is free for others, see tiers/profile.ts. */
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

  /** @param least what is counted by itself, in bytes of V8's bytecode */
  constructor(
    private readonly sizes: Sizes,
    private readonly least: number,
  ) {}

  list(list: Node[]): Node[] {
    if (this.sizes.list(list) < this.least) return list
    const counted = [makeCount(this.next++)]
    let since = 0
    for (const node of list) {
      counted.push(node)
      since += this.sizes.node(node)
      if (!ownsLists(node)) continue
      mapLists(node, inner => this.list(inner))
      if (since < this.least || node === lastOf(list)) continue
      counted.push(makeCount(this.next++))
      since = 0
    }
    return counted
  }
}

/** Inserts counts; gives how many numbers they take. */
export function insertCounts(fn: FunctionIR, { leastCounted }: Pick<Outlining, 'leastCounted'>): number {
  const counting = new Counting(new Sizes(), leastCounted)
  fn.body = counting.list(fn.body)
  return counting.next
}

/** Takes the counts out again. */
export function removeCounts(list: Node[]): Node[] {
  const kept = list.filter(({ op }) => op !== 'count')
  for (const node of kept) mapLists(node, removeCounts)
  return kept
}
