// Faults of the compiler itself. A message says what was expected; nothing that a module contains should ever
// lead here.

/** A broken promise between parts of this program. */
export class InternalError extends Error {
  override readonly name = 'InternalError'
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new InternalError(message)
}
