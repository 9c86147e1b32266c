// The rule of each instruction that has no fixed type, by the row's number.

import { type Row, rows } from '../../ops/index.js'
import type { Rule } from '../code.js'
import { packed } from '../fixed.js'
import { controlRules, variableRules } from './control.js'
import { exceptionRules } from './exception.js'
import { gcRules } from './gc.js'
import { access, atomicAccess, memoryRules, shuffle, withLane } from './memory.js'
import { referenceRules, tableRules } from './reference.js'

const named: Readonly<Record<string, Rule>> = {
  ...controlRules,
  ...variableRules,
  ...memoryRules,
  ...tableRules,
  ...referenceRules,
  ...gcRules,
  ...exceptionRules,
  'i8x16.shuffle': shuffle,
}

const fixed: Rule = ({ stack }, { row }) => stack.apply(packed[row.id]!)

/** How many lanes `i16x8.extract_lane_s` has: the number after the x. */
const lanesOf = ({ name }: Row): number => Number(/x(\d+)/.exec(name)![1])

/** The rule of a row without one of its own: what its immediates ask for. */
function byImmediates(row: Row): Rule | undefined {
  const [kind, kind2] = row.immediates
  if (kind === 'lane') return withLane(lanesOf(row), fixed)
  if (kind !== 'memarg') return undefined
  if (row.feature === 'threads') return atomicAccess
  return kind2 === 'lane' ? withLane(16 / row.width, access) : access
}

/** `undefined`: the row's packed type is all there is to check. */
export const rules: readonly (Rule | undefined)[] = rows.map(row => named[row.name] ?? byImmediates(row))
