// Rules of lowering from the forms of instructions (../forms/form.ts): a maker for each kind.

import type { Form, OwnNames, Signs, Subject } from '../forms/form.js'
import type { Node } from '../ir/nodes.js'
import { accessRule, onView } from './access.js'
import {
  comparison,
  type Expression,
  int,
  invocation,
  leaf,
  operation,
  raw,
  unsigned,
  wrapped,
} from './expression.js'
import { callHelper, type Rule, using } from './rule.js'
import type { Scope } from './scope.js'

type Operands = readonly Expression[]

const choose: Readonly<Record<Signs, (args: Operands) => Operands>> = {
  signed: args => args,
  unsigned: args => args.map(unsigned),
}

/** Things that instructions work on, as the first operands. */
const subjects: Readonly<Record<Subject, (node: Node, scope: Scope) => Expression>> = {
  memory: ({ index }, scope) => scope.memory(index),
  'second memory': ({ extra }, scope) => scope.memory(extra),
  table: ({ index }, scope) => scope.table(index),
  'second table': ({ extra }, scope) => scope.table(extra),
  'data segment': ({ index }, scope) => scope.data(index),
  'element segment': ({ index }, scope) => scope.elements(index),
  index: ({ index }) => int(index),
}

/** The rule with what the instruction works on before the operands. */
function on(names: readonly Subject[], rule: Rule): Rule {
  if (names.length === 0) return rule
  const makers = names.map(name => subjects[name])
  return (args, node, scope) => rule([...makers.map(make => make(node, scope)), ...args], node, scope)
}

const callRule =
  (name: string): Rule =>
  (args, { effect }, scope) =>
    callHelper(name, args, { effect, scope })

type Makers = { readonly [Kind in Form['kind']]: (form: Extract<Form, { kind: Kind }>) => Rule | undefined }

const makers: Makers = {
  plain: ({ template, signs, subjects }) => {
    const rule = on(subjects, using(template))
    const operands = choose[signs]
    return signs === 'signed' ? rule : (args, node, scope) => rule(operands(args), node, scope)
  },
  bits: ({ template }) => {
    const rule = using(template)
    return (args, node, scope) => rule(args.map(raw), node, scope)
  },
  sum:
    ({ template, word }) =>
    args =>
      wrapped(word, args.map(raw), template),
  truth: ({ template, word, signs }) => {
    const operands = choose[signs]
    return args => comparison(word, operands(args), template)
  },
  call: ({ name, isHelper, subjects }) =>
    on(subjects, isHelper ? callRule(name) : (args, { effect }) => invocation(leaf(name), args, effect)),
  // Division by a constant other than 0 and -1 cannot trap.
  division: ({ name, template, signs }) => {
    const checked = callRule(name)
    const operands = choose[signs]
    return (args, node, scope) => {
      const divisor = node.args[1]!
      const safe = divisor.op === 'i32.const' && divisor.index !== 0 && divisor.index !== -1
      return safe ? operation(template, operands(args), node.effect) : checked(args, node, scope)
    }
  },
  access: ({ source, template }) => accessRule(source, template),
  'access call': ({ name }) => onView(callRule(name)),
  same: ({ signs }) => (signs === 'signed' ? args => args[0]! : args => unsigned(args[0]!)),
  own: () => undefined,
}

const make = (form: Form): Rule | undefined => (makers[form.kind] as (form: Form) => Rule | undefined)(form)

/** The rules of a group: those that follow from forms, and others. */
export function lowerForms<Forms extends Readonly<Record<string, Form>>>(
  forms: Forms,
  own: Readonly<Record<OwnNames<Forms>, Rule>>,
): { readonly [N in keyof Forms]: Rule } {
  const found = Object.entries(forms).map(([name, form]) => [name, make(form)] as const)
  return { ...Object.fromEntries(found), ...own } as unknown as { readonly [N in keyof Forms]: Rule }
}
