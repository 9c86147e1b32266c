// node bench/lib/kernel.mjs '{"group":…,"name":…,"arms":…,"plan":…}'
//
// Runs one kernel on several arms in this process, which no other case has touched. An arm whose result is not the
// native one, before the timing or after it, is not timed; the last line of the output is the record as JSON.

import { readFileSync } from 'node:fs'
import { engineOf } from './arms.mjs'
import { measure } from './measure.mjs'

/**
 * @typedef {import('./arms.mjs').ArmChoice} ArmChoice
 * @typedef {import('./measure.mjs').Plan} Plan
 * @typedef {import('./measure.mjs').Timing} Timing
 * @typedef {{ group: string, name: string, arms: readonly ArmChoice[], plan: Plan, check: boolean }} Job
 * @typedef {Timing | { failed: string } | { checked: true }} Outcome
 * @typedef {{ group: string, name: string, arms: Record<string, Outcome> }} Record_
 */

/**
 * In a buffer of their own: polywasm reads constants from the wrong place in one that Node shares between small files.
 * @param {string} group @param {string} name
 */
const bytesOf = (group, name) =>
  new Uint8Array(readFileSync(new URL(`../kernels/${group}/${name}.wasm`, import.meta.url)))

/** @param {unknown} error */
const reason = error => String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''

/** @param {Job} job @returns {Promise<Record_>} */
export async function runKernel({ group, name, arms, plan, check }) {
  const bytes = bytesOf(group, name)
  const native = await (await engineOf({ name: 'native' }))(bytes)
  const size = native.size.value
  const expected = native.run(size)
  /** @type {Record<string, Outcome>} */
  const outcomes = {}
  const ready = []
  for (const arm of arms) {
    try {
      const { run } = await (await engineOf(arm))(bytes)
      const call = () => run(size)
      const result = call()
      if (Object.is(result, expected)) ready.push({ name: arm.name, call })
      else outcomes[arm.name] = { failed: `wrong result: ${result}` }
    } catch (error) {
      outcomes[arm.name] = { failed: reason(error) }
    }
  }
  if (check) {
    for (const { name } of ready) outcomes[name] = { checked: true }
    return { group, name, arms: outcomes }
  }
  Object.assign(outcomes, measure(ready, plan))
  for (const { name, call } of ready) {
    const result = call()
    if (!Object.is(result, expected)) outcomes[name] = { failed: `wrong result once optimised: ${result}` }
  }
  return { group, name, arms: outcomes }
}

console.log(JSON.stringify(await runKernel(JSON.parse(process.argv[2] ?? '{}'))))
