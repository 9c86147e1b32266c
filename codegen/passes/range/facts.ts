// Facts of range analysis: of a variable at a place, and under which conditions.

import type { Node, Variable } from '../../ir/nodes.js'
import type { Interval } from './interval.js'

export interface Definition {
  interval: Interval | undefined
  /** The value that was written, or the definitions of which this is one. */
  readonly value: Node | undefined
  readonly inputs: Definition[]
  /** The variable, of what was written. */
  readonly variable: Variable | undefined
}

export type Relation = 'lt_s' | 'le_s' | 'gt_s' | 'ge_s' | 'lt_u' | 'le_u' | 'gt_u' | 'ge_u' | 'eq' | 'ne'

/** `definition + delta` is in a relation to `bound`. */
export interface Guard {
  readonly relation: Relation
  readonly delta: number
  readonly bound: Node
}
