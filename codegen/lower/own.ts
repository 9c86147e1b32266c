// The operations that are not of the standard, and selection.

import { registers } from '../abi.js'
import type { Signs } from '../forms/form.js'
import { floatForms } from '../forms/wide.js'
import type { InstrumentOp, Node, OwnOp, ProfileOp } from '../ir/nodes.js'
import { js } from '../js/template.js'
import {
  again,
  type Expression,
  int,
  leaf,
  number,
  operation,
  truth,
  truthOf,
  unsigned,
} from './expression.js'
import { callHelper, type Rule, useWith } from './rule.js'
import { kindOf } from './slots.js'

const choice = js('$0 ? $1 : $2')

/** The operands of `and` and `or` have no effects, so a truth value may skip the second. */
function logical(word: string, both: string): Rule {
  const wordTemplate = js(word)
  const truthTemplate = js(both)
  return args => truthOf(wordTemplate, args, { template: truthTemplate, args: args.map(truth) })
}

const element = js('$0[$1]')

const byConstant = js('$0 * $1 + ($2 * $3 - 0.000007629278115928173 + 103079215104) | 0')

/**
 * The constant has two halves, so that both products are exact, in units of 2^32. What is subtracted and
 * added cuts the second off after 16 bits of fraction, and is a multiple of 2^32 besides.
 */
function highByConstant(word: Expression, { index, extra }: Node): Expression {
  const constant = extra * 2 ** 32 + (index >>> 0)
  const upper = Math.floor(constant / 2 ** 16)
  const lower = constant - upper * 2 ** 16
  return operation(byConstant, [word, number(upper / 2 ** 16), again(word), number(lower / 2 ** 32)])
}

type FloatForm = (typeof floatForms)[keyof typeof floatForms]

const fromWords =
  ({ template, high: highSign, low: lowSign }: FloatForm): Rule =>
  ([high, low], { effect }) => {
    const as = (sign: Signs, word: Expression) => (sign === 'unsigned' ? unsigned(word) : word)
    return operation(template, [as(highSign, high!), as(lowSign, low!)], effect)
  }

/** Structure and variables are not expressions; see control.ts. */
type Structural =
  | ('get' | 'set' | 'dispatch' | 'goto' | 'switch' | 'f32.load plain' | 'f32.store plain')
  | ('call region' | 'set result')
  | ProfileOp
  | InstrumentOp

export const lowerOwn: Readonly<Record<Exclude<OwnOp, Structural>, Rule>> = {
  result: (_, node, scope) => {
    const name = registers[kindOf(node.type)]
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
  'i32.mul_high u': ([word], node) => highByConstant(unsigned(word!), node),
  'i32.mul_high s': ([word], node) => highByConstant(word!, node),
  'f64.from words': fromWords(floatForms['f64.from words']),
  'f64.from words u': fromWords(floatForms['f64.from words u']),
  'f64.promote_f32 plain': args => args[0]!,
}

/** Operands in the order of evaluation: the condition is the last; the others have no effects. */
export const lowerSelect: Rule = ([a, b, condition]) => operation(choice, [truth(condition!), a!, b!])
