// Finds the 64-bit values that are small: counters, lengths, addresses, loaded bytes. What always fits one
// word takes one word once values are split (../wide): no carry, no second comparison, no second variable.
//
// The range of a value follows from its operands (transfer.ts); a read sees what the definitions of its
// variable may be (definitions.ts), and knows more where a condition holds (refine.ts). All of it is gone
// through, in order, until nothing changes any more. What goes on growing is widened in a few steps, so
// four or five rounds are enough; if not, nothing is known of what still grows.

import { spend } from '../../interpret/clock.js'
import type { FunctionIR, Node, Variable } from '../../ir/nodes.js'
import { bounds } from '../../tiers/tuning.js'
import { type Computation, Definitions, factOf } from './definitions.js'
import type { Definition } from './facts.js'
import { anything, anyUnsigned, anyWord, type Interval, isWithin, join, widened } from './interval.js'
import { refine } from './refine.js'
import { transfers } from './transfer.js'

/** How a value of 64 bits follows from its low word. */
export type Extension = 'zero' | 'sign'

export interface Ranges {
  of(node: Node): Interval
  ofVariable(variable: Variable): Interval
}

/** How the high word follows, if it does. */
export function extensionOf(interval: Interval): Extension | undefined {
  if (isWithin(interval, anyUnsigned)) return 'zero'
  return isWithin(interval, anyWord) ? 'sign' : undefined
}

const roundsBeforeWidening = bounds.roundsToWiden
const roundsBeforeGivingUp = bounds.roundsToGiveUp
const mostRounds = bounds.roundsInAll

const depth = bounds.operandDepth

const zero: Interval = { least: 0, most: 0 }

class Analysis implements Ranges {
  private readonly stored = new Map<Variable, Interval>()
  private readonly definitions: Definitions
  private round = 0
  private grown = false
  private widened = false

  constructor(fn: FunctionIR) {
    for (const variable of fn.params) this.stored.set(variable, anything)
    this.definitions = new Definitions(fn.body, variable => ({
      interval: this.stored.get(variable) ?? (variable.local === undefined ? undefined : zero),
      value: undefined,
      inputs: [],
      variable: undefined,
    }))
    const { steps, repeated, isWhole } = this.definitions
    if (!isWhole) return
    this.take(0)
    while (this.grown && repeated < steps.length) this.take(repeated)
    if (this.widened) this.narrow()
    for (const { definition, node } of steps)
      if (node === undefined && definition!.variable !== undefined)
        this.store(definition!.variable, definition!.interval)
  }

  /** Takes widening back where it went too far: what follows from something right is right. */
  private narrow(): void {
    for (const step of this.definitions.steps) {
      if (step.node === undefined) step.definition!.interval = this.given(step.definition!)
      else if (step.definition !== undefined) this.read(step)
      else this.compute(step)
    }
  }

  private given({ value, inputs }: Definition): Interval | undefined {
    if (value !== undefined) return this.of(value)
    let interval: Interval | undefined
    for (const input of inputs)
      if (input.interval !== undefined)
        interval = interval === undefined ? input.interval : join(interval, input.interval)
    return interval
  }

  of(node: Node): Interval {
    return factOf(node)?.interval ?? (node.type === 'i32' ? this.ofWord(node, depth) : anything)
  }

  /** Words are looked at when something of 64 bits is made of them; their variables may be anything. */
  private ofWord(node: Node, levels: number): Interval {
    const transfer = transfers.get(node.op)
    if (transfer === undefined || levels === 0) return anyWord
    const [first, second] = node.args
    return transfer(node, this.operandOfWord(first, levels), this.operandOfWord(second, levels))
  }

  private operandOfWord(node: Node | undefined, levels: number): Interval {
    if (node === undefined) return anything
    return node.type === 'i32' ? this.ofWord(node, levels - 1) : (factOf(node)?.interval ?? anything)
  }

  /** The range of all that a variable may be given. */
  ofVariable(variable: Variable): Interval {
    if (!this.definitions.isWhole) return anything
    return this.stored.get(variable) ?? zero
  }

  private store(variable: Variable, interval: Interval = anything): void {
    const before = this.stored.get(variable)
    this.stored.set(variable, before === undefined ? interval : join(before, interval))
  }

  /** One round, of what may still change. */
  private take(from: number): void {
    const { steps } = this.definitions
    this.round++
    this.grown = false
    if (this.round === mostRounds)
      for (const { node, definition } of steps) if (node === undefined) definition!.interval = anything
    for (let i = from; i < steps.length; i++) {
      spend(1)
      const step = steps[i]!
      if (step.node === undefined) this.make(step.definition!)
      else if (step.definition !== undefined) this.read(step)
      else this.compute(step)
    }
  }

  private make(definition: Definition): void {
    const { value, inputs } = definition
    if (value !== undefined) this.grow(definition, this.of(value))
    else for (let i = 0; i < inputs.length; i++) this.grow(definition, inputs[i]!.interval)
  }

  private compute(step: Computation): void {
    const { args } = step.node!
    const first = args.length > 0 ? this.of(args[0]!) : anything
    const second = args.length > 1 ? this.of(args[1]!) : anything
    if (step.interval !== undefined && step.first === first && step.second === second) return
    step.first = first
    step.second = second
    step.interval = step.transfer!(step.node!, first, second)
  }

  private read(step: Computation): void {
    let interval = step.definition!.interval ?? zero
    const { guards } = step
    for (let i = 0; i < guards.length; i++) interval = refine(interval, guards[i]!, this.of(guards[i]!.bound))
    step.interval = interval
  }

  private grow(definition: Definition, interval: Interval | undefined): void {
    if (interval === undefined) return
    const before = definition.interval
    if (before !== undefined && isWithin(interval, before)) return
    this.grown = true
    const after = before === undefined ? interval : join(before, interval)
    definition.interval =
      this.round > roundsBeforeWidening && definition.value === undefined ? this.resign(after) : after
  }

  private resign(interval: Interval): Interval {
    this.widened = true
    return this.round > roundsBeforeGivingUp ? anything : widened(interval)
  }
}

export const findRanges = (fn: FunctionIR): Ranges => new Analysis(fn)
