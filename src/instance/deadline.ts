// A deadline for a guest. A program whose instance has one asks it again and again (see
// src/instruments/deadline.ts); once its time is up it throws, through all frames of the guest, and throws
// again whenever the guest is called.
//
//   const deadline = new Deadline()
//   const { exports } = new WebAssembly.Instance(module, imports, { limits: { deadline } })
//   deadline.during(100, () => exports.handle())      DeadlineError after 100 ms

import { now } from '../engine/clock.js'

/**
 * Operations of a guest between two looks at the clock. They take 0.03 ms where the engine has optimised
 * the code, and 5 ms where it interprets it: the clock costs nothing, and the guest ends in time.
 */
export const ticks = 100_000

/** Decides how long a guest may go on. */
export interface Overdue {
  /** How many ticks, about one for each operation, may pass until it is asked again; or throws. */
  overdue(): number
}

/** The time of a guest is up. */
export class DeadlineError extends Error {
  constructor() {
    super('module closed with context deadline exceeded')
  }
}

// Like the built-in errors: the name stands in the prototype.
Object.defineProperty(DeadlineError.prototype, 'name', { value: 'DeadlineError', configurable: true })

/** What is no time would be over never, since nothing is later than NaN. */
function requireTime(milliseconds: unknown): asserts milliseconds is number {
  if (typeof milliseconds !== 'number') throw new TypeError('a deadline must be a number of milliseconds')
  if (!(milliseconds >= 0 && milliseconds < Number.POSITIVE_INFINITY))
    throw new RangeError(`a deadline must be 0 ms or more, and have an end (see clear), not ${milliseconds}`)
}

/** How long a guest may run: given to its instance, and to the imports that wait, and then started. */
export class Deadline implements Overdue {
  #end = Number.POSITIVE_INFINITY

  /**
   * The guest has so many milliseconds from now on; with 0 its time is up. A TypeError unless it is a
   * number, a RangeError if it is NaN, negative or infinite; the time that runs already is not changed then.
   */
  start(milliseconds: number): void {
    requireTime(milliseconds)
    this.#end = now() + milliseconds
  }

  /** The guest has all the time in the world. */
  clear(): void {
    this.#end = Number.POSITIVE_INFINITY
  }

  /**
   * Calls something that has so many milliseconds, and no more than there are anyhow; then everything is
   * as it was. Of what goes on behind a promise that it returns nothing is known.
   */
  during<Result>(milliseconds: number, call: () => Result): Result {
    const outer = this.#end
    this.start(milliseconds)
    this.#end = Math.min(this.#end, outer)
    try {
      return call()
    } finally {
      this.#end = outer
    }
  }

  /** How many milliseconds are left; not less than none. */
  get left(): number {
    return Math.max(0, this.#end - now())
  }

  /** Throws if no time is left. Host functions that wait call it too. */
  check(): void {
    if (now() >= this.#end) throw new DeadlineError()
  }

  /** Called by the guest's code. */
  overdue(): number {
    this.check()
    return ticks
  }
}
