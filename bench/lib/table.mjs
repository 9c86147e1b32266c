// The report in the terminal: a row for each case, a column for each arm, the geometric mean of each group.

import { geomean } from './statistics.mjs'

/**
 * @typedef {import('./case.mjs').Outcome} Outcome
 * @typedef {import('./case.mjs').CaseRecord} CaseRecord
 */

/** Two digits that say something. @param {number} value */
export const short = value =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)

/** @param {Outcome | undefined} outcome */
export const ratioOf = outcome => (outcome !== undefined && 'ratio' in outcome ? outcome.ratio : undefined)

/**
 * `1.24 [1.20-1.31]`, and the ratio of the minima where it tells another story. A failure is one word.
 * @param {Outcome | undefined} outcome
 */
function cell(outcome) {
  if (outcome === undefined) return ''
  if ('checked' in outcome) return 'equal'
  if ('failed' in outcome) return outcome.failed.startsWith('wrong') ? 'WRONG' : 'fails'
  const { ratio, low, high, min } = outcome
  const other = Math.abs(min / ratio - 1) > 0.15 ? ` min ${short(min)}` : ''
  return `${short(ratio)} [${short(low)}-${short(high)}]${other}`
}

/** @param {Outcome | undefined} outcome */
const milliseconds = outcome => (outcome !== undefined && 'ms' in outcome ? outcome.ms.toFixed(2) : '')

/** @param {readonly CaseRecord[]} records @param {readonly string[]} arms */
export function rowsOf(records, arms) {
  const others = arms.filter(arm => arm !== 'native')
  const head = ['case', 'native ms', ...others]
  const rows = records.map(({ name, arms: outcomes }) => [
    name,
    milliseconds(outcomes.native),
    ...others.map(arm => cell(outcomes[arm])),
  ])
  const means = others.map(arm => {
    const ratios = records.flatMap(({ arms: outcomes }) => ratioOf(outcomes[arm]) ?? [])
    if (ratios.length === 0) return ''
    const rest = records.length - ratios.length
    return short(geomean(ratios)) + (rest > 0 ? ` (${rest} missing)` : '')
  })
  return [head, ...rows, ...(means.some(mean => mean !== '') ? [['geomean', '', ...means]] : [])]
}

/** @param {readonly (readonly string[])[]} rows the first is the head */
export function alignedTable(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)))
  const line = (/** @type {readonly string[]} */ row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}

/** @param {readonly (readonly string[])[]} rows the first is the head */
export function markdownTable(rows) {
  const line = (/** @type {readonly string[]} */ row) => `| ${row.join(' | ')} |`
  const [head = [], ...rest] = rows
  return [line(head), line(head.map(() => '---')), ...rest.map(line)].join('\n')
}
