// `jitsam/pool/threads`: requests that are served in threads of their own. What is in a thread is up to the
// module that it runs, most likely a pool; it offers functions, and the main thread calls them by name.
//
//   serve({ answer: question => pool.run(guest => guest.exports.answer(question)) })    in guests.js
//
//   const threads = createThreadPool(new URL('guests.js', import.meta.url), { deadline: 100 })
//   const answer = await threads.run('answer', question)
//
// A deadline holds against everything, since a thread can be ended from outside.

import { availableParallelism } from 'node:os'
import type { ResourceLimits } from 'node:worker_threads'
import { Places, type PoolLoad } from '../places.js'
import { Thread } from './thread.js'

export { PoolError, type PoolFault } from '../errors.js'
export type { PoolLoad } from '../places.js'
export { type Offered, serve } from './serve.js'

/** How a pool of threads is made. */
export interface ThreadPoolOptions {
  /** How many threads there are at most. The default is what the machine can run at once. */
  readonly size?: number | undefined
  /** How many requests may wait for a thread; others are refused. The default is 1,000. */
  readonly queue?: number | undefined
  /** How many milliseconds a request may take, unless it says so itself; without, as many as it likes. */
  readonly deadline?: number | undefined
  /** How much memory V8 may take in a thread, and how large its stack is; see node:worker_threads. */
  readonly resourceLimits?: ResourceLimits | undefined
  /** What threads find as `workerData`. */
  readonly data?: unknown
}

/** How long a request waits, and runs. */
export interface ThreadRequestOptions {
  /** How many milliseconds it may take from the moment on when it has a thread. */
  readonly deadline?: number | undefined
  /** Ends the waiting, and the thread if it has begun. */
  readonly signal?: AbortSignal | undefined
}

/** Threads that serve one request after the other. */
export class ThreadPool {
  readonly #threads: Places<Thread>
  readonly #deadline: number | undefined

  constructor(file: string | URL, options: ThreadPoolOptions = {}) {
    const { size = availableParallelism(), queue = 1000, deadline, ...making } = options
    this.#deadline = deadline
    this.#threads = new Places({ size, queue }, () => new Thread({ ...making, file }))
  }

  /** How much there is to do. */
  get load(): PoolLoad {
    return this.#threads.load
  }

  /**
   * Calls a function that the threads offer. Rejects with what it throws, with a DeadlineError when its time
   * is up, with the signal's reason when that is aborted, or with a PoolError if too many are waiting, the
   * pool is closed, or the thread has ended by itself.
   */
  async run(name: string, request?: unknown, options: ThreadRequestOptions = {}): Promise<unknown> {
    const { deadline = this.#deadline, signal } = options
    const thread = await this.#threads.take({ signal })
    try {
      return await thread.run({ name, request }, { deadline, signal })
    } finally {
      this.#threads.giveBack(thread)
    }
  }

  /** Waits until no request runs, and none waits. */
  drain(): Promise<void> {
    return this.#threads.drain()
  }

  /** Takes no more requests, rejects those that wait, waits for those that run, and ends the threads. */
  async close(): Promise<void> {
    const threads = await this.#threads.close()
    await Promise.all(threads.map(thread => thread.close()))
  }
}

/** A pool of threads, each of which runs the module at `file`. */
export const createThreadPool = (file: string | URL, options?: ThreadPoolOptions): ThreadPool =>
  new ThreadPool(file, options)
