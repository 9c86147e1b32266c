// What moves control, and operands, and what reaches beyond the frame. These steps are numbered behind the
// instructions, since most of them are no instruction as it stands in the binary:
//
//   move result from              const result low high           select result a b condition
//   jump to                       jump if condition to            jump unless condition to
//   switch index count to…        loop number (-1: stays)         return count word…
//   get int result global         set int global from             likewise wide (i64, f64 is not: float)
//   call fn count word… count word…                               arguments, then where the results go
//   call_indirect table type index count word… count word…
//
// A `word` is a position in the frame, doubled, and 1 more for a double. The functions behind a call know nothing of
// slots: words cross as they do between generated functions.

import { resultFloat, resultInt } from '../../helpers/results.js'
import { indirectFailure } from '../../helpers/table.js'
import { unreachable } from '../../helpers/trap.js'
import { F, I, machine, read, write } from '../machine.js'
import type { Step } from './numeric.js'

/** The next position of a function that has ended with a return, whose place this holds. */
export const returned = (at: number): number => ~at

/** The next position of a function that something else has ended for us; the result is `left`. */
export const gone = -1
export let left: unknown

type Called = (...words: number[]) => unknown

/** Calls with the words that are listed from `p` on: their number, and they. */
function apply(code: unknown, c: Int32Array, p: number, f: number): unknown {
  const fn = code as Called
  const count = c[p]!
  if (count === 0) return fn()
  if (count === 1) return fn(read(c[p + 1]!, f))
  if (count === 2) return fn(read(c[p + 1]!, f), read(c[p + 2]!, f))
  if (count === 3) return fn(read(c[p + 1]!, f), read(c[p + 2]!, f), read(c[p + 3]!, f))
  return fn(...Array.from(c.subarray(p + 1, p + 1 + count), word => read(word, f)))
}

/** Stores a first result word and those in the registers, as listed from `p` on; gives what follows the list. */
function receive(value: unknown, c: Int32Array, p: number, f: number): number {
  const count = c[p]!
  if (count > 0) write(c[p + 1]!, f, value as number)
  for (let k = 1; k < count; k++) {
    const word = c[p + 1 + k]!
    write(word, f, (word & 1 ? resultFloat[k] : resultInt[k])!)
  }
  return p + 1 + count
}

/** Lays all result words but the first into the registers; gives the first. */
export function takeResults(c: Int32Array, p: number, f: number): unknown {
  const count = c[p]!
  for (let k = 1; k < count; k++) {
    const word = c[p + 1 + k]!
    if (word & 1) resultFloat[k] = read(word, f)
    else resultInt[k] = read(word, f)
  }
  return count === 0 ? undefined : read(c[p + 1]!, f)
}

const call: Step = (c, p, f) => {
  const value = apply(machine.codes[c[p + 1]!], c, p + 2, f)
  return receive(value, c, p + 3 + c[p + 2]!, f)
}

const callIndirect: Step = (c, p, f) => {
  const table = machine.tables[c[p + 1]!]!
  const typeId = machine.types[c[p + 2]!]!
  const index = I[f + c[p + 3]!]!
  if (table.types[index] !== typeId) indirectFailure(table, index)
  const value = apply(table.codes[index], c, p + 4, f)
  return receive(value, c, p + 5 + c[p + 4]!, f)
}

/**
 * The first element of the code goes down with each round; when it is used up, something faster may go on. A loop that
 * cannot be left loses its number and is not asked again; one around it will be.
 */
const loop: Step = (c, p, f) => {
  if (--c[0]! >= 0 || c[p + 1]! < 0) return p + 2
  const door = machine.door(c[1]!, c[p + 1]!)
  if (door === undefined) {
    if (c[0]! < 0) c[p + 1] = -1
    return p + 2
  }
  const code = door.code as Called
  left = code(...door.words.map(word => read(word, f)))
  return gone
}

// biome-ignore format: a table
export const controlSteps = {
  'move':         (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; I[d] = I[a]!; I[d + 1] = I[a + 1]!; return p + 3 },
  'const':        (c, p, f) => { const d = f + c[p + 1]!; I[d] = c[p + 2]!; I[d + 1] = c[p + 3]!; return p + 4 },
  'select':       (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + (I[f + c[p + 4]!] === 0 ? 3 : 2)]!; I[d] = I[a]!; I[d + 1] = I[a + 1]!; return p + 5 },
  'jump':         (c, p) => c[p + 1]!,
  'jump if':      (c, p, f) => I[f + c[p + 1]!] === 0 ? p + 3 : c[p + 2]!,
  'jump unless':  (c, p, f) => I[f + c[p + 1]!] === 0 ? c[p + 2]! : p + 3,
  'switch':       (c, p, f) => c[p + 3 + Math.min(I[f + c[p + 1]!]! >>> 0, c[p + 2]! - 1)]!,
  'loop':         loop,
  'return':       (_, p) => returned(p),
  'unreachable':  () => unreachable(),
  'get int':      (c, p, f) => { I[f + c[p + 1]!] = machine.globals[c[p + 2]!]!.word0 as number; return p + 3 },
  'get wide':     (c, p, f) => { const d = f + c[p + 1]!, global = machine.globals[c[p + 2]!]!; I[d] = global.word0 as number; I[d + 1] = global.word1 as number; return p + 3 },
  'get float':    (c, p, f) => { F[(f + c[p + 1]!) >> 1] = machine.globals[c[p + 2]!]!.word0 as number; return p + 3 },
  'set int':      (c, p, f) => { machine.globals[c[p + 1]!]!.word0 = I[f + c[p + 2]!]!; return p + 3 },
  'set wide':     (c, p, f) => { const a = f + c[p + 2]!, global = machine.globals[c[p + 1]!]!; global.word0 = I[a]!; global.word1 = I[a + 1]!; return p + 3 },
  'set float':    (c, p, f) => { machine.globals[c[p + 1]!]!.word0 = F[(f + c[p + 2]!) >> 1]!; return p + 3 },
  'call':         call,
  'call_indirect': callIndirect,
} satisfies Readonly<Record<string, Step>>
