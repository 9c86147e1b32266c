// Those who wait for something, first come, first served, and not too many of them.

import { PoolError } from './errors.js'

/** How somebody waits. */
export interface Patience {
  /** Ends the waiting. */
  readonly signal?: AbortSignal | undefined
}

/** Somebody who waits. */
interface Waiting<Value> {
  resolve(value: Value): void
  reject(reason: unknown): void
}

export class Queue<Value> {
  readonly #waiting = new Set<Waiting<Value>>()

  constructor(private readonly most: number) {}

  get length(): number {
    return this.#waiting.size
  }

  /** Throws at once if too many are waiting; rejects with the signal's reason when that is aborted. */
  wait({ signal }: Patience): Promise<Value> {
    if (this.length >= this.most)
      throw new PoolError('full', `all places of the pool are taken, and ${this.most} requests are waiting`)
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(waiting)
        signal?.removeEventListener('abort', abort)
      }
      const abort = (): void => waiting.reject(signal!.reason)
      const waiting: Waiting<Value> = {
        resolve(value) {
          leave()
          resolve(value)
        },
        reject(reason) {
          leave()
          reject(reason)
        },
      }
      signal?.addEventListener('abort', abort)
      this.#waiting.add(waiting)
    })
  }

  /** Gives it to whoever has waited longest; whether there was anybody. */
  serve(value: Value): boolean {
    for (const waiting of this.#waiting) {
      waiting.resolve(value)
      return true
    }
    return false
  }

  /** Sends all away. */
  sendAway(reason: () => unknown): void {
    for (const waiting of [...this.#waiting]) waiting.reject(reason())
  }
}
