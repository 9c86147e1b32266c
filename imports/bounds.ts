// Host functions that have no error numbers to give: a pointer that leads out of the guest's memory is a
// trap, in the standard's words, with the name of the function and what it was given.
import { RuntimeError } from '../src/wasm/errors.js'
import { type Guest, OutOfBounds } from './guest.js'
import { type HostFunctions, type ImportedFunction, link } from './host.js'
import { bare } from './object.js'

/** Runs a host function; `name` is how messages call it. */
export function guarded<Value>(name: string, run: () => Value): Value {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof OutOfBounds)) throw error
    throw new RuntimeError(`out of bounds memory access: ${name}: ${error.message}`)
  }
}

/** All rows of the module `module`, as what is given to a guest that imports it. */
export const linkGuarded = <Context extends { readonly guest: Guest }>(
  module: string,
  rows: HostFunctions<Context>,
  context: Context,
): Record<string, ImportedFunction> =>
  bare(
    Object.fromEntries(
      Object.entries(rows).map(([name, row]) => {
        const linked = link(row, context)
        return [name, (...words) => guarded(`${module}.${name}`, () => linked(...words))]
      }),
    ),
  )
