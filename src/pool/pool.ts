// A pool: some seats, whose instances are lent to requests, and a queue of requests that wait for one. The
// seat that was given back last is lent first: what it runs is warm.

import type { Program } from '../../codegen/index.js'
import type { Module } from '../instance/api.js'
import { programs } from '../instance/registry.js'
import { PoolError } from './errors.js'
import type { Guest } from './guest.js'
import { requireIsolation } from './isolation.js'
import { Queue } from './queue.js'
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

/** What a request asks for, and brings. */
export interface RequestOptions extends Brought {
  /** Ends the waiting for an instance. */
  readonly signal?: AbortSignal | undefined
}

/** How much a pool has to do. */
export interface PoolLoad {
  /** Requests that have an instance. */
  readonly running: number
  /** Requests that wait for one. */
  readonly waiting: number
}

function checked(name: string, value: number, least: number): number {
  if (Number.isInteger(value) && value >= least) return value
  throw new RangeError(`${name} must be an integer, ${least} or more: ${String(value)}`)
}

/** Instances of one module, lent to one request after the other; each finds the module as it was made. */
export class Pool {
  readonly #program: Program
  readonly #making: Making
  readonly #size: number
  readonly #free: Seat[] = []
  readonly #queue: Queue<Guest, RequestOptions>
  #seats = 0
  #isClosed = false
  /** Who waits until nothing is left to do. */
  #drained: (() => void)[] = []

  constructor(module: Module, { size = 4, queue = 1000, ...making }: PoolOptions = {}) {
    this.#program = programs.behind(module)
    requireIsolation(this.#program.module)
    this.#making = making
    this.#size = checked('size', size, 1)
    this.#queue = new Queue(checked('queue', queue, 0))
    // What cannot be linked is known at once.
    const first = this.#newSeat()
    first.fill()
    this.#free.push(first)
  }

  /** How much there is to do. */
  get load(): PoolLoad {
    return { running: this.#seats - this.#free.length, waiting: this.#queue.length }
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
    if (this.#isClosed) throw closed()
    options.signal?.throwIfAborted()
    const seat = this.#free.pop() ?? (this.#seats < this.#size ? this.#newSeat() : undefined)
    if (seat !== undefined) return this.#lend(seat, options)
    return this.#queue.wait(options)
  }

  /** Waits until no request runs, and none waits. */
  drain(): Promise<void> {
    return new Promise(resolve => {
      this.#drained.push(resolve)
      this.#look()
    })
  }

  /** Takes no more requests, rejects those that wait, and waits for those that run. */
  close(): Promise<void> {
    this.#isClosed = true
    this.#queue.reject(closed)
    return this.drain()
  }

  #newSeat(): Seat {
    this.#seats++
    return new Seat(this.#program, this.#making)
  }

  #lend(seat: Seat, options: RequestOptions): Guest {
    let isLent = true
    try {
      return seat.lend(options, () => {
        if (!isLent) return
        isLent = false
        this.#takeBack(seat)
      })
    } catch (error) {
      isLent = false
      this.#next(seat)
      throw error
    }
  }

  #takeBack(seat: Seat): void {
    try {
      seat.takeBack()
    } finally {
      this.#next(seat)
    }
  }

  /** A seat is free: for whoever has waited longest. */
  #next(seat: Seat): void {
    const waiting = this.#queue.shift()
    if (waiting === undefined) {
      this.#free.push(seat)
      this.#look()
      return
    }
    try {
      waiting.resolve(this.#lend(seat, waiting.options))
    } catch (error) {
      waiting.reject(error)
    }
  }

  #look(): void {
    const { running, waiting } = this.load
    if (running > 0 || waiting > 0) return
    for (const resolve of this.#drained.splice(0)) resolve()
  }
}

const closed = (): PoolError => new PoolError('closed', 'the pool is closed')
