// Where a fault of the compiler happened. What fails in here is no fault of a module's author, who can only
// report it: so the message says in which pass, in which function, by its name if it has one, and where that
// begins.

import { importedCount, type Module } from '../../src/wasm/module.js'
import { InternalError } from '../js/assert.js'
import { quote } from '../js/names.js'

export interface Place {
  readonly module: Module
  /** The function's index, imports counted. */
  readonly fn: number
  /** The pass. */
  readonly during: string
}

/** `split wide, function 7 ('memcpy') at 0x1f30` */
export function showPlace({ module, fn, during }: Place): string {
  const name = module.names.functions.get(fn)
  const body = module.bodies[fn - importedCount(module, 'func')]
  const at = body === undefined ? '' : ` at 0x${body.start.toString(16)}`
  return `${during}, function ${fn}${name === undefined ? '' : ` (${quote(name)})`}${at}`
}

/** A fault of ours; what an instrument or the engine's stack throws is none. */
const isOurs = (error: unknown): error is Error =>
  error instanceof TypeError || error instanceof ReferenceError || error instanceof InternalError

/** Does something; a fault of ours becomes an InternalError that names the place and has it as its cause. */
export function locate<Result>(place: Place, run: () => Result): Result {
  try {
    return run()
  } catch (error) {
    if (!isOurs(error)) throw error
    throw new InternalError(`${showPlace(place)}: ${error.message}`, { cause: error })
  }
}
