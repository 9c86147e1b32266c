// A function's nodes to a JavaScript function: names for its variables, then every node by its rule.

import type { FunctionIR, Node } from '../ir/nodes.js'
import {
  lowerCall,
  lowerCallIndirect,
  lowerLoggedCall,
  lowerLoggedGrow,
  lowerPartCall,
  refreshViews,
} from './call.js'
import { type ControlRule, controlRules, type Lower } from './control.js'
import { lowerDeadline, lowerSetTicks } from './deadline.js'
import { lowerGlobalGet, lowerGlobalSet } from './global.js'
import { lowerMemory, lowerPlainMemory } from './memory.js'
import { lowerNumeric } from './numeric.js'
import { lowerOwn, lowerSelect } from './own.js'
import type { Rule } from './rule.js'
import { Schedule } from './schedule.js'
import type { Scope } from './scope.js'
import { Slots } from './slots.js'
import type { Statement } from './statement.js'
import { lowerReference, lowerTable } from './table.js'
import { findCopies } from './versions.js'

/** A generated function, ready to be printed. */
export interface Lowered {
  readonly name: string
  readonly params: readonly string[]
  /** The other variables, by name, with the text of their first value. */
  readonly variables: readonly (readonly [name: string, value: string])[]
  readonly body: readonly Statement[]
}

const expressionRules: ReadonlyMap<string, Rule> = new Map<string, Rule>(
  Object.entries({
    ...lowerNumeric,
    ...lowerMemory,
    ...lowerPlainMemory,
    ...lowerTable,
    ...lowerReference,
    ...lowerOwn,
    ...lowerDeadline,
    'global.get': lowerGlobalGet,
    select: lowerSelect,
    'select t': lowerSelect,
  }),
)

const nodeRules: ReadonlyMap<string, ControlRule> = new Map<string, ControlRule>(
  Object.entries({
    ...controlRules,
    nop: () => undefined,
    'i32.const': () => undefined,
    get: (lower, node) => lower.schedule.placeRead(node),
    set: ({ schedule }, node) => {
      const [value] = schedule.take(node.args)
      schedule.assign(schedule.slots.of(node.variable!), value!)
    },
    'global.set': lowerGlobalSet,
    'set ticks': lowerSetTicks,
    call: lowerCall,
    'call logged': lowerLoggedCall,
    'memory.grow logged': lowerLoggedGrow,
    call_indirect: lowerCallIndirect,
    'call part': lowerPartCall,
  } satisfies Record<string, ControlRule>),
)

/**
 * Operands that JavaScript evaluates only where they are needed must have no effects; those that are named
 * twice must be leaves.
 */
function prepareOperands(schedule: Schedule, { op, args }: Node): void {
  if (op === 'and' || op === 'or') for (const arg of args) schedule.makePure(arg)
  else if (op === 'select' || op === 'select t') {
    schedule.makePure(args[0]!)
    schedule.makePure(args[1]!)
  } else if (op === 'i32.rotl' || op === 'i32.rotr') for (const arg of args) schedule.makeLeaf(arg)
}

function lowerNode(lower: Lower, node: Node): void {
  const special = nodeRules.get(node.op)
  if (special !== undefined) {
    special(lower, node)
    return
  }
  const rule = expressionRules.get(node.op)
  if (rule === undefined) throw new TypeError(`no lowering for ${node.op}`)
  const { schedule } = lower
  prepareOperands(schedule, node)
  const expression = rule(schedule.take(node.args), node, schedule.scope)
  const grows = node.op === 'memory.grow' && schedule.scope.refreshed.size > 0
  schedule.place(node, expression, !grows)
  if (grows) refreshViews(lower)
}

/** Memories whose view the function keeps in a variable, which calls make stale. */
function findViews(fn: FunctionIR, scope: Scope): void {
  for (const memory of fn.memories) if (!scope.facts.fixed[memory]) scope.refreshed.add(memory)
}

function placeVariables(fn: FunctionIR, slots: Slots): string[] {
  for (const variable of fn.params) slots.parameter(variable)
  for (const variable of fn.variables)
    if (variable.local !== undefined && variable.reads > 0) slots.local(variable)
  return fn.params.map(({ name }) => name)
}

/** Lowers a function after all passes. What it needs of the closure is noted in `scope`. */
export function lowerFunction(fn: FunctionIR, scope: Scope): Lowered {
  findViews(fn, scope)
  const hasSpine = fn.body.some(node => node.op === 'dispatch' && node.targets === undefined)
  const slots = new Slots(!hasSpine && !fn.isCut)
  const params = placeVariables(fn, slots)
  findCopies(fn)
  const schedule = new Schedule(slots, scope)
  const lower: Lower = {
    schedule,
    states: new Map(),
    run(list) {
      for (const node of list) lowerNode(lower, node)
    },
  }
  lower.run(fn.body)
  schedule.flush()
  const views = [...fn.memories].map(index => [`D${index}`, `H${index}.view`] as const)
  const variables = [...views, ...slots.declarations()]
  return { name: fn.name, params, variables, body: schedule.statements }
}
