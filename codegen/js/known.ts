// The reader that the build puts in the place of reader.ts: it knows what was read then, and nothing else.

import { assert } from './assert.js'

/** @param json what was read, by its text or name */
export function known(json: string): (text: string) => unknown {
  const readings: Readonly<Record<string, unknown>> = JSON.parse(json)
  return text => {
    assert(Object.hasOwn(readings, text), `this was not read when the compiler was built: ${text}`)
    return readings[text]
  }
}
