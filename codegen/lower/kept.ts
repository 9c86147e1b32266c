// Which variables of labels keep their slots for good. As functions are built the text goes the way of time: such a
// variable is written before it is read, in the same round of all loops around, or is a parameter of a loop, which
// is held to the loop's end; so its slot is free behind the last place in the text. Functions that are cut, or
// entered in the middle, have others as well:
//
//   d = 1; L1: for (;;) { if (!d) { a } d = 0; … }      `d` is written in one round and read in the next
//
// and cases of a dispatch loop run in any order. What is read in a round of something that repeats must have been
// written in it everywhere, and must stand in one case.

import { dispatchLoopOf, jumpsBetween } from '../ir/cases.js'
import { type FunctionIR, type Node, type Variable, wordsOf } from '../ir/nodes.js'
import { forEachNode, listsOf } from '../ir/walk.js'

/** Something that repeats, from one place in the text to another, and what repeats around it. */
interface Repeated {
  readonly start: number
  end: number
  readonly around: Repeated | undefined
}

/** The first and the last place where a variable is written. */
interface Written {
  readonly first: number
  last: number
}

const isRepeated = (node: Node): boolean =>
  node.op === 'loop'
    ? node.label!.used
    : node.op === 'dispatch' &&
      node.targets !== undefined &&
      jumpsBetween(node).some(({ from, to }) => to <= from)

class Uses {
  private place = 0
  private readonly written = new Map<Variable, Written>()
  /** The outermost loop of which a variable is a parameter. */
  private readonly holders = new Map<Variable, Repeated>()
  private readonly reads: (readonly [Variable, Repeated])[] = []

  list(list: readonly Node[], around: Repeated | undefined): void {
    for (const node of list) {
      this.place++
      const { op, variable } = node
      if (op === 'get' && around !== undefined && variable!.local === undefined)
        this.reads.push([variable!, around])
      else if (op === 'set') this.write(variable!)
      if (node.owned !== undefined) this.lists(node, around)
    }
  }

  private write(variable: Variable): void {
    const written = this.written.get(variable)
    if (written === undefined) this.written.set(variable, { first: this.place, last: this.place })
    else written.last = this.place
  }

  private lists(node: Node, around: Repeated | undefined): void {
    if (!isRepeated(node)) {
      for (const list of listsOf(node)) this.list(list, around)
      return
    }
    const repeated = { start: this.place, end: 0, around }
    if (node.op === 'loop')
      for (const variable of node.label!.variables.flatMap(wordsOf))
        if (!this.holders.has(variable)) this.holders.set(variable, repeated)
    for (const list of listsOf(node)) this.list(list, repeated)
    repeated.end = this.place
  }

  /** Adds what is read in another round than it is written in. */
  findKept(kept: Set<Variable>): void {
    for (const [variable, repeated] of this.reads) {
      const written = this.written.get(variable)
      if (written === undefined) continue
      const holder = this.holders.get(variable)
      const isHeld = holder !== undefined && holder.start <= repeated.start && repeated.end <= holder.end
      const needed = isHeld ? holder.around : repeated
      if (needed !== undefined && (written.first < needed.start || written.last > needed.end))
        kept.add(variable)
    }
  }
}

/** Adds what several cases of a dispatch loop name, or one of them and what stands around. */
function namedByCases({ body }: FunctionIR, loop: Node, kept: Set<Variable>): void {
  const home = new Map<Variable, readonly Node[]>()
  for (const list of [body.filter(node => node !== loop), ...loop.cases!])
    forEachNode(list, ({ variable }) => {
      if (variable === undefined) return
      const first = home.get(variable)
      if (first === undefined) home.set(variable, list)
      else if (first !== list) kept.add(variable)
    })
}

/** The variables of a function whose slots nobody else may have. */
export function findKept(fn: FunctionIR): ReadonlySet<Variable> {
  const kept = new Set<Variable>()
  const loop = dispatchLoopOf(fn)
  if (loop === undefined && !fn.isCut) return kept
  if (loop !== undefined) namedByCases(fn, loop, kept)
  const uses = new Uses()
  uses.list(fn.body, undefined)
  uses.findKept(kept)
  return kept
}
