// The first version of a huge function may be entered once and then go round in a loop for good: the main
// loop of a machine. So at the head of each of its outermost loops it asks whether it has run long enough;
// if so, it ends there by calling a function that goes on where it stands, and that is cut as the next
// version is:
//
//   L1: for (;;) { if (--n[0] < 0 && spent()) return enter(0)(l0, l1, v7);  …
//
// That function is the same code without what stands before the loop. It is built anew from the same bytes:
// all that is done here is done to both, so that what one passes is what the other takes.

import { lastOf } from '../../../src/engine/list.js'
import { dispatchLoopOf, jumpsBetween } from '../../ir/cases.js'
import {
  constant,
  type FunctionIR,
  get,
  makeControl,
  makeIf,
  makeOwn,
  makeVariable,
  type Node,
  nodeType,
  resultOf,
  type Type,
  type Variable,
  wordsOf,
  wordTypes,
} from '../../ir/nodes.js'
import { nodesOf, operandsFromOutside, replaceOperands } from '../../ir/outside.js'
import { countNodes } from '../../ir/walk.js'
import type { Exiting } from '../../tiers/tuning.js'
import { removeAllDead } from '../dead.js'
import { separateCases } from '../dispatch/separate.js'
import { makeSpent } from '../outline/count.js'

/** A step on the way from the body of a function to a loop: a node in `list`, of which `inner` follows. */
export interface PathStep {
  readonly list: Node[]
  readonly node: Node
  readonly inner: Node[]
}

/**
 * Where a function can be left and gone on with: a loop, and the way there; or a case of its dispatch loop.
 */
type OsrExit =
  | { readonly way: readonly PathStep[] }
  | { readonly dispatchLoop: Node; readonly target: number }

/** Cases that are jumped to from behind. */
function caseExits(dispatchLoop: Node, most: number): OsrExit[] {
  const targets = new Set<number>()
  for (const { from, to } of jumpsBetween(dispatchLoop)) if (to <= from) targets.add(to)
  const outermost = [...targets].sort((a, b) => a - b).slice(0, most)
  return outermost.map(target => ({ dispatchLoop, target }))
}

/** The outermost loops in blocks and arms. */
function loopExits(list: Node[], way: readonly PathStep[], exits: OsrExit[]): void {
  for (const node of list)
    for (const inner of [node.body, node.otherwise]) {
      if (inner === undefined) continue
      const there = [...way, { list, node, inner }]
      if (node.op === 'loop') exits.push({ way: there })
      else loopExits(inner, there, exits)
    }
}

function lazily<T>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}

/**
 * Finds the exits of a function, and prepares it for them. What is dead must be gone: an exit would be the
 * last user of what is passed for it, in the middle of a loop.
 */
function prepareExits(fn: FunctionIR, { exits: most }: Exiting): OsrExit[] {
  removeAllDead(fn)
  const dispatchLoop = dispatchLoopOf(fn)
  if (dispatchLoop !== undefined) {
    separateCases(fn, dispatchLoop)
    return caseExits(dispatchLoop, most)
  }
  const exits: OsrExit[] = []
  loopExits(fn.body, [], exits)
  return exits.slice(0, most)
}

/**
 * The values that go through an exit: all variables that may be read behind it, and values computed before
 * it.
 */
interface ExitValues {
  readonly variables: readonly Variable[]
  readonly operands: readonly Node[]
  /** How many nodes are behind it. */
  readonly behind: number
}

function behind(fn: FunctionIR, exit: OsrExit): readonly Node[] {
  if ('dispatchLoop' in exit) return fn.body
  return exit.way.flatMap(({ list, node }, i) =>
    list.slice(list.indexOf(node) + (i === exit.way.length - 1 ? 0 : 1)),
  )
}

/**
 * Variables of blocks, ifs and loops that are entered behind an exit: whoever reads them writes them first.
 * Those of the loop itself, which a loop within it may share, are not among them.
 */
function writtenFirst(nodes: ReadonlySet<Node>, exit: OsrExit): Set<Variable> {
  const written = new Set<Variable>()
  for (const { owned, label } of nodes)
    if (owned !== undefined && label !== undefined)
      for (const variable of label.variables) for (const word of wordsOf(variable)) written.add(word)
  if ('dispatchLoop' in exit) return written
  const { label } = lastOf(exit.way)!.node
  for (const variable of label!.variables) for (const word of wordsOf(variable)) written.delete(word)
  return written
}

function findExitValues(fn: FunctionIR, exit: OsrExit): ExitValues {
  const nodes = nodesOf(behind(fn, exit))
  const written = writtenFirst(nodes, exit)
  const variables = new Set<Variable>()
  for (const { op, variable } of nodes) if (op === 'get' && !written.has(variable!)) variables.add(variable!)
  const operands = [...operandsFromOutside(nodes)]
  return { variables: [...variables], operands, behind: nodes.size }
}

const resultWords = ({ type }: FunctionIR): readonly Type[] => type.results.map(nodeType).flatMap(wordTypes)

/** Leaves the function by an exit, if it has run long enough. */
function leave(fn: FunctionIR, number: number, { variables, operands }: ExitValues): Node[] {
  const spent = makeSpent()
  const reads = variables.map(get)
  const [first = 'none', ...others] = resultWords(fn)
  const call = makeOwn('call region', [...reads, ...operands], first)
  call.helper = `enter(${number})`
  const words = others.map((type, i) => resultOf(call, i + 1, type))
  const leaving = makeIf(fn, spent)
  const results = first === 'none' ? [] : [call, ...words]
  leaving.body = [...reads, call, ...words, makeControl('return', results)]
  return [spent, leaving]
}

/** Makes the exits of a first version. */
export function insertExits(fn: FunctionIR, tuning: Exiting): void {
  const exits = prepareExits(fn, tuning)
  findAllExitValues(fn, exits, tuning).forEach((value, i) => {
    if (value.variables.length + value.operands.length > tuning.values) return
    const exit = exits[i]!
    const list = 'dispatchLoop' in exit ? exit.dispatchLoop.cases![exit.target]! : lastOf(exit.way)!.inner
    list.unshift(...leave(fn, i, value))
  })
}

/** The values that go through the exits of a function, or through the first of them. */
function findAllExitValues(
  fn: FunctionIR,
  exits: readonly OsrExit[],
  { nodes, nodesPerNode }: Exiting,
): readonly ExitValues[] {
  // All that a dispatch loop holds is behind each of its exits.
  const whole = lazily(() => findExitValues(fn, exits[0]!))
  const values: ExitValues[] = []
  let left = nodes + nodesPerNode * countNodes(fn.body)
  for (const exit of exits) {
    if (left < 0) break
    const value = 'dispatchLoop' in exit ? whole() : findExitValues(fn, exit)
    if (!('dispatchLoop' in exit)) left -= value.behind
    values.push(value)
  }
  return values
}

/** Makes of a function what goes on at an exit. */
export function enterAtExit(fn: FunctionIR, number: number, tuning: Exiting): FunctionIR {
  const exit = prepareExits(fn, tuning)[number]!
  const { variables, operands } = findExitValues(fn, exit)
  const imported = new Map(operands.map(node => [node, makeVariable(fn, node.type)] as const))
  if ('dispatchLoop' in exit) exit.dispatchLoop.args = [constant(exit.target)]
  else for (const step of exit.way) shorten(step)
  const reads = new Map(Array.from(imported, ([node, variable]) => [node, get(variable)] as const))
  replaceOperands(fn.body, reads)
  fn.body.unshift(...reads.values())
  const params = [...variables, ...imported.values()]
  const given = new Set(params)
  const others = [...fn.params, ...fn.variables].filter(variable => !given.has(variable))
  return { ...fn, name: `${fn.name}e${number}`, params, variables: others, isCut: true }
}

/** Forgets what stands before the step; an arm is a block of its own then. */
export function shorten({ list, node, inner }: PathStep): void {
  list.splice(0, list.indexOf(node))
  if (node.op !== 'if') return
  node.op = 'block'
  node.args = []
  node.body = inner
  node.otherwise = undefined
}
