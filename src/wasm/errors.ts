// The three errors of the standard's JavaScript interface. The class names the phase; the message is the
// standard's wording, followed by the place.

/** The bytes are not a valid module (malformed, invalid, or beyond what this engine supports). */
export class CompileError extends Error {
  override readonly name = 'CompileError'
}

/** The imports do not fit the module. */
export class LinkError extends Error {
  override readonly name = 'LinkError'
}

/** A trap. */
export class RuntimeError extends Error {
  override readonly name = 'RuntimeError'
}

/** Rejects a module. `at` is a byte offset from the start of the module. */
export function fail(message: string, at: number): never {
  throw new CompileError(`${message} (at offset 0x${at.toString(16)})`)
}
