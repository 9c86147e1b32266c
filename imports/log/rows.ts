// The rows that say how functions of the host are logged: tables by module and name, or for functions whose
// names and types have no end (`invoke_vii`) somebody who finds the row. Packages that share a module, as
// those of Emscripten and AssemblyScript do, have functions of the same name and other parameters.
import type { Definition } from '../../src/instruments/index.js'
import { own } from '../object.js'
import { fits, type Row } from './describe.js'

type Table = Readonly<Record<string, Row>>

type Find = (definition: Definition) => Row | undefined

/** By module. */
export type Rows = Readonly<Record<string, Table | Find>>

/** The row of an imported function. */
export function findRow(rows: Rows, definition: Definition): Row | undefined {
  const { imported } = definition
  if (imported === undefined) return undefined
  const found = own(rows, imported.module)
  return typeof found === 'function' ? found(definition) : found && own(found, imported.name)
}

/** All rows together. Of several for one name it is the first that fits what the guest imports. */
export function joinRows(all: readonly Rows[]): Rows {
  const find: Find = definition => {
    const found = all.map(rows => findRow(rows, definition)).filter(row => row !== undefined)
    return found.find(row => fits(definition, row)) ?? found[0]
  }
  return Object.fromEntries(all.flatMap(Object.keys).map(module => [module, find]))
}
