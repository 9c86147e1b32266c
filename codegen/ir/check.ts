// The verifier: all that must hold of a function's nodes, whatever passes have done to them. Tests run this
// behind every stage; translation itself never does.
//
//   order    an operand is computed before it is used, and on every way there
//   types    operands and results are of the types that the instruction table, the module and the labels say
//   jumps    a branch names a construct around it, and ends its list
//   rounds   what is used within a loop is made in the same round of it; see rounds.ts
//   results  a result word is fetched before anything can overwrite what its call has left
//   words    once split, nothing is wider than a word
//   counts   once counted, `uses` and `reads` are what can be counted
//
// A fault is a sentence. The first one matters; others may follow from it.

import { funcType, type Module } from '../../src/wasm/module.js'
import { byName, type Row } from '../../src/wasm/ops/index.js'
import type { ValueType } from '../../src/wasm/types.js'
import { Effects, effectBits } from './effects.js'
import {
  type FunctionIR,
  isWide,
  type Label,
  type Node,
  nodeType,
  type SpecialName,
  type Type,
  type Variable,
  wordTypes,
} from './nodes.js'
import { ownRow, type SpecialOwn } from './ops.js'
import { checkRounds } from './rounds.js'
import { forEachNode, isJump } from './walk.js'

export interface Stage {
  readonly module: Module
  /** Whether every node is of one word. */
  readonly split: boolean
  /** Whether uses are counted. */
  readonly counted: boolean
}

// ---------------------------------------------------------------- types

/** The types that a node should have: those of its operands and its own. */
interface Typed {
  readonly args: readonly Type[]
  readonly type: Type
}

type TypeRule = (node: Node, check: Check) => Typed | undefined

/** `i32 f32 ->` */
function typed(text: string): TypeRule {
  const [args, type] = text.split('->').map(side => side.split(' ').filter(word => word !== '') as Type[])
  const result = { args: args!, type: type![0] ?? 'none' } as const
  return () => result
}

/** A region returns what it pleases; see passes/outline. */
const isRegion = ({ index, name }: FunctionIR): boolean => name !== `f${index}`

/** Any types at all. */
const untyped: TypeRule = () => undefined

const callRule =
  (kind: 'direct' | 'indirect'): TypeRule =>
  (node, check) => {
    const { functions } = check.stage.module
    const indirect = kind === 'indirect'
    const type = funcType(check.stage.module, indirect ? node.index : functions[node.index]!)
    const args = check.words(type.params)
    return { args: indirect ? [...args, 'i32'] : args, type: check.words(type.results)[0] ?? 'none' }
  }

const selectRule: TypeRule = ({ type }) => ({ args: [type, type, 'i32'], type })

const globalRule =
  (access: 'get' | 'set'): TypeRule =>
  ({ index, extra }, check) => {
    const type = check.words([check.stage.module.globals[index]!.type.type])[extra]!
    return access === 'get' ? { args: [], type } : { args: [type], type: 'none' }
  }

/** Operations whose type does not stand in a table. */
const rules: Readonly<Record<SpecialOwn | SpecialName, TypeRule>> = {
  get: ({ variable }) => ({ args: [], type: variable!.type }),
  set: ({ variable }) => ({ args: [variable!.type], type: 'none' }),
  dispatch: ({ targets, args }) => ({
    args: targets === undefined && args.length === 0 ? [] : ['i32'],
    type: 'none',
  }),
  result: untyped,
  'set result': ({ args }) => ({ args: args.map(({ type }) => type), type: 'none' }),
  helper: untyped,
  block: typed('->'),
  loop: typed('->'),
  if: typed('i32 ->'),
  br: typed('->'),
  unreachable: typed('->'),
  return: (_, check) =>
    isRegion(check.fn) ? undefined : { args: check.words(check.fn.type.results), type: 'none' },
  call: callRule('direct'),
  'call by': callRule('direct'),
  ask: untyped,
  'call region': untyped,
  call_indirect: callRule('indirect'),
  select: selectRule,
  'select t': selectRule,
  'global.get': globalRule('get'),
  'global.set': globalRule('set'),
  'ref.null': typed('-> ref'),
  'ref.is_null': typed('ref -> i32'),
  'ref.func': typed('-> ref'),
  'table.get': typed('i32 -> ref'),
  'table.set': typed('i32 ref ->'),
  'table.grow': typed('ref i32 -> i32'),
  'table.fill': typed('i32 ref i32 ->'),
}

const rows: Readonly<Record<string, Row>> = byName

function ruleOf(op: string): TypeRule {
  const rule = (rules as Readonly<Record<string, TypeRule | undefined>>)[op]
  if (rule !== undefined) return rule
  const own = ownRow(op)
  if (own !== undefined) return () => own.signature
  const signature = rows[op]?.signature
  if (signature === undefined) return untyped
  const found = { args: signature.params, type: signature.results[0] ?? 'none' } as Typed
  return () => found
}

/** Facts of an operation, found when it is first met. */
interface Known {
  readonly row: Row | undefined
  readonly rule: TypeRule
}

const knownOps = new Map<string, Known>()

function knownOf(op: string): Known {
  let known = knownOps.get(op)
  if (known === undefined) {
    known = { row: rows[op], rule: ruleOf(op) }
    knownOps.set(op, known)
  }
  return known
}

// ---------------------------------------------------------------- the walk

const leavesResults = ({ op }: Node): boolean => op.startsWith('call') || op === 'helper'

/** Whether result words can still be read behind a node. */
const keepsResults = ({ effect }: Node): boolean => (effect & ~(Effects.getResult | Effects.control)) === 0

class Check {
  readonly faults: string[] = []
  private readonly known: ReadonlySet<Variable>
  /** Nodes that have been computed on every way to where the walk is now, in order. */
  private readonly computed: Node[] = []
  private readonly available = new Set<Node>()
  private readonly seen = new Set<Node>()
  private readonly open = new Set<Label>()
  /** Who has left the words that stand in the result registers, if that is known. */
  private leaver: Node | 'another region' | undefined

  constructor(
    readonly fn: FunctionIR,
    readonly stage: Stage,
  ) {
    this.known = new Set([...fn.params, ...fn.variables])
    // A region may be entered with words that another has left.
    if (isRegion(fn)) this.leaver = 'another region'
  }

  fault({ op }: Node, text: string): void {
    this.faults.push(`${op}: ${text}`)
  }

  /** Types as nodes have them at this stage. */
  words(types: readonly ValueType[]): Type[] {
    return types.map(nodeType).flatMap(type => (this.stage.split ? wordTypes(type) : [type]))
  }

  /** Checks a list; what it computes stays available. */
  list(nodes: readonly Node[]): void {
    nodes.forEach((node, i) => {
      const { size } = this.seen
      if (this.seen.add(node).size === size) this.fault(node, 'stands in two places')
      this.node(node)
      if (node.label !== undefined) this.within(node.label, node)
      else this.lists(node)
      this.available.add(node)
      this.computed.push(node)
      if (isJump(node) && i < nodes.length - 1) this.fault(node, 'its list goes on')
    })
  }

  /** Checks a list that may be left early or not be run at all. */
  private apart(nodes: readonly Node[]): void {
    const before = this.computed.length
    this.list(nodes)
    for (const node of this.computed.splice(before)) this.available.delete(node)
  }

  private within(label: Label, node: Node): void {
    const owns = node.op !== 'br' && node.op !== 'goto'
    if (owns) this.open.add(label)
    this.lists(node)
    if (owns) this.open.delete(label)
  }

  private lists(node: Node): void {
    if (node.owned === undefined) return
    const { op, label, body, otherwise, targets, cases } = node
    const falls = op === 'loop' || (op === 'block' && !label!.used)
    if (op === 'loop' && label!.used) this.leaver = undefined
    const { leaver } = this
    const ends = new Set([leaver])
    if (body !== undefined && falls) this.list(body)
    else if (body !== undefined) this.apart(body)
    for (const list of [...new Set(targets), ...(otherwise === undefined ? [] : [otherwise])]) {
      ends.add(this.leaver)
      this.leaver = leaver
      this.apart(list)
    }
    ends.add(this.leaver)
    if (ends.size > 1) this.leaver = undefined
    if (cases !== undefined) this.cases(node, cases)
  }

  private cases({ args, targets }: Node, cases: readonly (readonly Node[])[]): void {
    // Only a dispatch that is entered at its first case computes for one case what the next ones use.
    const entered = targets !== undefined || args.length > 0
    for (const list of cases) {
      entered ? this.apart(list) : this.list(list)
      this.leaver = undefined
    }
  }

  private node(node: Node): void {
    for (const arg of node.args)
      if (!this.available.has(arg) && arg.op !== 'i32.const')
        this.fault(node, `its operand ${arg.op} has not been computed`)
    const { variable, type } = node
    if (variable !== undefined && !this.known.has(variable)) this.fault(node, 'its variable is not declared')
    if (this.stage.split && isWide(type)) this.fault(node, `is of type ${type}`)
    const { row, rule } = knownOf(node.op)
    if (row !== undefined && (node.effect & ~Effects.fits) !== effectBits[row.effect])
      this.fault(node, 'has another effect')
    this.types(node, rule(node, this))
    if (node.op === 'result' && this.leaver !== (node.leftBy ?? 'another region'))
      this.fault(node, 'does not follow its call')
    if (leavesResults(node)) this.leaver = node
    else if (!keepsResults(node)) this.leaver = undefined
    if (node.op === 'br' || node.op === 'goto') this.jump(node, node.label!)
  }

  private types(node: Node, expected: Typed | undefined): void {
    if (expected === undefined) return
    const { args } = node
    const { length } = expected.args
    if (args.length !== length || args.some((arg, i) => arg.type !== expected.args[i]))
      this.fault(node, `operands are of types [${args.map(arg => arg.type)}], not [${expected.args}]`)
    if (node.type !== expected.type) this.fault(node, `is of type ${node.type}, not ${expected.type}`)
  }

  private jump(node: Node, label: Label): void {
    const around = node.op === 'goto' ? label.dispatch!.label! : label
    if (!this.open.has(around)) this.fault(node, `label ${around.id} is not around it`)
    if (!label.used) this.fault(node, `label ${label.id} counts as unused`)
    if (node.op === 'goto' && label.dispatch!.cases![label.target] === undefined)
      this.fault(node, `there is no case ${label.target}`)
  }
}

// ---------------------------------------------------------------- counts

function checkCounts(fn: FunctionIR): string[] {
  const uses = new Map<Node, number>()
  const reads = new Map<Variable, number>()
  const nodes: Node[] = []
  forEachNode(fn.body, node => {
    nodes.push(node)
    for (const arg of node.args) {
      uses.set(arg, (uses.get(arg) ?? 0) + 1)
      if (arg.op === 'get') reads.set(arg.variable!, (reads.get(arg.variable!) ?? 0) + 1)
    }
  })
  const wrongNodes = nodes.filter(node => node.uses !== (uses.get(node) ?? 0))
  const wrongVariables = [...fn.params, ...fn.variables].filter(
    variable => variable.reads !== (reads.get(variable) ?? 0),
  )
  return [
    ...wrongNodes.map(node => `${node.op}: used ${uses.get(node) ?? 0} times, not ${node.uses}`),
    ...wrongVariables.map(
      variable => `variable ${variable.id}: read ${reads.get(variable) ?? 0} times, not ${variable.reads}`,
    ),
  ]
}

/** The faults of a function; none if all is well. */
export function checkIR(fn: FunctionIR, stage: Stage): readonly string[] {
  const check = new Check(fn, stage)
  check.list(fn.body)
  check.faults.push(...checkRounds(fn))
  return stage.counted ? [...check.faults, ...checkCounts(fn)] : check.faults
}
