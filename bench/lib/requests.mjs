// Guests that serve requests, each in an instance of its own. What counts is all the processor time from the bytes on, after the
// first request, after 10, and so on: an average would hide the start. The engines take turns, a process each time; each figure is
// the smallest of all processes.

import { against, armRow, cellOf } from './arm-rows.mjs'
import { takeTurns } from './packages.mjs'
import { runScript } from './processes.mjs'
import { meanOf } from './table.mjs'

/**
 * @typedef {import('./requests-cell.mjs').RequestsCell} RequestsCell
 * @typedef {import('./arms.mjs').ArmChoice} ArmChoice
 * @typedef {import('./processes.mjs').Host} Host
 * @typedef {import('./table.mjs').Rows} Rows
 * @typedef {{ group: string, name: string, cells: Record<string, RequestsCell | { failed: string }> }} RequestsRecord
 */

/** @param {readonly RequestsCell[]} cells @returns {RequestsCell} */
function summary(cells) {
  const { marks, result } = /** @type {RequestsCell} */ (cells[0])
  return { marks, result, times: marks.map((_, i) => Math.min(...cells.map(({ times }) => times[i] ?? 0))) }
}

/** @param {string} name @param {readonly ArmChoice[]} arms @param {{ host: Host, rounds: number }} plan @returns {RequestsRecord} */
export function runRequests(name, arms, { host, rounds }) {
  /** @param {ArmChoice} arm @returns {RequestsCell | { failed: string }} */
  const run = arm => runScript('requests-cell.mjs', { name, arm }, host)
  return { group: 'requests', name, cells: takeTurns(arms, rounds, run, summary) }
}

/** Requests that are not counted where what lasts is asked for. */
const first = 10

/** Milliseconds of a request once the first ones are over. @param {RequestsCell} cell */
function lasting({ marks, times }) {
  const begin = marks.indexOf(first)
  const [count, time] = [(marks.at(-1) ?? 0) - first, (times.at(-1) ?? 0) - (times[begin] ?? 0)]
  return time / count
}

/** @param {RequestsRecord} record @param {string} arm */
const rowsOf = (record, arm) =>
  armRow(record, arm, (cell, native) => [
    against(lasting(cell), native && lasting(native)),
    ...cell.marks.map((mark, i) => `${mark}: ${against(cell.times[i] ?? 0, native?.times[i])}`),
  ])

/** How much longer than native the arms take in the end. @param {readonly RequestsRecord[]} records @param {string} arm */
const meanRow = (records, arm) => [
  'geomean',
  arm,
  meanOf(
    records.map(record => {
      const [cell, native] = [cellOf(record, arm), cellOf(record, 'native')]
      return cell === undefined || native === undefined ? undefined : lasting(cell) / lasting(native)
    }),
  ),
]

/** A row for each guest and arm. @param {readonly RequestsRecord[]} records @param {readonly string[]} arms @returns {Rows} */
export const requestsRows = (records, arms) => [
  ['guest', 'arm', `ms each after ${first}`, 'ms from the bytes on, after so many requests'],
  ...records.flatMap(record => arms.flatMap(arm => rowsOf(record, arm))),
  ...arms.filter(arm => arm !== 'native').map(arm => meanRow(records, arm)),
]
