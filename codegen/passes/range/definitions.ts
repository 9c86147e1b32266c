// Which values a read of a 64-bit variable can see. Compilers give one local to several values in turn, so
// what is known of the variable as a whole says little. A definition is what it holds from one place on:
//
//   - from a write on, until the next: what was written
//   - from the head of a loop, or of a case of a dispatch, on: what it held before, or was given inside
//   - behind a block, loop or `if` that writes it: likewise
//
// That is coarser than it could be (what is written and then written over still counts), and needs only one
// walk. The walk also notes the conditions under which a definition is read (conditions.ts): those of the
// arms that the read is in, and of branches before it that leave if they do not hold.

import type { Node, Variable } from '../../ir/nodes.js'
import { endsInJump, listsOf } from '../../ir/walk.js'
import { bounds } from '../../tiers/tuning.js'
import { costOfDefinition, RangeBudget } from './budget.js'
import { eachGuard } from './conditions.js'
import type { Definition, Guard } from './facts.js'
import { anything, type Interval } from './interval.js'
import { fixedInterval, type Transfer, transfers } from './transfer.js'

/**
 * A range that is to be computed: of a definition, of what a read sees of one, or the result of an
 * instruction.
 */
export interface Computation {
  readonly node: Node | undefined
  readonly definition: Definition | undefined
  /** The conditions under which a definition is read. */
  readonly guards: readonly Guard[]
  transfer: Transfer | undefined
  interval: Interval | undefined
  /** The operands that the interval has been computed from. */
  first: Interval
  second: Interval
}

const noInputs: Definition[] = []
const noGuards: readonly Guard[] = []

const written = (variable: Variable, value: Node): Definition => ({
  interval: undefined,
  value,
  inputs: noInputs,
  variable,
})

const merged = (inputs: Definition[]): Definition => ({
  interval: undefined,
  value: undefined,
  inputs,
  variable: undefined,
})

const computationOf = (
  node: Node | undefined,
  definition: Definition | undefined,
  guards = noGuards,
): Computation => ({
  node,
  definition,
  guards,
  transfer: undefined,
  interval: undefined,
  first: anything,
  second: anything,
})

/** The fact about a node stands on it until it is lowered. */
export const factOf = (node: Node): Computation | undefined => node.place as Computation | undefined

const mostGuards = bounds.conditions

const isRepeated = ({ op }: Node): boolean => op === 'loop' || op === 'dispatch'

type Writes = Map<Node, Set<Variable>>

interface Collecting {
  /** Of each loop and dispatch: the variables that it writes. */
  readonly writes: Writes
  readonly budget: RangeBudget
}

/** Notes what loops and dispatches write; `around` is what the innermost of them writes. */
function collectWrites(list: readonly Node[], collecting: Collecting, around: Set<Variable>): void {
  const { writes, budget } = collecting
  for (const node of list) {
    if (node.op === 'set') {
      if (node.variable!.type === 'i64') around.add(node.variable!)
    } else if (isRepeated(node)) {
      const own = new Set<Variable>()
      writes.set(node, own)
      for (const inner of listsOf(node)) collectWrites(inner, collecting, own)
      budget.spend(own.size)
      if (budget.isOver) return
      for (const variable of own) around.add(variable)
    } else for (const inner of listsOf(node)) collectWrites(inner, collecting, around)
  }
}

/** The definitions that are made inside of a node, by variable. */
type Made = Map<Variable, Definition[]>

/** The definition of a variable before it was given another. */
interface Change {
  readonly variable: Variable
  readonly before: object | undefined
}

export class Definitions {
  /** All that has to be computed, in order. */
  readonly steps: Computation[] = []
  /** Where the first step is that may depend on a later one. */
  repeated = Number.POSITIVE_INFINITY
  private readonly active = new Map<Definition, Guard[]>()
  /** The definitions that are made inside of the innermost node. */
  private made: Made = new Map()
  /** The changes to undo at the end of the nodes that are open. */
  private readonly changes: Change[] = []
  readonly writes: Writes = new Map()
  readonly budget: RangeBudget

  constructor(
    body: readonly Node[],
    /** The definition of a variable at the beginning. */
    private readonly first: (variable: Variable) => Definition,
  ) {
    this.budget = new RangeBudget(body)
    collectWrites(body, this, new Set())
    this.walk(body)
    this.undo(0)
  }

  /** Whether all that there is was gone through; else it would have cost too much, and nothing is known. */
  get isWhole(): boolean {
    return !this.budget.isOver
  }

  /** The current definition of a variable stands in the variable. */
  private currentOf(variable: Variable): Definition {
    if (variable.holds === undefined) this.give(variable, this.first(variable))
    return variable.holds as Definition
  }

  private give(variable: Variable, definition: Definition): void {
    this.changes.push({ variable, before: variable.holds })
    variable.holds = definition
  }

  private undo(length: number): void {
    while (this.changes.length > length) {
      const { variable, before } = this.changes.pop()!
      variable.holds = before
    }
  }

  private walk(list: readonly Node[]): void {
    const entered: Definition[] = []
    for (const node of list) this.visit(node, entered)
    this.leave(entered)
  }

  private visit(node: Node, entered: Definition[]): void {
    if (this.budget.isOver) return
    const { op, type } = node
    if (op === 'get') this.read(node)
    else if (op === 'set') this.write(node)
    else if (op === 'if') this.visitIf(node, entered)
    else if (isRepeated(node)) this.visitRepeated(node)
    else if (node.body !== undefined || node.targets !== undefined) this.visitOnce(node)
    else if (type === 'i64') this.compute(node)
  }

  private compute(node: Node): void {
    const interval = fixedInterval(node)
    const transfer = interval === undefined ? transfers.get(node.op) : undefined
    const step = computationOf(node, undefined)
    step.transfer = transfer
    step.interval = interval
    node.place = step
    if (interval === undefined) this.steps.push(step)
  }

  private push(definition: Definition): void {
    this.budget.spend(costOfDefinition)
    this.steps.push(computationOf(undefined, definition))
  }

  private read(node: Node): void {
    if (node.type !== 'i64') return
    const definition = this.currentOf(node.variable!)
    const active = this.active.get(definition) ?? noGuards
    const guards = active.length === 0 ? noGuards : active.slice(-mostGuards)
    this.budget.spend(guards.length)
    const step = computationOf(node, definition, guards)
    node.place = step
    this.steps.push(step)
  }

  private write(node: Node): void {
    const variable = node.variable!
    if (variable.type !== 'i64') return
    const definition = written(variable, node.args[0]!)
    this.push(definition)
    this.make(variable, definition)
  }

  private make(variable: Variable, definition: Definition): void {
    this.assign(variable, definition)
    this.note(variable, definition)
  }

  private assign(variable: Variable, definition: Definition): void {
    this.budget.spend(1)
    this.give(variable, definition)
  }

  /** Walks the inside of a node; gives what it makes, and leaves all variables as they were before. */
  private inside(walk: () => void): Made {
    const outer = this.made
    const made: Made = (this.made = new Map())
    const { length } = this.changes
    walk()
    this.undo(length)
    this.made = outer
    return made
  }

  /** Behind a node the variables hold what they held before, or were given inside. */
  private join(made: Made): void {
    for (const [variable, definitions] of made) {
      const definition = merged([this.currentOf(variable), ...definitions])
      this.push(definition)
      this.make(variable, definition)
    }
  }

  private visitOnce(node: Node): void {
    this.join(
      this.inside(() => {
        for (const inner of listsOf(node)) this.walk(inner)
      }),
    )
  }

  /**
   * Each case may be entered from all others. What it then finds in a variable is what any of them may leave
   * there, and so is what stands behind: one definition. It is computed at the head, and again at the end.
   */
  private visitRepeated(node: Node): void {
    this.repeated = Math.min(this.repeated, this.steps.length)
    const heads = new Map<Variable, Definition>()
    for (const variable of this.writes.get(node) ?? []) {
      const head = merged([this.currentOf(variable)])
      heads.set(variable, head)
      this.push(head)
    }
    const made = this.inside(() => {
      for (const [variable, head] of heads) this.assign(variable, head)
      const { length } = this.changes
      for (const inner of listsOf(node)) {
        if (this.budget.isOver) return
        this.walk(inner)
        this.undo(length)
      }
    })
    for (const [variable, head] of heads) {
      for (const definition of made.get(variable) ?? []) head.inputs.push(definition)
      this.push(head)
      this.make(variable, head)
    }
  }

  private visitIf({ args, body, otherwise, label }: Node, entered: Definition[]): void {
    const condition = args[0]!
    const arm = (list: readonly Node[], holds: 'holds' | 'fails') =>
      this.inside(() => {
        const own: Definition[] = []
        this.enter(condition, holds, own)
        this.walk(list)
        this.leave(own)
      })
    const arms = [arm(body!, 'holds'), arm(otherwise ?? [], 'fails')]
    // An arm that leaves is not behind it, unless by a branch to its own label, but within what is around it.
    const [first, second] = [endsInJump(body!), otherwise !== undefined && endsInJump(otherwise)]
    const exits = [first, second].map(leaving => leaving && !label!.used)
    arms.forEach((made, i) => {
      if (!exits[i]) this.join(made)
      else
        for (const [variable, definitions] of made) for (const each of definitions) this.note(variable, each)
    })
    if (exits[0]) this.enter(condition, 'fails', entered)
    else if (exits[1]) this.enter(condition, 'holds', entered)
  }

  /** A definition that others have to reckon with, though nothing behind it in this list has. */
  private note(variable: Variable, definition: Definition): void {
    this.budget.spend(1)
    const noted = this.made.get(variable)
    if (noted === undefined) this.made.set(variable, [definition])
    else noted.push(definition)
  }

  private enter(condition: Node, holds: 'holds' | 'fails', entered: Definition[]): void {
    eachGuard(condition, holds, {
      definitionOf: read => factOf(read)?.definition,
      found: (definition, guard) => {
        const guards = this.active.get(definition)
        if (guards === undefined) this.active.set(definition, [guard])
        else guards.push(guard)
        entered.push(definition)
      },
    })
  }

  private leave(entered: readonly Definition[]): void {
    for (const definition of entered) this.active.get(definition)!.pop()
  }
}
