// A pool: some seats, whose instances are lent to requests.

import type { Module } from '../instance/api.js'
import { programs } from '../instance/registry.js'
import type { Guest } from './guest.js'
import { requireIsolation } from './isolation.js'
import { Places, type PoolLoad } from './places.js'
import type { Patience } from './queue.js'
import { type Brought, type Making, Seat } from './seat.js'

/** How a pool is made. */
export interface PoolOptions extends Making {
  /**
   * How many instances there are at most. One serves all requests that do not wait for anything in between,
   * since they run one after the other; the default is 4.
   */
  readonly size?: number | undefined
  /** How many requests may wait for an instance; others are refused. The default is 1,000. */
  readonly queue?: number | undefined
}

/** What a request brings, and how long it waits. */
export interface RequestOptions extends Brought, Patience {}

/** Instances of one module, lent to one request after the other; each finds the module as it was made. */
export class Pool {
  readonly #seats: Places<Seat>

  constructor(module: Module, { size = 4, queue = 1000, ...making }: PoolOptions = {}) {
    const program = programs.behind(module)
    requireIsolation(program.module)
    // What cannot be linked is known at once.
    let first: Seat | undefined = new Seat(program, making)
    first.fill()
    this.#seats = new Places({ size, queue }, () => {
      const seat = first ?? new Seat(program, making)
      first = undefined
      return seat
    })
  }

  /** How much there is to do. */
  get load(): PoolLoad {
    return this.#seats.load
  }

  /**
   * Runs a task with an instance, which is given back when the task, or the promise that it returns, has
   * ended. Rejects with whatever the task throws.
   */
  async run<Result>(
    task: (guest: Guest) => Result | PromiseLike<Result>,
    options: RequestOptions = {},
  ): Promise<Awaited<Result>> {
    const guest = await this.take(options)
    try {
      return await task(guest)
    } finally {
      guest.release()
    }
  }

  /**
   * An instance, to be given back by `release`, or by `using`. Rejects with a PoolError if too many are
   * waiting or the pool is closed.
   */
  async take(options: RequestOptions = {}): Promise<Guest> {
    const seat = await this.#seats.take(options)
    let isLent = true
    const giveBack = (): void => {
      isLent = false
      this.#seats.giveBack(seat)
    }
    const release = (): void => {
      if (!isLent) return
      try {
        seat.takeBack()
      } finally {
        giveBack()
      }
    }
    try {
      return seat.lend(options, release)
    } catch (error) {
      giveBack()
      throw error
    }
  }

  /** Waits until no request runs, and none waits. */
  drain(): Promise<void> {
    return this.#seats.drain()
  }

  /** Takes no more requests, rejects those that wait, and waits for those that run. */
  async close(): Promise<void> {
    await this.#seats.close()
  }
}
