// The registry of everything that generated code may name: helper functions, whose source goes into the
// output, and values, which the output is given. A name is the same here, in its module and in templates.

import { RuntimeError } from '../../src/wasm/errors.js'
import { abs, ceil, clz32, floor, fround, imul, max, min, sqrt, truncate } from './builtin.js'
import * as convert from './convert.js'
import * as divide from './divide.js'
import * as float from './float.js'
import * as i32 from './i32.js'
import * as i64 from './i64.js'
import * as memory from './memory.js'
import { resultFloat, resultInt, resultRef } from './results.js'
import { scratchFloat32, scratchFloat64, scratchI64, scratchInt, scratchU64 } from './scratch.js'
import * as slices from './slices.js'
import * as table from './table.js'
import * as trap from './trap.js'

/** Each module by its name; a test sees that no two export the same name. */
export const modules = { convert, divide, float, i32, i64, memory, slices, table, trap } as const

/** Values that are no functions, or cannot be copied as text because their identity counts. */
export const values: Readonly<Record<string, unknown>> = {
  imul,
  resultInt,
  fround,
  resultFloat,
  clz32,
  abs,
  ceil,
  floor,
  max,
  min,
  sqrt,
  truncate,
  resultRef,
  scratchFloat32,
  scratchFloat64,
  scratchI64,
  scratchInt,
  scratchU64,
  RuntimeError,
}

/** All of it. */
export const helpers: Readonly<Record<string, unknown>> = {
  ...convert,
  ...divide,
  ...float,
  ...i32,
  ...i64,
  ...memory,
  ...slices,
  ...table,
  ...trap,
  ...values,
}

const has = (record: object, name: string) => Object.hasOwn(record, name)

/** Whether a name is registered as a helper or a value. */
export const isRegistered = (name: string): boolean => has(helpers, name)

/** Whether a name is a helper's, whose text generated code gets. */
export const isFunction = (name: string): boolean => has(helpers, name) && !has(values, name)
