// What JavaScript still holds of a guest that has been given back to its pool.

/** The guest has been given back, and may be another request's by now. */
export class ReleasedError extends Error {
  constructor() {
    super('the guest has been given back to its pool: nothing of it can be used any more')
  }
}

// Like the built-in errors: the name stands in the prototype.
Object.defineProperty(ReleasedError.prototype, 'name', { value: 'ReleasedError', configurable: true })
