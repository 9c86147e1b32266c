// Puts the cases of a dispatch loop into an order in which control goes forward, as far as it can: a jump
// to a case that stands behind is a `break`, one back goes round through the switch; see lower/dispatch.ts.
// What has never run stands in front of all that, where it is in nobody's way.
//
// The order is that of a search through the cases, depth first, backwards, in which only jumps that close a
// circle go back. Of the ways on from a case the one taken most often is searched last, so that it comes
// right behind.

import { lastOf } from '../../../src/engine/list.js'
import { dispatchLoopOf, makeCaseLabel } from '../../ir/cases.js'
import { branch, constant, type FunctionIR, type Label, type Node } from '../../ir/nodes.js'
import { endsInJump, forEachNode, listsOf } from '../../ir/walk.js'
import type { Counts } from '../outline/cold.js'
import { separateCases } from './separate.js'

interface TakenJump {
  readonly to: number
  readonly runs: number
}

/** How often the cases of a dispatch loop have run, as far as that is known. */
class Runs {
  /** How often each has, about: less than 50 bytes are not counted by themselves. */
  readonly of: number[]
  /** The jumps out of each that may have been taken. */
  readonly edges: readonly TakenJump[][]

  constructor(
    private readonly dispatchLoop: Node,
    private readonly counts: Counts,
  ) {
    const cases = dispatchLoop.cases!
    this.of = cases.map(() => 0)
    this.edges = cases.map(() => [])
    cases.forEach((list, at) => {
      this.search(list, at, this.of[at]!)
    })
  }

  private search(list: readonly Node[], at: number, before: number): void {
    let runs = before
    for (const node of list) {
      if (node.op === 'count') {
        runs = this.counts[node.index]!
        this.raise(at, runs)
      }
      if (node.op === 'goto' && node.label!.dispatch === this.dispatchLoop && runs > 0) {
        const to = node.label!.target
        this.edges[at]!.push({ to, runs })
        this.raise(to, runs)
      }
      for (const inner of listsOf(node)) this.search(inner, at, runs)
    }
  }

  private raise(at: number, runs: number): void {
    if (runs > this.of[at]!) this.of[at] = runs
  }
}

/** Cases that have run, in the order of the flow. */
function flowOrder({ of, edges }: Runs): number[] {
  const hot = of.flatMap((runs, at) => (runs > 0 ? [at] : [])).sort((a, b) => of[b]! - of[a]!)
  const seen = new Set<number>()
  const order: number[] = []
  const open = [{ at: -1, successors: hot, next: 0 }]
  while (open.length > 0) {
    const top = lastOf(open)!
    const to = top.successors[top.next++]
    if (to === undefined) {
      open.pop()
      if (top.at >= 0) order.push(top.at)
    } else if (!seen.has(to)) {
      seen.add(to)
      const successors = [...edges[to]!].sort((a, b) => a.runs - b.runs).map(edge => edge.to)
      open.push({ at: to, successors, next: 0 })
    }
  }
  return order.reverse()
}

function renumber(fn: FunctionIR, dispatchLoop: Node, order: readonly number[]): void {
  const places = new Map(order.map((old, i) => [old, i]))
  const labels = new Set<Label>()
  forEachNode(fn.body, ({ op, label }) => {
    if (op === 'goto' && label!.dispatch === dispatchLoop) labels.add(label!)
  })
  for (const label of labels) label.target = places.get(label.target)!
}

/** Makes a case that falls into the next one jump there, so that it can stand anywhere. */
function endInJumps(fn: FunctionIR, dispatchLoop: Node): void {
  const cases = dispatchLoop.cases!
  cases.forEach((list, at) => {
    if (endsInJump(list)) return
    const isLast = at === cases.length - 1
    list.push(branch(isLast ? dispatchLoop.label! : makeCaseLabel(fn, dispatchLoop, at + 1)))
  })
}

/** Orders the cases of a dispatch loop by what has run. */
export function orderCases(fn: FunctionIR, counts: Counts): void {
  const dispatchLoop = dispatchLoopOf(fn)
  if (dispatchLoop === undefined) return
  separateCases(fn, dispatchLoop)
  endInJumps(fn, dispatchLoop)
  const cases = dispatchLoop.cases!
  const runs = new Runs(dispatchLoop, counts)
  const cold = cases.flatMap((_, at) => (runs.of[at] === 0 ? [at] : []))
  const order = [...cold, ...flowOrder(runs)]
  renumber(fn, dispatchLoop, order)
  dispatchLoop.args = [constant(order.indexOf(dispatchLoop.args[0]?.index ?? 0))]
  dispatchLoop.cases = order.map(at => cases[at]!)
}
