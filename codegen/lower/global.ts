// Globals: variables of the closure, or boxes where others see them too. `extra` says which word.

import { withEffect } from './expression.js'
import type { ControlRule } from './nested.js'
import type { Rule } from './rule.js'

export const lowerGlobalGet: Rule = (_, node, scope) =>
  withEffect(scope.global(node.index, node.extra), node.effect)

export const lowerGlobalSet: ControlRule = ({ schedule }, node) => {
  const [value] = schedule.take(node.args)
  const { text } = schedule.scope.global(node.index, node.extra)
  const effect = value!.effect | node.effect
  schedule.emit({ type: 'Assign', name: text, value: value! }, value!, effect)
}
