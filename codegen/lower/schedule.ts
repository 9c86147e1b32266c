// From nodes back to expressions. The nodes of a list are lowered in order; one that is used once waits, as
// an expression, until its user takes it in, and one that cannot wait is assigned to a temporary:
//
//   a = i32.load l0      waits
//   b = i32.add a 1      takes a in, and waits
//   i32.store l1 b       M.setInt32(l1, M.getInt32(l0) + 1 | 0)
//
// A node that waits moves behind everything emitted meanwhile. So before a statement is emitted, all that
// waits and must be seen to happen before it is emitted too, in order: what the statement's effects
// conflict with, and what reads the variable that it writes.

import { conflict, Effects, isRemovable } from '../ir/effects.js'
import type { Node } from '../ir/nodes.js'
import { bounds } from '../tiers/tuning.js'
import { needsCopy } from './copies.js'
import { type Expression, forEachRead, int, reads } from './expression.js'
import type { Scope } from './scope.js'
import { kindOf, type Slot, type Slots } from './slots.js'
import type { Statement } from './statement.js'

const maxDepth = bounds.expressionDepth

const maxWaiting = bounds.waitingOperands

const isNamed = ({ op }: Node): boolean => op === 'i32.const' || op === 'get'

export class Schedule {
  statements: Statement[] = []
  /**
   * The nodes that wait, and as what; those of the list being lowered begins at `base`, behind that of
   * those around.
   */
  private readonly waiting: Node[] = []
  private readonly expressions: Expression[] = []
  private base = 0

  constructor(
    readonly slots: Slots,
    readonly scope: Scope,
  ) {}

  // -------------------------------------------------------------- taking operands

  /** The expressions of a node's operands; those that wait are taken in. */
  take(args: readonly Node[]): Expression[] {
    if (this.waiting.length > this.base) this.settle(args)
    // An array grown from nothing has room for 17.
    if (args.length === 1) return [this.takeOne(args[0]!)]
    if (args.length === 2) return [this.takeOne(args[0]!), this.takeOne(args[1]!)]
    const taken: Expression[] = []
    for (let i = 0; i < args.length; i++) taken.push(this.takeOne(args[i]!))
    return taken
  }
  private takeOne(arg: Node): Expression {
    if (arg.op === 'i32.const') return int(arg.index)
    if (arg.place !== undefined) return (arg.place as Slot).read
    if (arg.op === 'get') return this.slots.of(arg.variable!).read
    const at = this.positionOf(arg)
    if (at < 0) throw new TypeError(`operand ${arg.op} is used before it is computed`)
    if (at < this.waiting.length - 1) {
      this.waiting.splice(at, 1)
      return this.expressions.splice(at, 1)[0]!
    }
    this.waiting.pop()
    return this.expressions.pop()!
  }

  /** Where the node waits, or -1. */
  private positionOf(node: Node): number {
    if (node.place !== undefined || isNamed(node)) return -1
    for (let i = this.waiting.length - 1; i >= this.base; i--) if (this.waiting[i] === node) return i
    return -1
  }

  /** Emits those operands that, evaluated where they are used, would change places with others that wait. */
  private settle(args: readonly Node[]): void {
    for (let i = 0; i < args.length; i++) {
      const at = this.positionOf(args[i]!)
      if (at >= 0 && this.expressions[at]!.effect !== 0 && this.overtakes(args, i, at)) this.flushThrough(at)
    }
  }

  /** Whether something that waits behind operand `i` must follow it, but would not. */
  private overtakes(args: readonly Node[], i: number, at: number): boolean {
    const { effect } = this.expressions[at]!
    for (let j = at + 1; j < this.waiting.length; j++)
      if (conflict(effect, this.expressions[j]!.effect) && args.indexOf(this.waiting[j]!) <= i) return true
    return false
  }

  /** Makes sure that the operand may be evaluated later, or not at all: it is a leaf, or has no effects. */
  makePure(arg: Node): void {
    const at = this.positionOf(arg)
    if (at >= 0 && this.expressions[at]!.effect !== 0) this.flushThrough(at)
  }

  /** Makes sure that the operand is a leaf, so that it can be named twice. */
  makeLeaf(arg: Node): void {
    const at = this.positionOf(arg)
    if (at >= 0) this.flushThrough(at)
  }

  // -------------------------------------------------------------- placing results

  /** Places a lowered node: it waits for its one user, is assigned, or just runs. */
  place(node: Node, expression: Expression, mayWait = true): void {
    if (node.uses === 0 || node.type === 'none') {
      if (!isRemovable(expression.effect)) this.emit({ type: 'Run', value: expression }, expression)
      else this.release(expression)
    } else if (node.uses === 1 && mayWait && expression.depth < maxDepth) {
      if (this.waiting.length - this.base > maxWaiting) this.flush()
      this.waiting.push(node)
      this.expressions.push(expression)
    } else this.assignTemporary(node, expression)
  }

  private assignTemporary(node: Node, expression: Expression): void {
    this.flushBefore(expression.effect, undefined)
    this.pushTemporary(node, expression)
  }

  private pushTemporary(node: Node, expression: Expression): void {
    this.release(expression)
    const slot = this.slots.temporary(kindOf(node.type), node.uses)
    node.place = slot
    this.statements.push({ type: 'Assign', name: slot.name, value: expression })
  }

  /** A read whose variable will be written before its last use. */
  placeRead(node: Node): void {
    if (!needsCopy(node)) return
    const slot = this.slots.of(node.variable!)
    // All its uses were counted as reads of the variable, but only this one is.
    slot.remaining -= node.uses - 1
    this.pushTemporary(node, slot.read)
  }

  assign(slot: Slot, value: Expression): void {
    this.flushBefore(value.effect, slot)
    this.release(value)
    if (value.type === 'Leaf' && value.text === slot.name) return
    this.statements.push({ type: 'Assign', name: slot.name, value })
  }

  /** Emits a statement around `value`, behind all that must come before it. */
  emit(statement: Statement, value: Expression, effect = value.effect): void {
    this.flushBefore(effect, undefined)
    this.release(value)
    this.statements.push(statement)
  }

  private release(expression: Expression): void {
    forEachRead(expression, this.releaseSlot)
  }

  private readonly releaseSlot = (slot: Slot): void => this.slots.release(slot)

  // -------------------------------------------------------------- emitting what waits

  private flushBefore(effect: number, written: Slot | undefined): void {
    for (let i = this.waiting.length - 1; i >= this.base; i--) {
      const expression = this.expressions[i]!
      if (conflict(expression.effect, effect) || (written !== undefined && reads(expression, written))) {
        this.flushThrough(i)
        return
      }
    }
  }

  private flushThrough(last: number): void {
    const { base, waiting, expressions } = this
    const count = last + 1 - base
    for (let i = base; i <= last; i++) this.pushTemporary(waiting[i]!, expressions[i]!)
    if (last === waiting.length - 1) {
      waiting.length = base
      expressions.length = base
    } else {
      waiting.splice(base, count)
      expressions.splice(base, count)
    }
  }

  /** Emits all that waits. */
  flush(): void {
    if (this.waiting.length > this.base) this.flushThrough(this.waiting.length - 1)
  }

  /** Emits what must happen before control may leave here. */
  flushForJump(): void {
    this.flushBefore(Effects.control, undefined)
  }

  /** Lowers a list into statements of its own, while what waits here goes on waiting. */
  nested(lower: () => void): Statement[] {
    const { statements, base } = this
    this.statements = []
    this.base = this.waiting.length
    lower()
    this.flush()
    const inner = this.statements
    this.statements = statements
    this.base = base
    return inner
  }
}
