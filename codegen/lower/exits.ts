// How a trap leaves a loop. In V8's eyes a call that has never been made is a way out of the loop that it
// does not know, and such a loop it leaves as it is: it does not take the first round out and, with it, all
// that need be checked only once. A `break` it knows. So a trap within a loop is a jump, and the call
// stands behind everything:
//
//   U: {
//     L1: for (;;) { … if (l2 >= l3) break U; … }
//     return l1;
//   }
//   return unreachable();

import type { Expression } from './expression.js'
import { always, type Slot, type Slots } from './slots.js'
import { block, breakTo, labeled, returnStatement, type Statement } from './statement.js'

export class Exits {
  /** How many loops the code that is being lowered stands in. */
  loops = 0
  private readonly failures = new Map<string, Expression>()
  private readonly operands = new Map<string, Slot>()

  constructor(private readonly slots: Slots) {}

  /** Where a trap that leaves to `label` puts the word that it has to tell. */
  operand(label: string): Slot {
    let slot = this.operands.get(label)
    if (slot === undefined) {
      slot = this.slots.temporary('int', always)
      this.operands.set(label, slot)
    }
    return slot
  }

  /**
   * The statement by which a trap leaves.
   * @param label what to break to in a loop; the same label means the same trap
   * @param failure the call that never returns
   */
  leave(label: string, failure: Expression): Statement {
    if (this.loops === 0) return returnStatement(failure)
    this.failures.set(label, failure)
    return breakTo(label)
  }

  /** The body of a function, with what it breaks to behind it. */
  around(body: readonly Statement[]): readonly Statement[] {
    let whole = body
    for (const [label, failure] of this.failures)
      whole = [labeled(label, block(whole)), returnStatement(failure)]
    return whole
  }
}
