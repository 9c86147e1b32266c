// Cuts a function that can be resumed into regions, each a run of its cases. A region is entered at the
// number of a case and returns the number at which another one goes on, or a negative one at the function's
// end. What is left of the function calls one region after the other:
//
//   function f7(l0) { …  for (;;) { l0 = l0 < 40 ? f7p0(l0) : f7p1(l0);  if (l0 < 0) return -1 - l0 } }
//
// Variables that are alive where control changes from region to region are left in the result registers,
// each in one of its own. There are few: behind a call such code reads again from memory all that it needs,
// since it may have been left there.

import { lastOf } from '../../../src/engine/list.js'
import { makeCaseLabel } from '../../ir/cases.js'
import { Effects } from '../../ir/effects.js'
import {
  branch,
  constant,
  type FunctionIR,
  get,
  type Label,
  makeControl,
  makeFunction,
  makeIf,
  makeLabel,
  makeNode,
  makeOwn,
  type Node,
  set,
  type Variable,
  withEffect,
} from '../../ir/nodes.js'
import { endsInJump, forEachNode, listsOf, mapLists } from '../../ir/walk.js'
import { bounds, type Resuming } from '../../tiers/tuning.js'
import { type Group, groupCases } from './group.js'
import { findLive } from './live.js'
import { callRegion, jumpTarget, type Resumable } from './resume.js'

/** Regions of regions, see ../outline/extract.ts, leave what they have in registers before these. */
const firstRegister = 2048

/** A function in regions. */
export interface Resumed {
  /** Calls the regions, by the names that they have. */
  readonly whole: FunctionIR
  readonly regions: readonly FunctionIR[]
}

interface Plan {
  readonly found: Resumable
  readonly groups: readonly Group[]
  readonly live: readonly (readonly Variable[])[]
  /** Cases that another region goes on at. */
  readonly entered: ReadonlySet<number>
  /** Variables that are set before the first case. */
  readonly given: ReadonlySet<Variable>
  /** The register of each variable that goes from region to region. */
  readonly registers: ReadonlyMap<Variable, number>
}

/** Calls `visit` for each jump to a case that is not of the same group. */
function forEachCrossing(found: Resumable, groups: readonly Group[], visit: (to: number) => void): void {
  const cases = found.dispatch.cases!
  for (const { from, to } of groups) {
    const search = (list: readonly Node[]): void =>
      list.forEach((node, at) => {
        const number = node.op === 'br' ? jumpTarget(found, list, at) : -1
        const target = found.caseOf[number]
        if (target !== undefined && (target < from || target >= to)) visit(target)
        for (const inner of listsOf(node)) search(inner)
      })
    for (const list of cases.slice(from, to)) search(list)
    if (to < cases.length) visit(to)
  }
}

function planFor(found: Resumable, live: Plan['live'], groups: Plan['groups']): Plan {
  const entered = new Set<number>()
  forEachCrossing(found, groups, to => entered.add(to))
  const given = new Set<Variable>()
  forEachNode(found.before, ({ op, variable }) => {
    if (op === 'set') given.add(variable!)
  })
  const registers = new Map<Variable, number>()
  for (const variables of [given, ...[...entered].map(at => live[at]!)])
    for (const variable of variables)
      if (!registers.has(variable)) registers.set(variable, firstRegister + registers.size)
  return { found, groups, live, entered, given, registers }
}

/** Leaves a variable in its register. */
function leave({ registers }: Plan, variable: Variable): Node[] {
  const value = get(variable)
  const left = makeOwn('set result', [value])
  left.index = registers.get(variable)!
  return [value, left]
}

function fetch({ registers }: Plan, variable: Variable): Node[] {
  const word = makeOwn('result', [], variable.type)
  word.index = registers.get(variable)!
  return [word, set(variable, word)]
}

/** Copies code that owns no lists. */
function copy(list: readonly Node[]): Node[] {
  const copies = new Map<Node, Node>()
  return list.map(node => {
    const args = node.args.map(arg => copies.get(arg) ?? arg)
    const other = withEffect(makeNode(node.op, node.type, args), node.effect)
    const { index, extra, variable, label, owned } = node
    Object.assign(other, { index, extra, variable, label, owned: owned && { ...owned } })
    if (owned?.leftBy !== undefined) other.leftBy = copies.get(owned.leftBy) ?? owned.leftBy
    copies.set(node, other)
    return other
  })
}

/**
 * The code of one region, in which jumps to others have become its end. Jumps forward within it go from
 * case to case, and only those back set the number and go round.
 */
class RegionBuilder {
  /** Of its cases, once there is a table for them. */
  private labels: readonly Label[] = []
  /** The case that is being rewritten. */
  private at = Number.POSITIVE_INFINITY

  constructor(
    private readonly plan: Plan,
    private readonly group: Group,
  ) {}

  /** Goes on at a case of another region. */
  private goOn(target: number): Node[] {
    const { live, found } = this.plan
    const left = live[target]!.flatMap(variable => leave(this.plan, variable))
    return [...left, makeControl('return', [constant(found.numberOf[target]!)])]
  }

  private jump(list: readonly Node[], at: number): Node[] | undefined {
    const { found } = this.plan
    const target = found.caseOf[jumpTarget(found, list, at)]
    if (target === undefined) return undefined
    if (target < this.group.from || target >= this.group.to) return this.goOn(target)
    return target > this.at ? [branch(this.labels[target - this.group.from]!)] : undefined
  }

  /** Ends and jumps of a list. */
  list(list: readonly Node[]): Node[] {
    const rewritten: Node[] = []
    list.forEach((node, at) => {
      const jump = this.jump(list, at)
      if (jump !== undefined) {
        rewritten.pop()
        rewritten.push(...jump)
      } else if (node.op === 'return') {
        const value = node.args[0]?.index ?? 0
        rewritten.push(makeControl('return', [constant(-1 - value)]))
      } else {
        mapLists(node, inner => this.list(inner))
        rewritten.push(node)
      }
    })
    return rewritten
  }

  /** The cases, with a table of their own. */
  private dispatch(original: Node): Node[] {
    const { found, live } = this.plan
    const { from, to } = this.group
    const number = get(found.number)
    const dispatch = makeControl('dispatch', [number])
    dispatch.label = original.label
    const own = original.cases!.slice(from, to)
    this.labels = own.map((_, target) => makeCaseLabel(found.fn, dispatch, target))
    const cases = own.map((list, i) => {
      this.at = from + i
      return this.list(list)
    })
    this.at = Number.POSITIVE_INFINITY
    const isLast = to === live.length
    if (!isLast && !endsInJump(lastOf(cases)!)) lastOf(cases)!.push(...this.goOn(to))
    dispatch.cases = cases
    const entries = this.labels.map(label => [branch(label)])
    const otherwise = this.list(copy(lastOf(original.targets!)!))
    const numbers = found.caseOf.slice(
      0,
      found.numberOf.slice(to).find(number => number >= 0),
    )
    dispatch.targets = [...numbers.map(target => entries[target - from] ?? otherwise), otherwise]
    return [number, dispatch]
  }

  /** The constructs around the cases, from the one at `depth` on. */
  private around(depth: number): Node[] {
    const { node, behind } = this.plan.found.around[depth]!
    const rest = this.list(copy(behind))
    if (node.op === 'dispatch') return [...this.dispatch(node), ...rest]
    const outer = makeControl(node.op)
    outer.label = node.label
    outer.body = this.around(depth + 1)
    return [outer, ...rest]
  }

  /** The variables that the region fetches: what others have left, and what the function has set before. */
  private inputs(): Set<Variable> {
    const { live, entered, given } = this.plan
    const inputs = new Set<Variable>()
    for (let at = this.group.from; at < this.group.to; at++)
      for (const variable of live[at]!) if (entered.has(at) || given.has(variable)) inputs.add(variable)
    return inputs
  }

  make(name: string): FunctionIR {
    const { fn, number } = this.plan.found
    const inputs = [...this.inputs()].filter(variable => variable !== number)
    const body = [...inputs.flatMap(variable => fetch(this.plan, variable)), ...this.around(0)]
    const { memories, hasF32, variableCount, labelCount, localCount } = fn
    const variables = usedIn(body).filter(variable => variable !== number)
    return {
      ...makeFunction(fn.index, fn.type),
      ...{ name, params: [number], variables, body, memories, hasF32 },
      ...{ variableCount, labelCount, localCount },
      isCut: true,
    }
  }
}

function usedIn(body: readonly Node[]): Variable[] {
  const used = new Set<Variable>()
  forEachNode(body, ({ variable, label }) => {
    if (variable !== undefined) used.add(variable)
    for (const other of label?.variables ?? []) used.add(other)
  })
  return [...used]
}

/** Calls the region that the number belongs to. */
function callOneOf(plan: Plan, from: number, to: number): Node[] {
  const { found, groups } = plan
  const { fn, number, numberOf } = found
  if (to - from === 1) {
    const [read, call] = callRegion(found, from)
    return [read, call, set(number, call)]
  }
  const middle = (from + to) >> 1
  const read = get(number)
  const first = constant(numberOf[groups[middle]!.from]!)
  const isBefore = makeNode('i32.lt_s', 'i32', [read, first])
  const choice = makeIf(fn, isBefore)
  choice.body = callOneOf(plan, from, middle)
  choice.otherwise = callOneOf(plan, middle, to)
  return [read, isBefore, choice]
}

/** Ends the function when a region has. */
function endIfNegative({ fn, number }: Resumable): Node[] {
  const read = get(number)
  const isEnd = makeNode('i32.lt_s', 'i32', [read, constant(0)])
  const ending = makeIf(fn, isEnd)
  const last = get(number)
  const value = makeNode('i32.sub', 'i32', [constant(-1), last])
  ending.body =
    fn.type.results.length === 0 ? [makeControl('return')] : [last, value, makeControl('return', [value])]
  return [read, isEnd, ending]
}

/** Where the function is resumed, its variables are as they are at its beginning. */
function leaveAll(plan: Plan): Node[] {
  const { found, live, registers } = plan
  const first = new Set(live[found.caseOf[0]!])
  const always = [...registers.keys()].filter(variable => first.has(variable))
  const others = [...registers.keys()].filter(variable => !first.has(variable))
  const read = get(found.number)
  const resumed = makeIf(found.fn, read)
  resumed.body = others.flatMap(variable => leave(plan, variable))
  return [...always.flatMap(variable => leave(plan, variable)), read, resumed]
}

function makeWhole(plan: Plan): FunctionIR {
  const { found, groups } = plan
  const { fn } = found
  const loop = makeControl('loop')
  loop.label = makeLabel(fn, 'loop')
  loop.body = [...callOneOf(plan, 0, groups.length), ...endIfNegative(found), branch(loop.label)]
  const body = [...found.before, ...leaveAll(plan), loop]
  const variables = usedIn(body).filter(variable => variable !== found.number)
  const accesses = found.before.some(({ effect }) => effect & (Effects.getMemory | Effects.setMemory))
  return { ...fn, body, variables, isCut: true, memories: accesses ? fn.memories : new Set() }
}

/**
 * Cuts it into regions, where functions may come to `largest` bytes of bytecode. The variable of the number
 * may serve for other things between two jumps, but not from one case to the next.
 */
export function splitResumable(found: Resumable, largest: number, tuning: Resuming): Resumed | undefined {
  const live = findLive(found)
  if (live.some(variables => variables.includes(found.number))) return undefined
  const plan = planFor(found, live, groupCases(found, largest * tuning.share, tuning))
  if (plan.groups.length < 2 || plan.registers.size > bounds.crossingRegisters) return undefined
  const regions = plan.groups.map((group, i) => new RegionBuilder(plan, group).make(`${found.fn.name}p${i}`))
  return { whole: makeWhole(plan), regions }
}
