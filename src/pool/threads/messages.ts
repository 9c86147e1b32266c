// What threads say to each other. An error loses its class on the way: it is sent as its name and what else
// it says, and made again of ours.

import { DeadlineError } from '../../instance/deadline.js'
import { ReleasedError } from '../../instance/released.js'
import { CompileError, LinkError, RuntimeError } from '../../wasm/errors.js'
import { PoolError, type PoolFault } from '../errors.js'

/** Asks for one of the functions that a thread offers. */
export interface Order {
  readonly name: string
  readonly request: unknown
}

/** An error on its way. */
interface Told {
  readonly name: string
  readonly message: string
  readonly stack: string | undefined
  readonly fault: PoolFault | undefined
}

/** How an order ended; `ready` when the thread can take its first. */
export type Reply =
  | { readonly kind: 'ready' }
  | { readonly kind: 'done'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: Told }

const classes: Readonly<Record<string, (told: Told) => Error>> = {
  CompileError: ({ message }) => new CompileError(message),
  LinkError: ({ message }) => new LinkError(message),
  RuntimeError: ({ message }) => new RuntimeError(message),
  DeadlineError: () => new DeadlineError(),
  ReleasedError: () => new ReleasedError(),
  PoolError: ({ fault = 'closed', message }) => new PoolError(fault, message),
  TypeError: ({ message }) => new TypeError(message),
  RangeError: ({ message }) => new RangeError(message),
}

/** An error as it is sent; whatever else was thrown is one whose message it is. */
export function tell(error: unknown): Told {
  if (!(error instanceof Error)) return { ...nothing, message: String(error) }
  const fault = error instanceof PoolError ? error.fault : undefined
  return { name: error.name, message: error.message, stack: error.stack, fault }
}

const nothing: Told = { name: 'Error', message: '', stack: undefined, fault: undefined }

/** The error that was told of, with the stack that it had. */
export function told(error: Told): Error {
  const made = Object.hasOwn(classes, error.name)
    ? classes[error.name]!(error)
    : Object.assign(new Error(error.message), { name: error.name })
  if (error.stack !== undefined) made.stack = error.stack
  return made
}
