// Weights of operations that take longer than most, in ticks (see passes/places.ts), of which an operation is
// about one. An imported function may be one of the host, which takes microseconds; so may what
// a table holds. Growing makes new views of a memory.

/** Ticks that an instruction counts for, if it is more than one. */
export const weights = { imported: 5000, call_indirect: 200, 'memory.grow': 2000, 'table.grow': 200 } as const

/** So that the count of a round cannot wrap around. */
export const mostTicks = 1_000_000
