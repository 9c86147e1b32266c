// Parameters that a loop writes. To V8 a parameter is alive as long as its function runs, and what a loop
// writes and is alive needs a value at the loop's head, of one kind for all that it may be. A double that
// nobody reads again is thus put into an object in each round. A variable is alive only until it has been
// read for the last time:
//
//   function f7(l0) { … l0 = … }      →      function f7(al0) { var l0 = al0; … l0 = … }

import type { FunctionIR, Node, Variable } from '../ir/nodes.js'
import { forEachNode, listsOf } from '../ir/walk.js'
import { isLooping } from './dispatch.js'

const isLoop = (node: Node): boolean => node.op === 'loop' || (node.op === 'dispatch' && isLooping(node))

/** Variables that are written within loops. */
function writtenInLoops(list: readonly Node[], written: Set<Variable>): void {
  for (const node of list) {
    if (!isLoop(node)) for (const inner of listsOf(node)) writtenInLoops(inner, written)
    else
      forEachNode([node], ({ op, variable }) => {
        if (op === 'set') written.add(variable!)
      })
  }
}

export interface Arguments {
  /** The names of the parameters. */
  readonly names: readonly string[]
  /** Variables that begin as a parameter, and that. */
  readonly copies: readonly (readonly [name: string, value: string])[]
}

export function findArguments({ params, body }: FunctionIR): Arguments {
  const written = new Set<Variable>()
  if (params.length > 0) writtenInLoops(body, written)
  const named = params.map(param => [param.name, written.has(param) ? `a${param.name}` : param.name] as const)
  return { names: named.map(([, name]) => name), copies: named.filter(([local, name]) => local !== name) }
}
