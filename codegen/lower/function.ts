// A function's nodes to a JavaScript function: names for its variables, then every node by its rule.

import type { WideName } from '../../src/wasm/ops/index.js'
import { spend } from '../interpret/clock.js'
import type { FunctionIR, Node, Op } from '../ir/nodes.js'
import { findArguments } from './arguments.js'
import { lowerCall, lowerCallIndirect, lowerRegionCall, placeCall } from './call.js'
import { controlRules } from './control.js'
import { findCopies } from './copies.js'
import { Exits } from './exits.js'
import { lowerGlobalGet, lowerGlobalSet } from './global.js'
import { lowerInstrument } from './instrument.js'
import { findKept } from './kept.js'
import { lowerMemory, lowerPlainMemory } from './memory.js'
import type { ControlRule, Lower } from './nested.js'
import { lowerNumeric } from './numeric.js'
import { lowerOwn, lowerSelect } from './own.js'
import { lowerCount, lowerSpent } from './profile.js'
import type { Rule } from './rule.js'
import { Schedule } from './schedule.js'
import type { Scope } from './scope.js'
import { Slots } from './slots.js'
import type { Statement } from './statement.js'
import { lowerReference, lowerTable } from './table.js'

/** A generated function, ready to be printed. */
export interface Lowered {
  readonly name: string
  readonly params: readonly string[]
  /** The other variables, by name, with the text of their first value. */
  readonly variables: readonly (readonly [name: string, value: string])[]
  readonly body: readonly Statement[]
}

const expressionRules = {
  ...lowerNumeric,
  ...lowerMemory,
  ...lowerPlainMemory,
  ...lowerTable,
  ...lowerReference,
  ...lowerOwn,
  'global.get': lowerGlobalGet,
  select: lowerSelect,
  'select t': lowerSelect,
  spent: lowerSpent,
} satisfies Readonly<Partial<Record<Op, Rule>>>

const lowerGrow: ControlRule = (lower, node) => {
  const { schedule } = lower
  const expression = lowerMemory['memory.grow'](schedule.take(node.args), node, schedule.scope)
  placeCall(lower, node, expression)
}

/** How an instruction with a rule of its own for its operands, or without a result, is lowered. */
const nodeRules = {
  ...controlRules,
  ...lowerInstrument,
  nop: () => undefined,
  get: (lower, node) => lower.schedule.placeRead(node),
  set: ({ schedule }, node) => {
    const [value] = schedule.take(node.args)
    const slot = schedule.slots.of(node.variable!)
    schedule.assign(slot, value!)
    schedule.slots.release(slot)
  },
  'global.set': lowerGlobalSet,
  count: lowerCount,
  call: lowerCall,
  call_indirect: lowerCallIndirect,
  'call region': lowerRegionCall,
  'memory.grow': lowerGrow,
  // It is lowered where it is an operand.
  'i32.const': () => undefined,
} satisfies Readonly<Partial<Record<Op, ControlRule>>>

type Prepare = (schedule: Schedule, args: readonly Node[]) => void

const makeAllPure: Prepare = (schedule, args) => {
  for (const arg of args) schedule.makePure(arg)
}
const makeChoicesPure: Prepare = (schedule, args) => {
  schedule.makePure(args[0]!)
  schedule.makePure(args[1]!)
}
const makeAllLeaves: Prepare = (schedule, args) => {
  for (const arg of args) schedule.makeLeaf(arg)
}

/**
 * Operands that JavaScript evaluates only where they are needed must have no effects; those that are named
 * twice must be leaves.
 */
const preparations: Readonly<Record<string, Prepare>> = {
  and: makeAllPure,
  or: makeAllPure,
  select: makeChoicesPure,
  'select t': makeChoicesPure,
  'i32.rotl': makeAllLeaves,
  'i32.rotr': makeAllLeaves,
  'i32.mul_high u': makeAllLeaves,
  'i32.mul_high s': makeAllLeaves,
}

function lowerBy(name: string, rule: Rule): ControlRule {
  const prepare = preparations[name]
  const lowerPlain: ControlRule = ({ schedule }, node) => {
    schedule.place(node, rule(schedule.take(node.args), node, schedule.scope))
  }
  if (prepare === undefined) return lowerPlain
  return (lower, node) => {
    prepare(lower.schedule, node.args)
    lowerPlain(lower, node)
  }
}

/** The rules that take the operands as they come and place the result. */
const placing = <Name extends string>(
  of: Readonly<Record<Name, Rule>>,
): Readonly<Record<Name, ControlRule>> =>
  Object.fromEntries(
    Object.entries<Rule>(of).map(([name, rule]) => [name, lowerBy(name, rule)] as const),
  ) as Record<Name, ControlRule>

/** Every operation that is left once values have been split into words. */
const allRules: Readonly<Record<Exclude<Op, WideName>, ControlRule>> = {
  ...placing(expressionRules),
  ...nodeRules,
}

const rules: ReadonlyMap<string, ControlRule> = new Map(Object.entries(allRules))

function lowerNode(lower: Lower, node: Node): void {
  const rule = rules.get(node.op)
  if (rule === undefined) throw new TypeError(`no lowering for ${node.op}`)
  rule(lower, node)
}

/** Memories whose view the function keeps in a variable, which calls make stale. */
function findViews(fn: FunctionIR, scope: Scope): void {
  for (const memory of fn.memories) if (!scope.facts.fixed[memory]) scope.refreshed.add(memory)
}

function placeVariables(fn: FunctionIR, slots: Slots): void {
  for (const variable of fn.params) slots.parameter(variable)
  for (const variable of fn.variables)
    if (variable.local !== undefined && variable.reads > 0) slots.local(variable)
}

/** Lowers a function after all passes. What it needs of the closure is noted in `scope`. */
export function lowerFunction(fn: FunctionIR, scope: Scope): Lowered {
  findViews(fn, scope)
  const slots = new Slots(findKept(fn))
  placeVariables(fn, slots)
  findCopies(fn)
  const schedule = new Schedule(slots, scope)
  const lower: Lower = {
    schedule,
    ways: new Map(),
    exits: new Exits(slots),
    run(list) {
      spend(2 * list.length)
      for (const node of list) lowerNode(lower, node)
    },
  }
  lower.run(fn.body)
  schedule.flush()
  const views = [...fn.memories].map(index => [`D${index}`, scope.newestView(index).text] as const)
  const { names, copies } = findArguments(fn)
  const variables = [...views, ...copies, ...slots.declarations()]
  return { name: fn.name, params: names, variables, body: lower.exits.around(schedule.statements) }
}
