// Whether the interpreter is fast here. Where the engine has a compiler of its own, which optimises the
// interpreter before long, interpreted code is as fast as translated code that is not optimised yet, or
// faster. Where it has none, translated code is the faster one from its first call. So now and then, until
// that is known, a short loop is timed. After a number of slow ones the engine is taken to have no compiler.

import { now } from '../../src/engine/clock.js'
import { timing } from '../tiers/tuning.js'
import { headerLength, makeBytecode } from './bytecode.js'
import { noMachine } from './machine.js'
import { run } from './run.js'
import { stepNumber } from './steps/index.js'

const { rounds, tries: mostTries, pause, fastStep } = timing
const stepsPerRound = 2

/**
 * `loop: n = n - 1; if (n) goto loop`, with `n` and 1 where a frame has its first local and its first
 * constant.
 */
const bytecode = makeBytecode(
  [
    ...[stepNumber['i32.sub'], 0, 0, -2],
    ...[stepNumber['jump if'], 0, headerLength],
    ...[stepNumber.return, 0],
  ],
  1,
  [1, 0],
)

let fast: boolean | undefined
let tries = 0
let next = 0

/** Whether the interpreter is fast; nothing as long as it may become so. */
export function isFast(): boolean | undefined {
  if (fast !== undefined) return fast
  const start = now()
  if (start < next) return undefined
  run(noMachine, bytecode, [rounds])
  next = now() + pause
  const step = ((next - pause - start) * 1e6) / (rounds * stepsPerRound)
  if (step < fastStep) fast = true
  else if (++tries === mostTries) fast = false
  return fast
}

/** Whether that has been found out, and it is slow. */
export const isSlow = (): boolean => fast === false
