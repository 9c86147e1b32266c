// The loop of the interpreter. As it stands here it calls a function for each step. `npm run build` puts
// another in the place of this file's output, which has the commonest steps as the cases of a switch
// (src/build/loop.ts): an engine does not know whom the loop calls, so that the call takes longer than most
// steps.

import { callers } from '../machine.js'
import { comeBack } from './results.js'
import { called, steps } from './step.js'

/**
 * The steps that stand in the loop. They save a quarter of the time; with all steps in it V8 would optimise
 * the loop half a second later.
 */
export const inLoop = [
  'move',
  'const',
  'select',
  'jump',
  'jump if',
  'jump unless',
  'jump if i32.eq',
  'jump if i32.ne',
  'jump if i32.lt_s',
  'jump if i32.lt_u',
  'jump if i32.gt_u',
  'jump if i32.ge_u',
  'jump if i64.eq',
  'jump if i64.ne',
  'switch',
  'return',
  'get int',
  'set int',
  'i32.load',
  'i64.load',
  'i32.load8_u',
  'i64.load8_u',
  'i32.store',
  'i64.store',
  'i32.store8',
  'i32.add',
  'i32.sub',
  'i32.and',
  'i32.or',
  'i32.shl',
  'i32.shr_u',
  'i64.add',
  'i64.and',
  'i64.extend_i32_u',
] as const

/**
 * Steps until the function ends; gives how. What is called beyond a certain depth runs here as well, and
 * then goes back to its caller.
 */
export function stepThrough(code: Int32Array, start: number, frame: number): number {
  const outermost = callers.length
  let [c, p, f] = [code, start, frame]
  for (;;) {
    do p = steps[c[p]!]!(c, p, f)
    while (p >= 0)
    if (p === called) {
      const { callee, calleeFrame } = callers[callers.length - 1]!
      ;[c, p, f] = [callee.code, callee.start, calleeFrame]
    } else if (callers.length === outermost) return p
    else {
      const caller = callers.pop()!
      p = comeBack(caller, p)
      ;[c, f] = [caller.code, caller.frame]
    }
  }
}
