// Legalising what is not arithmetic: variables, memory accesses, calls, selections, globals.

import type { Present, WideName } from '../../../src/wasm/ops/index.js'
import type { memory } from '../../../src/wasm/ops/memory.js'
import type { ByAddress } from '../../../src/wasm/types.js'
import { type WideAccess, wideAccesses } from '../../forms/wide.js'
import {
  get,
  isWide,
  makeNode,
  type Node,
  resultOf,
  type SpecialName,
  set,
  wordsOf,
  wordTypes,
} from '../../ir/nodes.js'
import { extensionOf } from '../range/index.js'
import type { Emitter } from './emit.js'
import { nameWords, type WideRule, wordOf } from './numeric.js'
import { highOf, lowOf, type Words } from './words.js'

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
const addressIn: ByAddress<(address: Words) => Node> = { i32: lowOf }

type Makers = {
  readonly [Kind in WideAccess['kind']]: (form: Extract<WideAccess, { kind: Kind }>) => WideRule
}

const makers: Makers = {
  'narrow load':
    ({ access: name, high }) =>
    (emit, [address], node) => {
      const low = emit.add(access(name, [addressIn.i32(address!)], { like: node }))
      return [low, wordOf(emit, high, { ...nameWords([[low]]), low })]
    },
  'narrow store':
    ({ access: name }) =>
    (emit, [address, value], node) => [
      emit.add(access(name, [addressIn.i32(address!), lowOf(value!)], { like: node })),
    ],
  // The high word first: if it is in bounds, so is the low one; see ../address.ts.
  'both loads':
    ({ access: name }) =>
    (emit, [address], node) => {
      const high = emit.add(access(name, [addressIn.i32(address!)], { like: node, delta: 4 }))
      return [emit.add(access(name, [addressIn.i32(address!)], { like: node })), high]
    },
  // The high word first: if it is out of bounds, nothing has been written.
  'both stores':
    ({ access: name }) =>
    (emit, [address, value], node) => {
      emit.add(access(name, [addressIn.i32(address!), highOf(value!)], { like: node, delta: 4 }))
      return [emit.add(access(name, [addressIn.i32(address!), lowOf(value!)], { like: node }))]
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
  node.args = args.flat()
  return emit.add(node)
}

/** A node of one word stays; one of several becomes a node for each. */
const perWord =
  (words: (emit: Emitter, args: readonly Words[], node: Node) => Words): WideRule =>
  (emit, args, node) =>
    isWide(node.type) ? words(emit, args, node) : [keep(emit, args, node)]

const call: WideRule = perWord((emit, args, node) => {
  const [first, ...others] = wordTypes(node.type)
  node.type = first!
  const low = keep(emit, args, node)
  return [low, ...others.map((type, i) => emit.add(resultOf(low, i + 1, type)))]
})

const select: WideRule = perWord((emit, [a, b, condition], node) =>
  wordTypes(node.type).map((type, i) =>
    emit.add(makeNode('select', type, [a![i]!, b![i]!, lowOf(condition!)])),
  ),
)

/** One word of an access to a global: `extra` says which. */
function globalWord(emit: Emitter, like: Node, { word, args }: { word: number; args: Words }): Node {
  const access = makeNode(like.op, wordTypes(like.type)[word] ?? 'none', args)
  access.effect = like.effect
  access.index = like.index
  access.extra = word
  return emit.add(access)
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
  result: perWord((emit, _, { type, leftBy, index }) =>
    wordTypes(type).map((type, i) => emit.add(resultOf(leftBy!, index + i, type))),
  ),
  'global.get': perWord((emit, _, node) =>
    wordTypes(node.type).map((_, word) => globalWord(emit, node, { word, args: [] })),
  ),
  'global.set': (emit, args, node) => {
    const [value] = args
    if (value!.length === 1) return [keep(emit, args, node)]
    return highFirst(value!, (part, word) => globalWord(emit, node, { word, args: [part] }))
  },
  get: perWord((emit, _, { variable, type }) => {
    const words = wordsOf(variable!).map(part => emit.add(get(part)))
    if (words.length === wordTypes(type).length) return words
    return [words[0]!, emit.extend(words[0]!, extensionOf(emit.ranges.ofVariable(variable!))!)]
  }),
  // The high word first: it is often computed from the variable's old low word.
  set: (emit, args, node) => {
    const variable = node.variable!
    if (!isWide(variable.type)) return [keep(emit, args, node)]
    const value = args[0]!
    return highFirst(wordsOf(variable), (part, word) => emit.add(set(part, value[word]!)))
  },
}

/** Writes words, the highest first; gives what writes the lowest. */
function highFirst<Part>(parts: readonly Part[], write: (part: Part, word: number) => Node): Words {
  for (let word = parts.length - 1; word > 0; word--) write(parts[word]!, word)
  return [write(parts[0]!, 0)]
}
