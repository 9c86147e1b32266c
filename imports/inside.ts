// The memory and the table by which host functions reach a guest. They need not be exported: of an instance
// of ours its only one is found all the same, by a door that only this package has. The host's own engine
// shows nothing but exports; where the guest has to be reached there, an error says so.

import type { Func } from '../src/instance/func.js'
import { instances } from '../src/instance/registry.js'
import type { Table as OwnTable } from '../src/instance/table.js'
import { fromFunc } from '../src/instance/wrapper.js'
import { LinkError } from '../src/wasm/errors.js'
import type { GuestInstance } from './exit.js'
import { type GuestMemory, isMemory } from './guest.js'

/** What is asked of a table; both ours and the standard's objects are one. */
export interface GuestTable {
  readonly length: number
  get(index: number): unknown
}

export const isTable = (value: unknown): value is GuestTable =>
  typeof value === 'object' && value !== null && 'length' in value && 'get' in value

const only = <Value>(values: readonly Value[]): Value | undefined =>
  values.length === 1 ? values[0] : undefined

/** One of ours as JavaScript would see it. */
const seen = (table: OwnTable): GuestTable => ({
  get length() {
    return table.size
  },
  get: index => fromFunc(table.get(index) as Func | null),
})

/** What an instance exports under a name, or else the only one that it exports. */
function exportedAs<Value>(
  { exports }: GuestInstance,
  name: string,
  is: (value: unknown) => value is Value,
): Value | undefined {
  const value = exports[name]
  return is(value) ? value : only([...new Set(Object.values(exports).filter(is))])
}

/** The memory of a guest; the error says why there is none to be had, for when it is needed. */
export function memoryOf(instance: GuestInstance): GuestMemory | LinkError | undefined {
  const exported = exportedAs(instance, 'memory', isMemory)
  if (exported !== undefined) return exported
  const own = instances.find(instance)?.memories
  if (own === undefined)
    return new LinkError(
      "the guest's memory cannot be seen: this engine shows only exports, and there is no memory among them",
    )
  if (own.length < 2) return own[0]
  return new LinkError(`the guest has ${own.length} memories and exports none of them as "memory"`)
}

/** The table of functions of a guest: what it exports under a name, or else its only one. */
export function tableOf(instance: GuestInstance, name: string): GuestTable | undefined {
  const own = instances.find(instance)
  if (own === undefined || isTable(instance.exports[name])) return exportedAs(instance, name, isTable)
  const table = only(own.tables.filter(({ holdsFunctions }) => holdsFunctions))
  return table && seen(table)
}
