// Signals that end a guest. An `AbortSignal` is aborted by code of the same thread, which does not run while
// a guest does: not by a timer, nor by a message from a worker. It ends a guest that comes back to its host
// in between, whose host functions abort it, or that is aborted before it is called. For other threads there
// is a flag in memory that they share:
//
//   const flag = new AbortFlag()
//   worker.postMessage(flag.buffer)                 there: new AbortFlag(buffer) is the limit of the instance
//   flag.abort()                                    and the guest ends, wherever it is

/** Says whether a guest is to end; an `AbortSignal` does. */
export interface AbortSource {
  readonly aborted: boolean
  /** Thrown then. */
  readonly reason?: unknown
  /** Where those who wait are told. */
  addEventListener?(event: 'abort', listener: () => void): void
  removeEventListener?(event: 'abort', listener: () => void): void
}

/** The guest has been aborted, by somebody who gave no reason. */
export class AbortError extends Error {
  constructor() {
    super('module closed with context canceled')
  }
}

// Like the built-in errors: the name stands in the prototype.
Object.defineProperty(AbortError.prototype, 'name', { value: 'AbortError', configurable: true })

/** A flag that other threads can set while a guest runs. */
export class AbortFlag implements AbortSource {
  readonly #flag: Int32Array

  /**
   * @param buffer of another flag, which is the same one then
   */
  constructor(
    /** To be sent to other threads. */
    readonly buffer: SharedArrayBuffer = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT),
  ) {
    this.#flag = new Int32Array(buffer, 0, 1)
  }

  /** The guest ends soon, and nothing runs any more where the flag is a limit. */
  abort(): void {
    Atomics.store(this.#flag, 0, 1)
  }

  get aborted(): boolean {
    return Atomics.load(this.#flag, 0) !== 0
  }
}

/** Throws the reason of what has been aborted. */
export function checkAbort(source: AbortSource): void {
  if (source.aborted) throw source.reason ?? new AbortError()
}
