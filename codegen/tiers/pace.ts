// How often generated code looks at the clock while it is new.
//
// V8 compiles no call that has never happened: it leaves the optimised code there, and has to optimise anew.
// A large function takes it 100 ms and more, and has many places that look at the clock, each seldom. So
// while there is new code ticks are few, and most places will have looked before the code is optimised.

import type { Overdue, Program } from '../program.js'

/** The function that generated code calls when its ticks are used up. */
export function overdueOf({ functions, tuning }: Program, deadline: Overdue): () => number {
  const { ticks: few, looks } = tuning.pace
  let left = looks
  let known = functions.promotions
  return () => {
    const ticks = deadline.overdue()
    if (functions.promotions !== known) {
      known = functions.promotions
      left = looks
    }
    if (left === 0) return ticks
    left--
    return Math.min(ticks, few)
  }
}
