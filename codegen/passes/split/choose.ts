// Which stretches of a huge function become functions of their own.
//
// V8 never optimises a function of more than 60 KB of bytecode: it runs 30 to 500 times slower than it could.
// So what is larger is cut down until it fits. A stretch is some consecutive nodes of one list: a whole case of a
// switch or arm of an `if`, or part of a long straight run. The largest come first: few calls take much away,
// and in the loop of an interpreter the large cases are seldom the ones that count.

import { Effects } from '../../ir/effects.js'
import type { Node } from '../../ir/nodes.js'
import { listsOf } from '../../ir/walk.js'

/** Bytes of bytecode that a node comes to, about, each of its operands, and its method call if it has one. */
const bytesPerNode = 4
const bytesPerOperand = 2
const bytesPerAccess = 20

/** What a function may have before it is cut, and what is aimed at: the limit is 61,440. */
export const hugeSize = 50_000
const goal = 42_000

/** No stretch is longer than this: V8 takes very long over large functions, even if it takes them. */
const longest = 9_000

export interface Stretch {
  readonly list: Node[]
  readonly from: number
  readonly to: number
  readonly size: number
}

const memoryEffects = Effects.getMemory | Effects.setMemory

/** The sizes of nodes, with all that they own. */
export type Sizes = Map<Node, number>

export function measureList(list: readonly Node[], sizes: Sizes = new Map()): number {
  let sum = 0
  for (const node of list) {
    let size = bytesPerNode + bytesPerOperand * node.args.length
    if (node.effect & memoryEffects) size += bytesPerAccess
    for (const inner of listsOf(node)) size += measureList(inner, sizes)
    sizes.set(node, size)
    sum += size
  }
  return sum
}

const isGlued = (node: Node | undefined, glued: ReadonlySet<Node>): boolean =>
  node !== undefined && (node.op === 'result' || glued.has(node))

/** Cuts a run of nodes, none longer than a stretch, into stretches. */
function cutRun({ list, from, to }: Omit<Stretch, 'size'>, { sizes, shortest, glued, found }: Search): void {
  let start = from
  let size = 0
  for (let i = from; i <= to; i++) {
    const next = i < to ? sizes.get(list[i]!)! : Number.POSITIVE_INFINITY
    // The results of a call must be fetched where the call is.
    if (size + next > longest && !isGlued(list[i], glued)) {
      if (size >= shortest) found.push({ list, from: start, to: i, size })
      start = i
      size = 0
    }
    size += next
  }
}

interface Search {
  readonly sizes: Sizes
  /** A stretch is worth a call from here on. */
  readonly shortest: number
  /** Nodes that must stay behind the one before them: they look after the results of a part. */
  readonly glued: ReadonlySet<Node>
  readonly found: Stretch[]
}

function search(list: Node[], state: Search): void {
  let start = 0
  for (let i = 0; i <= list.length; i++) {
    const node = list[i]
    if (node !== undefined && state.sizes.get(node)! <= longest) continue
    cutRun({ list, from: start, to: i }, state)
    start = i + 1
    if (node !== undefined) searchWithin(node, state)
  }
}

function searchWithin({ body, otherwise, cases }: Node, state: Search): void {
  for (const list of [body, otherwise, ...(cases ?? [])]) if (list !== undefined) search(list, state)
}

/**
 * The stretches to take out of a function, in an order in which none moves the place of a later one. What a
 * call costs is only known afterwards, so there may have to be another round.
 */
export function chooseStretches(body: Node[], options: Pick<Search, 'shortest' | 'glued'>): Stretch[] {
  const sizes: Sizes = new Map()
  const total = measureList(body, sizes)
  const found: Stretch[] = []
  search(body, { ...options, sizes, found })
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
