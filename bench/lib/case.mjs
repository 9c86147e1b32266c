// node bench/lib/case.mjs '{"group":…,"name":…,"arms":…,"plan":…}'
//
// Runs one case on several arms in this process, which no other case has touched. An arm whose result is not the
// native one, before the timing or after it, is not timed; the last line of the output is the record as JSON.

import { engineOf } from './arms.mjs'
import { measure } from './measure.mjs'
import { subjectOf } from './subjects.mjs'

/**
 * @typedef {import('./arms.mjs').ArmChoice} ArmChoice
 * @typedef {import('./measure.mjs').Plan} Plan
 * @typedef {import('./measure.mjs').Timing} Timing
 * @typedef {import('./subjects.mjs').Subject} Subject
 * @typedef {{ group: string, name: string, arms: readonly ArmChoice[], plan: Plan, check: boolean }} Job
 * @typedef {Timing | { failed: string } | { checked: true }} Outcome
 * @typedef {{ group: string, name: string, arms: Record<string, Outcome> }} CaseRecord
 */

/** @param {unknown} error */
const reason = error => String(error instanceof Error ? error.message : error).split('\n')[0] ?? ''

/** @param {ArmChoice} arm @param {Subject} subject */
async function callOf(arm, { bytes, imports, prepare }) {
  const engine = await engineOf(arm)
  return prepare(await engine(bytes, imports()))
}

/** @param {Job} job @returns {Promise<CaseRecord>} */
async function runCase({ group, name, arms, plan, check }) {
  const subject = await subjectOf(group, name)
  const expected = (await callOf({ name: 'native' }, subject))()
  /** @type {Record<string, Outcome>} */
  const outcomes = {}
  const ready = []
  for (const arm of arms) {
    try {
      const call = await callOf(arm, subject)
      const result = call()
      if (Object.is(result, expected)) ready.push({ name: arm.name, call })
      else outcomes[arm.name] = { failed: `wrong result: ${result}` }
    } catch (error) {
      outcomes[arm.name] = { failed: reason(error) }
    }
  }
  if (check) for (const { name } of ready) outcomes[name] = { checked: true }
  else Object.assign(outcomes, measure(ready, plan))
  for (const { name, call } of ready) {
    const result = call()
    if (!Object.is(result, expected)) outcomes[name] = { failed: `wrong result once optimised: ${result}` }
  }
  return { group, name, arms: outcomes }
}

console.log(JSON.stringify(await runCase(JSON.parse(process.argv[2] ?? '{}'))))
