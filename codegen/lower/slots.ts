// JavaScript variables of a generated function. Locals keep a name of their own; results that are used more
// than once, or cannot stay where they are used, take a temporary, which is free again after its last use.
// Temporaries are kept apart by kind, so that one never holds integers and floats in turn.
//
// The variables of a function are part of its frame, and engines give their whole stack a megabyte. So
// where a function has tens of thousands of variables, those beyond the first are elements of arrays:
// `ts[5]`.

import type { Type, Variable } from '../ir/nodes.js'
import { bounds } from '../tiers/tuning.js'
import { type Kind, type Leaf, leaf, leafOf, type Slot } from './expression.js'

export type { Kind, Slot } from './expression.js'

export const kindOf = (type: Type): Kind =>
  type === 'i32' ? 'int' : type === 'f32' || type === 'f64' ? 'float' : 'ref'

const letter: Readonly<Record<Kind, string>> = { int: 't', float: 'd', ref: 'r' }

const firstValue: Readonly<Record<Kind, string>> = { int: '0', float: '0', ref: 'null' }

const arrays: Readonly<Record<Kind, (length: number) => string>> = {
  int: length => `new Int32Array(${length})`,
  float: length => `new Float64Array(${length})`,
  ref: length => `new Array(${length}).fill(null)`,
}

/** A number of reads that is never reached: the slot is not given back. */
export const always = 0x3fff_ffff

const frameLimit = bounds.variables

interface OwnSlot extends Slot {
  read: Leaf
}

/** Stands for the expression of a slot that is being made. */
const unread = leaf('')

export class Slots {
  private readonly declared: Slot[] = []
  /** How many of each kind live in an array. */
  private readonly spilled: Record<Kind, number> = { int: 0, float: 0, ref: 0 }
  private readonly free: Record<Kind, Slot[]> = { int: [], float: [], ref: [] }
  /** By the variable's id. */
  private readonly byVariable: (Slot | undefined)[] = []
  private count = 0
  private made = 0

  /** @param kept variables of labels whose slots are not given back, since code does not run in its order */
  constructor(private readonly kept: ReadonlySet<Variable>) {}

  temporary(kind: Kind, uses: number): Slot {
    const slot = this.free[kind].pop() ?? this.declare(letter[kind] + this.count++, kind)
    slot.remaining = uses
    return slot
  }

  /** All that the function must declare, with the text of its first value. */
  declarations(): readonly (readonly [name: string, value: string])[] {
    const kinds = (['int', 'float', 'ref'] as const).filter(kind => this.spilled[kind] > 0)
    return [
      ...this.declared.map(({ name, kind }) => [name, firstValue[kind]] as const),
      ...kinds.map(kind => [`${letter[kind]}s`, arrays[kind](this.spilled[kind])] as const),
    ]
  }

  private make(name: string, kind: Kind): Slot {
    const bit = 1 << (this.made++ & 31)
    const slot: OwnSlot = { name, kind, bit, remaining: 0, read: unread }
    slot.read = leafOf(name, slot)
    return slot
  }

  private declare(name: string, kind: Kind): Slot {
    if (this.declared.length >= frameLimit)
      return this.make(`${letter[kind]}s[${this.spilled[kind]++}]`, kind)
    const slot = this.make(name, kind)
    this.declared.push(slot)
    return slot
  }

  parameter(variable: Variable): void {
    const slot = this.make(variable.name, kindOf(variable.type))
    slot.remaining = always
    this.byVariable[variable.id] = slot
  }

  local(variable: Variable): void {
    const slot = this.declare(variable.name, kindOf(variable.type))
    slot.remaining = always
    this.byVariable[variable.id] = slot
  }

  /** Where a variable lives; those of labels are placed when first asked for. */
  of(variable: Variable): Slot {
    let slot = this.byVariable[variable.id]
    if (slot === undefined) {
      const uses = variable.reads + variable.version
      slot = this.temporary(kindOf(variable.type), this.kept.has(variable) ? always : uses)
      this.byVariable[variable.id] = slot
    }
    return slot
  }

  /** Keeps a variable's slot until `release`, however often it has been read and written by then. */
  hold(variable: Variable): void {
    this.of(variable).remaining++
  }

  /** One read of the slot has been emitted, or one write of its variable. */
  release(slot: Slot): void {
    if (--slot.remaining === 0) this.free[slot.kind].push(slot)
  }
}
