// Who decides, for one instance, whether it may go on: the deadline that its module was compiled with, and
// what its own limits say. Its code asks now and then (src/instruments/deadline.ts), and so does what works
// for it. Where several instances share their code it asks the one of whichever is running.

import { keepTenants } from '../../codegen/shared/keep.js'
import { Deadline, type Overdue } from './deadline.js'

/** Whether a guest could go on, and how it has been ended. */
export interface Condition {
  /**
   * What a call would be ended with now, unless it is short: a DeadlineError, or the reason of a signal.
   * Undefined if nothing is exceeded.
   */
  readonly exceeded: unknown
  /**
   * What has ended a call somewhere within, last of all. The guest was not asked: what it was changing may
   * be in the middle of the change, as behind a trap. Undefined as long as that has not happened.
   */
  readonly interrupted: unknown
}

/** Somebody else's may call any guest: the instances whose code runs are the same behind it. */
const trusted = (one: Overdue): Overdue =>
  one instanceof Deadline ? one : { overdue: () => keepTenants(() => one.overdue()) }

/** Asks all who decide for an instance. */
export class Supervisor implements Overdue {
  /** By what was given. */
  readonly #all = new Map<Overdue, Overdue>()
  #interrupted: unknown

  constructor(own: Overdue | undefined) {
    this.add(own)
  }

  /** Somebody else decides as well. */
  add(other: Overdue | undefined): void {
    if (other !== undefined) this.#all.set(other, trusted(other))
  }

  overdue(): number {
    try {
      return this.#ask()
    } catch (error) {
      this.#interrupted = error
      throw error
    }
  }

  get condition(): Condition {
    let exceeded: unknown
    try {
      this.#ask()
    } catch (error) {
      exceeded = error
    }
    return { exceeded, interrupted: this.#interrupted }
  }

  #ask(): number {
    let ticks = Number.POSITIVE_INFINITY
    for (const one of this.#all.values()) ticks = Math.min(ticks, one.overdue())
    return ticks
  }
}
