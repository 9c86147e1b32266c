// Numbers about samples.

/** @param {readonly number[]} values @param {number} part from 0 to 1 */
export function quantile(values, part) {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * part
  const low = Math.floor(at)
  const below = sorted[low] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - low)
}

/** @param {readonly number[]} values */
export const median = values => quantile(values, 0.5)

/** @param {readonly number[]} values */
export const geomean = values =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length)
