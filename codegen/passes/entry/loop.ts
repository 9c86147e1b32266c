// Makes of a function what goes on at the head of one of its loops, in the place of an interpreter that has
// had enough of it: the same code, called with the values that the locals have there. At that point of the
// program nothing else counts, as the interpreter sees to.
//
// The code before the loop, outside all loops, is gone. Where a loop around it comes back to such code,
// that must run again, all but the first time; so it is skipped while `entering` is 1:
//
//   L1: for (;;) { a; L2: for (;;) { b } c }
//
//   d = 1; L1: for (;;) { if (!d) { a } d = 0; L2: for (;;) { b } c }

import { lastOf } from '../../../src/engine/list.js'
import { type Word, words } from '../../abi.js'
import { frameWord } from '../../interpret/bytecode.js'
import {
  constant,
  type FunctionIR,
  get,
  makeIf,
  makeNode,
  makeVariable,
  type Node,
  set,
  type Type,
  type Variable,
} from '../../ir/nodes.js'
import { forEachNode, listsOf } from '../../ir/walk.js'
import { type PathStep, shorten } from './exits.js'
import { keepOperands } from './keep.js'

/** A function whose parameters are the locals that count. */
export interface EnteredLoop {
  readonly fn: FunctionIR
  /** The words of the interpreter's frame to call it with; see interpret/control.ts. */
  readonly words: readonly number[]
}

/** The way to the loop that `left` loops stand before, in the order of the code. */
function findLoop(list: Node[], search: { left: number }): PathStep[] | undefined {
  for (const node of list) {
    if (node.op === 'loop' && search.left-- === 0) return [{ list, node, inner: node.body! }]
    for (const inner of listsOf(node)) {
      const way = findLoop(inner as Node[], search)
      if (way !== undefined) return [{ list, node, inner: inner as Node[] }, ...way]
    }
  }
  return undefined
}

const isPassable = ({ node }: PathStep): boolean =>
  node.op === 'block' || node.op === 'if' || node.op === 'loop'

/**
 * Whether something on the way computes what is still wanted behind it; the condition of an `if` is allowed.
 */
function losesOperands(way: readonly PathStep[]): boolean {
  return way.some(({ list, node }) => {
    const before = new Set<Node>()
    forEachNode(list.slice(0, list.indexOf(node)), inner => before.add(inner))
    let loses = false
    forEachNode(list.slice(list.indexOf(node)), inner => {
      if (inner !== node && inner.args.some(arg => before.has(arg))) loses = true
    })
    return loses
  })
}

/** Skips what stands before the step as long as `entering` is 1; gives what must be set before all. */
function guard(fn: FunctionIR, { list, node, inner }: PathStep, entering: Variable): Node[] {
  const body = list.splice(0, list.indexOf(node))
  const first: Node[] = []
  const reads: Node[] = []
  if (node.op === 'if') {
    const condition = makeVariable(fn, 'i32')
    first.push(set(condition, constant(inner === node.body ? 1 : 0)))
    body.push(set(condition, node.args[0]!))
    reads.push(get(condition))
    node.args = [reads[0]!]
  }
  const read = get(entering)
  const isInside = makeNode('i32.eqz', 'i32', [read])
  const guarded = makeIf(fn, isInside)
  guarded.body = body
  list.unshift(read, isInside, guarded, ...reads)
  return first
}

/** Where a word stands in the interpreter's frame: integers, floats and references apart. */
const kindOf = (type: Type): Word => words[type as keyof typeof words][0]!

/** The words of the locals, in the order of the function's variables: the high word follows the low one. */
function localWords(variables: readonly Variable[]): ReadonlyMap<Variable, number> {
  const found = new Map<Variable, number>()
  variables.forEach((variable, i) => {
    const { local, type } = variable
    if (local === undefined) return
    const isHigh = i > 0 && variables[i - 1]!.local === local
    found.set(variable, frameWord(kindOf(type), 2 * local + (isHigh ? 1 : 0)))
  })
  return found
}

/** A loop of a function, by its place among all of them in the order of the code. */
export interface LoopPlace {
  readonly number: number
  /** How many there are. */
  readonly of: number
}

/** A loop by its number, the operands below which have been kept. */
export function keepBelow(fn: FunctionIR, { number }: LoopPlace): void {
  const way = findLoop(fn.body, { left: number })
  keepOperands(fn, way && lastOf(way)?.node)
}

/** Where code nests too deeply, loops are no nodes of their own, and cannot be told apart. */
function hasAll(fn: FunctionIR, count: number): boolean {
  let found = 0
  forEachNode(fn.body, ({ op }) => {
    if (op === 'loop') found++
  })
  return found === count
}

/**
 * Makes a function of the code behind the head of a loop; nothing if the way there leads through a
 * `br_table`.
 */
export function enterLoop(fn: FunctionIR, { number, of }: LoopPlace): EnteredLoop | undefined {
  if (!hasAll(fn, of)) return undefined
  const way = findLoop(fn.body, { left: number })
  if (way === undefined || !way.every(isPassable) || losesOperands(way)) return undefined
  const outermost = way.findIndex(({ node }) => node.op === 'loop')
  way.slice(0, outermost + 1).forEach(shorten)
  const within = way.slice(outermost + 1)
  if (within.length > 0) {
    const entering = makeVariable(fn, 'i32')
    const first = within.flatMap(step => guard(fn, step, entering))
    const { list, node } = lastOf(within)!
    list.splice(list.indexOf(node), 0, set(entering, constant(0)))
    fn.body.unshift(set(entering, constant(1)), ...first)
  }
  return callable(fn, number)
}

function callable(fn: FunctionIR, number: number): EnteredLoop {
  const read = new Set<Variable>()
  forEachNode(fn.body, ({ op, variable }) => {
    if (op === 'get') read.add(variable!)
  })
  const all = [...fn.params, ...fn.variables]
  const words = localWords(all)
  const params = all.filter(variable => words.has(variable) && read.has(variable))
  const variables = all.filter(variable => !params.includes(variable))
  return {
    fn: { ...fn, name: `${fn.name}e${number}`, params, variables, isCut: true },
    words: params.map(variable => words.get(variable)!),
  }
}
