// An error as a value.

/** Runs something that must throw, and gives what it threw. */
export function thrown(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new TypeError('nothing was thrown')
}
