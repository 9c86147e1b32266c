// Steps that move control and operands, and those that reach beyond the frame. They are numbered behind the
// instructions, since most of them are no instruction as it stands in the binary:
//
//   move result from              const result low high           select result a b condition
//   jump to                       jump if condition to            jump unless condition to
//   jump if i32.eq a b to, and likewise with other comparisons of integers
//   switch index count to…        loop number (-1: stays)         return count word…
//   get int result global         set int global from             likewise wide (i64, f64 is not: float)
//   call fn count word… count word…                               arguments, then where the results go
//   call_indirect table type index count word… count word…
//   call instead code count word… count word…                     an instruction that an instrument does
//   memory index                                                  the memory that steps work on
//   hook number weight                                            at the head of a function or a loop
//
// A `word` is a position in the frame, doubled, and 1 more for a double. The functions behind a call know
// nothing of slots: words cross as they do between generated functions.

import { unreachable } from '../../helpers/trap.js'
import { F, functionIndex, I, lookAt, machine, readAll, roundsLeft } from '../machine.js'
import { call, callIndirect, callInstead } from './call.js'
import { type Called, gone, leave, returned, type Step } from './step.js'

/**
 * The rounds that are left go down with each; when there are none, something faster may go on. A loop that
 * cannot be left loses its number and is not asked again; one around it will be.
 */
const loop: Step = (c, p, f) => {
  if (--c[roundsLeft]! >= 0 || c[p + 1]! < 0) return p + 2
  const entry = machine.osrEntry(c[functionIndex]!, c[p + 1]!)
  if (entry === undefined) {
    if (c[roundsLeft]! < 0) c[p + 1] = -1
    return p + 2
  }
  const code = entry.code as Called
  leave(code(...readAll(entry.words, f)))
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
  'jump if i32.eq':   (c, p, f) => I[f + c[p + 1]!]! === I[f + c[p + 2]!]! ? c[p + 3]! : p + 4,
  'jump if i32.ne':   (c, p, f) => I[f + c[p + 1]!]! !== I[f + c[p + 2]!]! ? c[p + 3]! : p + 4,
  'jump if i32.lt_s': (c, p, f) => I[f + c[p + 1]!]! < I[f + c[p + 2]!]! ? c[p + 3]! : p + 4,
  'jump if i32.lt_u': (c, p, f) => I[f + c[p + 1]!]! >>> 0 < I[f + c[p + 2]!]! >>> 0 ? c[p + 3]! : p + 4,
  'jump if i32.gt_s': (c, p, f) => I[f + c[p + 1]!]! > I[f + c[p + 2]!]! ? c[p + 3]! : p + 4,
  'jump if i32.gt_u': (c, p, f) => I[f + c[p + 1]!]! >>> 0 > I[f + c[p + 2]!]! >>> 0 ? c[p + 3]! : p + 4,
  'jump if i32.le_s': (c, p, f) => I[f + c[p + 1]!]! <= I[f + c[p + 2]!]! ? c[p + 3]! : p + 4,
  'jump if i32.le_u': (c, p, f) => I[f + c[p + 1]!]! >>> 0 <= I[f + c[p + 2]!]! >>> 0 ? c[p + 3]! : p + 4,
  'jump if i32.ge_s': (c, p, f) => I[f + c[p + 1]!]! >= I[f + c[p + 2]!]! ? c[p + 3]! : p + 4,
  'jump if i32.ge_u': (c, p, f) => I[f + c[p + 1]!]! >>> 0 >= I[f + c[p + 2]!]! >>> 0 ? c[p + 3]! : p + 4,
  'jump if i64.eq':   (c, p, f) => { const a = f + c[p + 1]!, b = f + c[p + 2]!; return I[a] === I[b] && I[a + 1] === I[b + 1] ? c[p + 3]! : p + 4 },
  'jump if i64.ne':   (c, p, f) => { const a = f + c[p + 1]!, b = f + c[p + 2]!; return I[a] !== I[b] || I[a + 1] !== I[b + 1] ? c[p + 3]! : p + 4 },
  'switch':       (c, p, f) => c[p + 3 + Math.min(I[f + c[p + 1]!]! >>> 0, c[p + 2]! - 1)]!,
  'loop':         loop,
  'return':       (_, p) => returned(p),
  'unreachable':  () => unreachable(),
  'get int':      (c, p, f) => { I[f + c[p + 1]!] = machine.globals[c[p + 2]!]!.get0() as number; return p + 3 },
  'get wide':     (c, p, f) => { const d = f + c[p + 1]!, global = machine.globals[c[p + 2]!]!; I[d] = global.get0() as number; I[d + 1] = global.get1() as number; return p + 3 },
  'get float':    (c, p, f) => { F[(f + c[p + 1]!) >> 1] = machine.globals[c[p + 2]!]!.get0() as number; return p + 3 },
  'set int':      (c, p, f) => { machine.globals[c[p + 1]!]!.set0(I[f + c[p + 2]!]!); return p + 3 },
  'set wide':     (c, p, f) => { const a = f + c[p + 2]!, global = machine.globals[c[p + 1]!]!; global.set0(I[a]!); global.set1(I[a + 1]!); return p + 3 },
  'set float':    (c, p, f) => { machine.globals[c[p + 1]!]!.set0(F[(f + c[p + 2]!) >> 1]!); return p + 3 },
  'call':         call,
  'call instead': callInstead,
  'call_indirect': callIndirect,
  'memory':       (c, p) => { lookAt(c[p + 1]!); return p + 2 },
  'hook':         (c, p) => { machine.hooks[c[p + 1]!]!(c[p + 2]!, c[functionIndex]!); return p + 3 },
} satisfies Readonly<Record<string, Step>>
