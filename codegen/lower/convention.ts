// The convention between the texts of functions and those who evaluate them.

import type { Code } from '../abi.js'

/** A function that wants to be warmed before its first call asks this; see warm.ts. */
export const isNew = 'new.target'

/** Warms a function, if its text says that it wants to be. */
export function warm(code: Code, text: string): void {
  if (text.includes(isNew)) Reflect.construct(code, [])
}
