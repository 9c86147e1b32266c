// Reads from a condition that holds what it says of the variables in it.
//
//   if (i < n) { … i + 1 … }      in the body `i` is below what `n` is at most, until `i` is written
//
// Compilers also compare `i + 1`, kept in another variable, so a condition on a sum with a constant counts
// for what that was made of; `delta` is the constant.

import type { Node } from '../../ir/nodes.js'
import { bounds } from '../../tiers/tuning.js'
import type { Definition, Guard, Relation } from './facts.js'
import { between, type Interval } from './interval.js'

// biome-ignore format: a table
const opposite: Readonly<Record<Relation, Relation>> = {
  lt_s: 'ge_s', le_s: 'gt_s', gt_s: 'le_s', ge_s: 'lt_s',
  lt_u: 'ge_u', le_u: 'gt_u', gt_u: 'le_u', ge_u: 'lt_u',
  eq: 'ne', ne: 'eq',
}

// biome-ignore format: a table
const swapped: Readonly<Record<Relation, Relation>> = {
  lt_s: 'gt_s', le_s: 'ge_s', gt_s: 'lt_s', ge_s: 'le_s',
  lt_u: 'gt_u', le_u: 'ge_u', gt_u: 'lt_u', ge_u: 'le_u',
  eq: 'eq', ne: 'ne',
}

const relations: ReadonlyMap<string, Relation> = new Map(
  Object.keys(opposite).map(relation => [`i64.${relation}`, relation as Relation]),
)

/** The value of an i64.const, if a double can tell. */
export function constantOf({ index, extra }: Node): Interval {
  const value = (extra | 0) * 2 ** 32 + (index >>> 0)
  return between(value, value)
}

/** Which definition of its variable a read has read. */
type ReadDefinition = (read: Node) => Definition | undefined

const depth = bounds.sumDepth

/** Calls `found` with all that the condition says of definitions, if it holds, or if it does not. */
export function eachGuard(
  condition: Node,
  holds: 'holds' | 'fails',
  {
    definitionOf,
    found,
  }: { definitionOf: ReadDefinition; found: (definition: Definition, guard: Guard) => void },
): void {
  const { op, args } = condition
  if (op === 'i32.eqz')
    return eachGuard(args[0]!, holds === 'holds' ? 'fails' : 'holds', { definitionOf, found })
  const relation = relations.get(op)
  if (relation === undefined) return
  const actual = holds === 'holds' ? relation : opposite[relation]
  const follow = (compared: Node, guard: Omit<Guard, 'delta'>): void => {
    let node = compared
    let delta = 0
    for (let steps = 0; steps < depth; steps++) {
      if (node.op === 'get') {
        const definition = definitionOf(node)
        if (definition === undefined) return
        found(definition, { ...guard, delta })
        if (definition.value?.op !== 'i64.add') return
        node = definition.value
      } else if (node.op === 'i64.add' && node.args[1]!.op === 'i64.const') {
        const { least } = constantOf(node.args[1]!)
        if (!Number.isFinite(least)) return
        delta += least
        node = node.args[0]!
      } else return
    }
  }
  follow(args[0]!, { relation: actual, bound: args[1]! })
  follow(args[1]!, { relation: swapped[actual], bound: args[0]! })
}
