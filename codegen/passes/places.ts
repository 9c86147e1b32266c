// The places of a function at which instruments do something: its head, the heads of its loops, calls, and
// accesses to memories and tables. They are found in one walk, with what a run of each loop costs, so that no
// instrument has to search for them; what is put before, behind or in the place of a node is done in another
// one, when all have been asked.
//
// Costs are counted in ticks, about one for each node. A function that is too deep for nested loops is a
// dispatch loop, whose cases repeat where they are jumped back to: those are loops as well, without a node.

import { lastOf } from '../../src/engine/list.js'
import { rows } from '../../src/wasm/ops/index.js'
import { weights } from '../interpret/weights.js'
import { dispatchLoopOf, jumpsBetween } from '../ir/cases.js'
import type { FunctionIR, Label, Node } from '../ir/nodes.js'
import { forEachNode, listsOf, mapLists } from '../ir/walk.js'
import type { Cost } from '../js/texts.js'
import { bounds } from '../tiers/tuning.js'

const { callTicks: callWeight } = bounds

/** Something that repeats. */
export interface Loop extends Cost {
  /** Nothing if it is made of cases. */
  readonly node: Node | undefined
  /** The loop around it. */
  readonly outer: Loop | undefined
  /** Puts nodes at the head, where every round begins. */
  atHead(nodes: readonly Node[]): void
}

const isHeavy = (op: string): op is Exclude<keyof typeof weights, 'imported'> => Object.hasOwn(weights, op)

const isCall = ({ op }: Node): boolean => op.includes('call') || op.startsWith('throw')

const isRepeated = ({ op, label }: Node): boolean => op === 'loop' && label!.used

const ownsLabel = ({ op, label }: Node): boolean => label !== undefined && op !== 'br' && op !== 'goto'

const touched: ReadonlySet<string> = new Set(['memarg', 'memory', 'table', 'data', 'element'])

const accesses: ReadonlySet<string> = new Set(
  rows.flatMap(({ name, immediates }) => (immediates.some(kind => touched.has(kind)) ? [name] : [])),
)

/** Whether a node works on a memory or a table. */
const isAccess = ({ op }: Node): boolean => accesses.has(op)

/** Cases that are continued at from behind. For each the last case that does so. */
function findRepeated(dispatch: Node): Map<number, number> {
  const repeated = new Map<number, number>()
  for (const { from, to } of jumpsBetween(dispatch)) if (to <= from) repeated.set(to, from)
  return repeated
}

/** Whether a jump leads out of the code that has these labels. */
function leaves({ op, label }: Node, inside: ReadonlySet<Label | undefined>): boolean {
  if (op === 'return') return true
  if (op === 'br') return !inside.has(label)
  return op === 'goto' && !inside.has(label!.dispatch!.label)
}

/** How many nodes at first only fetch what was left in result registers: it must be had before others run. */
function fetches(body: readonly Node[]): number {
  const first = body.findIndex(
    ({ op, args }) => op !== 'result' && !(op === 'set' && args[0]!.op === 'result'),
  )
  return first < 0 ? body.length : first
}

/** The places of a function that instruments are offered. */
export class Places {
  readonly calls: Node[] = []
  readonly accesses: Node[] = []
  /** Inner ones before those around them. */
  readonly loops: Loop[] = []
  readonly head: Cost
  readonly #ahead: (readonly Node[])[] = []
  readonly #before = new Map<Node, Node[]>()
  readonly #after = new Map<Node, Node[]>()
  readonly #instead = new Map<Node, Node>()

  /** @param imported how many functions the module imports: calls of those may take long */
  constructor(
    private readonly fn: FunctionIR,
    private readonly imported: number,
  ) {
    this.head = this.#measure(fn.body, undefined)
    const dispatch = dispatchLoopOf(fn)
    if (dispatch !== undefined) this.#measureCases(dispatch)
  }

  /** Puts nodes where every call begins. */
  atHead(nodes: readonly Node[]): void {
    this.#ahead.push(nodes)
  }

  before(node: Node, nodes: readonly Node[]): void {
    add(this.#before, node, nodes)
  }

  after(node: Node, nodes: readonly Node[]): void {
    add(this.#after, node, nodes)
  }

  replace(node: Node, by: Node): void {
    this.#instead.set(node, by)
  }

  /** The jumps that leave a loop that has a node. */
  exitsOf({ node }: Loop): readonly Node[] {
    const inside = new Set<Label | undefined>([node!.label])
    forEachNode(node!.body!, inner => {
      if (ownsLabel(inner)) inside.add(inner.label)
    })
    const exits: Node[] = []
    forEachNode(node!.body!, inner => {
      if (leaves(inner, inside)) exits.push(inner)
    })
    return exits
  }

  /** Does what has been asked for. */
  apply(): void {
    const { fn } = this
    if (this.#before.size + this.#after.size + this.#instead.size > 0) fn.body = this.#rewrite(fn.body)
    for (const nodes of this.#ahead) fn.body.splice(fetches(fn.body), 0, ...nodes)
  }

  #rewrite(list: readonly Node[]): Node[] {
    const result: Node[] = []
    for (const node of list) {
      mapLists(node, inner => this.#rewrite(inner))
      result.push(
        ...(this.#before.get(node) ?? []),
        this.#instead.get(node) ?? node,
        ...(this.#after.get(node) ?? []),
      )
    }
    return result
  }

  /** The cost of a list; loops, calls and accesses within are noted. */
  #measure(list: readonly Node[], outer: Loop | undefined): Cost {
    const cost = { weight: 0, calls: false, isInnermost: true }
    for (const node of list) this.#measureNode(node, { cost, outer })
    return cost
  }

  #measureNode(node: Node, { cost, outer }: { cost: Mutable<Cost>; outer: Loop | undefined }): void {
    cost.weight += this.#weigh(node)
    if (isCall(node)) {
      cost.calls = true
      this.calls.push(node)
    } else if (isAccess(node)) this.accesses.push(node)
    if (isRepeated(node)) {
      cost.isInnermost = false
      cost.calls = this.#measureLoop(node, outer).calls || cost.calls
      return
    }
    for (const list of listsOf(node)) {
      const inner = this.#measure(list, outer)
      cost.weight += inner.weight
      cost.calls ||= inner.calls
      cost.isInnermost &&= inner.isInnermost
    }
  }

  #measureLoop(node: Node, outer: Loop | undefined): Loop {
    const { body } = node
    const loop = { node, outer, weight: 0, calls: false, isInnermost: true, atHead: prepend(body!) }
    Object.assign(loop, this.#measure(body!, loop))
    this.loops.push(loop)
    return loop
  }

  /** The cases of a dispatch loop that begin rounds. What they count stands in the closure, as with calls. */
  #measureCases(dispatch: Node): void {
    const cases = dispatch.cases!
    /** The ticks of all cases before each. */
    const before = [0]
    for (const list of cases)
      before.push(lastOf(before)! + new Places({ ...this.fn, body: list }, this.imported).head.weight)
    for (const [first, last] of findRepeated(dispatch)) {
      const weight = before[last + 1]! - before[first]!
      const atHead = prepend(cases[first]!)
      this.loops.push({ node: undefined, outer: undefined, weight, calls: true, isInnermost: false, atHead })
    }
  }

  /** The work of a node alone. */
  #weigh(node: Node): number {
    const { op, index } = node
    if (isHeavy(op)) return weights[op]
    if (!isCall(node)) return 1
    return (op === 'call' || op === 'call by') && index < this.imported ? weights.imported : callWeight
  }
}

type Mutable<Value> = { -readonly [Name in keyof Value]: Value[Name] }

const prepend = (list: Node[]) => (nodes: readonly Node[]) => void list.unshift(...nodes)

function add(to: Map<Node, Node[]>, node: Node, nodes: readonly Node[]): void {
  const known = to.get(node)
  if (known === undefined) to.set(node, [...nodes])
  else known.push(...nodes)
}
