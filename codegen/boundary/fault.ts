// Errors that cross the boundary. Inside, an access out of bounds is the RangeError of a DataView, because
// that costs nothing where it does not happen; outside it must be a trap. Other RangeErrors are not traps:
// a stack overflow stays what it is, and so does whatever the host's own functions throw, even if it reads
// the same.

import { RuntimeError } from '../../src/wasm/errors.js'

type Access = (view: DataView) => unknown

const accesses: readonly Access[] = [
  view => view.getInt8(0),
  view => view.getFloat64(0, true),
  view => view.getInt32(2 ** 40, true),
  view => view.getInt8(-1),
  view => view.setInt8(0, 0),
  view => view.setInt8(-1, 0),
  view => view.setInt32(0, 0, true),
  view => view.setFloat64(2 ** 40, 0, true),
]

function provoke(access: Access): string {
  try {
    access(new DataView(new ArrayBuffer(0)))
  } catch (error) {
    return (error as Error).message
  }
  throw new TypeError('a DataView of this host does not check its bounds')
}

/** This host's messages of accesses out of bounds. */
const messages = new Set(accesses.map(provoke))

/** Errors that came out of host functions. */
const fromHost = new WeakSet<object>()

/** To be thrown on in place of what a host function threw. */
export function foreign(error: unknown): unknown {
  if (error instanceof Error) fromHost.add(error)
  return error
}

/** The opposite: what was thrown has ended work of the engine's own. */
function own(error: unknown): unknown {
  if (error instanceof Error) fromHost.delete(error)
  return error
}

/** Has something noted of what a question throws. */
const asked =
  (note: (error: unknown) => unknown) =>
  <Result>(ask: () => Result): (() => Result) =>
  () => {
    try {
      return ask()
    } catch (error) {
      throw note(error)
    }
  }

/** Asks whether a guest may go on, where its own code stands: what is thrown is as a trap would be. */
export const askedByGuest = asked(foreign)

/** Asks the same in the middle of the engine's work, which is left there. */
export const askedByEngine = asked(own)

const isAccess = (error: Error): boolean =>
  error instanceof RangeError && messages.has(error.message) && !fromHost.has(error)

/**
 * Whether what was thrown inside says that the guest has done something, or a host function: a trap, or
 * whatever that has thrown. Otherwise it is an error of the engine itself, in the middle of its work. An
 * overflow of the stack may be either.
 */
export function isOrderly(error: unknown): boolean {
  if (!(error instanceof Error)) return true
  if (error instanceof RangeError) return isAccess(error)
  const isOverflow = error.name === 'InternalError'
  return error instanceof RuntimeError || (fromHost.has(error) && !isOverflow)
}

/** The trap keeps the stack of the access. */
function outOfBounds({ name, message, stack }: RangeError): RuntimeError {
  const trap = new RuntimeError('out of bounds memory access')
  const head = `${name}: ${message}`
  if (stack?.startsWith(head)) trap.stack = `${trap.name}: ${trap.message}${stack.slice(head.length)}`
  return trap
}

/** To be thrown out of wasm in place of what was thrown inside. */
export const fault = (error: unknown): unknown =>
  error instanceof RangeError && isAccess(error) ? outOfBounds(error) : error
