// Places that are given to one after the other, and a queue of those who wait for one. The place that was
// given back last is given first: what runs there is warm.

import { PoolError } from './errors.js'
import { type Patience, Queue } from './queue.js'

/** How many there are of what. */
export interface Sizes {
  /** How many places there are at most. */
  readonly size: number
  /** How many may wait for one; others are refused. */
  readonly queue: number
}

/** How much a pool has to do. */
export interface PoolLoad {
  /** Requests that are being served. */
  readonly running: number
  /** Requests that wait. */
  readonly waiting: number
}

function requireCount(name: keyof Sizes, value: number, least: number): void {
  if (!Number.isInteger(value) || value < least)
    throw new RangeError(`${name} must be an integer, ${least} or more: ${String(value)}`)
}

const closed = (): PoolError => new PoolError('closed', 'the pool is closed')

/** Places, made as they are wanted. */
export class Places<Place> {
  readonly #make: () => Place
  readonly #size: number
  readonly #free: Place[] = []
  readonly #queue: Queue<Place>
  #count = 0
  #isClosed = false
  /** Those who wait until nothing is left to do. */
  readonly #draining: (() => void)[] = []

  constructor({ size, queue }: Sizes, make: () => Place) {
    requireCount('size', size, 1)
    requireCount('queue', queue, 0)
    this.#size = size
    this.#queue = new Queue(queue)
    this.#make = make
  }

  get load(): PoolLoad {
    return { running: this.#count - this.#free.length, waiting: this.#queue.length }
  }

  /** A place, when there is one; rejects if too many are waiting, or if the places are closed. */
  async take(options: Patience): Promise<Place> {
    if (this.#isClosed) throw closed()
    options.signal?.throwIfAborted()
    const free = this.#free.pop()
    if (free !== undefined) return free
    if (this.#count === this.#size) return this.#queue.wait(options)
    const place = this.#make()
    this.#count++
    return place
  }

  /** A place is free again: for whoever has waited longest. */
  giveBack(place: Place): void {
    if (this.#queue.serve(place)) return
    this.#free.push(place)
    this.#look()
  }

  /** Waits until nobody has a place, and nobody waits. */
  drain(): Promise<void> {
    return new Promise(resolve => {
      this.#draining.push(resolve)
      this.#look()
    })
  }

  /** Gives no more, sends away those who wait, and waits for those who have one; all that were made. */
  async close(): Promise<readonly Place[]> {
    this.#isClosed = true
    this.#queue.sendAway(closed)
    await this.drain()
    return this.#free
  }

  #look(): void {
    const { running, waiting } = this.load
    if (running > 0 || waiting > 0) return
    for (const resolve of this.#draining.splice(0)) resolve()
  }
}
