// Those who wait for something, first come, first served, and not too many of them.

import { PoolError } from './errors.js'

interface Patience {
  readonly signal?: AbortSignal | undefined
}

/** Somebody who waits. */
interface Waiting<Value, Options> {
  readonly options: Options
  resolve(value: Value): void
  reject(reason: unknown): void
}

export class Queue<Value, Options extends Patience> {
  readonly #waiting = new Set<Waiting<Value, Options>>()

  constructor(private readonly most: number) {}

  get length(): number {
    return this.#waiting.size
  }

  /** Rejects at once if too many are waiting, and with the signal's reason when that is aborted. */
  wait(options: Options): Promise<Value> {
    if (this.length >= this.most)
      throw new PoolError('full', `all instances are lent, and ${this.most} requests are waiting`)
    return new Promise((resolve, reject) => {
      const { signal } = options
      const leave = (): void => {
        this.#waiting.delete(waiting)
        signal?.removeEventListener('abort', abort)
      }
      const abort = (): void => waiting.reject(signal!.reason)
      const waiting: Waiting<Value, Options> = {
        options,
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

  /** Who has waited longest, and waits no more. */
  shift(): Waiting<Value, Options> | undefined {
    for (const waiting of this.#waiting) {
      this.#waiting.delete(waiting)
      return waiting
    }
    return undefined
  }

  /** Sends all away. */
  reject(reason: () => unknown): void {
    for (const waiting of [...this.#waiting]) waiting.reject(reason())
  }
}
