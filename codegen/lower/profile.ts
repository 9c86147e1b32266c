// The counts of a huge function's first version: elements of an array that its text gets from outside, `n`.
// The first of them goes down, and once it is used up the function asks whether it has run long enough.

import { js } from '../js/template.js'
import { int, leaf, operation } from './expression.js'
import type { ControlRule } from './nested.js'
import type { Rule } from './rule.js'

const increment = js('$0[$1]++')
const isSpent = js('--$0[0] < 0 && $1()')

/** Nothing that waits has to come before it. */
export const lowerCount: ControlRule = ({ schedule }, { index }) => {
  schedule.statements.push({ type: 'Run', value: operation(increment, [leaf('n'), int(index)]) })
}

export const lowerSpent: Rule = (_, { effect }) => operation(isSpent, [leaf('n'), leaf('spent')], effect)
