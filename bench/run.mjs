// node bench/run.mjs [options] [CASE…]        (see --help)
//
// Runs the cases, each in a process of its own, and reports the time of each arm relative to native WebAssembly in the
// same process. README.md says how to read the report.

import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { help, readOptions } from './lib/options.mjs'
import { median } from './lib/statistics.mjs'
import { namesOf } from './lib/subjects.mjs'
import { alignedTable, rowsOf } from './lib/table.mjs'

/**
 * @typedef {import('./lib/options.mjs').Options} Options
 * @typedef {import('./lib/case.mjs').CaseRecord} CaseRecord
 * @typedef {import('./lib/case.mjs').Outcome} Outcome
 * @typedef {{ group: string, name: string }} Case
 */

const here = fileURLToPath(new URL('.', import.meta.url))

/** @param {Options} options @returns {readonly Case[]} */
function casesOf({ groups, cases }) {
  const all = groups.flatMap(group => namesOf(group).map(name => ({ group, name })))
  return cases.length === 0 ? all : all.filter(({ name }) => cases.includes(name))
}

/** @param {Options} options */
const armsOf = ({ arms, impl, vs }) =>
  arms.map(name => ({ name, ...((name === 'vs' ? vs : impl) && { impl: name === 'vs' ? vs : impl }) }))

/** One process, one record. @param {Case} chosen @param {Options} options @returns {CaseRecord} */
function runOnce({ group, name }, options) {
  const { plan, check, node, nodeArgs } = options
  const job = JSON.stringify({ group, name, arms: armsOf(options), plan, check })
  const args = [...nodeArgs, `${here}lib/case.mjs`, job]
  const { stdout, stderr, status } = spawnSync(node, args, { encoding: 'utf8', timeout: 300_000 })
  if (status === 0) return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  const failed = stderr.split('\n').find(line => /Error/.test(line)) ?? 'the process died'
  return { group, name, arms: Object.fromEntries(options.arms.map(arm => [arm, { failed }])) }
}

/** What several processes agree on: the run with the median ratio. @param {readonly Outcome[]} outcomes */
function joined(outcomes) {
  const failed = outcomes.find(outcome => !('ratio' in outcome))
  if (failed !== undefined) return failed
  const timings = outcomes.flatMap(outcome => ('ratio' in outcome ? [outcome] : []))
  const middle = median(timings.map(({ ratio }) => ratio))
  const distance = (/** @type {{ ratio: number }} */ { ratio }) => Math.abs(ratio - middle)
  return timings.reduce((best, timing) => (distance(timing) < distance(best) ? timing : best))
}

/** @param {Case} chosen @param {Options} options @returns {CaseRecord} */
function run(chosen, options) {
  const records = Array.from({ length: options.processes }, () => runOnce(chosen, options))
  const arms = options.arms.map(arm => [arm, joined(records.flatMap(record => record.arms[arm] ?? []))])
  return { ...chosen, arms: Object.fromEntries(arms) }
}

/** @param {readonly CaseRecord[]} records @param {Options} options */
function report(records, { arms, verbose }) {
  console.log(alignedTable(rowsOf(records, arms)))
  if (!verbose) return
  for (const { name, arms: outcomes } of records) {
    for (const [arm, outcome] of Object.entries(outcomes)) {
      if ('failed' in outcome) console.log(`${name}, ${arm}: ${outcome.failed}`)
    }
  }
}

/** @param {Options} options */
function main(options) {
  const cases = casesOf(options)
  if (options.help) return console.log(help)
  if (options.list) return console.log(cases.map(({ group, name }) => `${group} ${name}`).join('\n'))
  /** @type {CaseRecord[]} */
  const records = []
  for (const group of new Set(cases.map(({ group }) => group))) {
    const found = cases.filter(chosen => chosen.group === group).map(chosen => run(chosen, options))
    records.push(...found)
    if (options.json === '-') continue
    console.log(`\n${group}`)
    report(found, options)
  }
  const text = JSON.stringify({ node: process.version, date: new Date().toISOString(), records }, null, 2)
  if (options.json === '-') console.log(text)
  else if (options.json !== undefined) writeFileSync(options.json, text)
}

main(readOptions(process.argv.slice(2)))
