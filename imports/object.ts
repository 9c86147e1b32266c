// Objects in which a guest looks names up. `(import "hasOwnProperty" "constructor")` asks an import object
// for a property of one of its properties, by an ordinary Get: where the object is a literal it finds
// `Function`.
// So whatever is given to a guest inherits nothing, at either level, and whoever looks up a name that a guest
// has chosen looks for own properties.
//
//   importObject(system.imports, { env: { note } })        safe, whoever the guest is
//   { ...system.imports, env: { note } }                   gives it Object.prototype as well

import type { Api } from '../src/instance/api.js'
import { quoted } from '../src/wasm/printable.js'

/** The import object as the standard has it. */
export type Imports = Api.Imports

/** The same object, with its own enumerable properties, that inherits nothing. */
export const bare = <Members extends object>(members: Members): Members =>
  Object.assign(Object.create(null), members)

/** An own property, whatever a prototype has. */
export const own = <Value>(object: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined

const isObject = (value: unknown): value is Imports[string] =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

/** What an import object gives under a module's name and a name within it, of its own at both levels. */
export function ownImport(imports: Imports, module: string, name: string): unknown {
  const fields: unknown = own(imports, module)
  return isObject(fields) ? own(fields, name) : undefined
}

/**
 * An import object that is safe to give to a guest nobody trusts: it and the objects in it inherit nothing.
 * It has the own properties of all those given, as they are now; where two give one function, the later one
 * counts. What is no object at the first level is a TypeError, as the standard would have it later.
 */
export function importObject(...given: readonly Readonly<Record<string, object>>[]): Imports {
  const all: Record<string, Record<string, Api.ImportValue>> = bare({})
  for (const imports of given) {
    for (const module of Object.getOwnPropertyNames(imports)) {
      const fields: unknown = imports[module]
      if (!isObject(fields)) throw new TypeError(`the import object has no object ${quoted(module)}`)
      all[module] ??= bare({})
      // Those of `Math`, for one, cannot be enumerated.
      for (const name of Object.getOwnPropertyNames(fields)) all[module][name] = fields[name]!
    }
  }
  return all
}
