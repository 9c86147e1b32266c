// What a program waits for: timers, and operations whose end it is told by a callback. An operation that
// has been done already is told of later as well, when the program has paused: a callback in the middle of
// a call would run all goroutines that are ready before the call returned. That is soon, but after some
// milliseconds of such calls the host's own events have their turn.

import { now } from '../../src/engine/clock.js'

/** Runs something later; what is returned prevents it. */
export type Timer = (milliseconds: number, fire: () => void) => () => void

/** Milliseconds that a timer of the host can wait: with more it would not wait at all. */
export const longestTimer = 2 ** 31 - 1

export const hostTimer: Timer = (milliseconds, fire) => {
  const timer = setTimeout(fire, Math.min(milliseconds, longestTimer))
  return () => clearTimeout(timer)
}

/** The longest time between two turns of the host, in milliseconds. */
const turnLength = 8

/** How often a program is told that a timer is due. */
const attempts = 3

/** Whose events they are. */
export interface Waiter {
  /** Runs the program until it pauses again. */
  resume(): void
  /** What a callback has thrown. */
  fail(error: unknown): void
  /** Something has ended, and nothing else is waited for. */
  idle(): void
}

export class Events {
  readonly #timer: Timer
  readonly #waiter: Waiter
  readonly #timers = new Map<number, () => void>()
  #lastTimer = 0
  #operations = 0
  #turn = 0
  #ended = false

  constructor(timer: Timer, waiter: Waiter) {
    this.#timer = timer
    this.#waiter = waiter
  }

  /** Whether nothing is to come. */
  get isIdle(): boolean {
    return this.#timers.size === 0 && this.#operations === 0
  }

  /** A timer of Go's runtime, which looks for itself what is due, and clears it. */
  schedule(milliseconds: number): number {
    const id = ++this.#lastTimer
    const fire = () => {
      // Now and then it does not notice the first time (golang/go issue 28975).
      for (let i = 0; i < attempts && this.#timers.has(id); i++) this.#waiter.resume()
      this.#timers.delete(id)
    }
    this.#timers.set(id, this.#timer(milliseconds, fire))
    return id
  }

  /** Calls back in so many milliseconds; the number by which it can be prevented. */
  after(milliseconds: number, callback: () => void): number {
    const id = ++this.#lastTimer
    const fire = () => {
      this.#timers.delete(id)
      this.#run(callback)
    }
    this.#timers.set(id, this.#timer(milliseconds, fire))
    return id
  }

  clear(id: number): void {
    this.#timers.get(id)?.()
    this.#timers.delete(id)
  }

  /** Something has begun; what is returned is to be called when it has ended. */
  begin(): () => void {
    this.#operations++
    return () => {
      this.#operations--
      if (this.isIdle && !this.#ended) this.#waiter.idle()
    }
  }

  /** Calls back as soon as the program has paused. */
  soon(callback: () => void): void {
    this.#operations++
    const run = () => {
      this.#operations--
      this.#run(callback)
    }
    if (now() - this.#turn < turnLength) void Promise.resolve().then(run)
    else this.#timer(0, () => this.#takeTurn(run))
  }

  /** Nothing comes any more. */
  end(): void {
    this.#ended = true
    for (const cancel of this.#timers.values()) cancel()
    this.#timers.clear()
  }

  #run(callback: () => void): void {
    if (this.#ended) return
    try {
      callback()
    } catch (error) {
      this.#waiter.fail(error)
    }
  }

  #takeTurn(run: () => void): void {
    this.#turn = now()
    run()
  }
}
