// The unwinding of the stack. `longjmp` and C++ exceptions leave the guest's frames as an exception of
// JavaScript; it is caught by the `invoke_*` function by which the guest has called what may throw, which
// puts the stack pointer back and tells the guest.
//
// Who calls a function that is left so without any `invoke_*` gets it as a trap. It has no stack: to record
// one would cost more than all the rest.

import { RuntimeError } from '../../src/wasm/errors.js'
import { printable } from '../../src/wasm/printable.js'

/** Something on its way to an `invoke_*`. */
export abstract class Unwinding {
  abstract readonly message: string
}

Object.setPrototypeOf(Unwinding.prototype, RuntimeError.prototype)

class Longjmp extends Unwinding {
  readonly message = 'longjmp leads to no setjmp'
}

/** A `longjmp`; where to and with which value the guest knows itself. */
export const longjmp = new Longjmp()

export class Exception extends Unwinding {
  constructor(
    readonly pointer: number,
    private readonly typeName: () => string,
  ) {
    super()
  }

  get message(): string {
    return `uncaught C++ exception of type ${printable(this.typeName())}`
  }
}

/** Older glue code of Emscripten, which may be used beside us, throws numbers. */
export const isUnwinding = (error: unknown): boolean =>
  error instanceof Unwinding || typeof error === 'number'
