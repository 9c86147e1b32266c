// Programs that are over in 10 to 500 ms: what counts is all the processor time from the bytes to the end. The engines take turns,
// a process each time; each figure is the smallest of all processes, the peak of memory their median.

import { against, armRow, cellOf } from './arm-rows.mjs'
import { takeTurns } from './packages.mjs'
import { runScript } from './processes.mjs'
import { median } from './statistics.mjs'
import { meanOf } from './table.mjs'

/**
 * @typedef {import('./short-cell.mjs').ShortCell} ShortCell
 * @typedef {import('./arms.mjs').ArmChoice} ArmChoice
 * @typedef {import('./processes.mjs').Host} Host
 * @typedef {import('./table.mjs').Rows} Rows
 * @typedef {{ group: string, name: string, cells: Record<string, ShortCell | { failed: string }> }} ShortRecord
 */

/** @param {readonly ShortCell[]} cells @returns {ShortCell} */
function summary(cells) {
  const all = (/** @type {'work' | 'total' | 'main' | 'peak'} */ key) => cells.map(cell => cell[key])
  return {
    work: Math.min(...all('work')),
    total: Math.min(...all('total')),
    main: Math.min(...all('main')),
    peak: median(all('peak')),
    result: cells[0]?.result ?? '',
  }
}

/** @param {string} name @param {readonly ArmChoice[]} arms @param {{ host: Host, rounds: number }} plan @returns {ShortRecord} */
export function runShort(name, arms, { host, rounds }) {
  /** @param {ArmChoice} arm @returns {ShortCell | { failed: string }} */
  const run = arm => runScript('short-cell.mjs', { name, arm }, host)
  return { group: 'short', name, cells: takeTurns(arms, rounds, run, summary) }
}

const columns = /** @type {const} */ (['work', 'total', 'main', 'peak'])

/** @param {ShortRecord} record @param {string} arm */
const rowsOf = (record, arm) =>
  armRow(record, arm, (cell, native) => columns.map(key => against(cell[key], native?.[key])))

/** The ratios of two arms in the programs that have both. @param {readonly ShortRecord[]} records @param {string} arm @param {string} base @param {typeof columns[number]} key */
const ratios = (records, arm, base, key) =>
  records.map(record => {
    const [cell, other] = [cellOf(record, arm), cellOf(record, base)]
    return cell === undefined || other === undefined ? undefined : cell[key] / other[key]
  })

/** Geometric means of each arm beside one. @param {readonly ShortRecord[]} records @param {readonly string[]} arms @param {string} base */
function meansBeside(records, arms, base) {
  if (!arms.includes(base)) return []
  const others = arms.filter(arm => arm !== base && arm !== 'native')
  return others.map(arm => [
    `geomean beside ${base}`,
    arm,
    ...columns.map(key => meanOf(ratios(records, arm, base, key))),
  ])
}

/** Which programs take more than a tenth longer than on polywasm. @param {readonly ShortRecord[]} records @param {string} arm */
function behindPolywasm(records, arm) {
  const all = ratios(records, arm, 'polywasm', 'total')
  const compared = all.filter(ratio => ratio !== undefined)
  const behind = records.filter((_, i) => (all[i] ?? 0) > 1.1).map(({ name }) => name)
  const count = `${behind.length} of ${compared.length}`
  return ['behind polywasm', arm, '', count, '', '', behind.join(', ')]
}

/** A row for each program and arm, then what they come to. @param {readonly ShortRecord[]} records @param {readonly string[]} arms @returns {Rows} */
export function shortRows(records, arms) {
  const present = arms.filter(arm => records.some(({ cells }) => arm in cells))
  const ours = present.filter(arm => arm === 'jitsam' || arm === 'vs')
  return [
    ['case', 'arm', 'work ms', 'total ms', 'main ms', 'peak MB', ''],
    ...records.flatMap(record => present.flatMap(arm => rowsOf(record, arm))),
    ...['native', 'polywasm', 'vs'].flatMap(base => meansBeside(records, present, base)),
    ...(present.includes('polywasm') ? ours.map(arm => behindPolywasm(records, arm)) : []),
  ]
}
