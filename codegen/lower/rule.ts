// How one instruction becomes JavaScript: a rule is a function from the node and its lowered operands to an
// expression. Most rules follow from the instruction's form (forms.ts).

import type { Node } from '../ir/nodes.js'
import { js, type Template } from '../js/template.js'
import { type Expression, invocation, leaf, operation } from './expression.js'
import type { Scope } from './scope.js'

export type Rule = (args: readonly Expression[], node: Node, scope: Scope) => Expression

export const use = (source: string): Rule => using(js(source))

export function using(template: Template): Rule {
  const { names } = template
  if (names.length === 0) return (args, node) => operation(template, args, node.effect)
  return (args, node, scope) => {
    for (const name of names) scope.helpers.add(name)
    return operation(template, args, node.effect)
  }
}

/** The same with operands of the rule's choice. */
export function useWith(
  source: string,
  choose: (args: readonly Expression[]) => readonly Expression[],
): Rule {
  const rule = use(source)
  return (args, node, scope) => rule(choose(args), node, scope)
}

export interface HelperCall {
  readonly effect: number
  readonly scope: Scope
}

/** A call of a registered helper by its name. */
export function callHelper(
  name: string,
  args: readonly Expression[],
  { effect, scope }: HelperCall,
): Expression {
  scope.helpers.add(name)
  return invocation(leaf(name), args, effect)
}
