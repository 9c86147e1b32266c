// Gives a function that can be resumed back the statements that it was written with. As Go compiles it, it
// is one table in a loop, and every jump goes round; to an engine each variable then has, at the head of the
// loop, any of the values that it has anywhere, and no loop of the program is one. But such a function is
// nearly always called afresh. So here are its cases in order, as labelled blocks and loops:
//
//   function f7(l0) {                            what follows a block is reached by leaving it;
//     if (l0 !== 0) return f7p0(l0)              what a loop's head dominates, but does not lead back
//     B2: { L1: for (;;) { … if (…) break B2 …   to it, stands behind the loop
//           continue L1 } }
//     … }
//
// Where it is called in order to go on, the function as it was does the rest (`f7p0`).
//
// The method is that of "Beyond Relooper" (Ramsey, 2022): a case holds all that it dominates, each behind a
// block that jumps to it leave; since those stand in the order of the flow, every jump forward leaves a
// block, and every jump back goes on with a loop around it.

import {
  branch,
  constant,
  get,
  type Label,
  makeControl,
  makeIf,
  makeLabel,
  makeNode,
  type Node,
} from '../../ir/nodes.js'
import { maxHeight } from '../../ir/shape.js'
import { endsInJump, forEachNode, listsOf } from '../../ir/walk.js'
import { type Flow, findFlow } from './flow.js'
import { findLive } from './live.js'
import { callRegion, jumpTarget, type Resumable } from './resume.js'

/** A function whose cases are being written as statements. */
interface Structure {
  readonly found: Resumable
  readonly flow: Flow
  /** Of each case the label of the block that jumps to it leave, and of the loop that it is the head of. */
  readonly blocks: readonly Label[]
  readonly heads: ReadonlyMap<number, Label>
  /** The case that stands behind the code of each one; -1 is the end. */
  readonly following: readonly number[]
  /** Leads behind all cases. */
  readonly end: Label
  /** Each case with all that it holds, once that has been made. */
  readonly trees: Node[][]
}

/** The cases that one holds: in its loop, if it has one, and behind that. */
function heldBy(
  { dominated, loops }: Flow,
  at: number,
): [within: readonly number[], behind: readonly number[]] {
  const members = loops.get(at)
  const held = dominated[at]!
  if (members === undefined) return [held, []]
  return [held.filter(other => members.has(other)), held.filter(other => !members.has(other))]
}

/** The case that stands behind the code of each one; -1 is the end. */
function followingOf(flow: Flow): number[] {
  const following: number[] = []
  /** Behind each case and all that it holds. */
  const afterAll: number[] = []
  afterAll[flow.order[0]!] = -1
  for (const at of flow.order) {
    const held = heldBy(flow, at).flat()
    following[at] = held[0] ?? afterAll[at]!
    held.forEach((other, i) => {
      afterAll[other] = held[i + 1] ?? afterAll[at]!
    })
  }
  return following
}

function planFor(found: Resumable, flow: Flow): Structure {
  const { fn, dispatch } = found
  return {
    found,
    flow,
    blocks: dispatch.cases!.map(() => makeLabel(fn, 'block')),
    heads: new Map([...flow.loops.keys()].map(at => [at, makeLabel(fn, 'loop')])),
    following: followingOf(flow),
    end: makeLabel(fn, 'block'),
    trees: [],
  }
}

/** Where a jump from one case to another goes. */
function labelFor({ flow, blocks, heads }: Structure, from: number, to: number): Label {
  return flow.loops.get(to)?.has(from) ? heads.get(to)! : blocks[to]!
}

/** Replaces the jumps of a list in place. */
function rewriteJumps(plan: Structure, list: Node[], from: number): void {
  const { found } = plan
  for (let at = list.length - 1; at >= 0; at--) {
    const number = jumpTarget(found, list, at)
    if (number >= 0) list.splice(at - 1, 2, branch(labelFor(plan, from, found.caseOf[number]!)))
    else for (const inner of listsOf(list[at]!)) rewriteJumps(plan, inner as Node[], from)
  }
}

/** The code of one case; at its end nothing need be done to reach what follows. */
function codeOf(plan: Structure, at: number): Node[] {
  const { found, following, end } = plan
  const { cases } = found.dispatch
  const list = cases![at]!
  const last = found.caseOf[jumpTarget(found, list, list.length - 1)]
  const falls = !endsInJump(list)
  const target = falls ? (at + 1 < cases!.length ? at + 1 : -1) : last
  if (!falls && target !== undefined) list.splice(-2, 2)
  rewriteJumps(plan, list, at)
  if (target !== undefined && target !== following[at])
    list.push(branch(target < 0 ? end : labelFor(plan, at, target)))
  return list
}

/** Puts cases behind a list, which may jump to each. */
function hold({ blocks, trees }: Structure, list: Node[], held: readonly number[]): Node[] {
  return held.reduce((before, at) => {
    const block = makeControl('block')
    block.label = blocks[at]!
    block.body = before
    return [block, ...trees[at]!]
  }, list)
}

/** Each case with all that it dominates, the last ones first. */
function makeTree(plan: Structure): Node[] {
  const { flow, heads, trees } = plan
  for (const at of [...flow.order].reverse()) {
    const [within, behind] = heldBy(flow, at)
    let list = hold(plan, codeOf(plan, at), within)
    const label = heads.get(at)
    if (label !== undefined) {
      const loop = makeControl('loop')
      loop.label = label
      loop.body = list
      list = [loop]
    }
    trees[at] = hold(plan, list, behind)
  }
  return trees[flow.order[0]!]!
}

/** How many blocks and loops stand in each other at most. */
function heightOf(flow: Flow): number {
  const heights: number[] = []
  for (const at of [...flow.order].reverse()) {
    const [within, behind] = heldBy(flow, at)
    const raise = (height: number, held: readonly number[]): number =>
      held.reduce((most, other) => Math.max(most + 1, heights[other]!), height)
    const inner = raise(0, within)
    heights[at] = raise(flow.loops.has(at) ? inner + 1 : inner, behind)
  }
  return heights[flow.order[0]!]!
}

/** Whether the number is of no use but to jumps, or else within a case, and jumps are all in cases. */
function onlyJumps(found: Resumable): boolean {
  const { number, next, dispatch, around } = found
  if (around.some(({ behind }) => behind.some(({ label }) => label === next))) return false
  let isRead = false
  for (const list of dispatch.cases!)
    forEachNode(list, ({ op, variable }) => {
      if (op === 'get' && variable === number) isRead = true
    })
  return !isRead || !findLive(found).some(variables => variables.includes(number))
}

/** The constructs around the cases, but for the loop. */
function around(plan: Structure, depth: number): Node[] {
  const { node, behind } = plan.found.around[depth]!
  if (node.op === 'dispatch') {
    const all = makeControl('block')
    all.label = plan.end
    all.body = makeTree(plan)
    return [all, ...behind]
  }
  const inner = around(plan, depth + 1)
  if (node.op === 'loop') return [...inner, ...behind]
  const block = makeControl('block')
  block.label = node.label
  block.body = inner
  return [block, ...behind]
}

/** Calls the function as it was, if it is to go on. */
function goOn(found: Resumable): Node[] {
  const read = get(found.number)
  const goesOn = makeNode('i32.ne', 'i32', [read, constant(0)])
  const resumed = makeIf(found.fn, goesOn)
  const [argument, call] = callRegion(found, 0)
  resumed.body = [argument, call, makeControl('return', [call])]
  return [read, goesOn, resumed]
}

/**
 * Rewrites a function that no pass has been over. Not if a loop has two entries, or if blocks would stand in
 * each other deeper than a parser can follow.
 */
export function structureResumable(found: Resumable): boolean {
  const { fn, before } = found
  const { results } = fn.type
  if (results.length !== 1 || results[0] !== 'i32' || !onlyJumps(found)) return false
  const flow = findFlow(found)
  if (flow === undefined || heightOf(flow) > maxHeight) return false
  fn.body = [...goOn(found), ...before, ...around(planFor(found, flow), 0)]
  return true
}
