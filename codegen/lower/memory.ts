// Memories: one DataView for all accesses. `address >>> 0` plus the offset never wraps, and what is out of
// bounds is the view's own RangeError, which the boundary turns into the trap. Without an offset the address is
// left signed: memories so large that a negative one means something have a view that knows what.

import type { Present, WideName } from '../../src/wasm/ops/index.js'
import type { memory } from '../../src/wasm/ops/memory.js'
import type { ByAddress, TranslatedAddress } from '../../src/wasm/types.js'
import * as helper from '../helpers/memory.js'
import { Effects } from '../ir/effects.js'
import type { Node } from '../ir/nodes.js'
import { nameOf } from '../js/helper.js'
import { js } from '../js/template.js'
import {
  type Expression,
  int,
  invocation,
  isPlainWord,
  leaf,
  number,
  operation,
  raw,
  unsigned,
} from './expression.js'
import { callHelper, type Rule, use } from './rule.js'
import type { Scope } from './scope.js'

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

const on =
  (rule: Rule): Rule =>
  ([address, ...values], node, scope) => {
    const type = scope.facts.module.memories[node.index]!.address as TranslatedAddress
    return rule([scope.view(node.index), effectiveAddress[type](address!, node), ...values], node, scope)
  }

/**
 * An access through the view's method: `$0` is the view, `$1` the address. The usual address, of a word and
 * an offset, has a template of its own, so that it is one operation instead of three.
 */
function accessor(source: string): Rule {
  const general = on(use(source))
  const template = js(source)
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

/** Makes room for a hole behind `$1`. */
const shiftHoles = (source: string): string => source.replace('$2', '$3')

/** A helper that takes the view and the address. */
const accessHelper = (name: string): Rule =>
  on((args, node, scope) => callHelper(name, args, { effect: node.effect, scope }))

/** An operation on a whole memory; its operands follow the memory. */
function onMemory(source: string): Rule {
  const rule = use(source)
  return (args, node, scope) => rule([scope.memory(node.index), ...args], node, scope)
}

function bulk(
  fn: (...args: never[]) => unknown,
  memories: (node: Node, scope: Scope) => readonly Expression[],
): Rule {
  const name = nameOf(fn)
  return (args, node, scope) =>
    callHelper(name, [...memories(node, scope), ...args], { effect: node.effect, scope })
}

// biome-ignore format: a table
export const lowerMemory: Readonly<Record<Exclude<Present<typeof memory>, WideName>, Rule>> = {
  'i32.load':     accessor('$0.getInt32($1, true)'),
  'f32.load':     accessHelper('loadF32'),
  'f64.load':     accessor('$0.getFloat64($1, true)'),
  'i32.load8_s':  accessor('$0.getInt8($1)'),
  'i32.load8_u':  accessor('$0.getUint8($1)'),
  'i32.load16_s': accessor('$0.getInt16($1, true)'),
  'i32.load16_u': accessor('$0.getUint16($1, true)'),
  'i32.store':    accessor('$0.setInt32($1, $2, true)'),
  'f32.store':    accessHelper('storeF32'),
  'f64.store':    accessor('$0.setFloat64($1, $2, true)'),
  'i32.store8':   accessor('$0.setInt8($1, $2)'),
  'i32.store16':  accessor('$0.setInt16($1, $2, true)'),
  'memory.size':  onMemory('$0.pages'),
  'memory.grow':  onMemory('$0.grow($1)'),
  'memory.init':  bulk(helper.memoryInit, ({ index, extra }, scope) => [scope.memory(extra), leaf(`data[${index}]`)]),
  'data.drop':    (_, node) => invocation(leaf('dropData'), [int(node.index)], node.effect),
  'memory.copy':  bulk(helper.memoryCopy, ({ index, extra }, scope) => [scope.memory(index), scope.memory(extra)]),
  'memory.fill':  bulk(helper.memoryFill, (node, scope) => [scope.memory(node.index)]),
}

/** Accesses that need no care for NaN bits. */
export const lowerPlainMemory = {
  'f32.load plain': accessor('$0.getFloat32($1, true)'),
  'f32.store plain': accessor('$0.setFloat32($1, $2, true)'),
} as const
