// Runs bytecode for who is no interpreted function itself.

import type { Bytecode } from './bytecode.js'
import { callers, depth, enter, entered, exit, fallBack, type Machine, pop, push, write } from './machine.js'
import { stepThrough } from './steps/loop.js'
import { takeResults } from './steps/results.js'
import { gone, left, resultsAt } from './steps/step.js'

/**
 * Calls a function of an instance with words, for which there must be room; see `hasRoom`. Gives the first
 * result word.
 */
export function run(owner: Machine, bytecode: Bytecode, words: readonly unknown[]): unknown {
  const calls = entered
  const before = enter(owner)
  const outside = depth
  const waiting = callers.length
  const frame = push(bytecode)
  const { params, code } = bytecode
  for (let i = 0; i < params.length; i++) write(params[i]!, frame, words[i] as number)
  try {
    const end = stepThrough(code, bytecode.start, frame)
    return end === gone ? left : takeResults(code, resultsAt(end), frame)
  } finally {
    pop(frame, bytecode)
    fallBack(outside, waiting)
    exit(before, calls)
  }
}
