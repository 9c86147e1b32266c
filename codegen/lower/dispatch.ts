// A br_table is a `switch`, and a dispatch is one whose cases fall through into each other. Where a jump
// leads from one case to another behind it, that one and all that follow stand behind the switch, each
// behind a block that such jumps leave; only a jump back sets the number of its case, and goes round:
//
//   L3: for (;;) {
//     L3c2: { L3c1: { switch (s) { case 0: … break L3c2 …  case 1: break L3c1;  case 2: break L3c2 } }
//       … }
//     … s = 1; continue L3 …
//     break }
//
// To V8 a jump by way of the switch is one to anywhere: all variables may have any value there.

import { lastOf } from '../../src/engine/list.js'
import { isDispatchLoop, type Jump, jumpsBetween } from '../ir/cases.js'
import { constant, type Label, type Node } from '../ir/nodes.js'
import { js } from '../js/template.js'
import { bounds } from '../tiers/tuning.js'
import { again, type Expression, int, leaf, operation, unsigned } from './expression.js'
import {
  type ControlRule,
  flushForBranch,
  inner,
  type Lower,
  nameOf,
  pushStatement,
  repeated,
  type Ways,
} from './nested.js'
import { always, type Slot } from './slots.js'
import {
  block,
  breakTo,
  type Case,
  continueTo,
  endsInJump,
  forever,
  labeled,
  type Statement,
} from './statement.js'

const mostBehind = bounds.casesBehindBlocks

/** The block that a case stands behind. */
const behind = (label: Label, at: number): string => `${nameOf(label)}c${at}`

// ---------------------------------------------------------------- br_table

/** The default comes last; a list of targets shares the list of those that are equal. */
function groupTargets(targets: readonly (readonly Node[])[]): Map<readonly Node[], number[]> {
  const groups = new Map<readonly Node[], number[]>()
  targets.forEach((target, i) => {
    const group = groups.get(target)
    if (group === undefined) groups.set(target, [i])
    else group.push(i)
  })
  return groups
}

/** `case` labels for these numbers, and the statements behind the last of them. */
function makeCases(numbers: readonly (number | null)[], consequent: Statement[]): Case[] {
  // Where the default is, the other numbers of its group need no label.
  const tests = numbers.includes(null) ? [null] : numbers
  return tests.map((number, i) => ({
    type: 'SwitchCase',
    test: number === null ? null : int(number),
    consequent: i === tests.length - 1 ? consequent : [],
  }))
}

export const lowerSwitch: ControlRule = (lower, node) => {
  const { schedule } = lower
  const targets = node.targets!
  const [discriminant] = schedule.take(node.args)
  schedule.flush()
  const cases: Case[] = []
  for (const [target, numbers] of groupTargets(targets)) {
    const labels = numbers.map(number => (number === targets.length - 1 ? null : number))
    for (const each of makeCases(labels, inner(lower, target))) cases.push(each)
  }
  schedule.emit({ type: 'SwitchStatement', discriminant: discriminant!, cases }, discriminant!)
}

// ---------------------------------------------------------------- jumps

export const lowerGoto: ControlRule = (lower, node) => {
  flushForBranch(lower, [node])
  const { dispatch, target } = node.label!
  const label = dispatch!.label!
  const ways = lower.ways.get(label)!
  if (target > ways.at && target >= ways.firstBehind)
    return pushStatement(lower, breakTo(behind(label, target)))
  pushStatement(lower, { type: 'Assign', name: ways.slot!.name, value: int(ways.numbers[target]!) })
  pushStatement(lower, continueTo(nameOf(label)))
}

type Arrangement = Pick<Ways, 'firstBehind' | 'byNumber' | 'byBreak'>

function arrange(node: Node): Arrangement {
  const count = node.cases!.length
  const jumps = jumpsBetween(node)
  const forward = jumps.filter(({ from, to }) => to > from)
  const first = forward.reduce((first, { to }) => Math.min(first, to), count)
  const firstBehind = Math.max(first, count - mostBehind)
  const leavesBlock = ({ from, to }: Jump): boolean => to > from && to >= firstBehind
  const targets = (found: readonly Jump[]): Set<number> => new Set(found.map(({ to }) => to))
  return {
    firstBehind,
    byNumber: targets(jumps.filter(jump => !leavesBlock(jump))),
    byBreak: targets(jumps.filter(leavesBlock)),
  }
}

/** Whether a dispatch is a loop. */
export const isLooping = (node: Node): boolean => arrange(node).byNumber.size > 0

// ---------------------------------------------------------------- dispatch

const clamp = js('$0 < $1 ? $2 : $3')

/** Where a br_table of a ladder goes: one of the ladder's own cases, or -1. */
const ownCase = (target: readonly Node[], label: Label): number =>
  target.length === 1 && target[0]!.op === 'goto' && target[0]!.label!.dispatch!.label === label
    ? target[0]!.label!.target
    : -1

interface Entries {
  /** For each case, the numbers that lead to it; the default is the last number. */
  readonly numbers: readonly number[][]
  /** Targets outside of the dispatch. */
  readonly leaving: ReadonlyMap<readonly Node[], number[]>
}

function entriesOf(node: Node): Entries {
  const numbers: number[][] = node.cases!.map(() => [])
  const leaving = new Map<readonly Node[], number[]>()
  for (const [target, indices] of groupTargets(node.targets!)) {
    const own = ownCase(target, node.label!)
    if (own >= 0) for (const index of indices) numbers[own]!.push(index)
    else leaving.set(target, indices)
  }
  return { numbers, leaving }
}

/** A case that nothing leads to but the one before it. */
function appendToLast(cases: readonly Case[], statements: readonly Statement[]): void {
  const last = lastOf(cases)
  if (last !== undefined) for (const statement of statements) last.consequent.push(statement)
}

/** The statements of each case. A jump to the next at its end is none. */
function lowerCases(lower: Lower, node: Node, ways: Ways): Statement[][] {
  return node.cases!.map((list, at) => {
    ways.at = at
    const last = lastOf(list)
    const falls = last?.op === 'goto' && last.label!.dispatch === node && last.label!.target === at + 1
    return inner(lower, falls ? list.slice(0, -1) : list)
  })
}

/** A dispatch that is being written. */
interface Dispatch {
  readonly node: Node
  readonly discriminant: Expression
  /** The cases of the switch that lead out of the dispatch. */
  readonly leaving: readonly Case[]
  /** Of each case, the numbers that lead to it; `null` is the default. */
  readonly entries: readonly (readonly (number | null)[])[]
  readonly ways: Ways
}

function lowerBy(lower: Lower, dispatch: Dispatch): void {
  const { node, discriminant, leaving, entries, ways } = dispatch
  const { firstBehind, byNumber, byBreak } = ways
  const label = node.label!
  const looping = byNumber.size > 0
  const lists = looping ? repeated(lower, () => lowerCases(lower, node, ways)) : lowerCases(lower, node, ways)
  const cases = [...leaving]
  entries.forEach((numbers, at) => {
    const statements = at < firstBehind ? lists[at]! : [breakTo(behind(label, at))]
    // A case that falls into the first one behind the switch leaves it.
    if (at + 1 === firstBehind && at + 1 < lists.length && !endsInJump(statements))
      statements.push(breakTo(behind(label, at + 1)))
    if (numbers.length > 0) for (const each of makeCases(numbers, statements)) cases.push(each)
    else if (at < firstBehind && statements.length > 0) appendToLast(cases, statements)
  })
  let body: Statement[] = [{ type: 'SwitchStatement', discriminant, cases }]
  for (let at = firstBehind; at < lists.length; at++) {
    const isLeft = at === firstBehind || byBreak.has(at) || entries[at]!.length > 0
    const before = isLeft ? [labeled(behind(label, at), block(body))] : body
    body = [...before, ...lists[at]!]
  }
  if (looping) pushStatement(lower, labeled(nameOf(label), forever([...body, breakTo(null)])))
  else lower.schedule.emit(labeled(nameOf(label), body.length === 1 ? body[0]! : block(body)), discriminant)
}

/** A ladder: entered by the value of its operand. */
function lowerLadder(lower: Lower, node: Node): void {
  const { schedule } = lower
  const last = node.targets!.length - 1
  const { numbers, leaving } = entriesOf(node)
  const arrangement = arrange(node)
  const looping = arrangement.byNumber.size > 0
  if (looping) schedule.makeLeaf(node.args[0]!)
  const [operand] = schedule.take(node.args)
  schedule.flush()
  // Cases that no number leads to get one beyond the table's, so the operand is brought into its range.
  const own = numbers.map((numbers, at) =>
    arrangement.byNumber.has(at) && numbers.length === 0 ? [last + 1 + at] : numbers,
  )
  const slot = looping ? schedule.slots.temporary('int', always) : undefined
  if (slot !== undefined)
    schedule.assign(slot, operation(clamp, [unsigned(operand!), int(last), again(operand!), int(last)]))
  const ways = { ...arrangement, slot, numbers: own.map(([number]) => number!), at: 0 }
  lower.ways.set(node.label!, ways)
  const labelOf = (number: number): number | null => (number === last ? null : number)
  lowerBy(lower, {
    ...{ node, ways },
    discriminant: slot === undefined ? operand! : leaf(slot.name),
    leaving: Array.from(leaving).flatMap(([target, indices]) =>
      makeCases(indices.map(labelOf), inner(lower, target)),
    ),
    entries: own.map(numbers => numbers.map(labelOf)),
  })
}

/**
 * A function that nests too deeply, entered at its first case; or a region, entered where its operand says.
 */
function lowerDispatchLoop(lower: Lower, node: Node): void {
  const { schedule } = lower
  const slot: Slot = schedule.slots.temporary('int', always)
  const arrangement = arrange(node)
  const numbers = node.cases!.map((_, at) => at)
  const ways = { ...arrangement, slot, numbers, at: 0 }
  lower.ways.set(node.label!, ways)
  const [entry] = schedule.take(node.args)
  schedule.assign(slot, entry ?? int(0))
  const [number = constant(0)] = node.args
  const canBeAny = number.op !== 'i32.const'
  const isEntry = (at: number): boolean => canBeAny || at === number.index || arrangement.byNumber.has(at)
  const entries = numbers.map(at => (isEntry(at) ? [at] : []))
  lowerBy(lower, { node, ways, discriminant: leaf(slot.name), leaving: [], entries })
}

export const lowerDispatch: ControlRule = (lower, node) =>
  (isDispatchLoop(node) ? lowerDispatchLoop : lowerLadder)(lower, node)
