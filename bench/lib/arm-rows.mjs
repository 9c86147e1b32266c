// Rows of what arms measure beside native: a row for each arm of a case, in which the ratio to native stands behind each number.

import { failure, short } from './table.mjs'

/** @typedef {{ failed: string }} Failed */
/** @template Cell @typedef {{ readonly name: string, readonly cells: Readonly<Record<string, Cell | Failed>> }} Arms */

/**
 * What an arm has measured, unless it failed.
 * @template {object} Cell
 * @param {Arms<Cell>} record
 * @param {string} arm
 * @returns {Cell | undefined}
 */
export function cellOf({ cells }, arm) {
  const cell = cells[arm]
  return cell === undefined || 'failed' in cell ? undefined : /** @type {Cell} */ (cell)
}

/** A number, and how many times native's it is. @param {number} value @param {number | undefined} native */
export const against = (value, native) =>
  native === undefined ? short(value) : `${short(value)} (${short(value / native)})`

/**
 * The row of an arm; none if it has nothing.
 * @template {object} Cell
 * @param {Arms<Cell>} record
 * @param {string} arm
 * @param {(cell: Cell, native: Cell | undefined) => readonly string[]} texts of native's own row no other stands beside
 * @returns {string[][]}
 */
export function armRow(record, arm, texts) {
  const { name, cells } = record
  const found = cells[arm]
  if (found !== undefined && 'failed' in found)
    return [[name, arm, failure(/** @type {Failed} */ (found).failed)]]
  const cell = cellOf(record, arm)
  if (cell === undefined) return []
  return [[name, arm, ...texts(cell, arm === 'native' ? undefined : cellOf(record, 'native'))]]
}
