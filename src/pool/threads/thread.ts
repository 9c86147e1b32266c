// One thread of a pool, as it is seen from outside. It does one thing at a time. When its time is up it is
// ended, wherever it is, also within a call of the host that blocks; the next order begins another.

import { type ResourceLimits, Worker } from 'node:worker_threads'
import { DeadlineError } from '../../instance/deadline.js'
import { PoolError } from '../errors.js'
import { type Order, type Reply, told } from './messages.js'

/** How threads are made. */
export interface Making {
  /** The module that the thread runs, which calls `serve`. */
  readonly file: string | URL
  /** What V8 may take in it; see node:worker_threads. */
  readonly resourceLimits?: ResourceLimits | undefined
  /** What the thread finds as `workerData`. */
  readonly data?: unknown
}

/** How long an order may take. */
export interface Term {
  /** Milliseconds, from the moment on when the thread has begun. */
  readonly deadline?: number | undefined
  readonly signal?: AbortSignal | undefined
}

const lost = (how: string): PoolError => new PoolError('lost', `the thread has ended ${how}`)

/** What waits for the next message of the worker. */
interface Listening {
  heard(reply: Reply): void
  lost(reason: unknown): void
}

export class Thread {
  #worker: Worker | undefined
  #isReady = false
  #listening: Listening | undefined

  constructor(private readonly making: Making) {}

  /** The value that comes of an order; rejects with what was thrown, or why the thread has been ended. */
  async run(order: Order, { deadline, signal }: Term): Promise<unknown> {
    const abort = (): void => this.#end(signal!.reason)
    signal?.addEventListener('abort', abort)
    let timer: ReturnType<typeof setTimeout> | undefined
    try {
      const worker = await this.#ready()
      signal?.throwIfAborted()
      if (this.#worker !== worker) throw lost('meanwhile')
      if (deadline !== undefined) timer = setTimeout(() => this.#end(new DeadlineError()), deadline)
      const reply = this.#next()
      worker.postMessage(order)
      return outcomeOf(await reply)
    } finally {
      clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
  }

  /** Ends the thread, if there is one. */
  async close(): Promise<void> {
    const worker = this.#worker
    this.#end(new PoolError('closed', 'the pool is closed'))
    await worker?.terminate()
  }

  async #ready(): Promise<Worker> {
    const worker = (this.#worker ??= this.#begin())
    if (!this.#isReady) await this.#next()
    this.#isReady = true
    return worker
  }

  #begin(): Worker {
    const { file, data, resourceLimits } = this.making
    const worker = new Worker(file, { workerData: data, ...(resourceLimits && { resourceLimits }) })
    this.#isReady = false
    const ended = (reason: unknown): void => {
      if (this.#worker === worker) this.#end(reason)
    }
    worker.on('message', (reply: Reply) => {
      if (this.#worker === worker) this.#listening?.heard(reply)
    })
    worker.on('error', ended)
    worker.on('messageerror', ended)
    worker.on('exit', code => ended(lost(`with exit code ${code}`)))
    // A pool that nobody asks anything keeps no process alive.
    worker.unref()
    return worker
  }

  /** The next thing that the worker says. As long as somebody waits for it, the process lives. */
  #next(): Promise<Reply> {
    const worker = this.#worker
    worker?.ref()
    return new Promise((resolve, reject) => {
      const after =
        <Value>(done: (value: Value) => void) =>
        (value: Value): void => {
          this.#listening = undefined
          worker?.unref()
          done(value)
        }
      this.#listening = { heard: after(resolve), lost: after(reject) }
    })
  }

  #end(reason: unknown): void {
    const worker = this.#worker
    this.#worker = undefined
    void worker?.terminate()
    this.#listening?.lost(reason)
  }
}

function outcomeOf(reply: Reply): unknown {
  if (reply.kind === 'failed') throw told(reply.error)
  return reply.kind === 'done' ? reply.value : undefined
}
