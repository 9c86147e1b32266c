// Accesses to memories; see ../forms/memory.ts for how an address is written.

import type { ByAddress, TranslatedAddress } from '../../src/wasm/types.js'
import { Effects } from '../ir/effects.js'
import type { Node } from '../ir/nodes.js'
import { js, type Template } from '../js/template.js'
import { type Expression, int, isPlainWord, number, operation, raw, unsigned } from './expression.js'
import { type Rule, using } from './rule.js'

const offsetSum = js('$0 + $1')

/** The effective address in a memory of 32 bits. */
function addressOf(address: Expression, node: Node): Expression {
  const base = node.args[0]!
  if (base.op === 'i32.const') return number((base.index >>> 0) + node.extra)
  if (node.extra !== 0) return operation(offsetSum, [unsigned(address), number(node.extra)])
  return isPlainWord(address) ? address : unsigned(address)
}

/** The effective address, which never wraps. */
const effectiveAddress: ByAddress<typeof addressOf> = { i32: addressOf }

/** A rule with the view and the effective address in the place of the address. */
export const onView =
  (rule: Rule): Rule =>
  ([address, ...values], node, scope) => {
    const type = scope.facts.module.memories[node.index]!.address as TranslatedAddress
    return rule([scope.view(node.index), effectiveAddress[type](address!, node), ...values], node, scope)
  }

/** Makes room for a hole behind `$1`. */
const shiftHoles = (source: string): string => source.replace('$2', '$3')

/**
 * An access through the view's method: `$0` is the view, `$1` the address. The usual address, of a word and
 * an offset, has a template of its own, so that it is one operation instead of three.
 */
export function accessRule(source: string, template: Template): Rule {
  const general = onView(using(template))
  const withOffset = js(shiftHoles(source).replace('$1', '($1 >>> 0) + $2'))
  const fitting = js(shiftHoles(source).replace('$1', '$1 + $2 | 0'))
  return (args, node, scope) => {
    const [address] = args
    if (node.args[0]!.op === 'i32.const' || !isPlainWord(address!)) return general(args, node, scope)
    const { effect, extra } = node
    const view = scope.view(node.index)
    // Written out, since arrays that grow have room for many more.
    if (extra === 0)
      return operation(template, args.length === 1 ? [view, address!] : [view, address!, args[1]!], effect)
    const base = raw(address!)
    const offset = int(extra)
    return operation(
      effect & Effects.fits ? fitting : withOffset,
      args.length === 1 ? [view, base, offset] : [view, base, offset, args[1]!],
      effect,
    )
  }
}
