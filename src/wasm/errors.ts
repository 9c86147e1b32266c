// The three errors of the standard's JavaScript interface. The class names the phase; the message is the
// standard's wording, followed by the place.

/** Gives an error class what the built-in ones have: the name on the prototype, hidden, and a length of 1. */
function asBuiltIn(errorClass: { readonly prototype: Error }, name: string): void {
  Object.defineProperty(errorClass, 'length', { value: 1, configurable: true })
  Object.defineProperty(errorClass.prototype, 'name', { value: name, writable: true, configurable: true })
}

/** The bytes are not a valid module (malformed, invalid, or beyond what this engine supports). */
export class CompileError extends Error {}

/** The imports do not fit the module. */
export class LinkError extends Error {}

/** A trap. */
export class RuntimeError extends Error {}

asBuiltIn(CompileError, 'CompileError')
asBuiltIn(LinkError, 'LinkError')
asBuiltIn(RuntimeError, 'RuntimeError')

/** Rejects a module. `at` is a byte offset from the start of the module. */
export function fail(message: string, at: number): never {
  throw new CompileError(`${message} (at offset 0x${at.toString(16)})`)
}
