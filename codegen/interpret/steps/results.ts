// The results of a call, and where they go. They are listed as calls list them: their number, and their words.

import { resultFloat, resultInt, resultRef } from '../../helpers/results.js'
import { type Caller, copy, pop, read, write } from '../machine.js'
import { gone, left, resultsAt } from './step.js'

/** The register that a word, as it is listed, goes through; see `frameWord`. */
const registerOf = (word: number): { [index: number]: unknown } =>
  (word & 1) === 0 ? resultInt : word & 2 ? resultRef : resultFloat

/**
 * Stores a first result word and those in the registers, as listed from `p` on; gives what follows the
 * list.
 */
export function receive(value: unknown, c: Int32Array, p: number, f: number): number {
  const count = c[p]!
  if (count > 0) write(c[p + 1]!, f, value as number)
  for (let k = 1; k < count; k++) {
    const word = c[p + 1 + k]!
    write(word, f, registerOf(word)[k] as number)
  }
  return p + 1 + count
}

/** Lays all result words but the first into the registers; gives the first. */
export function takeResults(c: Int32Array, p: number, f: number): unknown {
  const count = c[p]!
  for (let k = 1; k < count; k++) {
    const word = c[p + 1 + k]!
    registerOf(word)[k] = read(word, f)
  }
  return count === 0 ? undefined : read(c[p + 1]!, f)
}

/** Ends a function, at the position `end` of its code: its results go to its caller. Gives where that goes on. */
export function comeBack({ callee, calleeFrame, code: c, frame: f, place: p }: Caller, end: number): number {
  pop(calleeFrame, callee)
  if (end === gone) return receive(left, c, p, f)
  const from = resultsAt(end)
  const count = c[p]!
  for (let k = 1; k <= count; k++) copy(callee.code[from + k]!, calleeFrame, c[p + k]!, f)
  return p + 1 + count
}
