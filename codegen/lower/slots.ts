// JavaScript variables of a generated function. Locals keep a name of their own; results that are used more
// than once, or cannot stay where they are used, take a temporary, which is free again after its last use.
// Temporaries are kept apart by kind, so that one never holds integers and floats in turn.

import type { Type, Variable } from '../ir/nodes.js'
import { type Leaf, leafOf } from './expression.js'

export type Kind = 'int' | 'float' | 'ref'

export const kindOf = (type: Type): Kind =>
  type === 'i32' ? 'int' : type === 'f32' || type === 'f64' ? 'float' : 'ref'

export interface Slot {
  readonly name: string
  readonly kind: Kind
  /** The expression that reads it. */
  readonly read: Leaf
  /** How many reads are still to come; temporaries are given back when none are. */
  remaining: number
}

const letter: Readonly<Record<Kind, string>> = { int: 't', float: 'd', ref: 'r' }

function makeSlot(name: string, kind: Kind): Slot {
  const reads: Slot[] = []
  const slot = { name, kind, remaining: 0, read: leafOf(name, reads) }
  reads.push(slot)
  return slot
}

export class Slots {
  /** All temporaries and variables that the function must declare. */
  readonly declared: Slot[] = []
  private readonly free: Record<Kind, Slot[]> = { int: [], float: [], ref: [] }
  private readonly byVariable = new Map<Variable, Slot>()
  private count = 0

  /** @param reuse whether the variables of labels may be given back; not if code does not run in its order */
  constructor(private readonly reuse: boolean) {}

  temporary(kind: Kind, uses: number): Slot {
    const slot = this.free[kind].pop() ?? this.declare(letter[kind] + this.count++, kind)
    slot.remaining = uses
    return slot
  }

  private declare(name: string, kind: Kind): Slot {
    const slot = makeSlot(name, kind)
    this.declared.push(slot)
    return slot
  }

  parameter(variable: Variable, name: string): void {
    const slot = makeSlot(name, kindOf(variable.type))
    slot.remaining = Number.POSITIVE_INFINITY
    this.byVariable.set(variable, slot)
  }

  local(variable: Variable, name: string): void {
    const slot = this.declare(name, kindOf(variable.type))
    slot.remaining = Number.POSITIVE_INFINITY
    this.byVariable.set(variable, slot)
  }

  /** Where a variable lives; those of labels are placed when first asked for. */
  of(variable: Variable): Slot {
    let slot = this.byVariable.get(variable)
    if (slot === undefined) {
      slot = this.temporary(kindOf(variable.type), this.reuse ? variable.reads : Number.POSITIVE_INFINITY)
      this.byVariable.set(variable, slot)
    }
    return slot
  }

  /** Keeps a variable's slot until `release`, however often it has been read by then. */
  hold(variable: Variable): void {
    this.of(variable).remaining++
  }

  /** One read of the slot has been emitted. */
  release(slot: Slot): void {
    if (--slot.remaining === 0) this.free[slot.kind].push(slot)
  }
}
