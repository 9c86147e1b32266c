// Cases of a dispatch: the one that holds a whole function, and the jumps between them.

import { type FunctionIR, type Label, makeLabel, type Node } from './nodes.js'
import { forEachNode } from './walk.js'

/**
 * Whether it is a dispatch loop: no br_table, but the cases that a function has become which nests too
 * deeply.
 */
export const isDispatchLoop = ({ op, targets }: Node): boolean => op === 'dispatch' && targets === undefined

/** The dispatch loop that holds the whole of a function, if it has one. */
export const dispatchLoopOf = ({ body }: FunctionIR): Node | undefined => body.find(isDispatchLoop)

/** From one case to another. */
export interface Jump {
  readonly from: number
  readonly to: number
}

/** All jumps from a case of a dispatch to one of its cases, in order. */
export function jumpsBetween(dispatch: Node): Jump[] {
  const jumps: Jump[] = []
  dispatch.cases!.forEach((list, from) => {
    forEachNode(list, ({ op, label }) => {
      if (op === 'goto' && label!.dispatch === dispatch) jumps.push({ from, to: label!.target })
    })
  })
  return jumps
}

/** The label of a case of a dispatch. */
export function makeCaseLabel(owner: FunctionIR, dispatch: Node, target: number): Label {
  const label = makeLabel(owner, 'case')
  label.dispatch = dispatch
  label.target = target
  return label
}
