// The three errors of the standard's JavaScript interface. The class names the phase; the message is the
// standard's wording, followed by the place.

/** A class of errors as the engine's own are: one is made with or without `new`. */
export interface ErrorClass {
  readonly prototype: Error
  new (message?: string, options?: ErrorOptions): Error
  (message?: string, options?: ErrorOptions): Error
}

/** Makes a class of errors with what the built-in ones have: the name on the prototype, hidden. */
function errorClass(name: string): ErrorClass {
  const made = function (message?: string, options?: ErrorOptions): Error {
    return Reflect.construct(Error, [message, options], new.target ?? made)
  } as unknown as ErrorClass
  const prototype = Object.create(Error.prototype) as Error
  for (const [key, value] of Object.entries({ constructor: made, name, message: '' }))
    Object.defineProperty(prototype, key, { value, writable: true, configurable: true })
  Object.defineProperty(made, 'name', { value: name, configurable: true })
  Object.defineProperty(made, 'length', { value: 1, configurable: true })
  Object.defineProperty(made, 'prototype', { value: prototype, writable: false })
  return Object.setPrototypeOf(made, Error) as ErrorClass
}

/** The bytes are not a valid module (malformed, invalid, or beyond what this engine supports). */
export const CompileError: ErrorClass = /* @__PURE__ */ errorClass('CompileError')
/** One of them. */
export type CompileError = Error

/** The imports do not fit the module. */
export const LinkError: ErrorClass = /* @__PURE__ */ errorClass('LinkError')
/** One of them. */
export type LinkError = Error

/** A trap. */
export const RuntimeError: ErrorClass = /* @__PURE__ */ errorClass('RuntimeError')
/** One of them. */
export type RuntimeError = Error

/** Rejects a module. `at` is a byte offset from the start of the module. */
export function fail(message: string, at: number): never {
  throw new CompileError(`${message} (at offset 0x${at.toString(16)})`)
}
