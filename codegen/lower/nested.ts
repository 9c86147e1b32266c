// The part that the rules of control have in common: each makes statements of the lists of nodes that a
// node owns.

import { isDispatchLoop } from '../ir/cases.js'
import type { Label, Node } from '../ir/nodes.js'
import type { Exits } from './exits.js'
import type { Schedule } from './schedule.js'
import type { Slot } from './slots.js'
import type { Statement } from './statement.js'

export type ControlRule = (lower: Lower, node: Node) => void

/** How control gets to the cases of a dispatch. */
export interface Ways {
  /** Where the number of the next case stands, if the switch is in a loop. */
  readonly slot: Slot | undefined
  /** The number of each case. */
  readonly numbers: readonly number[]
  /** From this case on, each stands behind a block, which jumps from those before it leave. */
  readonly firstBehind: number
  /** Cases that jumps go to by their number: then the switch stands in a loop. */
  readonly byNumber: ReadonlySet<number>
  /** Cases that jumps go to by leaving a block. */
  readonly byBreak: ReadonlySet<number>
  /** The case that is being lowered. */
  at: number
}

/** Lowers the nodes of a list, one after the other. */
export interface Lower {
  readonly schedule: Schedule
  /** How control gets to the cases of each dispatch that is being lowered, by its label. */
  readonly ways: Map<Label, Ways>
  readonly exits: Exits
  run(list: readonly Node[]): void
}

export const nameOf = (label: Label): string => `L${label.id}`

export const inner = ({ schedule, run }: Lower, list: readonly Node[]): Statement[] =>
  schedule.nested(() => run(list))

/** The same, with a loop around it. */
export function repeated<Result>({ exits }: Lower, lower: () => Result): Result {
  exits.loops++
  const result = lower()
  exits.loops--
  return result
}

export function pushStatement({ schedule }: Lower, statement: Statement): void {
  schedule.statements.push(statement)
}

/**
 * In a dispatch loop the code that a jump leads to may use what waits here; elsewhere nothing behind a jump
 * can.
 */
const entersDispatchLoop = ({ op, label }: Node): boolean => op === 'goto' && isDispatchLoop(label!.dispatch!)

export function flushForBranch({ schedule }: Lower, body: readonly Node[]): void {
  if (body.some(entersDispatchLoop)) schedule.flush()
  else schedule.flushForJump()
}
