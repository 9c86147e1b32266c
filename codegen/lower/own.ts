// The operations that are not of the standard, and selection.

import type { DeadlineOp, OwnOp, TrialOp } from '../ir/nodes.js'
import { js } from '../js/template.js'
import { int, leaf, operation, truth, truthOf, unsigned } from './expression.js'
import { callHelper, type Rule, useWith } from './rule.js'

const choice = js('$0 ? $1 : $2')

/** The operands of `and` and `or` have no effects, so a truth value may skip the second. */
function logical(word: string, both: string): Rule {
  const wordTemplate = js(word)
  const truthTemplate = js(both)
  return args => truthOf(wordTemplate, args, { template: truthTemplate, args: args.map(truth) })
}

const registers = { int: 'resultInt', float: 'resultFloat', ref: 'resultRef' } as const
const element = js('$0[$1]')

/** Structure and variables are not expressions; see control.ts. */
type Structural =
  | ('get' | 'set' | 'dispatch' | 'goto' | 'switch' | 'f32.load plain' | 'f32.store plain')
  | ('call logged' | 'memory.grow logged' | 'call part')
  | TrialOp
  | DeadlineOp

export const lowerOwn: Readonly<Record<Exclude<OwnOp, Structural>, Rule>> = {
  result: (_, node, scope) => {
    const name = registers[node.type === 'i32' ? 'int' : node.type === 'ref' ? 'ref' : 'float']
    scope.helpers.add(name)
    return operation(element, [leaf(name), int(node.index)], node.effect)
  },
  helper: (args, node, scope) => callHelper(node.helper!, args, { effect: node.effect, scope }),
  and: logical('$0 & $1', '$0 && $1'),
  or: logical('$0 | $1', '$0 || $1'),
  // Above 2^40 cutting off the fraction rounds down, whatever the sign was.
  'i32.high': useWith('($0 - $1) * 2.3283064365386963e-10 + 1099511627776.5 | 0', ([double, low]) => [
    double!,
    unsigned(low!),
  ]),
  'f64.from words': useWith('$0 * 4294967296 + $1', ([high, low]) => [high!, unsigned(low!)]),
  'f64.from words u': useWith('$0 * 4294967296 + $1', args => args.map(unsigned)),
  'f64.promote_f32 plain': args => args[0]!,
}

/** Operands in the order of evaluation: the condition is the last; the others have no effects. */
export const lowerSelect: Rule = ([a, b, condition]) => operation(choice, [truth(condition!), a!, b!])
