// Faults of the compiler itself. A message says what was expected; nothing that a module contains should ever
// lead here.

/** A broken promise between parts of this program. */
export class InternalError extends Error {
  override readonly name = 'InternalError'
}

/** Throws an InternalError unless something holds that is a fault of ours if it does not. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InternalError(message)
}
