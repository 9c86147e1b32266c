// Functions that stay hot. Their first text comes from the baseline translator, and a program that is over in
// a second has no use for a better one: to make it takes longer than it saves, and V8 begins anew with it. So
// functions count calls at their heads, all in one variable, and the one that brings it to 0 is looked at,
// about once a millisecond: what is called often is met often. When the instance is old enough, what has been
// met a few times is translated by all passes, as long as that does not take more than a share of the time. A
// call that is running goes on as it is, and the next one meets the new text.
//
//   function f7b(l0){if(--heat<0)delete hot[7];…
//
// `hot` is a proxy that is told of what is deleted: a call of which V8 keeps no account. A plain call that
// has not run by the time when V8 optimises the function is left out of it, and the first look at each
// function would throw its code away.
//
// A count for each function in an array made short programs 1.2 to 1.3 times slower: without optimisation a
// variable of the closure is read and written in no time, and an element is not. Loops that counted their
// rounds, so that 64-bit code could be left in the middle, made keccak take 457 ms in place of 207.

import { now } from '../../src/engine/clock.js'
import { codeLengthOf } from '../../src/wasm/module.js'
import type { Program } from '../program.js'
import { busyTime, recentBusyTime } from './age.js'
import type { Baseline } from './tuning.js'

/** The parameter of the closure by which the text tells. */
export const heatName = 'hot'

/** The closure's own: the calls until the next look. */
export const heatLines = ({ firstCalls }: Baseline): readonly string[] => [`var heat = ${firstCalls};`]

/** A function of the closure that sets them. */
export const setterText = '(function (calls) { heat = calls; })'

/** The statement at the head of a function. */
export const headOf = (index: number): string => `if(--heat<0)delete hot[${index}];`

/**
 * The looks that ask the host for the time, a millisecond in all. Where requests come in between, every call
 * may be a look, and an answer that is a moment old has to do.
 */
const exactLooks = 100

/** Noted of a function that needs no look any more. */
const done = 0xffff

export class Heat {
  readonly #program: Program
  readonly #tuning: Baseline
  readonly #renew: (index: number) => void
  readonly #start = busyTime()
  /** When there was a look, and how many calls there are between two. */
  #last = now()
  #calls: number
  #looks = 0
  #setCalls: (calls: number) => void = () => {}
  /** Told of a function that has brought the count to 0. */
  readonly hot = new Proxy(
    {},
    {
      deleteProperty: (_, index) => {
        this.#setCalls(this.#look(Number(index)))
        return true
      },
    },
  )
  /** How many looks have met each function. */
  readonly #met: Uint16Array
  /** Milliseconds in which better texts have been made. */
  #spent = 0
  /** How long functions wait for a better text. */
  readonly #young: number

  /** @param renew puts the newest text of a function in the place of the one there is */
  constructor(program: Program, renew: (index: number) => void) {
    this.#program = program
    this.#renew = renew
    this.#tuning = program.tuning.baseline
    this.#calls = this.#tuning.firstCalls
    const { young, length, least } = this.#tuning
    this.#young = young * Math.min(1, Math.max(least, codeLengthOf(program.module) / length))
    this.#met = new Uint16Array(program.module.functions.length)
  }

  /** The closure is there: `setCalls` sets the calls until the next look. */
  begin(setCalls: (calls: number) => void): void {
    this.#setCalls = setCalls
  }

  /** Calls until the next look, so many that some time passes. By the clock, which is asked in no time. */
  #callsTo(time: number): number {
    const { interval, mostCalls } = this.#tuning
    const passed = time - this.#last
    this.#last = time
    if (passed > interval) this.#calls = Math.max(1, this.#calls >> 1)
    else if (passed < interval / 4) this.#calls = Math.min(this.#calls * 2, mostCalls)
    return this.#calls + (++this.#looks % 7)
  }

  /** Looks at a function; gives the calls until the next look. */
  #look(index: number): number {
    const calls = this.#callsTo(now())
    const met = this.#met[index]!
    if (met === done) return calls
    this.#met[index] = Math.min(met + 1, done - 1)
    const time = this.#looks > exactLooks ? recentBusyTime() : busyTime()
    if (this.#isDue(index, time)) this.#promote(index)
    return calls
  }

  /**
   * Functions with 64-bit products in loops are due when they have been met often enough; others wait until
   * the instance is old enough, and then until no more than a share of its life since then has been spent.
   * Another instance may have found a function hot.
   */
  #isDue(index: number, time: number): boolean {
    const { share, credit, enough, wideEnough } = this.#tuning
    const { isHot, text } = this.#program.functions.of(index)
    const met = this.#met[index]!
    if (isHot || (met >= wideEnough && text?.baseline?.wide === 'in loops')) return true
    const later = time - this.#start - this.#young
    return later >= 0 && met >= enough && this.#spent <= later * share + credit
  }

  /**
   * Near the end of the stack there is no room to translate, and a guest's time may be up: the function tries
   * again later.
   */
  #promote(index: number): void {
    const state = this.#program.functions.of(index)
    if (!state.isHot) state.heat()
    const start = busyTime()
    this.#met[index] = done
    try {
      this.#renew(index)
    } catch (error) {
      this.#met[index] = 0
      if (!(error instanceof RangeError)) throw error
    }
    this.#spent += busyTime() - start
  }
}
