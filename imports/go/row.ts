// A host function of Go is a row as everywhere, but all it gets is Go's stack pointer. Above a return address
// stand its parameters and the place for its results, as the signature lists them.
//
//   'runtime.clearTimeoutEvent': host('poll', 'id:i32', ({ events }, id) => events.clear(id))
import { type Body, type Named, readSignature, type Vocabulary } from '../host.js'
import { kinds, type Place, returnAddress, type Slot } from './kinds.js'
import type { Program } from './program.js'

/** A name of a signature, and where its value stands above the stack pointer. */
export interface Placed<Kind> extends Named<Kind> {
  readonly offset: number
}

export interface GoFunction {
  readonly scope: string
  readonly parameters: readonly Placed<Slot<unknown>>[]
  readonly results: readonly Placed<Place<unknown>>[]
  readonly body: (program: Program, ...values: readonly unknown[]) => unknown
  /** Whether the program may run again before the function returns: its stack may then be elsewhere. */
  readonly isReentrant: boolean
}

export type GoFunctions = Readonly<Record<string, GoFunction>>

function place<Kind extends { readonly slots: number }>(all: readonly Named<Kind>[], first: number) {
  let next = first
  return all.map(({ name, kind }): Placed<Kind> => {
    const offset = next
    next += kind.slots * 8
    return { name, kind, offset }
  })
}

/** A row of Go. */
export function host<S extends string>(
  scope: string,
  signature: S,
  body: Body<Program, typeof kinds, S>,
): GoFunction {
  const named = readSignature(signature, kinds as Vocabulary<Slot<unknown>, Place<unknown>>)
  const parameters = place(named.parameters, returnAddress)
  const end = named.parameters.reduce((sum, { kind }) => sum + kind.slots * 8, returnAddress)
  return {
    scope,
    parameters,
    results: place(named.results, end),
    body: body as GoFunction['body'],
    isReentrant: false,
  }
}

export const reentrant = (row: GoFunction): GoFunction => ({ ...row, isReentrant: true })
