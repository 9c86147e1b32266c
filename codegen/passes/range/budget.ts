// What the analysis of a function may cost. Where loops stand in loops, and conditions under conditions, what is
// known of variables can be as much as the nodes of a function to the square; then nothing is known of any.
// Compilers' output stays far below: TODO.

import { spend } from '../../interpret/clock.js'
import type { Node } from '../../ir/nodes.js'
import { forEachNode } from '../../ir/walk.js'

const always = 100_000
const perNode = 100

/** A version is computed again in each round. */
export const costOfVersion = 8

export class Budget {
  private left = always

  constructor(body: readonly Node[]) {
    forEachNode(body, () => {
      this.left += perNode
    })
  }

  spend(cost: number): void {
    spend(cost)
    this.left -= cost
  }

  get isOver(): boolean {
    return this.left < 0
  }
}
