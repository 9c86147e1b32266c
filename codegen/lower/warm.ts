// Functions with loops are warmed before their first call. V8 notes what an operation has met only once a
// function has run for a while: eight times its length in bytecode. If it gets there within a loop of the
// first call, nothing is known of what stands before that loop. The code that is made for the second call
// then gives up at its first operation, and for hundreds of calls the function goes on in code that was
// made to be entered in the middle of the loop, and takes nothing for constant.
//
// So such a function begins with a loop that does nothing, and whoever brings it to life calls it once, with
// `new`, which nobody else does:
//
//   if (new.target !== undefined) { w = 700; for (;;) { if (w === 0) return; w = w - 1 | 0; } }

import { isDispatchLoop } from '../ir/cases.js'
import type { FunctionIR } from '../ir/nodes.js'
import { forEachNode } from '../ir/walk.js'
import { js } from '../js/template.js'
import { measureList } from '../passes/outline/size.js'
import type { Warming } from '../tiers/tuning.js'
import { ifStatement } from './control.js'
import { isNew } from './convention.js'
import { type Expression, int, leaf, operation } from './expression.js'
import type { Lowered } from './function.js'
import { forever, returnStatement, type Statement } from './statement.js'

const rounds = 'w'

const differs = js('$0 !== $1')
const isZero = js('$0 === 0')
const less = js('$0 - 1 | 0')

function hasLoop({ body }: FunctionIR): boolean {
  let found = false
  forEachNode(body, node => {
    if (node.op === 'loop' ? node.label!.used : isDispatchLoop(node)) found = true
  })
  return found
}

const assign = (value: Expression): Statement => ({ type: 'Assign', name: rounds, value })

function warmUp(count: number): Statement {
  const left = leaf(rounds)
  const test = operation(differs, [leaf(isNew), leaf('undefined')])
  const round = [
    ifStatement(operation(isZero, [left]), [returnStatement(null)], []),
    assign(operation(less, [left])),
  ]
  return ifStatement(test, [assign(int(count)), forever(round)], [])
}

/** The function with a loop in front, if it has any of its own. */
export function withWarmUp(
  lowered: Lowered,
  fn: FunctionIR,
  { bytesForEach, bytesOfRound, margin }: Warming,
): Lowered {
  if (!hasLoop(fn)) return lowered
  const count = Math.ceil((measureList(fn.body) * bytesForEach * margin) / bytesOfRound)
  const variables = [...lowered.variables, [rounds, '0'] as const]
  return { ...lowered, variables, body: [warmUp(count), ...lowered.body] }
}
