// How long a function is interpreted before it is translated. Most functions of a program that starts are
// called less often than a few hundred times. To translate a long one takes longer, but what runs of it in
// one call is hardly more, so that it may wait longer. Where the interpreter is slow (interpret/speed.ts),
// translated code is the faster one from its first call, and what counts is only what translating takes.

import { isFast, isSlow } from '../interpret/speed.js'

/** In calls of a function. */
export interface Budget {
  /** So many it gets at first. */
  first(): number
  /**
   * So many it gets altogether, as far as that can be said yet.
   * @param length in bytes
   * @param given how many it has had
   * @param age of the instance, in milliseconds
   */
  enough(length: number, given: number, age: number): number
  /** So many, while it goes round in a loop: whether the interpreter is fast is not waited for there. */
  enoughInLoop(length: number, age: number): number
}

const usualCalls = 500
/** Functions of so many bytes of wasm get the usual number. */
const usualLength = 200

const slowCalls = 100

/** A program is young for so many milliseconds. */
const young = 2000

/** What a function has that is never translated. */
export const forever = 2 ** 31 - 1

/** What is due to a function of some length where the interpreter is fast. */
const dueTo = (length: number, age: number): number =>
  Math.max(usualCalls, (usualCalls * length) / usualLength / (1 + (age / young) ** 2))

const usualBudget: Budget = {
  first: () => (isSlow() ? slowCalls : usualCalls),
  enough(length, given, age) {
    if (length <= usualLength) return usualBudget.first()
    const fast = isFast()
    if (fast === undefined) return given + usualCalls
    if (!fast) return slowCalls
    return Math.max(usualCalls, Math.min(2 * given, dueTo(length, age)))
  },
  enoughInLoop: (length, age) => (isFast() === false ? slowCalls : dueTo(length, age)),
}

/** @param calls how many there are for each function, if that is to be one number; at most 2^31 - 1 count */
export function budgetOf(calls: number | undefined): Budget | undefined {
  if (calls === undefined) return usualBudget
  const all = Math.min(calls, forever)
  return all === 0 ? undefined : { first: () => all, enough: () => all, enoughInLoop: () => all }
}
