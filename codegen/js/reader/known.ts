// The reader that the build puts in the place of this folder's others: it knows what was read then, and
// nothing else. What was read is parsed when it is first asked for.

import { assert } from '../assert.js'

/** @param json what was read, by its text or name */
export function known(json: string): (text: string) => unknown {
  let readings: Readonly<Record<string, unknown>> | undefined
  return text => {
    readings ??= JSON.parse(json) as Readonly<Record<string, unknown>>
    assert(Object.hasOwn(readings, text), `this was not read when the compiler was built: ${text}`)
    return readings[text]
  }
}
