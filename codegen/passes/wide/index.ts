// Legalises values wider than a JavaScript number: afterwards every node computes an i32, f32, f64 or a
// reference, and an i64 is two i32. A 64-bit variable becomes two variables, a 64-bit node two nodes, which
// are noted on the old one until its users have been rewritten as well. Of values that fit one word
// (../range) the high word is 0 or the sign, and nothing else is left of it: a variable has no second one,
// and what would compute it is dead.

import type { WideName } from '../../../src/wasm/ops/index.js'
import { wordName } from '../../abi.js'
import { spend } from '../../interpret/clock.js'
import { type FunctionIR, isWide, type Node, newVariable, type Variable, wordTypes } from '../../ir/nodes.js'
import { mapLists } from '../../ir/walk.js'
import { extensionOf, findRanges } from '../range/index.js'
import { Emitter } from './emit.js'
import { type WideRule, wideNumeric } from './numeric.js'
import { keep, wideMemory, wideStructure } from './structure.js'
import { lowOf, type Words } from './words.js'

const allRules = { ...wideNumeric, ...wideMemory, ...wideStructure } satisfies Readonly<
  Record<WideName, WideRule>
>

const rules: ReadonlyMap<string, WideRule> = new Map(Object.entries<WideRule>(allRules))

function splitVariables(emit: Emitter, variables: readonly Variable[], into: Variable[]): void {
  for (const variable of variables) {
    if (isWide(variable.type)) {
      const types = wordTypes(variable.type)
      const isExtended = extensionOf(emit.ranges.ofVariable(variable)) !== undefined
      variable.words = types.slice(0, isExtended ? 1 : types.length).map((type, i) => {
        const word = newVariable(emit.fn, type, variable.local)
        word.name = wordName(word.name, i)
        return word
      })
      into.push(...variable.words)
    } else into.push(variable)
  }
}

const wordsOf = (node: Node): Words => node.words ?? [node]

function rewriteList(emit: Emitter, nodes: Node[]): Node[] {
  spend(2 * nodes.length)
  const first = firstWide(emit, nodes)
  if (first === nodes.length) return nodes
  const outer = emit.list
  const list = nodes.slice(0, first)
  for (let i = first; i < nodes.length; i++) {
    emit.list = list
    rewriteNode(emit, nodes[i]!)
  }
  emit.list = outer
  return list
}

/** Where the first node is that is more than kept; the lists of those before it have been rewritten. */
function firstWide(emit: Emitter, nodes: readonly Node[]): number {
  let i = 0
  for (; i < nodes.length; i++) {
    const node = nodes[i]!
    if (concernsWide(node)) break
    if (node.owned !== undefined) rewriteOwned(emit, node)
  }
  return i
}

/** Whether the node or one of its operands is, or has been replaced by, something else. */
function concernsWide({ type, args }: Node): boolean {
  if (isWide(type)) return true
  for (let i = 0; i < args.length; i++) if (args[i]!.words !== undefined) return true
  return false
}

function rewriteNode(emit: Emitter, node: Node): void {
  if (!concernsWide(node)) emit.list.push(node)
  else {
    emit.at = node.at
    const args = node.args.map(wordsOf)
    const rule = rules.get(node.op)
    if (rule !== undefined) {
      const words = rule(emit, args, node)
      const extension = isWide(node.type) ? extensionOf(emit.ranges.of(node)) : undefined
      // A sign that is shifted right has its own way to the high word.
      const own = extension === undefined || (extension === 'sign' && node.op === 'i64.shr_s')
      node.words = own ? words : [lowOf(words), emit.extend(lowOf(words), extension)]
      return
    }
    // A return is of no type, but may have operands of two words.
    keep(emit, args, node)
  }
  if (node.owned !== undefined) rewriteOwned(emit, node)
}

const rewriteOwned = (emit: Emitter, node: Node): void => mapLists(node, list => rewriteList(emit, list))

/** Every node of the function is of one word afterwards. */
export function splitWide(fn: FunctionIR): void {
  if (!fn.isWide) return
  const emit = new Emitter(fn, findRanges(fn))
  const params: Variable[] = []
  const variables: Variable[] = []
  splitVariables(emit, fn.params, params)
  splitVariables(emit, fn.variables, variables)
  fn.params.splice(0, fn.params.length, ...params)
  fn.variables = variables
  fn.body = rewriteList(emit, fn.body)
}
