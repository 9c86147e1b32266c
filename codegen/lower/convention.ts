// What the texts of functions and those who evaluate them agree upon.

import type { Code } from '../abi.js'

/** Functions beyond this have no variable of their own: engines limit how many a scope may hold. */
export const slotLimit = 50_000

/**
 * Globals, memories, tables and types beyond this have none either: they are found in the arrays of their
 * kind. To declare a million takes engines 17 seconds and 6 GB.
 */
export const declaredLimit = 10_000

/** What a function asks that wants to be warmed before its first call; see warm.ts. */
export const isNew = 'new.target'

/** Warms a function, if its text says that it wants to be. */
export function warm(code: Code, text: string): void {
  if (text.includes(isNew)) Reflect.construct(code, [])
}
