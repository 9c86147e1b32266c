// Calls. A call may grow memories, so in a function that keeps views of them every call is a statement, and
// the views are read again behind it.

import { lastOf } from '../../src/engine/list.js'
import { indirectFailure } from '../helpers/table.js'
import type { Node } from '../ir/nodes.js'
import { nameOf } from '../js/helper.js'
import { js } from '../js/template.js'
import { ifStatement } from './control.js'
import { again, type Expression, invocation, leaf, operation } from './expression.js'
import type { Lower } from './nested.js'
import type { Statement } from './statement.js'

/** Reads the views of the memories again that the function uses. */
export function refreshViews({ schedule }: Lower): void {
  for (const index of schedule.scope.refreshed) {
    const value = schedule.scope.newestView(index)
    schedule.statements.push({ type: 'Assign', name: `D${index}`, value })
  }
}

export function placeCall(lower: Lower, node: Node, expression: Expression): void {
  const { schedule } = lower
  const refreshes = schedule.scope.refreshed.size > 0
  schedule.place(node, expression, !refreshes)
  if (refreshes) refreshViews(lower)
}

export function lowerCall(lower: Lower, node: Node): void {
  const { schedule } = lower
  const args = schedule.take(node.args)
  placeCall(lower, node, invocation(schedule.scope.function(node.index), args, node.effect))
}

const mismatch = js('$0[$1] !== $2')
const element = js('$0[$1]')

/** The statements of a check of the type that fails. */
function failIndirect({ schedule, exits }: Lower, table: number, index: Expression): readonly Statement[] {
  const { scope } = schedule
  const name = nameOf(indirectFailure)
  scope.helpers.add(name)
  const label = `I${table}`
  const failure = (at: Expression): Expression => invocation(leaf(name), [scope.table(table), at], 0)
  if (exits.loops === 0) return [exits.leave(label, failure(index))]
  const slot = exits.operand(label)
  return [{ type: 'Assign', name: slot.name, value: index }, exits.leave(label, failure(again(slot.read)))]
}

/**
 * One comparison of type numbers finds everything that can be wrong. It stands before the call, and so do
 * arguments with effects. What fails throws; V8 makes better code of it when it is told that nothing follows.
 */
export function lowerCallIndirect(lower: Lower, node: Node): void {
  const { schedule } = lower
  const { scope } = schedule
  for (const arg of node.args) schedule.makePure(arg)
  schedule.makeLeaf(lastOf(node.args)!)
  const operands = schedule.take(node.args)
  const index = operands.pop()!
  const table = node.extra
  const type = scope.type(node.index)
  const test = operation(mismatch, [scope.tableTypes(table), again(index), type], node.effect)
  schedule.emit(ifStatement(test, failIndirect(lower, table, again(index)), []), test)
  const callee = operation(element, [scope.tableCodes(table), index])
  placeCall(lower, node, invocation(callee, operands, node.effect))
}

/** A call of a region of this function. */
export function lowerRegionCall(lower: Lower, node: Node): void {
  const args = lower.schedule.take(node.args)
  placeCall(lower, node, invocation(leaf(node.helper!), args, node.effect))
}
