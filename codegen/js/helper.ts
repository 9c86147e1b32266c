// Helpers as source text. A helper is an ordinary function of the running program; generated code gets a
// copy of its text, together with the text of all that it calls.
//
//   collect(['divS'])   functions: divS, trap        values: RuntimeError

import { helpers, isFunction, isRegistered } from '../helpers/index.js'
import { assert } from './assert.js'
import { helper } from './reader/helper.js'
import type { HelperFunction } from './readings.js'

export type { Helper, HelperFunction } from './readings.js'

export interface Collected {
  readonly functions: readonly HelperFunction[]
  readonly values: ReadonlyMap<string, unknown>
}

type AnyFunction = (...args: never[]) => unknown

const byFunction = new Map<unknown, string>()
for (const [name, helper] of Object.entries(helpers)) byFunction.set(helper, name)

/** The name by which generated code calls a helper. */
export function nameOf(helper: AnyFunction): string {
  const name = byFunction.get(helper)
  assert(name !== undefined, `${helper.name} is not a registered helper`)
  return name
}

/** The functions and values that code with these names in it needs, each once. */
export function collect(names: Iterable<string>): Collected {
  const wanted = new Set<string>(names)
  const functions: HelperFunction[] = []
  const bound = new Map<string, unknown>()
  for (const name of wanted) {
    assert(isRegistered(name), `${name} is not registered as a helper`)
    if (isFunction(name)) {
      const { source, needs } = helper(name)
      functions.push({ name, source })
      for (const need of needs) wanted.add(need)
    } else bound.set(name, helpers[name])
  }
  return { functions, values: bound }
}
