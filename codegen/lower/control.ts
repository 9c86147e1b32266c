// Control. `block` is a labelled block and a branch to it a `break`; `loop` is a labelled `for (;;)` that
// ends in `break`, and a branch to it a `continue`; a br_table is a `switch`.
//
// A dispatch is one `switch` whose cases fall through into each other. Where a branch leads to one of its
// cases from within another, the switch stands in a loop and the case's number in a variable:
//
//   L3: for (;;) { switch (s) { case 0: … s = 2; continue L3;  case 1: …  case 2: … } break }

import { Effects } from '../ir/effects.js'
import { type Label, type Node, type Type, wordsOf } from '../ir/nodes.js'
import { forEachNode } from '../ir/walk.js'
import { js } from '../js/template.js'
import type { Exits } from './exits.js'
import { again, type Expression, int, invocation, leaf, operation, truth, unsigned } from './expression.js'
import type { Schedule } from './schedule.js'
import { always, type Slot } from './slots.js'
import {
  block,
  breakTo,
  type Case,
  continueTo,
  endsInJump,
  forever,
  labeled,
  returnStatement,
  type Statement,
} from './statement.js'

export type ControlRule = (lower: Lower, node: Node) => void

/** Lowers the nodes of a list, one after the other. */
export interface Lower {
  readonly schedule: Schedule
  /** Of each dispatch with a loop, by its label: where the number of the next case stands. */
  readonly states: Map<Label, State>
  readonly exits: Exits
  run(list: readonly Node[]): void
}

interface State {
  readonly slot: Slot
  /** The number of each case. */
  readonly numbers: readonly number[]
}

const nameOf = (label: Label): string => `L${label.id}`

const inner = ({ schedule, run }: Lower, list: readonly Node[]): Statement[] =>
  schedule.nested(() => run(list))

/** The same, with a loop around it. */
function repeated<Result>({ exits }: Lower, lower: () => Result): Result {
  exits.loops++
  const result = lower()
  exits.loops--
  return result
}

function pushStatement({ schedule }: Lower, statement: Statement): void {
  schedule.statements.push(statement)
}

// ---------------------------------------------------------------- blocks, loops, ifs

const lowerBlock: ControlRule = (lower, { label, body }) => {
  if (!label!.used) return lower.run(body!)
  lower.schedule.flush()
  const statements = inner(lower, body!)
  pushStatement(lower, labeled(nameOf(label!), block(statements)))
}

const lowerLoop: ControlRule = (lower, { label, body }) => {
  if (!label!.used) return lower.run(body!)
  const { schedule } = lower
  schedule.flush()
  const parameters = label!.variables.flatMap(wordsOf)
  for (const variable of parameters) schedule.slots.hold(variable)
  const statements = repeated(lower, () => inner(lower, body!))
  for (const variable of parameters) schedule.slots.release(schedule.slots.of(variable))
  if (!endsInJump(statements)) statements.push(breakTo(null))
  pushStatement(lower, labeled(nameOf(label!), forever(statements)))
}

/** What a br_if does when it is taken: some assignments and a jump. */
const inJumps: ReadonlySet<string> = new Set([
  'set',
  'br',
  'goto',
  'return',
  'get',
  'set ticks',
  'set result',
])
const isJump = ({ op }: Node): boolean => inJumps.has(op)

/** In a spine the code that a jump leads to may use what waits here; elsewhere nothing behind a jump can. */
const entersSpine = ({ op, label }: Node): boolean => op === 'goto' && label!.dispatch!.targets === undefined

function flushForBranch({ schedule }: Lower, body: readonly Node[]): void {
  if (body.some(entersSpine)) schedule.flush()
  else schedule.flushForJump()
}

const isOther = js('$0 !== 0')
const calls: ReadonlySet<string> = new Set(['call', 'call logged', 'call_indirect', 'call part'])

/** Whether a word is 0 or not. V8 does not know what a call returns, and to test any value is ten instructions. */
const condition = (word: Expression, { op }: Node): Expression =>
  calls.has(op) ? operation(isOther, [word]) : truth(word)

/** A br_if leaves alone what waits for later, unless it would be seen not to have happened. */
function lowerBranchIf(lower: Lower, node: Node): void {
  const { schedule } = lower
  const [test] = schedule.take(node.args)
  flushForBranch(lower, node.body!)
  for (const { args } of node.body!) for (const arg of args) schedule.makeLeaf(arg)
  const statements = inner(lower, node.body!)
  schedule.emit(ifStatement(condition(test!, node.args[0]!), statements, []), test!)
}

const not = js('!$0')

export function ifStatement(
  test: Expression,
  then: readonly Statement[],
  otherwise: readonly Statement[],
): Statement {
  const empty = then.length === 0 && otherwise.length > 0
  const consequent = empty ? otherwise : then
  const single = consequent.length === 1 && otherwise.length === 0
  return {
    type: 'IfStatement',
    test: empty ? operation(not, [test]) : test,
    consequent: single && consequent[0]!.type !== 'IfStatement' ? consequent[0]! : block(consequent),
    alternate: empty || otherwise.length === 0 ? null : block(otherwise),
  }
}

const lowerIf: ControlRule = (lower, node) => {
  const { schedule } = lower
  const body = node.body!
  const otherwise = node.otherwise ?? []
  if (otherwise.length === 0 && !node.label!.used && body.every(isJump)) return lowerBranchIf(lower, node)
  const [test] = schedule.take(node.args)
  schedule.flush()
  const then = inner(lower, body)
  const alternate = inner(lower, otherwise)
  const statement = ifStatement(condition(test!, node.args[0]!), then, alternate)
  schedule.emit(node.label!.used ? labeled(nameOf(node.label!), statement) : statement, test!)
}

// ---------------------------------------------------------------- branches

const lowerBranch: ControlRule = (lower, { label }) => {
  lower.schedule.flushForJump()
  pushStatement(lower, label!.kind === 'loop' ? continueTo(nameOf(label!)) : breakTo(nameOf(label!)))
}

const lowerGoto: ControlRule = (lower, node) => {
  flushForBranch(lower, [node])
  const { label } = node
  const dispatch = label!.dispatch!.label!
  const { slot, numbers } = lower.states.get(dispatch)!
  pushStatement(lower, { type: 'Assign', name: slot.name, value: int(numbers[label!.target]!) })
  pushStatement(lower, continueTo(nameOf(dispatch)))
}

const registers = { i32: 'resultInt', f32: 'resultFloat', f64: 'resultFloat', ref: 'resultRef' } as const

interface Result {
  readonly type: Type
  readonly index: number
  readonly word: Expression
}

function leaveResult(schedule: Schedule, { type, index, word }: Result): void {
  const register = registers[type as keyof typeof registers]
  schedule.scope.helpers.add(register)
  const statement = { type: 'Assign', name: `${register}[${index}]`, value: word } as const
  schedule.emit(statement, word, word.effect | Effects.setResult)
}

const lowerSetResult: ControlRule = ({ schedule }, { args, index }) => {
  const [word] = schedule.take(args)
  leaveResult(schedule, { type: args[0]!.type, index, word: word! })
}

/** Result words after the first go to the result registers, which any call overwrites: calls come before. */
const lowerReturn: ControlRule = (lower, { args }) => {
  const { schedule } = lower
  if (args.length > 1) for (const arg of args) schedule.makePure(arg)
  const words = schedule.take(args)
  schedule.flushForJump()
  for (let i = 1; i < words.length; i++)
    leaveResult(schedule, { type: args[i]!.type, index: i, word: words[i]! })
  const value = words[0] ?? null
  if (value === null) pushStatement(lower, returnStatement(null))
  else schedule.emit(returnStatement(value), value)
}

const lowerUnreachable: ControlRule = (lower, { effect }) => {
  const { schedule, exits } = lower
  schedule.scope.helpers.add('unreachable')
  const value = invocation(leaf('unreachable'), [], effect)
  schedule.emit(exits.loops > 0 ? exits.leave('U', value) : { type: 'Run', value }, value)
}

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
function makeCases(numbers: readonly (number | null)[], consequent: readonly Statement[]): Case[] {
  // Where the default is, the other numbers of its group need no label.
  const tests = numbers.includes(null) ? [null] : numbers
  return tests.map((number, i) => ({
    type: 'SwitchCase',
    test: number === null ? null : int(number),
    consequent: i === tests.length - 1 ? consequent : [],
  }))
}

const lowerSwitch: ControlRule = (lower, node) => {
  const { schedule } = lower
  const targets = node.targets!
  const [discriminant] = schedule.take(node.args)
  schedule.flush()
  const cases: Case[] = []
  for (const [target, numbers] of groupTargets(targets)) {
    const labels = numbers.map(number => (number === targets.length - 1 ? null : number))
    cases.push(...makeCases(labels, inner(lower, target)))
  }
  schedule.emit({ type: 'SwitchStatement', discriminant: discriminant!, cases }, discriminant!)
}

// ---------------------------------------------------------------- dispatch

const clamp = js('$0 < $1 ? $2 : $3')

/** Where a br_table of a ladder goes: one of the ladder's own cases, or -1. */
const ownCase = (target: readonly Node[], label: Label): number =>
  target.length === 1 && target[0]!.op === 'goto' && target[0]!.label!.dispatch!.label === label
    ? target[0]!.label!.target
    : -1

/** Whether a dispatch is entered again from one of its cases. */
export function hasGoto(node: Node): boolean {
  let found = false
  for (const list of node.cases!)
    forEachNode(list, ({ op, label }) => {
      if (op === 'goto' && label!.dispatch!.label === node.label) found = true
    })
  return found
}

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
    if (own >= 0) numbers[own]!.push(...indices)
    else leaving.set(target, indices)
  }
  return { numbers, leaving }
}

/** A ladder: entered by the value of its operand. */
const lowerLadder: ControlRule = (lower, node) => {
  const { schedule } = lower
  const last = node.targets!.length - 1
  const { numbers, leaving } = entriesOf(node)
  const looping = hasGoto(node)
  if (looping) schedule.makeLeaf(node.args[0]!)
  const [operand] = schedule.take(node.args)
  schedule.flush()
  let discriminant = operand!
  if (looping) {
    // Cases that no number leads to get one beyond the table's, so the operand is brought into its range.
    const slot = schedule.slots.temporary('int', always)
    lower.states.set(node.label!, { slot, numbers: numbers.map((own, i) => own[0] ?? last + 1 + i) })
    schedule.assign(slot, operation(clamp, [unsigned(operand!), int(last), again(operand!), int(last)]))
    discriminant = leaf(slot.name)
  }
  const label = (number: number): number | null => (number === last ? null : number)
  const cases: Case[] = []
  for (const [target, indices] of leaving) cases.push(...makeCases(indices.map(label), inner(lower, target)))
  node.cases!.forEach((list, i) => {
    const own = numbers[i]!.map(label)
    if (own.length === 0 && looping) own.push(last + 1 + i)
    const statements = looping ? repeated(lower, () => inner(lower, list)) : inner(lower, list)
    if (own.length > 0) cases.push(...makeCases(own, statements))
    else if (statements.length > 0) appendToLast(cases, statements)
  })
  finishDispatch(lower, node, { discriminant, cases, looping })
}

/** A case that nothing leads to but the one before it. */
function appendToLast(cases: Case[], statements: readonly Statement[]): void {
  const last = cases.pop()
  if (last === undefined) return
  cases.push({ ...last, consequent: [...last.consequent, ...statements] })
}

/** A function that nests too deeply, entered at its first case; or a part, entered where its operand says. */
const lowerSpine: ControlRule = (lower, node) => {
  const slot = lower.schedule.slots.temporary('int', always)
  lower.states.set(node.label!, { slot, numbers: node.cases!.map((_, i) => i) })
  const [entry] = lower.schedule.take(node.args)
  lower.schedule.assign(slot, entry ?? int(0))
  const cases = repeated(lower, () => node.cases!.flatMap((list, i) => makeCases([i], inner(lower, list))))
  finishDispatch(lower, node, { discriminant: leaf(slot.name), cases, looping: true })
}

interface Dispatch {
  readonly discriminant: Expression
  readonly cases: readonly Case[]
  readonly looping: boolean
}

function finishDispatch(lower: Lower, node: Node, { discriminant, cases, looping }: Dispatch): void {
  const name = nameOf(node.label!)
  const statement: Statement = { type: 'SwitchStatement', discriminant, cases }
  const whole = labeled(name, looping ? forever([statement, breakTo(null)]) : statement)
  if (looping) pushStatement(lower, whole)
  else lower.schedule.emit(whole, discriminant)
}

export const controlRules: Readonly<Record<string, ControlRule>> = {
  block: lowerBlock,
  loop: lowerLoop,
  if: lowerIf,
  br: lowerBranch,
  goto: lowerGoto,
  return: lowerReturn,
  'set result': lowerSetResult,
  unreachable: lowerUnreachable,
  switch: lowerSwitch,
  dispatch: (lower, node) => (node.targets === undefined ? lowerSpine : lowerLadder)(lower, node),
}
