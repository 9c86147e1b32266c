// A value that is used within something that repeats must have been made in the same round of it.
//
// Lowering holds a value until its last use in the text. Where code comes back to an earlier place, by a
// loop or a jump from a case of a dispatch to one before it, the uses there are made again, and by then the
// temporary may be another value's. So whatever crosses the head of a loop is a variable: a local, whose
// place is its own, or a parameter of the loop, which is held to its end; or it is used again behind the
// loop, and so held until there.
//
//   a = i32.mul l0 3             a = i32.mul l0 3
//   loop                         set l5 a
//     i32.store l1 a   wrong     loop
//     b = i32.add l1 4             c = get l5
//     set l1 b                     i32.store l1 c   right

import { lastOf } from '../../src/engine/list.js'
import { dispatchLoopOf, jumpsBetween } from './cases.js'
import { type FunctionIR, type Node, type Variable, wordsOf } from './nodes.js'

/** Something that repeats: a loop, or the cases of a dispatch that a jump goes back over. */
interface Repeated {
  /** Variables that lowering holds until it ends. */
  readonly held: readonly Variable[]
  /** Its last place in the text, by number, once that has been passed. */
  end: number
}

/** All that repeats around a place, the outermost first. */
type Around = readonly Repeated[]

/** The cases from `to` to `from`, which repeat. */
interface Range extends Repeated {
  readonly dispatch: Node
  readonly to: number
  from: number
}

/** The cases of a dispatch that repeat; of jumps back to the same case the longest covers the others. */
function repeatedCases(dispatch: Node): Range[] {
  const ranges = new Map<number, Range>()
  for (const { from, to } of jumpsBetween(dispatch)) {
    if (to > from) continue
    const range = ranges.get(to)
    if (range === undefined) ranges.set(to, { dispatch, to, from, held: [], end: 0 })
    else range.from = Math.max(range.from, from)
  }
  return [...ranges.values()]
}

/** A use within something that repeats of what was made before it. */
interface Crossing {
  readonly user: Node
  readonly arg: Node
  readonly crossed: readonly Repeated[]
}

const isRange = (repeated: Repeated): repeated is Range => 'dispatch' in repeated

class Rounds {
  readonly faults: string[] = []
  private readonly crossings: Crossing[] = []
  /** Of each operand that is from before a loop around a use of it, its last use in the text. */
  private readonly lastUse = new Map<Node, number>()
  private place = 0
  private readonly made = new Map<Node, Around>()
  private readonly sets = new Map<Variable, Around[]>()
  private readonly reads: { readonly variable: Variable; readonly around: Around }[] = []

  list(nodes: readonly Node[], around: Around): void {
    for (const node of nodes) this.node(node, around)
  }

  private node(node: Node, around: Around): void {
    const { op, args, variable, label } = node
    this.place++
    for (const arg of args) this.use(arg, node, around)
    if (node.type !== 'none') this.made.set(node, around)
    if (op === 'goto')
      for (const range of around.filter(isRange))
        if (range.dispatch === label!.dispatch && range.to === label!.target) range.end = this.place
    if (op === 'get') this.reads.push({ variable: variable!, around })
    if (op === 'set') this.set(variable!, around)
    if (node.owned !== undefined) this.lists(node, around)
  }

  private set(variable: Variable, around: Around): void {
    const sets = this.sets.get(variable)
    if (sets === undefined) this.sets.set(variable, [around])
    else if (lastOf(sets) !== around) sets.push(around)
  }

  private use(arg: Node, user: Node, around: Around): void {
    const made = this.made.get(arg)
    if (made === undefined) return
    const crossed = made === around ? [] : around.filter(repeated => !made.includes(repeated))
    if (crossed.length > 0) this.crossings.push({ user, arg, crossed })
    if (crossed.length > 0 || this.lastUse.has(arg)) this.lastUse.set(arg, this.place)
  }

  private lists(node: Node, around: Around): void {
    const { op, label, body, otherwise, targets, cases } = node
    const repeats = op === 'loop' && label!.used
    const loop = { held: repeats ? label!.variables.flatMap(wordsOf) : [], end: 0 }
    if (body !== undefined) this.list(body, repeats ? [...around, loop] : around)
    loop.end = this.place
    if (otherwise !== undefined) this.list(otherwise, around)
    for (const target of new Set(targets)) this.list(target, around)
    if (cases === undefined) return
    const ranges = repeatedCases(node)
    for (const [at, list] of cases.entries())
      this.list(list, [...around, ...ranges.filter(({ from, to }) => to <= at && at <= from)])
  }

  /** Checks what was used. */
  operands(): void {
    for (const { user, arg, crossed } of this.crossings)
      if (crossed.some(({ end }) => this.lastUse.get(arg)! <= end))
        this.faults.push(`${user.op}: its operand ${arg.op} is from before a loop around it`)
  }

  /** Checks the variables whose slots are given back. */
  variables(): void {
    for (const { variable, around } of this.reads) {
      if (variable.local !== undefined) continue
      const holder = around.findIndex(({ held }) => held.includes(variable))
      const needed = holder < 0 ? around : around.slice(0, holder)
      for (const set of this.sets.get(variable) ?? [])
        if (!isWithin(set, needed))
          this.faults.push(`get: its variable ${variable.id} is set before a loop around it`)
    }
  }
}

/** Whether all that repeats around a place does so around another. */
const isWithin = (place: Around, around: Around): boolean =>
  place === around || around.every(repeated => place.includes(repeated))

/** The values that a function uses in other rounds than they were made in. */
export function checkRounds(fn: FunctionIR): readonly string[] {
  const rounds = new Rounds()
  rounds.list(fn.body, [])
  rounds.operands()
  // Elsewhere lowering finds those that are written in other rounds; see lower/kept.ts.
  if (!fn.isCut && dispatchLoopOf(fn) === undefined) rounds.variables()
  return rounds.faults
}
