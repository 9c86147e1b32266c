// How long a function is interpreted before it is translated. Most functions of a program that starts are
// called less often than a few hundred times. To translate a long one takes longer, but what runs of it in
// one call is hardly more, so that it may wait longer. Where the interpreter is slow (interpret/speed.ts),
// translated code is the faster one from its first call, and what counts is only what translating takes.

import { isFast, isSlow } from '../interpret/speed.js'
import type { Tunings } from './tuning.js'

/** In calls of a function. */
export interface Budget {
  /** How many it gets at first. */
  first(): number
  /**
   * How many it gets altogether, as far as that can be said yet.
   * @param length in bytes
   * @param given how many it has had
   * @param age of the instance, in milliseconds
   */
  enough(length: number, given: number, age: number): number
  /** How many, while it goes round in a loop: whether the interpreter is fast is not waited for there. */
  enoughInLoop(length: number, age: number): number
}

/** The calls of a function that is never translated. */
export const forever = 2 ** 31 - 1

/** Budgets that follow from whether the interpreter is fast here. */
function measuredBudget({ v8, jitless }: Tunings): Budget {
  const { calls, usualLength, young } = v8.interpreting
  const slowCalls = jitless.interpreting.calls
  const first = (): number => (isSlow() ? slowCalls : calls)
  /** Due to a function of some length where the interpreter is fast. */
  const due = (length: number, age: number): number =>
    Math.max(calls, (calls * length) / usualLength / (1 + (age / young) ** 2))
  return {
    first,
    enough(length, given, age) {
      if (length <= usualLength) return first()
      const fast = isFast()
      if (fast === undefined) return given + calls
      if (!fast) return slowCalls
      return Math.max(calls, Math.min(2 * given, due(length, age)))
    },
    enoughInLoop: (length, age) => (isFast() === false ? slowCalls : due(length, age)),
  }
}

/** @param calls how many there are for each function, if that is to be one number; at most 2^31 - 1 count */
export function budgetOf(calls: number | undefined, tunings: Tunings): Budget | undefined {
  if (calls === undefined) return measuredBudget(tunings)
  const all = Math.min(calls, forever)
  return all === 0 ? undefined : { first: () => all, enough: () => all, enoughInLoop: () => all }
}
