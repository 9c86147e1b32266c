// node bench/lib/cell.mjs '{"name":…,"arm":{…},"seconds":…}'
//
// One package on one engine, in a process of its own: the engine takes the place of `WebAssembly` before the package is
// loaded. Four figures: `init`, from nothing to a ready instance, the package's own JavaScript included; `first`, the first
// piece of work; `steady`, the median of the last third of many; and the peak of memory. The last line is JSON.

import { createHash } from 'node:crypto'
import { namespaceOf } from './arms.mjs'
import { processorTime, stopwatch } from './clock.mjs'
import { installed } from './installed.mjs'
import { median } from './statistics.mjs'

/** @typedef {{ init: number, first: number, steady: number, peak: number, runs: number, result: string }} Cell */

const { name, arm, seconds } = JSON.parse(process.argv[2] ?? '{}')
const { load, work } = await import(`../packages/${name}.mjs`)

const namespace = await namespaceOf(arm)
Object.defineProperty(globalThis, 'WebAssembly', { value: namespace, writable: true, configurable: true })

/** @template T @param {() => T} action @returns {Promise<[ms: number, result: Awaited<T>]>} */
async function timed(action) {
  const elapsed = stopwatch()
  const result = await action()
  return [elapsed(), result]
}

const [init, subject] = await timed(() => load(installed))
const [first, result] = await timed(() => work(subject))
const samples = []
const end = processorTime() + seconds * 1000
while (samples.length < 3 || (processorTime() < end && samples.length < 3000)) {
  const [ms, again] = await timed(() => work(subject))
  if (again !== result) throw new TypeError('the result changes')
  samples.push(ms)
}
const late = samples.slice(Math.floor((samples.length * 2) / 3))
const cell = {
  init,
  first,
  steady: median(late),
  peak: process.resourceUsage().maxRSS / 1024,
  runs: samples.length,
  result: createHash('sha256').update(result).digest('hex').slice(0, 16),
}
console.log(`\n${JSON.stringify(cell)}`)
process.exit(0)
