// The report as an SVG chart: for each case a bar for each arm, as long as its time relative to native, on a
// logarithmic scale. Scales and ticks are d3's. Written without a DOM, and without a font of its own.

import { scaleLog, scalePoint } from 'd3-scale'
import { failure, ratioOf, short } from './table.mjs'

/**
 * @typedef {import('./table.mjs').CaseRecord} CaseRecord
 * @typedef {import('./table.mjs').PackageRecord} PackageRecord
 * @typedef {import('./table.mjs').PipelineRecord} PipelineRecord
 * @typedef {import('./short.mjs').ShortRecord} ShortRecord
 * @typedef {{ group: string, name: string, bars: readonly Bar[] }} Row
 * @typedef {{ arm: string, ratio: number | undefined, why: string }} Bar `why` where there is no ratio
 */

const palette = ['#1f6feb', '#d97706', '#7c3aed', '#6b7280', '#0d9488', '#be185d']
const left = 170
const width = 900
const thickness = 8
const gap = 10
const head = 60
const title = 28

/** Of a package the steady work, of a short program all of it. @param {PackageRecord | ShortRecord} record @param {string} arm */
function cellRatio({ cells }, arm) {
  const { native, [arm]: cell } = cells
  if (native === undefined || cell === undefined) return undefined
  if ('steady' in native && 'steady' in cell) return cell.steady / native.steady
  return 'total' in native && 'total' in cell ? cell.total / native.total : undefined
}

/** @param {CaseRecord | PackageRecord | ShortRecord} record @param {string} arm @returns {Bar} */
function barFor(record, arm) {
  const [part, ratio] =
    'cells' in record
      ? [record.cells[arm], cellRatio(record, arm)]
      : [record.arms[arm], ratioOf(record.arms[arm])]
  return { arm, ratio, why: part !== undefined && 'failed' in part ? failure(part.failed) : '' }
}

/** @param {CaseRecord | PackageRecord | ShortRecord | PipelineRecord} record @param {readonly string[]} arms @returns {Row[]} */
function rowsFor(record, arms) {
  if ('pipeline' in record) return []
  const { group, name } = record
  return [{ group, name, bars: arms.map(arm => barFor(record, arm)) }]
}

/** @param {string} text */
const escaped = text => text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`)

/** @param {number} x @param {number} y @param {string} content */
const text = (x, y, content, attributes = '') =>
  `<text x="${x}" y="${y}" ${attributes}>${escaped(content)}</text>`

/** Where everything stands. @param {readonly Row[]} rows @param {readonly string[]} arms */
function layoutOf(rows, arms) {
  const height = thickness * arms.length + gap
  let y = head
  const placed = rows.map((row, i) => {
    if (row.group !== rows[i - 1]?.group) y += title
    y += height
    return { row, top: y - height }
  })
  const ratios = rows.flatMap(({ bars }) => bars.flatMap(({ ratio }) => ratio ?? []))
  const domain = [Math.min(0.5, ...ratios), Math.max(4, ...ratios) * 1.2]
  return { placed, bottom: y + gap, scale: scaleLog(domain, [left, width - 60]) }
}

/** @param {ReturnType<typeof layoutOf>} layout */
function grid({ scale, bottom }) {
  const ticks = scale.ticks(6).filter(value => /^[125]/.test(String(value * 1000)))
  return ticks.map(value => {
    const x = scale(value).toFixed(1)
    const colour = value === 1 ? '#111' : '#ddd'
    const line = `<line x1="${x}" x2="${x}" y1="${head}" y2="${bottom}" stroke="${colour}"/>`
    return line + text(Number(x), head - 6, String(value), 'text-anchor="middle" fill="#555"')
  })
}

/** Bars grow from native's line, to the left where they are faster. @param {ReturnType<typeof layoutOf>} layout @param {Map<string, string>} colours */
function bars({ placed, scale }, colours) {
  return placed.flatMap(({ row, top }) => {
    const label = text(left - 8, top + (thickness * row.bars.length) / 2 + 4, row.name, 'text-anchor="end"')
    const drawn = row.bars.map(({ arm, ratio, why }, i) => {
      const y = top + i * thickness
      if (ratio === undefined) return text(scale(1) + 4, y + thickness - 1, why, 'fill="#999" font-size="8"')
      const [from, to] = [scale(1), scale(ratio)].sort((a, b) => a - b)
      const size = `x="${from?.toFixed(1)}" y="${y}" width="${((to ?? 0) - (from ?? 0)).toFixed(1)}" height="${thickness - 1}"`
      const value = text(
        Math.max(scale(1), scale(ratio)) + 4,
        y + thickness - 1,
        short(ratio),
        'font-size="8"',
      )
      return `<rect ${size} fill="${colours.get(arm)}"><title>${escaped(`${row.name} ${arm}`)}</title></rect>${value}`
    })
    return [label, ...drawn]
  })
}

/** The names of the groups, each above its first case. @param {ReturnType<typeof layoutOf>} layout */
const titles = ({ placed }) =>
  placed.flatMap(({ row, top }, i) =>
    row.group === placed[i - 1]?.row.group ? [] : [text(12, top - 6, row.group, 'font-weight="bold"')],
  )

/** @param {readonly string[]} arms @param {Map<string, string>} colours */
function legend(arms, colours) {
  const position = scalePoint(arms, [left, left + 100 * (arms.length - 1)])
  return arms.map(arm => {
    const x = position(arm) ?? left
    const swatch = `<rect x="${x}" y="12" width="10" height="10" fill="${colours.get(arm)}"/>`
    return swatch + text(x + 15, 21, arm)
  })
}

/**
 * @param {readonly (CaseRecord | PackageRecord | ShortRecord | PipelineRecord)[]} records
 * @param {readonly string[]} all the arms
 */
export function drawChart(records, all) {
  const arms = all.filter(arm => arm !== 'native')
  const rows = records.flatMap(record => rowsFor(record, arms))
  const layout = layoutOf(rows, arms)
  const colours = new Map(arms.map((arm, i) => [arm, palette[i % palette.length] ?? '#000']))
  const size = `width="${width}" height="${layout.bottom + 10}" viewBox="0 0 ${width} ${layout.bottom + 10}"`
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="sans-serif" font-size="11">`,
    '<title>time relative to native WebAssembly</title>',
    '<rect width="100%" height="100%" fill="#fff"/>',
    text(12, 21, 'time / native'),
    ...legend(arms, colours),
    ...grid(layout),
    ...titles(layout),
    ...bars(layout, colours),
    '</svg>',
  ]
  return `${lines.join('\n')}\n`
}
