// node bench/run.mjs [options] [CASE…]        (see --help)
//
// Runs the cases, each in a process of its own, and reports the time of each arm relative to native WebAssembly.
// README.md says how to read the report.

import { readFileSync, writeFileSync } from 'node:fs'
import { drawChart } from './lib/chart.mjs'
import { help, readOptions } from './lib/options.mjs'
import { install, namesPackages, runPackage } from './lib/packages.mjs'
import { runScript, versionOf } from './lib/processes.mjs'
import { isPackaged, runProgram } from './lib/programs.mjs'
import { requestsRows, runRequests } from './lib/requests.mjs'
import { runShort, shortRows } from './lib/short.mjs'
import { median } from './lib/statistics.mjs'
import { namesOf } from './lib/subjects.mjs'
import { alignedTable, caseRows, markdownTable, packageRows, pipelineRows } from './lib/table.mjs'

/**
 * @typedef {import('./lib/options.mjs').Options} Options
 * @typedef {import('./lib/case.mjs').CaseRecord} CaseRecord
 * @typedef {import('./lib/case.mjs').Outcome} Outcome
 * @typedef {import('./lib/packages.mjs').PackageRecord} PackageRecord
 * @typedef {import('./lib/short.mjs').ShortRecord} ShortRecord
 * @typedef {import('./lib/requests.mjs').RequestsRecord} RequestsRecord
 * @typedef {import('./lib/table.mjs').PipelineRecord} PipelineRecord
 * @typedef {import('./lib/table.mjs').Rows} Rows
 * @typedef {CaseRecord | PackageRecord | ShortRecord | RequestsRecord | PipelineRecord} AnyRecord
 * @typedef {{ group: string, name: string }} Case
 * @typedef {{ node: string, date: string, records: readonly AnyRecord[] }} Report
 */

/** @param {Options} options @returns {readonly Case[]} */
function casesOf({ groups, cases }) {
  const all = groups.flatMap(group => namesOf(group).map(name => ({ group, name })))
  return cases.length === 0 ? all : all.filter(({ name }) => cases.includes(name))
}

/** @param {Options} options @returns {import('./lib/arms.mjs').ArmChoice[]} */
const armsOf = ({ arms, impl, vs }) =>
  arms.map(name => {
    const build = name === 'vs' ? vs : impl
    return build === undefined ? { name } : { name, impl: build }
  })

/** The arms that a group can have. @param {readonly string[]} names @param {Options} options */
const only = (names, options) => armsOf(options).filter(({ name }) => names.includes(name))

/** What several processes agree on: the run with the median ratio. @param {readonly Outcome[]} outcomes */
function joined(outcomes) {
  const failed = outcomes.find(outcome => !('ratio' in outcome))
  if (failed !== undefined) return failed
  const timings = outcomes.flatMap(outcome => ('ratio' in outcome ? [outcome] : []))
  const middle = median(timings.map(({ ratio }) => ratio))
  const distance = (/** @type {{ ratio: number }} */ { ratio }) => Math.abs(ratio - middle)
  return timings.reduce((best, timing) => (distance(timing) < distance(best) ? timing : best))
}

/** Side by side in one process. @param {Case} chosen @param {Options} options @returns {CaseRecord} */
function runCase(chosen, options) {
  const { plan, check, processes = 1, host } = options
  const job = { ...chosen, arms: armsOf(options), plan, check }
  const records = Array.from({ length: processes }, () => {
    /** @type {CaseRecord | { failed: string }} */
    const record = runScript('case.mjs', job, host)
    if (!('failed' in record)) return record.arms
    return Object.fromEntries(options.arms.map(arm => [arm, record]))
  })
  const arms = options.arms.map(arm => [arm, joined(records.flatMap(record => record[arm] ?? []))])
  return { ...chosen, arms: Object.fromEntries(arms) }
}

/** @param {Case} chosen @param {Options} options @returns {PipelineRecord[]} */
const runPipeline = ({ group, name }, options) =>
  only(['jitsam', 'vs'], options).map(({ name: arm, impl }) => {
    const job = { name, impl, seconds: options.seconds }
    return { group, name, arm, pipeline: runScript('stages.mjs', job, options.host) }
  })

/** The arms that can take the place of the global `WebAssembly`. */
const namespaces = ['native', 'jitsam', 'vs', 'polywasm', 'wasm2js']

/** A kind of groups: how its cases run, and how the records become rows. @type {Record<string, { run: (chosen: Case, options: Options) => AnyRecord[], rows: (records: readonly any[], arms: readonly string[]) => Rows }>} */
const kinds = {
  packages: {
    run: ({ name }, options) => {
      const { host, seconds, processes = 3 } = options
      const arms = only(namespaces, options)
      return [runPackage(name, arms, { host, seconds, rounds: processes })]
    },
    rows: packageRows,
  },
  programs: {
    run: ({ name }, options) => {
      const arms = only(['native', 'jitsam', 'vs', 'cached'], options)
      return [runProgram(name, arms, { host: options.host, rounds: options.processes ?? 7 })]
    },
    rows: caseRows,
  },
  short: {
    run: ({ name }, options) => {
      const { host, processes = 5 } = options
      return [runShort(name, only(namespaces, options), { host, rounds: processes })]
    },
    rows: shortRows,
  },
  requests: {
    run: ({ name }, options) => {
      const { host, processes = 3 } = options
      return [runRequests(name, only([...namespaces, 'many'], options), { host, rounds: processes })]
    },
    rows: requestsRows,
  },
  pipeline: { run: runPipeline, rows: pipelineRows },
  other: { run: (chosen, options) => [runCase(chosen, options)], rows: caseRows },
}

/** What is special about a group. @param {string} group */
const kindOf = group => kinds[group] ?? /** @type {(typeof kinds)[string]} */ (kinds.other)

/** A chart has one bar for a case and an arm. @param {AnyRecord} record @returns {record is Exclude<AnyRecord, RequestsRecord>} */
const isDrawn = record => record.group !== 'requests'

/** @param {readonly AnyRecord[]} records */
function complain(records) {
  for (const record of records) {
    const parts =
      'arms' in record ? record.arms : 'cells' in record ? record.cells : { [record.arm]: record.pipeline }
    for (const [arm, part] of Object.entries(parts)) {
      if ('failed' in part) console.log(`${record.name}, ${arm}: ${part.failed}`)
    }
  }
}

/** Prints the records of one group. @param {string} group @param {readonly AnyRecord[]} records @param {Options} options */
function print(group, records, { arms, json, markdown, verbose }) {
  if (json === '-') return
  const table = kindOf(group).rows(records, arms)
  console.log(markdown ? `\n### ${group}\n\n${markdownTable(table)}` : `\n${group}\n${alignedTable(table)}`)
  if (verbose) complain(records)
}

/** @param {Case} chosen */
const needsPackages = async ({ group, name }) =>
  group === 'programs' ? isPackaged(name) : namesPackages(group, name)

/** @param {Options} options @returns {Promise<Report>} */
async function measureAll(options) {
  const cases = casesOf(options)
  const needs = await Promise.all(cases.map(needsPackages))
  if (needs.includes(true)) await install()
  const records = [...new Set(cases.map(({ group }) => group))].flatMap(group => {
    const { run } = kindOf(group)
    const found = cases.filter(chosen => chosen.group === group).flatMap(chosen => run(chosen, options))
    print(group, found, options)
    return found
  })
  return { node: versionOf(options.host), date: new Date().toISOString(), records }
}

/** Reports that were saved. @param {readonly string[]} files @param {Options} options @returns {Report} */
function readAll(files, options) {
  const reports = files.map(file => /** @type {Report} */ (JSON.parse(readFileSync(file, 'utf8'))))
  const records = reports.flatMap(({ records }) => records)
  for (const group of new Set(records.map(({ group }) => group))) {
    print(
      group,
      records.filter(record => record.group === group),
      options,
    )
  }
  return { node: reports[0]?.node ?? '', date: reports[0]?.date ?? '', records }
}

/** @param {Options} options */
async function main(options) {
  if (options.help) return console.log(help)
  if (options.list) {
    return console.log(
      casesOf(options)
        .map(({ group, name }) => `${group} ${name}`)
        .join('\n'),
    )
  }
  const report = options.from === undefined ? await measureAll(options) : readAll(options.from, options)
  const { json, svg } = options
  const text = JSON.stringify(report, null, 2)
  if (json === '-') console.log(text)
  else if (json !== undefined) writeFileSync(json, text)
  if (svg !== undefined) writeFileSync(svg, drawChart(report.records.filter(isDrawn), options.arms))
}

await main(readOptions(process.argv.slice(2)))
