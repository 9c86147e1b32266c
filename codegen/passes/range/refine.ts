// Narrows the range of a variable where a condition holds.

import type { Guard, Relation } from './facts.js'
import { type Interval, isNatural } from './interval.js'

const signed: Readonly<Partial<Record<Relation, Relation>>> = {
  lt_u: 'lt_s',
  le_u: 'le_s',
  gt_u: 'gt_s',
  ge_u: 'ge_s',
}

function atMost({ least, most }: Interval, bound: number): Interval {
  return { least, most: Math.max(least, Math.min(most, bound)) }
}

function atLeast({ least, most }: Interval, bound: number): Interval {
  return { least: Math.min(most, Math.max(least, bound)), most }
}

/** Conditions on natural numbers mean the same with and without a sign. */
function asSigned(interval: Interval, relation: Relation, bound: Interval): Relation | undefined {
  const plain = signed[relation]
  if (plain === undefined) return relation
  return isNatural(interval) && isNatural(bound) ? plain : undefined
}

/**
 * The interval of a variable, narrowed by a condition on it. A sum with a constant may have wrapped around
 * unless the variable is known to be small; where bounds contradict each other, code does not run, and any
 * answer is right.
 */
export function refine(interval: Interval, { relation, delta }: Guard, bound: Interval): Interval {
  if (delta !== 0 && !(Number.isFinite(interval.least) && Number.isFinite(interval.most))) return interval
  const summed = { least: interval.least + delta, most: interval.most + delta }
  const natural = (relation === 'lt_u' || relation === 'le_u') && delta === 0 && isNatural(bound)
  if (natural && Number.isFinite(bound.most)) {
    // Below a natural number, as unsigned ones: natural, whatever it was.
    const top = relation === 'lt_u' ? bound.most - 1 : bound.most
    return atMost(atLeast(interval, 0), Math.max(0, top))
  }
  const actual = asSigned(summed, relation, bound)
  if (actual === 'lt_s') return atMost(interval, bound.most - 1 - delta)
  if (actual === 'le_s') return atMost(interval, bound.most - delta)
  if (actual === 'gt_s') return atLeast(interval, bound.least + 1 - delta)
  if (actual === 'ge_s') return atLeast(interval, bound.least - delta)
  if (actual === 'eq') return atMost(atLeast(interval, bound.least - delta), bound.most - delta)
  return interval
}
