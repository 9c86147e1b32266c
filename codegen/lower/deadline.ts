// The count of ticks until the clock is looked at (see passes/deadline.ts): a variable of the closure, and
// the function that says how many there are next.

import * as slices from '../helpers/slices.js'
import type { DeadlineOp, Node } from '../ir/nodes.js'
import { nameOf } from '../js/helper.js'
import { type Expression, invocation, leaf } from './expression.js'
import type { ControlRule } from './nested.js'
import { callHelper, type Rule } from './rule.js'
import type { Scope } from './scope.js'

type Objects = (node: Node, scope: Scope) => readonly Expression[]

/** A helper that takes memories or tables, the operands, and the function that looks at the clock. */
function sliced(helper: (...args: never[]) => unknown, objects: Objects): Rule {
  const name = nameOf(helper)
  return (args, node, scope) =>
    callHelper(name, [...objects(node, scope), ...args, leaf('overdue')], { effect: node.effect, scope })
}

// biome-ignore format: a table
export const lowerDeadline: Readonly<Record<Exclude<DeadlineOp, 'set ticks'>, Rule>> = {
  ticks:                (_, { effect }) => ({ ...leaf('ticks'), effect }),
  overdue:              (_, { effect }) => invocation(leaf('overdue'), [], effect),
  'memory.fill sliced': sliced(slices.memoryFillSliced, ({ index }, scope) => [scope.memory(index)]),
  'memory.copy sliced': sliced(slices.memoryCopySliced, ({ index, extra }, scope) => [scope.memory(index), scope.memory(extra)]),
  'memory.init sliced': sliced(slices.memoryInitSliced, ({ index, extra }, scope) => [scope.memory(extra), leaf(`data[${index}]`)]),
  'table.fill sliced':  sliced(slices.tableFillSliced, ({ index }, scope) => [scope.table(index)]),
  'table.copy sliced':  sliced(slices.tableCopySliced, ({ index, extra }, scope) => [scope.table(index), scope.table(extra)]),
  'table.init sliced':  sliced(slices.tableInitSliced, ({ index, extra }, scope) => [scope.table(extra), leaf(`elements[${index}]`)]),
}

export const lowerSetTicks: ControlRule = ({ schedule }, node) => {
  const [value] = schedule.take(node.args)
  const effect = value!.effect | node.effect
  schedule.emit({ type: 'Assign', name: 'ticks', value: value! }, { ...value!, effect })
}
