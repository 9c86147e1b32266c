// Traps. The words of a message are those of the standard's test suite.

import { RuntimeError } from '../../src/wasm/errors.js'

/** Ends the guest's run. */
export function trap(message: string): never {
  throw new RuntimeError(message)
}

/** The instruction `unreachable`. */
export function unreachable(): never {
  throw new RuntimeError('unreachable')
}
