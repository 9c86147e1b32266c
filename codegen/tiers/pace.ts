// How often generated code looks at the clock while it is new.
//
// V8 compiles no call that has never happened: it leaves the optimised code there, and has to optimise anew.
// A large function takes it 100 ms and more, and has many places that look at the clock, each seldom. So
// while there is new code ticks are few, and most places will have looked before the code is optimised.

import type { Overdue, Program } from '../program.js'

/** Ticks that new code gets at a time. */
const few = 1000

/** How many times. */
const rounds = 2000

/** The function that generated code calls when its ticks are used up. */
export function overdueOf({ functions }: Program, deadline: Overdue): () => number {
  let left = rounds
  let known = functions.promotions
  return () => {
    const ticks = deadline.overdue()
    if (functions.promotions !== known) {
      known = functions.promotions
      left = rounds
    }
    if (left === 0) return ticks
    left--
    return Math.min(ticks, few)
  }
}
