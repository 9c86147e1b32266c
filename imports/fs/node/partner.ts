// Opening a FIFO waits until somebody opens its other end, be it one who comes and goes without a word. Only
// the kernel notices that, in `open`, which nothing can interrupt. So where the guest may run out of time
// another thread waits there, and if it has to be given up this one becomes the other end for a moment.
import { closeSync, constants, openSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { codeOf, refuse } from '../error.js'
import { type Check, waitFor } from './wait.js'

const { O_RDWR, O_NONBLOCK, O_NOFOLLOW } = constants

/** Node does not name it; see `anchor.ts`. */
const openPath = 0o10000000

/** What the other thread does; it knows nothing of this file but this text. */
function openThere(load: (module: string) => unknown): void {
  const { workerData } = load('node:worker_threads') as typeof import('node:worker_threads')
  const { openSync } = load('node:fs') as typeof import('node:fs')
  const { cell, path, flags } = workerData as { cell: Int32Array; path: string; flags: number }
  let result = -1
  try {
    result = openSync(path, flags)
  } catch {
    // Whoever asked tries himself, and learns why.
  }
  Atomics.store(cell, 0, result)
}

const pending = -2

/** Opens a path as another thread does; nothing if that fails. */
function elsewhere(path: string, flags: number, check: () => void): number | undefined {
  const cell = new Int32Array(new SharedArrayBuffer(4)).fill(pending)
  const worker = new Worker(`(${openThere})(require)`, {
    eval: true,
    workerData: { cell, path, flags },
    // The descriptor is for us.
    trackUnmanagedFds: false,
  })
  worker.unref()
  const opened = () => {
    const result = Atomics.load(cell, 0)
    return result === pending ? undefined : result
  }
  try {
    const result = waitFor(opened, { check })!
    return result < 0 ? undefined : result
  } catch (error) {
    const partner = openSync(path, O_RDWR | O_NONBLOCK)
    const result = waitFor(opened, { check: undefined })!
    for (const descriptor of [partner, result]) if (descriptor >= 0) closeSync(descriptor)
    throw error
  }
}

/** The same file, open in a way that returns at once; nothing for a writer whose reader has gone already. */
function promptly(path: string, flags: number): number | undefined {
  try {
    return openSync(path, flags | O_NONBLOCK)
  } catch (error) {
    if (codeOf(error) === 'ENXIO') return undefined
    throw error
  }
}

/** A descriptor of a FIFO that returns at once, for reading or for writing, when it has its other end. */
export function openFifo(path: string | Buffer, flags: number, check: Check): number {
  const held = openSync(path, openPath | O_NOFOLLOW)
  const name = `/proc/self/fd/${held}`
  let waited: number | undefined
  try {
    waited = check === undefined ? openSync(name, flags) : elsewhere(name, flags, check)
    const prompt = promptly(name, flags)
    const result = prompt ?? waited ?? refuse('ENXIO')
    if (prompt === undefined) waited = undefined
    return result
  } finally {
    for (const descriptor of [held, waited]) if (descriptor !== undefined) closeSync(descriptor)
  }
}
