// Whether the engine compiles what it runs often. One that does not (V8 with --jitless, browsers in
// Lockdown Mode, Hermes, QuickJS) has no WebAssembly either, so that in all others nothing need be measured.
// Where it is missing for another reason, a loop tells: after some milliseconds a round of compiled code
// takes 5 ns or less, and of an interpreter 20 or more.

import { now } from '../../src/engine/clock.js'
import { engineTiming } from './tuning.js'

/**
 * Noted before anybody can put an engine of ours there. It is not read: that may be watched, or forbidden.
 */
const hasWasm = 'WebAssembly' in globalThis

function spin(rounds: number, seed: number): number {
  let x = seed
  for (let i = 0; i < rounds; i++) x = (Math.imul(x, 5) + i) | 0
  return x
}

/** Nanoseconds of a round; nothing if something else has had the processor most of the time. */
function measure(): number | undefined {
  const { rounds, milliseconds, batches } = engineTiming
  let x = 1
  let done = 0
  const start = now()
  let time = 0
  for (; time < milliseconds; time = now() - start, done++) x = spin(rounds, x)
  // The result is looked at, so that the loop is worth something to a compiler.
  return done < batches || x === 0.5 ? undefined : (time * 1e6) / (done * rounds)
}

/** Tries several times: in the first, a compiler has yet to begin. */
function isCompiled(): boolean {
  for (let i = 0; i < engineTiming.tries; i++)
    if ((measure() ?? Number.POSITIVE_INFINITY) < engineTiming.compiledRound) return true
  return false
}

let found: boolean | undefined

/** Found out once, when it is first asked for. */
export function compiles(): boolean {
  found ??= hasWasm || isCompiled()
  return found
}
