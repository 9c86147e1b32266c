// Makes a function look at the clock from time to time, so that a guest can be stopped wherever it is. Present
// only where a program has a deadline: without one nothing here runs, and the generated code has no trace of
// it.
//
// Reading a clock costs 40 ns, so the code counts *ticks*, about one for each node, and reads the clock when
// they are used up (see src/instance/deadline.ts). What repeats pays: the head of each loop for one round,
// the entry of each function that calls others for itself. Small functions without calls pay nothing; their
// callers do.
//
//   loop                          L1: for (;;) { t0 = t0 - 5 | 0; if (t0 < 0) t0 = overdue(); …
//
// The count stands in `ticks`, a variable of the closure. The outermost loop that calls nothing takes it into
// a variable of the function, which engines keep in a register, and hands it back on every way out; with the
// closure's own variable such loops are up to 1.7 times slower.

import { Effects } from '../ir/effects.js'
import {
  constant,
  type FunctionIR,
  get,
  type Label,
  makeControl,
  makeLabel,
  makeNode,
  makeVariable,
  type Node,
  type SlicedOp,
  set,
  type Variable,
  withEffect,
} from '../ir/nodes.js'
import { forEachNode, listsOf } from '../ir/walk.js'

/** What a call adds to the work of a round: it stands for a small function that does not pay itself. */
const callWeight = 20

/** Functions without calls that are heavier than this pay themselves. */
const smallWeight = 200

/** So that the count cannot wrap around. */
const maxWeight = 1_000_000

interface Cost {
  /** One run of the list, loops counted as nothing. */
  readonly weight: number
  /** Whether others run before it is over: what is counted meanwhile must stand in the closure. */
  readonly calls: boolean
}

/** Code within which the count stands in a variable. */
interface Region {
  readonly ticks: Variable
  /** All labels in it: a jump to any other leaves it. */
  readonly labels: ReadonlySet<Label>
}

const isCall = ({ op }: Node): boolean => op.includes('call') || op.startsWith('throw')

const isRepeated = ({ op, label }: Node): boolean => op === 'loop' && label!.used

const bulk: ReadonlySet<string> = new Set([
  ...['memory.fill', 'memory.copy', 'memory.init'],
  ...['table.fill', 'table.copy', 'table.init'],
])

const isBulk = ({ op, args }: Node): boolean => bulk.has(op) && args.every(({ type }) => type !== 'i64')

/** The dispatch that holds a function that nests too deeply. */
const findSpine = (fn: FunctionIR): Node | undefined =>
  fn.body.find(({ op, targets }) => op === 'dispatch' && targets === undefined)

/** Cases that are continued at from behind: loops. For each the last case that does so. */
function findRepeated(spine: Node): Map<number, number> {
  const repeated = new Map<number, number>()
  spine.cases!.forEach((list, i) => {
    forEachNode(list, ({ op, label }) => {
      if (op === 'goto' && label!.dispatch === spine && label!.target <= i) repeated.set(label!.target, i)
    })
  })
  return repeated
}

/** Where the count stands: in a variable of the function or in the closure. */
const read = (place: Variable | undefined): Node =>
  place === undefined ? withEffect(makeNode('ticks', 'i32'), Effects.getResult) : get(place)

const write = (place: Variable | undefined, value: Node): Node =>
  place === undefined
    ? withEffect(makeNode('set ticks', 'none', [value]), Effects.setResult)
    : set(place, value)

class Checks {
  private readonly costs = new Map<Node, Cost>()
  private place: Variable | undefined

  constructor(private readonly fn: FunctionIR) {}

  run(): void {
    const { fn } = this
    const { weight, calls } = this.measure(fn.body)
    const spine = findSpine(fn)
    const repeated = spine === undefined ? undefined : findRepeated(spine)
    const weights = spine?.cases!.map(list => this.measure(list).weight)
    fn.body = this.rewrite(fn.body, undefined)
    repeated?.forEach((last, first) => {
      const round = weights!.slice(first, last + 1).reduce((sum, of) => sum + of, 0)
      spine!.cases![first]!.unshift(...this.pay(round, undefined))
    })
    if (calls || weight > smallWeight) fn.body.unshift(...this.pay(weight, undefined))
  }

  /** The cost of a list; that of each loop within is noted. */
  private measure(list: readonly Node[]): Cost {
    let weight = 0
    let calls = false
    for (const node of list) {
      const isOne = isCall(node)
      calls ||= isOne
      weight += isOne ? callWeight : 1
      for (const inner of listsOf(node)) {
        const cost = this.measure(inner)
        calls ||= cost.calls
        if (isRepeated(node)) this.costs.set(node, cost)
        else weight += cost.weight
      }
    }
    return { weight, calls }
  }

  /** The nodes that count `weight` ticks down, and look at the clock when none are left. */
  private pay(weight: number, place: Variable | undefined): readonly Node[] {
    const amount = constant(Math.min(weight, maxWeight))
    const before = read(place)
    const rest = makeNode('i32.sub', 'i32', [before, amount])
    const now = read(place)
    const zero = constant(0)
    const isOver = makeNode('i32.lt_s', 'i32', [now, zero])
    const look = makeControl('if', [isOver])
    look.label = makeLabel(this.fn, 'block')
    const more = withEffect(makeNode('overdue', 'i32'), Effects.trap)
    look.body = [more, write(place, more)]
    return [before, amount, rest, write(place, rest), now, zero, isOver, look]
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
    const { body, otherwise, cases, targets } = node
    if (body !== undefined) node.body = this.rewrite(body, region)
    if (otherwise !== undefined) node.otherwise = this.rewrite(otherwise, region)
    if (cases !== undefined) node.cases = cases.map(list => this.rewrite(list, region))
    if (targets !== undefined) node.targets = this.rewriteTargets(targets, region)
    if (isRepeated(node)) node.body!.unshift(...this.pay(this.costs.get(node)!.weight, region?.ticks))
    return node
  }

  /** Equal targets of a br_table share one list, and go on sharing it. */
  private rewriteTargets(targets: readonly (readonly Node[])[], region: Region | undefined): Node[][] {
    const seen = new Map<readonly Node[], Node[]>()
    for (const target of targets) if (!seen.has(target)) seen.set(target, this.rewrite(target, region))
    return targets.map(target => seen.get(target)!)
  }

  /** A loop that calls nothing, between taking the count and handing it back. */
  private asRegion(loop: Node): readonly Node[] {
    const labels = new Set<Label>([loop.label!])
    forEachNode(loop.body!, ({ op, label }) => {
      if (label !== undefined && op !== 'br' && op !== 'goto') labels.add(label)
    })
    const ticks = (this.place ??= makeVariable(this.fn, 'i32', this.nextLocal()))
    const taken = read(undefined)
    return [taken, set(ticks, taken), this.rewriteNode(loop, { ticks, labels }), ...this.handBack(ticks)]
  }

  /** One local more than wasm has: other variables are free for others once they have been read. */
  private nextLocal(): number {
    const { params, variables } = this.fn
    return [...params, ...variables].reduce((next, { local = -1 }) => Math.max(next, local + 1), 0)
  }

  private handBack(ticks: Variable): readonly Node[] {
    const left = get(ticks)
    return [left, write(undefined, left)]
  }
}

/** Whether a jump leads out of a region. */
function leaves({ op, label }: Node, { labels }: Region): boolean {
  if (op === 'return') return true
  if (op === 'br') return !labels.has(label!)
  return op === 'goto' && !labels.has(label!.dispatch!.label!)
}

/** Everything that repeats counts ticks; no bulk operation is done in one piece. */
export function insertChecks(fn: FunctionIR): void {
  new Checks(fn).run()
}
