// Makes a function look at the clock from time to time, so that a guest can be stopped wherever it is.
// Present only where a program has a deadline: without one nothing here runs, and the generated code has no
// trace of it.
//
// Reading a clock costs 40 ns, so the code counts *ticks*, about one for each node, and reads the clock when
// they are used up (see src/instance/deadline.ts). What repeats pays: the head of each loop for one round,
// the entry of each function that calls others for itself. Small functions without calls pay nothing; their
// callers do.
//
//   loop                                L1: for (;;) { l5 = l5 - 9 | 0; if (l5 < 0) l5 = overdue(); …
//
// The count stands in `ticks`, a variable of the closure. The outermost loop that calls nothing takes it into
// a variable of the function, which engines keep in a register, and hands it back on every way out. An
// innermost loop must not even hold the call of `overdue`, around which everything would be saved: that alone
// makes loops up to twice as slow. So it stands in a loop that does the call:
//
//   L2: for (;;) { if (l5 < 0) l5 = overdue(); L1: for (;;) { if (l5 < 0) continue L2; l5 = l5 - 9 | 0; …

import { rows } from '../../src/wasm/ops/index.js'
import { mostTicks, weights } from '../interpret/weights.js'
import { dispatchLoopOf, jumpsBetween } from '../ir/cases.js'
import {
  branch,
  constant,
  type FunctionIR,
  get,
  type Label,
  makeControl,
  makeIf,
  makeLabel,
  makeLocal,
  makeNode,
  makeOwn,
  type Node,
  type SlicedOp,
  set,
  type Variable,
} from '../ir/nodes.js'
import { forEachNode, listsOf, mapLists } from '../ir/walk.js'

/** What a call adds to the work of a round: it stands for a small function that does not pay itself. */
const callWeight = 20

const isHeavy = (op: string): op is Exclude<keyof typeof weights, 'imported'> => Object.hasOwn(weights, op)

/** Functions without calls that are heavier than this pay themselves. */
const smallWeight = 200

interface Cost {
  /** One run of the list, loops counted as nothing. */
  readonly weight: number
  /** Whether others run before it is over: what is counted meanwhile must stand in the closure. */
  readonly calls: boolean
  /** Whether no loop stands in it. */
  readonly isInnermost: boolean
}

/** Code within which the count stands in a variable. */
interface Region {
  readonly ticks: Variable
  /** All labels in it: a jump to any other leaves it. */
  readonly labels: ReadonlySet<Label>
}

const isCall = ({ op }: Node): boolean => op.includes('call') || op.startsWith('throw')

const isRepeated = ({ op, label }: Node): boolean => op === 'loop' && label!.used

const bulk: ReadonlySet<string> = new Set(
  rows.flatMap(({ name, traits }) => (traits.includes('bulk') ? [name] : [])),
)

const isBulk = ({ op, args }: Node): boolean => bulk.has(op) && args.every(({ type }) => type !== 'i64')

/** Cases that are continued at from behind: loops. For each the last case that does so. */
function findRepeated(dispatchLoop: Node): Map<number, number> {
  const repeated = new Map<number, number>()
  for (const { from, to } of jumpsBetween(dispatchLoop)) if (to <= from) repeated.set(to, from)
  return repeated
}

/** Where the count stands: in a variable of the function or in the closure. */
const read = (place: Variable | undefined): Node => (place === undefined ? makeOwn('ticks') : get(place))

const write = (place: Variable | undefined, value: Node): Node =>
  place === undefined ? makeOwn('set ticks', [value]) : set(place, value)

function count(weight: number, place: Variable | undefined): readonly Node[] {
  const amount = constant(Math.min(weight, mostTicks))
  const before = read(place)
  const rest = makeNode('i32.sub', 'i32', [before, amount])
  return [before, amount, rest, write(place, rest)]
}

class Checks {
  private readonly costs = new Map<Node, Cost>()
  private place: Variable | undefined

  constructor(
    private readonly fn: FunctionIR,
    private readonly imported: number,
  ) {}

  run(): void {
    const { fn } = this
    const { weight, calls } = this.measure(fn.body)
    const dispatchLoop = dispatchLoopOf(fn)
    const rounds = dispatchLoop === undefined ? undefined : this.measureRounds(dispatchLoop)
    fn.body = this.rewrite(fn.body, undefined)
    rounds?.forEach((weight, first) => {
      dispatchLoop!.cases![first]!.unshift(...this.pay(weight, undefined))
    })
    if (calls || weight > smallWeight) fn.body.splice(fetches(fn.body), 0, ...this.pay(weight, undefined))
  }

  /** The cases of a dispatch loop that begin loops, with the cost of a round. */
  private measureRounds(dispatchLoop: Node): Map<number, number> {
    /** What all cases before each come to. */
    const before = [0]
    for (const list of dispatchLoop.cases!) before.push(before.at(-1)! + this.measure(list).weight)
    const rounds = Array.from(findRepeated(dispatchLoop))
    return new Map(rounds.map(([first, last]) => [first, before[last + 1]! - before[first]!]))
  }

  /** The cost of a list; that of each loop within is noted. */
  private measure(list: readonly Node[]): Cost {
    let weight = 0
    let calls = false
    let isInnermost = true
    for (const node of list) {
      const isOne = isCall(node)
      calls ||= isOne
      weight += this.weigh(node)
      for (const inner of listsOf(node)) {
        const cost = this.measure(inner)
        calls ||= cost.calls
        isInnermost &&= cost.isInnermost && !isRepeated(node)
        if (isRepeated(node)) this.costs.set(node, cost)
        else weight += cost.weight
      }
    }
    return { weight, calls, isInnermost }
  }

  /** The work of a node alone. */
  private weigh(node: Node): number {
    const { op, index } = node
    if (isHeavy(op)) return weights[op]
    if (!isCall(node)) return 1
    return (op === 'call' || op === 'call logged') && index < this.imported ? weights.imported : callWeight
  }

  /** The nodes that count `weight` ticks down, and look at the clock when none are left. */
  private pay(weight: number, place: Variable | undefined): readonly Node[] {
    return [...count(weight, place), ...this.look(place)]
  }

  private look(place: Variable | undefined): readonly Node[] {
    const more = makeOwn('overdue')
    return this.whenOver(place, [more, write(place, more)])
  }

  private whenOver(place: Variable | undefined, body: Node[]): readonly Node[] {
    const now = read(place)
    const zero = constant(0)
    const isOver = makeNode('i32.lt_s', 'i32', [now, zero])
    const node = makeIf(this.fn, isOver)
    node.body = body
    return [now, zero, isOver, node]
  }

  private rewrite(list: readonly Node[], region: Region | undefined): Node[] {
    const result: Node[] = []
    for (const node of list) {
      if (isBulk(node)) node.op = `${node.op} sliced` as SlicedOp
      if (region === undefined && isRepeated(node) && !this.costs.get(node)!.calls)
        result.push(...this.asRegion(node))
      else if (region !== undefined && leaves(node, region))
        result.push(...this.handBack(region.ticks), this.rewriteNode(node, region))
      else result.push(this.rewriteNode(node, region))
    }
    return result
  }

  private rewriteNode(node: Node, region: Region | undefined): Node {
    mapLists(node, list => this.rewrite(list, region))
    return isRepeated(node) ? this.rewriteLoop(node, region?.ticks) : node
  }

  private rewriteLoop(loop: Node, ticks: Variable | undefined): Node {
    const { weight, isInnermost } = this.costs.get(loop)!
    if (ticks !== undefined && isInnermost) return this.wrap(loop, weight, ticks)
    loop.body!.unshift(...this.pay(weight, ticks))
    return loop
  }

  /**
   * Puts a loop into another that looks at the clock. It is left before a round is paid for, not after: a
   * round that is heavier than all the ticks there are would never begin. The parameters of the inner one are
   * also the outer one's, which goes on with them.
   */
  private wrap(loop: Node, weight: number, ticks: Variable): Node {
    const outer = makeControl('loop')
    outer.label = makeLabel(this.fn, 'loop', loop.label!.variables)
    loop.body!.unshift(...this.whenOver(ticks, [branch(outer.label)]), ...count(weight, ticks))
    outer.body = [...this.look(ticks), loop]
    return outer
  }

  /** A loop that calls nothing, between taking the count and handing it back. */
  private asRegion(loop: Node): readonly Node[] {
    const labels = new Set<Label>([loop.label!])
    forEachNode(loop.body!, ({ op, label }) => {
      if (label !== undefined && op !== 'br' && op !== 'goto') labels.add(label)
    })
    const ticks = (this.place ??= makeLocal(this.fn, 'i32'))
    const taken = read(undefined)
    return [taken, set(ticks, taken), this.rewriteNode(loop, { ticks, labels }), ...this.handBack(ticks)]
  }

  private handBack(ticks: Variable): readonly Node[] {
    const left = get(ticks)
    return [left, write(undefined, left)]
  }
}

/** How many nodes at first only fetch what was left in result registers: it must be had before others run. */
function fetches(body: readonly Node[]): number {
  const first = body.findIndex(
    ({ op, args }) => op !== 'result' && !(op === 'set' && args[0]!.op === 'result'),
  )
  return first < 0 ? body.length : first
}

/** Whether a jump leads out of a region. */
function leaves({ op, label }: Node, { labels }: Region): boolean {
  if (op === 'return') return true
  if (op === 'br') return !labels.has(label!)
  return op === 'goto' && !labels.has(label!.dispatch!.label!)
}

/**
 * Everything that repeats counts ticks; no bulk operation is done at one go. The first `imported`
 * functions are those that the module imports.
 */
export function insertChecks(fn: FunctionIR, imported = 0): void {
  new Checks(fn, imported).run()
}
