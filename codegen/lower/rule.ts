// How one instruction becomes JavaScript: a rule is a function from the node and its lowered operands to an
// expression. Most rules are one of three words:
//
//   use('$0 + $1 | 0')     a template
//   compare('$0 < $1')     a template for a truth value; where a word is wanted, ` | 0` follows
//   call(i32.divS)         a helper, named by reference

import type { Node } from '../ir/nodes.js'
import { nameOf } from '../js/helper.js'
import { js } from '../js/template.js'
import { comparison, type Expression, invocation, leaf, operation, raw, wrapped } from './expression.js'
import type { Scope } from './scope.js'

export type Rule = (args: readonly Expression[], node: Node, scope: Scope) => Expression

export function use(source: string): Rule {
  const template = js(source)
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

export function compare(
  source: string,
  choose: (args: readonly Expression[]) => readonly Expression[] = args => args,
): Rule {
  const truth = js(source)
  const word = js(`${source} | 0`)
  return args => comparison(word, choose(args), truth)
}

/** An operator on words that looks at no more than 32 bits of its operands, as all bitwise ones do. */
export const bitwise = (source: string): Rule => useWith(source, args => args.map(raw))

/** A sum, which ` | 0` brings into range unless somebody around it does. */
export function sum(source: string): Rule {
  const plain = js(source)
  const word = js(`${source} | 0`)
  return args => wrapped(word, args.map(raw), plain)
}

export function call(helper: (...args: never[]) => unknown): Rule {
  const name = nameOf(helper)
  return (args, node, scope) => callHelper(name, args, { effect: node.effect, scope })
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
