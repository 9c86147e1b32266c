// What a pool says no with.

/** Why a pool does not do what it is asked. */
export type PoolFault = 'full' | 'closed' | 'lost' | 'not isolated'

/** A pool has no place for a request, or cannot be made of a module. */
export class PoolError extends Error {
  constructor(
    /**
     * `full`: too many are waiting; `closed`; `lost`: the thread has ended by itself; `not isolated`: all
     * would see what the module imports.
     */
    readonly fault: PoolFault,
    message: string,
  ) {
    super(message)
  }
}

// Like the built-in errors: the name stands in the prototype.
Object.defineProperty(PoolError.prototype, 'name', { value: 'PoolError', configurable: true })
