// Outlines a region of a function: makes it a function of its own, and puts a call in its place.
//
// The variables that the region reads are its parameters; what it writes and others read it leaves in the
// result registers, from 1 on, as every function leaves its results. What it returns is how it was left: 0
// at its end, and a number for each way out, which the caller then takes:
//
//   t = f7p0(l0, l1);   l1 = resultInt[1];   if (t) switch (t - 1) { case 0: break L3;  default: return … }
//
// A `return` within the region leaves the function's results in the registers instead.

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
  makeVariable,
  type Node,
  resultOf,
  set,
  type Type,
  type Variable,
} from '../../ir/nodes.js'
import { importOperands, operandsFromOutside, replaceOperands } from '../../ir/outside.js'
import { endsInJump, forEachNode, listsOf, mapLists } from '../../ir/walk.js'
import type { Outlining } from '../../tiers/tuning.js'
import type { Region } from './choose.js'

/** The whole function before a region is taken out. */
export interface Whole {
  readonly fn: FunctionIR
  readonly tuning: Outlining
  readonly reads: ReadonlyMap<Variable, number>
  /** Gets the nodes that must stay behind the one before them. */
  readonly glued: Set<Node>
  /** Gets the results that regions compute now, and what reads each of them in the function. */
  readonly moved: Map<Node, Node>
}

/** How often each variable is read, in the function and in the regions that it has by now. */
export function countReads(
  body: readonly Node[],
  regions: readonly FunctionIR[] = [],
): Map<Variable, number> {
  const reads = new Map<Variable, number>()
  for (const list of [body, ...regions.map(region => region.body)])
    forEachNode(list, ({ op, variable }) => {
      if (op === 'get') reads.set(variable!, (reads.get(variable!) ?? 0) + 1)
    })
  return reads
}

/** How a region is left other than by its end. */
type Exit = { readonly label: Label } | { readonly results: readonly Type[] }

interface Inside {
  readonly nodes: ReadonlySet<Node>
  readonly labels: ReadonlySet<Label>
  readonly written: ReadonlySet<Variable>
}

function lookInside(list: readonly Node[]): Inside {
  const nodes = new Set<Node>()
  const labels = new Set<Label>()
  const written = new Set<Variable>()
  forEachNode(list, node => {
    nodes.add(node)
    if (node.label !== undefined && node.op !== 'br' && node.op !== 'goto') labels.add(node.label)
    if (node.op === 'set') written.add(node.variable!)
  })
  return { nodes, labels, written }
}

interface DataFlow {
  /**
   * Variables whose value at the start may be read: all that are read, but for those surely written
   * before.
   */
  readonly inputs: Set<Variable>
  /** Variables that are surely written before the end is reached. */
  readonly assigned: Set<Variable>
}

function findDataFlow(list: readonly Node[]): DataFlow {
  const inputs = new Set<Variable>()
  const assigned = new Set<Variable>()
  for (const node of list) {
    forEachNode([node], ({ op, variable }) => {
      if (op === 'get' && !assigned.has(variable!)) inputs.add(variable!)
    })
    if (node.op === 'set') assigned.add(node.variable!)
  }
  return { inputs, assigned }
}

/** Values that are computed on one side and used on the other. */
interface Crossing {
  readonly results: readonly Node[]
  readonly operands: ReadonlySet<Node>
}

function findCrossing({ nodes }: Inside): Crossing {
  const outside = new Map<Node, number>()
  for (const node of nodes) if (node.op !== 'i32.const') outside.set(node, node.uses)
  for (const { args } of nodes)
    for (const arg of args) if (outside.has(arg)) outside.set(arg, outside.get(arg)! - 1)
  const results = [...nodes].filter(node => (outside.get(node) ?? 0) > 0)
  return { results, operands: operandsFromOutside(nodes) }
}

/** Results that are used outside are left in variables; gives the variable of each. */
function exportResults({ fn }: Whole, list: Node[], results: readonly Node[]): Map<Node, Variable> {
  const exported = new Map(results.map(node => [node, makeVariable(fn, node.type)] as const))
  if (exported.size > 0) addSets(list, exported)
  return exported
}

function addSets(list: Node[], exported: ReadonlyMap<Node, Variable>): void {
  for (let i = list.length - 1; i >= 0; i--) {
    const node = list[i]!
    const variable = exported.get(node)
    if (variable !== undefined) list.splice(i + 1, 0, set(variable, node))
    for (const inner of listsOf(node)) addSets(inner as Node[], exported)
  }
}

/** The way out of the region that a node takes, if it takes one. */
function exitOf(node: Node, { labels }: Inside): Exit | undefined {
  if (node.op === 'return') return { results: node.args.map(({ type }) => type) }
  if (node.op !== 'br' && node.op !== 'goto') return undefined
  const label = node.label!
  return labels.has(label) || (label.dispatch !== undefined && labels.has(label.dispatch.label!))
    ? undefined
    : { label }
}

/**
 * Collects the ways out of a region. All but a `return` leave in one place: they note their number and break
 * out of the block around the whole body, behind which the outputs are put into the registers, once.
 */
class Exits {
  readonly exits: Exit[] = []
  private readonly numbers = new Map<Label | 'return', number>()
  private readonly wayOut: Label
  private readonly code: Variable

  constructor(
    region: FunctionIR,
    private readonly inside: Inside,
  ) {
    this.wayOut = makeLabel(region, 'block')
    this.code = makeVariable(region, 'i32')
  }

  private numberOf(exit: Exit): number {
    const key = 'label' in exit ? exit.label : 'return'
    let number = this.numbers.get(key)
    if (number === undefined) {
      number = this.exits.push(exit)
      this.numbers.set(key, number)
    }
    return number
  }

  /** The body with its exits replaced, and with what leaves `outputs` in the registers at its end. */
  close(list: readonly Node[], outputs: readonly Variable[]): Node[] {
    const body = this.rewrite(list)
    if (!this.wayOut.used && endsInJump(body)) return body
    const code = this.wayOut.used ? get(this.code) : constant(0)
    const reads = outputs.map(get)
    const leave = [...(this.wayOut.used ? [code] : []), ...reads, makeControl('return', [code, ...reads])]
    if (!this.wayOut.used) return [...body, ...leave]
    const block = makeControl('block')
    block.label = this.wayOut
    block.body = body
    return [set(this.code, constant(0)), block, ...leave]
  }

  private rewrite(list: readonly Node[]): Node[] {
    return list.flatMap(node => {
      const exit = exitOf(node, this.inside)
      if (exit === undefined) {
        mapLists(node, inner => this.rewrite(inner))
        return [node]
      }
      const number = constant(this.numberOf(exit))
      if ('label' in exit) return [set(this.code, number), branch(this.wayOut)]
      return [makeControl('return', [number, ...node.args])]
    })
  }
}

/** The nodes by which the caller of a region takes an exit. */
function takeExit(call: Node, exit: Exit): Node[] {
  if ('label' in exit) return [branch(exit.label)]
  const words = exit.results.map((type, i) => resultOf(call, i + 1, type))
  return [...words, makeControl('return', words)]
}

function takeExits(fn: FunctionIR, call: Node, exits: readonly Exit[]): Node[] {
  if (exits.length === 0) return []
  const taken = makeIf(fn, call)
  if (exits.length === 1) taken.body = takeExit(call, exits[0]!)
  else {
    const index = makeNode('i32.sub', 'i32', [call, constant(1)])
    const leaving = makeControl('switch', [index])
    leaving.targets = exits.map(exit => takeExit(call, exit))
    taken.body = [index, leaving]
  }
  return [taken]
}

/** The variables that go into a region and come out of it. */
interface Passage {
  readonly inputs: readonly Variable[]
  readonly outputs: readonly Variable[]
}

/**
 * A variable comes out if it is written and others read it, or the region itself when it is called again.
 * What may come out as it went in must go in.
 */
function findPassage({ reads }: Whole, body: readonly Node[], inside: Inside): Passage {
  const { inputs, assigned } = findDataFlow(body)
  const own = countReads(body)
  const outputs: Variable[] = []
  for (const variable of inside.written)
    if (inputs.has(variable) || (reads.get(variable) ?? 0) > (own.get(variable) ?? 0)) outputs.push(variable)
  let leaves = false
  forEachNode(body, node => {
    if (exitOf(node, inside) !== undefined) leaves = true
  })
  for (const variable of outputs) if (leaves || !assigned.has(variable)) inputs.add(variable)
  return { inputs: [...inputs], outputs }
}

/** Where very many values are alive, regions would be made of nothing but taking and leaving them. */
const isWorth = ({ tuning }: Whole, crossings: number, size: number): boolean =>
  crossings < tuning.freeCrossings || 4 * crossings * tuning.bytesPerCrossing <= size

/** Takes a region out of the function, if that is worth it; the list that held it calls it now. */
export function extract(whole: Whole, region: Region, name: string): FunctionIR | undefined {
  const { fn } = whole
  const { list, from, to, size } = region
  const body = list.slice(from, to)
  const inside = lookInside(body)
  const { inputs, outputs } = findPassage(whole, body, inside)
  const { results, operands } = findCrossing(inside)
  const crossings = inputs.length + outputs.length + results.length + operands.size
  if (!isWorth(whole, crossings, size)) return undefined
  const exported = exportResults(whole, body, results)
  const imported = new Map(
    Array.from(operands, operand => [operand, makeVariable(fn, operand.type)] as const),
  )
  importOperands(body, operand => imported.get(operand)!)
  const leaving = [...outputs, ...exported.values()]
  const outlined: FunctionIR = { ...makeFunction(fn.index, fn.type), ...shared(fn), name }
  outlined.params.push(...inputs, ...imported.values())
  const given = new Set(inputs)
  outlined.variables = [...inside.written, ...exported.values()].filter(variable => !given.has(variable))
  const exits = new Exits(outlined, inside)
  outlined.body = exits.close(body, leaving)
  const calling = callRegion({ name, inputs, operands: [...imported.keys()], leaving })
  // In a dispatch loop the code that an exit leads to may use what was computed before it: the reads come
  // first.
  const fetching = [
    ...calling.fetched,
    ...readExported(whole, exported),
    ...takeExits(fn, calling.call, exits.exits),
  ]
  for (const node of fetching) whole.glued.add(node)
  list.splice(from, to - from, ...calling.reads, calling.call, ...fetching)
  return outlined
}

interface RegionCall {
  readonly name: string
  readonly inputs: readonly Variable[]
  readonly operands: readonly Node[]
  readonly leaving: readonly Variable[]
}

/** The call, the reads of its arguments, and what fetches its results. */
interface Calling {
  readonly reads: readonly Node[]
  readonly call: Node
  readonly fetched: readonly Node[]
}

function callRegion({ name, inputs, operands, leaving }: RegionCall): Calling {
  const reads = inputs.map(get)
  const call = makeOwn('call region', [...reads, ...operands], 'i32')
  call.helper = name
  const fetched = leaving.flatMap((variable, i) => {
    const word = resultOf(call, i + 1, variable.type)
    return [word, set(variable, word)]
  })
  return { reads, call, fetched }
}

/** Reads of what the region computes now. */
const readExported = ({ moved }: Whole, exported: ReadonlyMap<Node, Variable>): readonly Node[] =>
  Array.from(exported, ([node, variable]) => {
    const read = get(variable)
    moved.set(node, read)
    return read
  })

/** Operands that regions compute now become reads, all at once. */
export function useMoved({ fn, moved }: Whole): void {
  if (moved.size > 0) replaceOperands(fn.body, moved)
}

/** A region has the memories of its function, and goes on counting where that has come to. */
const shared = ({ memories, hasF32, variableCount, labelCount }: FunctionIR) => ({
  memories,
  hasF32,
  variableCount,
  labelCount,
  isCut: true,
})
