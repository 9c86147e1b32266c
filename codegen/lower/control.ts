// Control. `block` is a labelled block and a branch to it a `break`; `loop` is a labelled `for (;;)` that
// ends in `break`, and a branch to it a `continue`; a br_table is a `switch`. For a dispatch see dispatch.ts.

import { registers } from '../abi.js'
import { Effects } from '../ir/effects.js'
import { type Node, type Op, type Type, wordsOf } from '../ir/nodes.js'
import { js } from '../js/template.js'
import { lowerDispatch, lowerGoto, lowerSwitch } from './dispatch.js'
import { type Expression, invocation, leaf, operation, truth } from './expression.js'
import {
  type ControlRule,
  flushForBranch,
  inner,
  type Lower,
  nameOf,
  pushStatement,
  repeated,
} from './nested.js'
import type { Schedule } from './schedule.js'
import { kindOf } from './slots.js'
import {
  block,
  breakTo,
  continueTo,
  endsInJump,
  forever,
  labeled,
  returnStatement,
  type Statement,
} from './statement.js'

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

/** The operations of a br_if that is taken: some assignments and a jump. */
const inJumps: ReadonlySet<string> = new Set([
  'set',
  'br',
  'goto',
  'return',
  'get',
  'set state',
  'set result',
])
const isJump = ({ op }: Node): boolean => inJumps.has(op)

const isOther = js('$0 !== 0')
const calls: ReadonlySet<string> = new Set(['call', 'call by', 'call_indirect', 'call region'])

/**
 * Whether a word is 0 or not. V8 does not know what a call returns, and to test any value is ten
 * instructions.
 */
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

interface Result {
  readonly type: Type
  readonly index: number
  readonly word: Expression
}

function leaveResult(schedule: Schedule, { type, index, word }: Result): void {
  const register = registers[kindOf(type)]
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

export const controlRules = {
  block: lowerBlock,
  loop: lowerLoop,
  if: lowerIf,
  br: lowerBranch,
  goto: lowerGoto,
  return: lowerReturn,
  'set result': lowerSetResult,
  unreachable: lowerUnreachable,
  switch: lowerSwitch,
  dispatch: lowerDispatch,
} satisfies Readonly<Partial<Record<Op, ControlRule>>>
