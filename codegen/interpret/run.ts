// Runs bytecode for who is no interpreted function itself.

import type { Bytecode } from './bytecode.js'
import { type Machine, within } from './machine.js'
import { stepThrough } from './steps/loop.js'
import { takeResults } from './steps/results.js'
import { gone, left, resultsAt } from './steps/step.js'

function work({ code, start }: Bytecode, frame: number): unknown {
  const end = stepThrough(code, start, frame)
  return end === gone ? left : takeResults(code, resultsAt(end), frame)
}

/**
 * Calls a function of an instance with words, for which there must be room; see `hasRoom`. Gives the first
 * result word.
 */
export const run = (owner: Machine, bytecode: Bytecode, words: readonly unknown[]): unknown =>
  within(owner, { bytecode, words }, work)
