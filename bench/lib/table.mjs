// Reports as rows of text: the first row is the head. Every kind of group has its own columns.

import { geomean } from './statistics.mjs'

/**
 * @typedef {import('./case.mjs').Outcome} Outcome
 * @typedef {import('./case.mjs').CaseRecord} CaseRecord
 * @typedef {import('./packages.mjs').PackageRecord} PackageRecord
 * @typedef {import('./cell.mjs').Cell} Cell
 * @typedef {import('./stages.mjs').Pipeline} Pipeline
 * @typedef {{ group: string, name: string, arm: string, pipeline: Pipeline | { failed: string } }} PipelineRecord
 * @typedef {readonly (readonly string[])[]} Rows
 */

/** Three digits that say something. @param {number} value */
export const short = value =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)

/** @param {Outcome | undefined} outcome */
export const ratioOf = outcome => (outcome !== undefined && 'ratio' in outcome ? outcome.ratio : undefined)

/** A failure is one word. @param {string} failed */
export const failure = failed => (failed.startsWith('wrong') ? 'WRONG' : 'fails')

/**
 * `1.24 [1.20-1.31]`, and the ratio of the minima where it tells another story.
 * @param {Outcome | undefined} outcome
 */
function cellOf(outcome) {
  if (outcome === undefined) return ''
  if ('checked' in outcome) return 'equal'
  if ('failed' in outcome) return failure(outcome.failed)
  const { ratio, low, high, min } = outcome
  const other = Math.abs(min / ratio - 1) > 0.15 ? ` min ${short(min)}` : ''
  return `${short(ratio)} [${short(low)}-${short(high)}]${other}`
}

/** The geometric mean of the ratios there are, and how many there are not. @param {readonly (number | undefined)[]} ratios */
export function meanOf(ratios) {
  const present = ratios.flatMap(ratio => ratio ?? [])
  if (present.length === 0) return ''
  const rest = ratios.length - present.length
  return short(geomean(present)) + (rest > 0 ? ` (${rest} missing)` : '')
}

/** A row for each case, a column for each arm. @param {readonly CaseRecord[]} records @param {readonly string[]} arms @returns {Rows} */
export function caseRows(records, arms) {
  const others = arms.filter(arm => arm !== 'native' && records.some(record => arm in record.arms))
  const rows = records.map(({ name, arms: outcomes }) => {
    const native = outcomes.native
    const ms = native !== undefined && 'ms' in native ? native.ms.toFixed(2) : ''
    return [name, ms, ...others.map(arm => cellOf(outcomes[arm]))]
  })
  const means = others.map(arm => meanOf(records.map(({ arms: outcomes }) => ratioOf(outcomes[arm]))))
  const last = means.some(mean => mean !== '') ? [['geomean', '', ...means]] : []
  return [['case', 'native ms', ...others], ...rows, ...last]
}

const phases = /** @type {const} */ (['init', 'first', 'steady', 'peak'])

/** @param {PackageRecord} record @param {string} arm */
function packageRow({ name, cells }, arm) {
  const cell = cells[arm]
  const native = cells.native
  if (cell === undefined) return []
  if ('failed' in cell) return [[name, arm, failure(cell.failed)]]
  const against = (/** @type {number} */ value, /** @type {number} */ base) =>
    arm === 'native' ? short(value) : `${short(value)} (${short(value / base)})`
  if (native === undefined || 'failed' in native)
    return [[name, arm, ...phases.map(phase => short(cell[phase]))]]
  const cold = against(cell.init + cell.first, native.init + native.first)
  const columns = phases.map(phase => against(cell[phase], native[phase]))
  return [[name, arm, ...columns.slice(0, 2), cold, ...columns.slice(2)]]
}

/** A row for each case and arm. @param {readonly PackageRecord[]} records @param {readonly string[]} arms @returns {Rows} */
export function packageRows(records, arms) {
  const head = ['case', 'arm', 'init ms', 'first ms', 'init+first ms', 'steady ms', 'peak MB']
  const present = arms.filter(arm => arm !== 'native' && records.some(({ cells }) => arm in cells))
  const means = present.map(arm => {
    const ratios = records.map(({ cells: { native, [arm]: cell } }) =>
      native && cell && 'steady' in native && 'steady' in cell ? cell.steady / native.steady : undefined,
    )
    return ['geomean', arm, '', '', '', meanOf(ratios)]
  })
  return [head, ...records.flatMap(record => arms.flatMap(arm => packageRow(record, arm))), ...means]
}

/** @param {PipelineRecord} record */
function pipelineRow({ name, arm, pipeline }) {
  if ('failed' in pipeline) return [name, arm, failure(pipeline.failed)]
  const { code, functions, raw, gzip, peak, stages } = pipeline
  const megabytes = (/** @type {number} */ bytes) => short(bytes / 1e6)
  const speed = (/** @type {number} */ ms) => short(code / 1000 / ms)
  const both = (/** @type {import('./stages.mjs').Stage} */ { cold, warm }) =>
    `${speed(cold)} / ${speed(warm)}`
  const { decode, validate, translate, load, nativeValidate, nativeCompile } = stages
  const checked = { cold: decode.cold + validate.cold, warm: decode.warm + validate.warm }
  const columns = [decode, checked, translate, load, nativeValidate, nativeCompile].map(both)
  const size = `${megabytes(raw)} / ${megabytes(gzip)}`
  return [name, arm, megabytes(code), String(functions), ...columns, size, short(raw / code), peak.toFixed(0)]
}

/** @param {readonly PipelineRecord[]} records @returns {Rows} */
export function pipelineRows(records) {
  const stages = ['decode', 'decode+validate', 'translate', 'V8 load', 'native validate', 'native compile']
  const head = [
    'module',
    'arm',
    'code MB',
    'functions',
    ...stages,
    'output MB raw / gzip',
    'per byte',
    'peak MB',
  ]
  return [head, ...records.map(pipelineRow)]
}

/** @param {Rows} rows */
export function alignedTable(rows) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => (row[column] ?? '').length)))
  const line = (/** @type {readonly string[]} */ row) =>
    row
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}

/** @param {Rows} rows */
export function markdownTable(rows) {
  const [head = [], ...rest] = rows
  const line = (/** @type {readonly string[]} */ row) =>
    `| ${head.map((_, column) => row[column] ?? '').join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rest.map(line)].join('\n')
}
