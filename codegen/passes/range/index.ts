// Finds the 64-bit values that are small: counters, lengths, addresses, loaded bytes. What always fits one
// word takes one word once values are split (../wide): no carry, no second comparison, no second variable.
//
// What a value may be follows from its operands (transfer.ts); a read sees what the versions of its
// variable may be (versions.ts), and knows more where a condition holds (refine.ts). All of it is gone
// through, in order, until nothing changes any more. What goes on growing is widened in a few steps, so
// four or five rounds are enough; if not, nothing is known of what still grows.

import type { FunctionIR, Node, Variable } from '../../ir/nodes.js'
import { anything, anyUnsigned, anyWord, type Interval, isWithin, join, widened } from './interval.js'
import { refine } from './refine.js'
import { transfers } from './transfer.js'
import { isVersion, type Step, type Version, Versions } from './versions.js'

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

/** Rounds after which what grows is widened, after which it is given up, and after which all is. */
const patience = 2
const despair = 8
const surrender = 16

/** How far operands of operands are looked at. */
const depth = 5

const zero: Interval = { least: 0, most: 0 }

class Analysis implements Ranges {
  private readonly intervals = new Map<Node, Interval>()
  private readonly stored = new Map<Variable, Interval>()
  private readonly versions: Versions
  private round = 0
  private grown = false

  constructor(fn: FunctionIR) {
    for (const variable of fn.params) this.stored.set(variable, anything)
    this.versions = new Versions(fn.body, variable => ({
      interval: this.stored.get(variable) ?? (variable.local === undefined ? undefined : zero),
      value: undefined,
      inputs: [],
    }))
    const { steps, of } = this.versions
    do {
      this.round++
      this.grown = false
      if (this.round === surrender) for (const step of steps) this.giveUp(step)
      for (const step of steps) this.take(step)
    } while (this.grown)
    this.narrow()
    for (const [{ op, variable }, { interval }] of of) if (op === 'set') this.store(variable!, interval)
  }

  /** Takes widening back where it went too far: what follows from something right is right. */
  private narrow(): void {
    for (const step of this.versions.steps) {
      const version = isVersion(step) ? step : step.op === 'set' ? this.versions.of.get(step) : undefined
      if (version !== undefined) version.interval = this.given(version)
      else this.take(step)
    }
  }

  private given({ value, inputs }: Version): Interval | undefined {
    if (value !== undefined) return this.of(value)
    let interval: Interval | undefined
    for (const input of inputs)
      if (input.interval !== undefined)
        interval = interval === undefined ? input.interval : join(interval, input.interval)
    return interval
  }

  of(node: Node): Interval {
    return this.intervals.get(node) ?? (node.type === 'i32' ? this.ofWord(node, depth) : anything)
  }

  /** Words are looked at when something of 64 bits is made of them; their variables may be anything. */
  private ofWord(node: Node, levels: number): Interval {
    const transfer = transfers.get(node.op)
    if (transfer === undefined || levels === 0) return anyWord
    const args: Interval[] = []
    for (const arg of node.args)
      args.push(arg.type === 'i32' ? this.ofWord(arg, levels - 1) : (this.intervals.get(arg) ?? anything))
    return transfer(node, args)
  }

  /** What a variable may be given. */
  ofVariable(variable: Variable): Interval {
    return this.stored.get(variable) ?? zero
  }

  private store(variable: Variable, interval: Interval = anything): void {
    const before = this.stored.get(variable)
    this.stored.set(variable, before === undefined ? interval : join(before, interval))
  }

  private take(step: Step): void {
    if (isVersion(step)) for (const { interval } of step.inputs) this.grow(step, interval)
    else if (step.op === 'set') this.grow(this.versions.of.get(step)!, this.of(step.args[0]!))
    else if (step.op === 'get') this.read(step)
    else this.compute(step)
  }

  private compute(node: Node): void {
    const transfer = transfers.get(node.op)
    if (transfer === undefined) {
      // Noted, because what splits values changes the type of a call.
      if (node.type === 'i64') this.intervals.set(node, anything)
      return
    }
    const args: Interval[] = []
    for (const arg of node.args) args.push(this.of(arg))
    this.intervals.set(node, transfer(node, args))
  }

  private read(node: Node): void {
    if (node.type !== 'i64') return
    let interval = this.versions.of.get(node)!.interval ?? zero
    for (const guard of this.versions.guards.get(node) ?? [])
      interval = refine(interval, guard, this.of(guard.bound))
    this.intervals.set(node, interval)
  }

  private grow(version: Version, interval: Interval | undefined): void {
    if (interval === undefined) return
    const before = version.interval
    if (before !== undefined && isWithin(interval, before)) return
    this.grown = true
    const after = before === undefined ? interval : join(before, interval)
    version.interval = this.round > patience && version.value === undefined ? this.resign(after) : after
  }

  private giveUp(step: Step): void {
    const version = isVersion(step) ? step : this.versions.of.get(step)
    if (version !== undefined) version.interval = anything
  }

  private resign(interval: Interval): Interval {
    return this.round > despair ? anything : widened(interval)
  }
}

export const findRanges = (fn: FunctionIR): Ranges => new Analysis(fn)
