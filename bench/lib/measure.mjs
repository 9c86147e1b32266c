// Times several functions that do the same work, interleaved: in every round each arm gets a slice of about two
// milliseconds, in an order that changes, and what counts is the ratio to the first arm *of the same round*. A machine
// that is busy for a while slows a round, not an arm. The report is the median of these ratios with its quartiles,
// and the ratio of the minima, which is the better figure if the two differ much.
//
// The timer of a slice is the `benchmark` package: it finds the number of calls that fill the slice.

import Benchmark from 'benchmark'
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

/** @type {Plan} */
export const defaultPlan = { rounds: 25, slice: 0.002, warm: 0.3, budget: 3 }

const now = () => performance.now() / 1000

/** A timer of slices; calls once more than it times. @param {Arm} arm @param {Plan} plan */
function timerOf({ name, call }, { slice }) {
  const benchmark = new Benchmark(name, call, { minTime: slice, maxTime: -1, minSamples: 1 })
  /** The seconds that a call takes. */
  return () => {
    // What filled the last slice is tried first.
    Object.assign(benchmark, { initCount: Math.max(1, benchmark.count) })
    benchmark.run({ async: false })
    const { error } = /** @type {{ error?: unknown }} */ (/** @type {unknown} */ (benchmark))
    if (error) throw error
    return benchmark.stats.mean
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
  const runs = arms.map(arm => ({
    name: arm.name,
    step: stepOf(warmUp(arm, plan), plan),
    time: timerOf(arm, plan),
    /** @type {number[]} */ samples: [],
  }))
  const [base] = runs
  if (base === undefined) return {}
  for (let round = -2; round < plan.rounds; round++) {
    const turn = (round + 2) % runs.length
    for (const run of [...runs.slice(turn), ...runs.slice(0, turn)]) {
      // The first two rounds only settle.
      if (round < 0 ? run.step === 1 : round % run.step === 0) {
        const seconds = run.time()
        if (round >= 0) run.samples[round] = seconds
      }
    }
  }
  return Object.fromEntries(runs.map(({ name, samples }) => [name, timing(samples, base.samples)]))
}

/** @param {readonly number[]} samples by round, with holes @param {readonly number[]} base @returns {Timing} */
function timing(samples, base) {
  const present = samples.filter(() => true)
  /** @type {number[]} */
  const ratios = []
  samples.forEach((seconds, round) => {
    ratios.push(seconds / (base[round] ?? Number.NaN))
  })
  return {
    ms: median(present) * 1000,
    ratio: median(ratios),
    low: quantile(ratios, 0.25),
    high: quantile(ratios, 0.75),
    min: Math.min(...present) / Math.min(...base.filter(() => true)),
    rounds: present.length,
  }
}
