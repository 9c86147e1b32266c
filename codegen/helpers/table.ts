// call_indirect is `if (T[i] !== ID) return indirectFailure(table, i); C[i](…)` in generated code, where T
// and C are the table's types and codes. One comparison covers all that can be wrong; what it was is only
// found out here.

import { trap } from './trap.js'

/** A table as generated code sees it: its size, and for functions their code and type numbers. */
export interface TableView {
  readonly size: number
  readonly codes: readonly unknown[]
  /** -1 where there is no function, or nothing. */
  readonly types: readonly number[]
}

/** The trap of a call_indirect that found another type number than its own. */
export function indirectFailure(table: TableView, index: number): never {
  const at = index >>> 0
  if (at >= table.size) trap('undefined element')
  const type = table.types[at]
  if (type === undefined || type === -1) trap('uninitialized element ' + at)
  trap('indirect call type mismatch')
}

interface Growable {
  grow(delta: number, ref: unknown): number
}

/** table.grow, with the operands in the order in which wasm has them. */
export function growTable(table: Growable, ref: unknown, delta: number): number {
  return table.grow(delta, ref)
}
