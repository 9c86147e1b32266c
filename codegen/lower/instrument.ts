// Lowers the operations that instruments bring in (see passes/instrument.ts): variables of the closure,
// calls of what they give, and calls of functions by way of that.

import { Effects } from '../ir/effects.js'
import type { InstrumentOp } from '../ir/nodes.js'
import { placeCall } from './call.js'
import { invocation, leaf } from './expression.js'
import type { ControlRule } from './nested.js'

export const lowerInstrument: Readonly<Record<InstrumentOp, ControlRule>> = {
  'get state': ({ schedule }, node) => schedule.place(node, { ...leaf(node.helper!), effect: node.effect }),
  'set state': ({ schedule }, { args, helper, effect }) => {
    const [value] = schedule.take(args)
    const all = value!.effect | effect
    schedule.emit({ type: 'Assign', name: helper!, value: value! }, { ...value!, effect: all })
  },
  /** An operation that may change memories may make them grow, so that their views are stale. */
  ask: (lower, node) => {
    const { schedule } = lower
    const { effect } = node
    const expression = invocation(leaf(node.helper!), schedule.take(node.args), effect)
    if (effect & Effects.setMemory) placeCall(lower, node, expression)
    else schedule.place(node, expression)
  },
  'call by': (lower, node) => {
    const args = lower.schedule.take(node.args)
    placeCall(lower, node, invocation(leaf(node.helper!), args, node.effect))
  },
  'in closure': ({ schedule }, node) => schedule.place(node, leaf(node.helper!)),
}
