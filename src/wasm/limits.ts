// What this engine accepts at most. The numbers are those of the standard's JavaScript interface
// ("limits"), which V8, SpiderMonkey and JavaScriptCore share; what exceeds them is a CompileError. Where
// browsers have a limit and this engine does not need it (targets of a br_table), there is none.

import { fail } from './errors.js'

// biome-ignore format: a table
export const limits = {
  'module bytes':       1024 * 1024 * 1024,
  types:                1_000_000,
  functions:            1_000_000,
  imports:              1_000_000,
  exports:              1_000_000,
  globals:              1_000_000,
  tags:                 1_000_000,
  tables:               100_000,
  memories:             100_000,
  'data segments':      100_000,
  'element segments':   10_000_000,
  'function bytes':     7_654_321,
  parameters:           1_000,
  results:              1_000,
  locals:               50_000,
  'struct fields':      10_000,
  'array elements':     10_000,
  'levels of subtypes': 63,
  'bytes of a name':    100_000,
  operands:             10_000_000,
} as const

/**
 * How many operands the control instructions of a module may move, and how many more for each byte of its
 * functions, as far as those count: each block as many as it takes and leaves, each branch as many as its
 * label takes, each call its parameters and results. A few bytes can move a thousand, for each of which code
 * is made; compilers write less than 0.1 for each byte.
 */
export const maxMoved = { always: 20_000, perByte: 1, bytesOfFunction: 4_000_000 } as const

/** Bytes of a page of memory. */
export const pageSize = 65536

/** Pages a memory may declare, by the type of its addresses. */
export const maxPages = { i32: 65536, i64: 2 ** 48 } as const

/** Elements a table may declare. */
export const maxElements = { i32: 2 ** 32 - 1, i64: 2 ** 64 } as const

/** Elements that a table really has at most: growing beyond fails, starting beyond cannot be instantiated. */
export const maxTableSize = 10_000_000

/** Rejects more than the engine accepts. */
export function checkLimit(what: keyof typeof limits, count: number, at: number): void {
  if (count > limits[what]) fail(`too many ${what}: ${count}, at most ${limits[what]}`, at)
}
