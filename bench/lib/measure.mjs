// Times several functions that do the same work, interleaved: in every round each arm gets a slice of about two
// milliseconds, in an order that changes, and what counts is the ratio to the first arm *of the same round*. The report is
// the median of these ratios with its quartiles, and the ratio of the minima.
//
// The timer of a slice is the `benchmark` package: it finds the number of calls that fill the slice. Its clock is not the
// wall's but the processor time of this process: on a machine whose two cores are shared with eight busy processes, the same
// loop read 2.9 to 91 ms by the wall, and 2.9 to 3.1 by processor time.

import Benchmark from 'benchmark'
import { processorTime } from './clock.mjs'
import { median, quantile } from './statistics.mjs'

/**
 * @typedef {{ name: string, call: () => unknown }} Arm
 * @typedef {{ rounds: number, slice: number, warm: number, budget: number }} Plan times in seconds
 * @typedef {object} Timing
 * @property {number} ms the median time of a call
 * @property {number} ratio the median of the ratios to the first arm
 * @property {number} low its lower quartile
 * @property {number} high its upper quartile
 * @property {number} min the ratio of the minima
 * @property {number} rounds in how many rounds it took part
 */

/** The processor time as `process.hrtime` would give it. @param {[number, number]} [since] @returns {[number, number]} */
function hrtime(since = [0, 0]) {
  const ms = processorTime() - since[0] * 1e3 - since[1] / 1e6
  const seconds = Math.floor(ms / 1e3)
  return [seconds, (ms - seconds * 1e3) * 1e6]
}

// A copy of the package whose `process` has our clock.
const Timer = /** @type {typeof Benchmark} */ (Benchmark.runInContext({ ...globalThis, process: { hrtime } }))

/** @type {Plan} */
export const defaultPlan = { rounds: 25, slice: 0.002, warm: 0.3, budget: 3 }

const now = () => processorTime() / 1000

/** A timer of slices; calls once more than it times. @param {Arm} arm @param {Plan} plan */
function timerOf({ name, call }, { slice }) {
  const timer = new Timer(name, call, { minTime: slice, maxTime: -1, minSamples: 1 })
  /** The seconds that a call takes. */
  return () => {
    // What filled the last slice is tried first.
    Object.assign(timer, { initCount: Math.max(1, timer.count) })
    timer.run({ async: false })
    const { error } = /** @type {{ error?: unknown }} */ (/** @type {unknown} */ (timer))
    if (error) throw error
    return timer.stats.mean
  }
}

/** Calls until the engine has had time to optimise; returns the seconds of the last call. */
function warmUp(/** @type {Arm} */ { call }, /** @type {Plan} */ { warm }) {
  const start = now()
  let last = 0
  for (let calls = 0; calls < 3 || (now() - start < warm && calls < 10_000); calls++) {
    const before = now()
    call()
    last = now() - before
    if (last > warm) break
  }
  return last
}

/** An arm that is much slower than the others takes part in fewer rounds. */
function stepOf(/** @type {number} */ seconds, /** @type {Plan} */ { rounds, slice, budget }) {
  const affordable = Math.max(3, Math.floor(budget / (2 * Math.max(seconds, slice))))
  return Math.max(1, Math.floor(rounds / affordable))
}

/**
 * @param {readonly Arm[]} arms the first is what the others are compared with
 * @param {Plan} plan
 * @returns {Record<string, Timing>}
 */
export function measure(arms, plan) {
  const runs = arms.map((arm, i) => {
    const seconds = warmUp(arm, plan)
    const step = i === 0 ? 1 : stepOf(seconds, plan)
    return { name: arm.name, step, time: timerOf(arm, plan), samples: /** @type {number[]} */ ([]) }
  })
  const [base] = runs
  if (base === undefined) return {}
  for (let round = -settling; round < plan.rounds; round++) {
    const turn = (round + settling) % runs.length
    for (const { step, time, samples } of [...runs.slice(turn), ...runs.slice(0, turn)]) {
      if (round >= 0 ? round % step === 0 : step === 1) {
        const sample = time()
        if (round >= 0) samples[round] = sample
      }
    }
  }
  return Object.fromEntries(runs.map(({ name, samples }) => [name, timing(samples, base.samples)]))
}

/** By how many rounds the first that counts is preceded. */
const settling = 2

/** @param {readonly number[]} samples by round, with holes @param {readonly number[]} base without @returns {Timing} */
export function timing(samples, base) {
  const present = samples.filter(() => true)
  const ratios = samples.flatMap((seconds, round) => seconds / (base[round] ?? Number.NaN))
  return {
    ms: median(present) * 1000,
    ratio: median(ratios),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    min: Math.min(...present) / Math.min(...base),
    rounds: present.length,
  }
}
