// What the texts of functions and those who evaluate them agree upon.

import type { Code } from '../abi.js'

/** What a function asks that wants to be warmed before its first call; see warm.ts. */
export const isNew = 'new.target'

/** Warms a function, if its text says that it wants to be. */
export function warm(code: Code, text: string): void {
  if (text.includes(isNew)) Reflect.construct(code, [])
}
