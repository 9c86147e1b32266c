// The cost of the analysis of a function, and its bound. Where loops stand in loops, and conditions under
// conditions, what there is to know of variables can be as much as the nodes of a function squared; then
// nothing is known of any. What compilers make costs 8 a node at most.

import { spend } from '../../interpret/clock.js'
import type { Node } from '../../ir/nodes.js'
import { countNodes } from '../../ir/walk.js'
import { bounds } from '../../tiers/tuning.js'

const always = bounds.rangeCost
const perNode = bounds.rangeCostPerNode

/** A definition is computed again in each round. */
export const costOfDefinition = 8

export class RangeBudget {
  private left: number

  constructor(body: readonly Node[]) {
    this.left = always + perNode * countNodes(body)
  }

  spend(cost: number): void {
    spend(cost)
    this.left -= cost
  }

  get isOver(): boolean {
    return this.left < 0
  }
}
