// Calls. A function that is interpreted too gets its arguments from frame to frame; any other is called as
// generated functions call each other, in words, and knows nothing of frames.
//
// Both kinds list the words of the arguments and the places of the results, each list with its length
// before it.

import { indirectFailure } from '../../helpers/table.js'
import type { Bytecode } from '../bytecode.js'
import {
  callers,
  callsLeft,
  copy,
  depth,
  hasRoom,
  I,
  look,
  machine,
  pop,
  push,
  read,
  readAll,
} from '../machine.js'
import { stepThrough } from './loop.js'
import { receive } from './results.js'
import { type Called, called, gone, left, resultsAt, type Step } from './step.js'

/**
 * So deep one loop of the interpreter runs within another. Beyond, calls take nothing of the engine's stack;
 * but what makes V8 compile the loop are calls of it.
 */
const shallow = 128

/** Calls with the words that are listed from `p` on. An array of them takes longer than most calls. */
function apply(code: unknown, c: Int32Array, p: number, f: number): unknown {
  const fn = code as Called
  const count = c[p]!
  if (count === 0) return fn()
  const w1 = read(c[p + 1]!, f)
  if (count === 1) return fn(w1)
  const w2 = read(c[p + 2]!, f)
  if (count === 2) return fn(w1, w2)
  const w3 = read(c[p + 3]!, f)
  if (count === 3) return fn(w1, w2, w3)
  const w4 = read(c[p + 4]!, f)
  if (count === 4) return fn(w1, w2, w3, w4)
  const w5 = read(c[p + 5]!, f)
  if (count === 5) return fn(w1, w2, w3, w4, w5)
  const w6 = read(c[p + 6]!, f)
  if (count === 6) return fn(w1, w2, w3, w4, w5, w6)
  return fn(...readAll(c.subarray(p + 1, p + 1 + count), f))
}

function interpret(bytecode: Bytecode, c: Int32Array, p: number, f: number): number {
  const { code, start, params } = bytecode
  const frame = push(bytecode)
  for (let k = 0; k < params.length; k++) copy(c[p + 1 + k]!, f, params[k]!, frame)
  const results = p + 1 + params.length
  if (depth > shallow) {
    callers.push({ code: c, frame: f, place: results, callee: bytecode, calleeFrame: frame })
    return called
  }
  const end = stepThrough(code, start, frame)
  pop(frame, bytecode)
  if (end === gone) return receive(left, c, results, f)
  const from = resultsAt(end)
  const count = c[results]!
  for (let k = 1; k <= count; k++) copy(code[from + k]!, frame, c[results + k]!, f)
  return results + 1 + count
}

/** Calls any code, with all that is listed from `p` on. */
function leaveFor(code: unknown, c: Int32Array, p: number, f: number): number {
  const value = apply(code, c, p, f)
  look()
  return receive(value, c, p + 1 + c[p]!, f)
}

/** The bytecode of a function that may be interpreted without asking. */
function bytecodeOf(fn: number): Bytecode | undefined {
  const bytecode = machine.bytecodes[fn]
  return bytecode !== undefined && --bytecode.code[callsLeft]! >= 0 && hasRoom(bytecode)
    ? bytecode
    : undefined
}

export const call: Step = (c, p, f) => {
  const fn = c[p + 1]!
  const bytecode = bytecodeOf(fn)
  if (bytecode !== undefined) return interpret(bytecode, c, p + 2, f)
  return leaveFor(machine.codes[fn], c, p + 2, f)
}

/** An instruction that is done by code of an instrument. */
export const callInstead: Step = (c, p, f) => leaveFor(machine.instead[c[p + 1]!], c, p + 2, f)

export const callIndirect: Step = (c, p, f) => {
  const table = machine.tables[c[p + 1]!]!
  const typeId = machine.types[c[p + 2]!]!
  const index = I[f + c[p + 3]!]!
  if (table.types[index] !== typeId) indirectFailure(table, index)
  const code = table.codes[index]
  const fn = machine.indices.get(code)
  const bytecode = fn === undefined ? undefined : bytecodeOf(fn)
  if (bytecode !== undefined) return interpret(bytecode, c, p + 4, f)
  return leaveFor(code, c, p + 4, f)
}
