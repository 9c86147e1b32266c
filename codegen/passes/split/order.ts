// Puts the cases of a spine into an order in which those that often follow each other stand together: what
// was a jump to the next case then just falls into it, instead of going round through the switch.
//
// Edges are taken by how often they have been taken, the most frequent first; each joins two chains of
// cases.

import type { FunctionIR, Label, Node } from '../../ir/nodes.js'
import { branch } from '../../ir/nodes.js'
import { forEachNode } from '../../ir/walk.js'
import type { Counts } from './cold.js'
import { separateCases } from './door.js'
import { endsInJump } from './gather.js'
import { spineOf } from './thread.js'

interface Edge {
  readonly from: number
  readonly to: number
  readonly runs: number
}

/** How often the end of a list has been reached, as far as it was counted. */
function runsOf(list: readonly Node[], counts: Counts): number {
  const last = list.findLast(({ op }) => op === 'count')
  return last === undefined ? 0 : counts[last.index]!
}

function edgesOf(spine: Node, counts: Counts): Edge[] {
  return spine.cases!.flatMap((list, from) => {
    const last = list.at(-1)
    if (last?.op !== 'goto' || last.label!.dispatch !== spine) return []
    return [{ from, to: last.label!.target, runs: runsOf(list, counts) }]
  })
}

/** Which case follows each, by falling into it. */
class Chains {
  readonly next: (number | undefined)[]
  private readonly joined: Set<number>

  constructor(cases: readonly (readonly Node[])[]) {
    this.next = cases.map((list, i) => (endsInJump(list) ? undefined : i + 1))
    this.joined = new Set(this.next.filter(i => i !== undefined))
  }

  private endOf(index: number): number {
    let last = index
    while (this.next[last] !== undefined) last = this.next[last]!
    return last
  }

  /** Says whether that was possible: the first case stays the first, and no chain becomes a circle. */
  join({ from, to }: Edge): boolean {
    if (this.next[from] !== undefined || to === 0 || this.joined.has(to) || this.endOf(to) === from)
      return false
    this.next[from] = to
    this.joined.add(to)
    return true
  }

  order(): number[] {
    const order: number[] = []
    this.next.forEach((_, start) => {
      if (this.joined.has(start)) return
      for (let i: number | undefined = start; i !== undefined; i = this.next[i]) order.push(i)
    })
    return order
  }
}

function renumber(fn: FunctionIR, spine: Node, order: readonly number[]): void {
  const places = new Map(order.map((old, i) => [old, i]))
  const labels = new Set<Label>()
  forEachNode(fn.body, ({ op, label }) => {
    if (op === 'goto' && label!.dispatch === spine) labels.add(label!)
  })
  for (const label of labels) label.target = places.get(label.target)!
}

/** Cases of the spine that often follow each other stand together, as far as that can be. */
export function orderCases(fn: FunctionIR, counts: Counts): void {
  const spine = spineOf(fn)
  if (spine === undefined) return
  separateCases(fn, spine)
  const cases = spine.cases!
  if (!endsInJump(cases.at(-1)!)) cases.at(-1)!.push(branch(spine.label!))
  const chains = new Chains(cases)
  for (const edge of edgesOf(spine, counts).sort((a, b) => b.runs - a.runs))
    if (edge.runs > 0 && chains.join(edge)) cases[edge.from]!.pop()
  const order = chains.order()
  renumber(fn, spine, order)
  spine.cases = order.map(i => cases[i]!)
}
