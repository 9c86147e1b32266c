// Legalising what is not arithmetic: variables, memory accesses, calls, selections, globals.

import type { Present, WideName } from '../../../src/wasm/ops/index.js'
import type { memory } from '../../../src/wasm/ops/memory.js'
import type { ByAddress } from '../../../src/wasm/types.js'
import { type WideAccess, wideAccesses } from '../../forms/wide.js'
import { get, makeNode, type Node, resultOf, type SpecialName, set, type Words } from '../../ir/nodes.js'
import { extensionOf } from '../range/index.js'
import type { Emitter } from './emit.js'
import { absent, allWords, nameWords, one, type WideRule, wordOf } from './numeric.js'

// ---------------------------------------------------------------- memory

type AccessName = Present<typeof memory>

/** A narrower access to the same memory, `delta` bytes further on. */
function access(name: AccessName, args: readonly Node[], { like, delta = 0 }: Like): Node {
  const node = makeNode(name, args.length === 1 ? 'i32' : 'none', args)
  node.effect = like.effect
  node.index = like.index
  node.extra = like.extra + delta
  return node
}

interface Like {
  readonly like: Node
  readonly delta?: number
}

/** The word that an access takes its address from. */
const addressIn: ByAddress<(address: Words) => Node> = { i32: ({ low }) => low }

type Makers = {
  readonly [Kind in WideAccess['kind']]: (form: Extract<WideAccess, { kind: Kind }>) => WideRule
}

const makers: Makers = {
  'narrow load':
    ({ access: name, high }) =>
    (emit, [address], node) => {
      const low = emit.add(access(name, [addressIn.i32(address!)], { like: node }))
      return { low, high: wordOf(emit, high, { ...nameWords([one(low)]), low }) }
    },
  'narrow store':
    ({ access: name }) =>
    (emit, [address, value], node) =>
      one(emit.add(access(name, [addressIn.i32(address!), value!.low], { like: node }))),
  // The high word first: if it is in bounds, so is the low one; see ../address.ts.
  'both loads':
    ({ access: name }) =>
    (emit, [address], node) => {
      const high = emit.add(access(name, [addressIn.i32(address!)], { like: node, delta: 4 }))
      return { low: emit.add(access(name, [addressIn.i32(address!)], { like: node })), high }
    },
  // The high word first: if it is out of bounds, nothing has been written.
  'both stores':
    ({ access: name }) =>
    (emit, [address, value], node) => {
      emit.add(access(name, [addressIn.i32(address!), value!.high], { like: node, delta: 4 }))
      return one(emit.add(access(name, [addressIn.i32(address!), value!.low], { like: node })))
    },
}

export const wideMemory = Object.fromEntries(
  Object.entries<WideAccess>(wideAccesses).map(([name, form]) => [
    name,
    (makers[form.kind] as (form: WideAccess) => WideRule)(form),
  ]),
) as unknown as { readonly [N in keyof typeof wideAccesses]: WideRule }

// ---------------------------------------------------------------- everything else

/** Nodes whose own result has one word are kept, with their operands split. */
export function keep(emit: Emitter, args: readonly Words[], node: Node): Node {
  node.args = allWords(args)
  return emit.add(node)
}

const call: WideRule = (emit, args, node) => {
  const low = keep(emit, args, node)
  if (node.type !== 'i64') return one(low)
  node.type = 'i32'
  return { low, high: emit.add(resultOf(low, 1, 'i32')) }
}

const select: WideRule = (emit, [a, b, condition], node) => {
  const choose = (x: Node, y: Node) => emit.add(makeNode('select', 'i32', [x, y, condition!.low]))
  if (node.type !== 'i64') return one(keep(emit, [a!, b!, condition!], node))
  return { low: choose(a!.low, b!.low), high: choose(a!.high, b!.high) }
}

/** One word of an access to a global: `extra` says which. */
function globalWord(emit: Emitter, like: Node, args: readonly Node[]): Node {
  const access = makeNode(like.op, like.type === 'none' ? 'none' : 'i32', args)
  access.effect = like.effect
  access.index = like.index
  return emit.add(access)
}

function globalHigh(emit: Emitter, like: Node, args: readonly Node[]): Node {
  const access = globalWord(emit, like, args)
  access.extra = 1
  return access
}

/**
 * Operations without an operand or result of two words, or with operands only: these are split, and it
 * stays.
 */
type Kept =
  | ('unreachable' | 'block' | 'loop' | 'if' | 'br' | 'return')
  | ('ref.null' | 'ref.is_null' | 'ref.func' | 'table.get' | 'table.set' | 'table.grow' | 'table.fill')

export const wideStructure: Readonly<
  Record<Exclude<SpecialName, Kept | WideName> | 'call by' | 'result' | 'get' | 'set', WideRule>
> = {
  call,
  'call by': call,
  call_indirect: call,
  select,
  'select t': select,
  result: (emit, args, node) => {
    if (node.type !== 'i64') return one(keep(emit, args, node))
    const word = (index: number): Node => emit.add(resultOf(node.leftBy!, index, 'i32'))
    return { low: word(node.index), high: word(node.index + 1) }
  },
  'global.get': (emit, args, node) => {
    if (node.type !== 'i64') return one(keep(emit, args, node))
    return { low: globalWord(emit, node, []), high: globalHigh(emit, node, []) }
  },
  'global.set': (emit, args, node) => {
    if (args[0]!.high === absent) return one(keep(emit, args, node))
    globalHigh(emit, node, [args[0]!.high])
    return one(globalWord(emit, node, [args[0]!.low]))
  },
  get: (emit, args, node) => {
    if (node.type !== 'i64') return one(keep(emit, args, node))
    const { low, high } = node.variable!
    const word = emit.add(get(low!))
    if (high !== undefined) return { low: word, high: emit.add(get(high)) }
    return { low: word, high: emit.extend(word, extensionOf(emit.ranges.ofVariable(node.variable!))!) }
  },
  // The high word first: it is often computed from the variable's old low word.
  set: (emit, args, node) => {
    const variable = node.variable!
    if (variable.type !== 'i64') return one(keep(emit, args, node))
    if (variable.high !== undefined) emit.add(set(variable.high, args[0]!.high))
    return one(emit.add(set(variable.low!, args[0]!.low)))
  },
}
