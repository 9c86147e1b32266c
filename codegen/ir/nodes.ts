// The intermediate representation of one function.
//
// A body is a list of nodes in execution order. A node is an instruction and, if it has a result, also that
// result: other nodes name it in `args`. Every result is computed once; what changes over time (locals,
// results of blocks, parameters of loops) is a `Variable`, read by `get` and written by `set`. Control is
// structured: `block`, `loop` and `if` own the lists below them, and `br` names a `Label`.
//
//   local.get 0              a = get l0
//   i32.const 1              b = i32.const 1
//   i32.add                  c = i32.add a b
//   local.set 0              set l0 c
//
// Instructions keep the names of the standard. Two things are not in the standard: `dispatch`, a list of
// cases that fall through into each other, entered at any of them (it holds folded br_table ladders, and code
// that nests deeper than a JavaScript parser can follow), and the few operations at the end of `OwnOp`.

import type { AllRows, Immediate, Special, TranslatedName } from '../../src/wasm/ops/index.js'
import type { FuncType, ValueType } from '../../src/wasm/types.js'
import { words } from '../abi.js'
import { Effects } from './effects.js'
import { type OwnOp, ownOps, type Type } from './ops.js'

export type { InstrumentOp, OwnOp, ProfileOp, Type } from './ops.js'

/** Instructions that are gone once a function is built. */
export type Dissolved =
  | ('else' | 'end' | 'drop' | 'br_if' | 'br_table')
  | ('local.get' | 'local.set' | 'local.tee')

/** Instructions that nodes are. */
export type NodeName = Exclude<TranslatedName, Dissolved>

/** Those whose type does not follow from a signature. */
export type SpecialName = NodeName & Special<AllRows, Immediate>

/** The name of an operation: an instruction of the standard, or one of our own. */
export type Op = NodeName | OwnOp

/** A local of the function, a word of one, or what a pass needs besides. */
export interface Variable {
  readonly id: number
  readonly type: Type
  /** The number of the wasm local that it is, or one word of. */
  readonly local: number | undefined
  /** Unique in its function: `l3` and `l3h` are the words of local 3, `v9` is no local. */
  name: string
  /** Its words, once it has been split; only the first if the others follow from that. */
  words: readonly Variable[] | undefined
  /** How many operands are reads of it. */
  reads: number
  /** How often it has been written, at the point that a walk has reached. */
  version: number
  /** Its definition at the place where range analysis is, while that is at work. */
  holds: object | undefined
}

/** A label of the standard: what branches name. */
export interface Label {
  readonly id: number
  readonly kind: 'block' | 'loop' | 'case' | 'function'
  /** Where a branch leaves its values. */
  readonly variables: readonly Variable[]
  used: boolean
  /** Of a loop: the operands that lie below it, if they are few. */
  below: readonly Node[] | undefined
  /** Of a label that is a case: its dispatch, and its place there once that is known. */
  dispatch: Node | undefined
  target: number
}

/** The lists that a node owns, and what else only few nodes have. */
interface Owned {
  targets: readonly (readonly Node[])[] | undefined
  /** Each of the targets once, as soon as somebody has asked (walk.ts). */
  distinct: readonly (readonly Node[])[] | undefined
  helper: string | undefined
  leftBy: Node | undefined
  body: Node[] | undefined
  otherwise: Node[] | undefined
  cases: Node[][] | undefined
}

// Millions of nodes are made, and collecting them took half the time of translating: so what only control and
// helpers have is in a record of its own, and fields are written once, in the constructor.
/** One operation, in the order in which it is done. */
export class Node {
  declare op: Op
  declare type: Type
  declare args: readonly Node[]
  /** Effect bits; see effects.ts. */
  declare effect: number
  /** First immediate: index of a function, global, table, memory, type, segment; or constant's low word. */
  declare index: number
  /** Second immediate, memory offset, or a constant's high word. */
  declare extra: number
  /** The byte offset in the module of the instruction that it comes from; 0 where a pass has made it. */
  declare at: number
  declare uses: number
  declare variable: Variable | undefined
  declare label: Label | undefined
  /** The words that a result of several has become. */
  declare words: readonly Node[] | undefined
  /** Where lowering has put the result; before that, what range analysis knows of it. */
  declare place: object | undefined
  declare owned: Owned | undefined

  constructor(op: Op, type: Type, args: readonly Node[]) {
    this.op = op
    this.type = type
    this.args = args
    this.effect = 0
    this.index = 0
    this.extra = 0
    this.at = 0
    this.uses = 0
    this.variable = undefined
    this.label = undefined
    this.words = undefined
    this.place = undefined
    this.owned = undefined
  }

  private own(): Owned {
    this.owned ??= {
      targets: undefined,
      distinct: undefined,
      helper: undefined,
      leftBy: undefined,
      body: undefined,
      otherwise: undefined,
      cases: undefined,
    }
    return this.owned
  }

  /** For `switch`: label and the nodes (sets, then a br) that leave to it; the default is last. */
  get targets(): readonly (readonly Node[])[] | undefined {
    return this.owned?.targets
  }

  set targets(targets: readonly (readonly Node[])[] | undefined) {
    const owned = this.own()
    owned.targets = targets
    owned.distinct = undefined
  }

  get helper(): string | undefined {
    return this.owned?.helper
  }

  set helper(helper: string | undefined) {
    this.own().helper = helper
  }

  /** For `result`: the call that leaves the word; none where a region is entered with it. */
  get leftBy(): Node | undefined {
    return this.owned?.leftBy
  }

  set leftBy(call: Node | undefined) {
    this.own().leftBy = call
  }

  get body(): Node[] | undefined {
    return this.owned?.body
  }

  set body(body: Node[] | undefined) {
    this.own().body = body
  }

  get otherwise(): Node[] | undefined {
    return this.owned?.otherwise
  }

  set otherwise(otherwise: Node[] | undefined) {
    this.own().otherwise = otherwise
  }

  get cases(): Node[][] | undefined {
    return this.owned?.cases
  }

  set cases(cases: Node[][] | undefined) {
    this.own().cases = cases
  }
}

// Most offsets are small integers. So that V8 knows from the start that some are not; see Instruction.
new Node('nop', 'none', []).extra = undefined as never

/** A function as nodes: from its building to its lowering. */
export interface FunctionIR {
  readonly index: number
  /** Its name in generated code. */
  readonly name: string
  readonly type: FuncType
  readonly params: Variable[]
  /** Every variable but the parameters. */
  variables: Variable[]
  body: Node[]
  /** Whether there may be nodes or variables of several words, and of type f32. */
  isWide: boolean
  hasF32: boolean
  /** Whether it has been cut into regions, or is one: its variables then do not live where they seem to. */
  isCut: boolean
  /** Memories that loads and stores access. */
  readonly memories: Set<number>
  /** How many bytes of callees have become part of it. */
  taken: number
  /** How many variable and label ids are taken, and numbers of locals. */
  variableCount: number
  labelCount: number
  localCount: number
}

const none: readonly Node[] = []

/** A node with its operands; its effect is none. */
export const makeNode = (op: Op, type: Type, args: readonly Node[] = none): Node => new Node(op, type, args)

/** Gives a node its effect bits. */
export function withEffect(node: Node, effect: number): Node {
  node.effect = effect
  return node
}

/** A node of an operation that is not of the standard, with the type and the effect that its row says. */
export function makeOwn(op: OwnOp, args: readonly Node[] = none, type?: Type): Node {
  const { signature, effect } = ownOps[op]
  return withEffect(makeNode(op, type ?? signature?.type ?? 'none', args), effect)
}

/** A node that changes what runs next. */
export const makeControl = (op: Op, args: readonly Node[] = none): Node =>
  withEffect(makeNode(op, 'none', args), Effects.control)

/** A function without code. */
export const makeFunction = (index: number, type: FuncType): FunctionIR => ({
  index,
  name: `f${index}`,
  type,
  params: [],
  variables: [],
  body: [],
  isWide: false,
  hasF32: false,
  isCut: false,
  memories: new Set(),
  taken: 0,
  variableCount: 0,
  labelCount: 0,
  localCount: 0,
})

/** The type of a node that has a value of this type. */
export const nodeType = (type: ValueType): Type => (typeof type === 'object' ? 'ref' : type)

/** The types of the nodes that a node of a type becomes when it is split into words. */
export function wordTypes(type: Type): readonly Type[] {
  const found = words[type as keyof typeof words] ?? noWords
  return found.length > 1 ? found.map(word => wordType[word]) : type === 'none' ? noWords : [type]
}

const noWords = [] as const

const wordType = { int: 'i32', float: 'f64', ref: 'ref' } as const

/** By a type: whether it is split. */
const wide: ReadonlySet<Type> = new Set(
  Object.entries(words).flatMap(([type, { length }]) => (length > 1 ? [type as Type] : [])),
)

/** Whether a value of a type has several words. */
export const isWide = (type: Type): boolean => wide.has(type)

function variableOf(id: number, type: Type, local: number | undefined): Variable {
  const name = local === undefined ? `v${id}` : `l${local}`
  return { id, type, local, name, words: undefined, reads: 0, version: 0, holds: undefined }
}

/** A variable that is not (yet) among the function's variables. */
export const newVariable = (owner: FunctionIR, type: Type, local: number | undefined): Variable =>
  variableOf(owner.variableCount++, type, local)

function add(owner: FunctionIR, variable: Variable): Variable {
  if (isWide(variable.type)) owner.isWide = true
  owner.variables.push(variable)
  return variable
}

/** A variable of a function, perhaps one of its locals. */
export const makeVariable = (owner: FunctionIR, type: Type, local?: number): Variable =>
  add(owner, newVariable(owner, type, local))

/** The variable of a local whose number has been kept for it: it is both the variable's and the local's. */
export const makeDeclared = (owner: FunctionIR, type: Type, number: number): Variable =>
  add(owner, variableOf(number, type, number))

/** A variable that is the next wasm local, or is like one: its place is not given to others. */
export const makeLocal = (owner: FunctionIR, type: Type): Variable =>
  makeVariable(owner, type, owner.localCount++)

/** A label of a function, whose branches leave values in these variables. */
export function makeLabel(
  owner: FunctionIR,
  kind: Label['kind'],
  variables: readonly Variable[] = [],
): Label {
  const id = owner.labelCount++
  return { id, kind, variables, used: false, below: none, dispatch: undefined, target: -1 }
}

/** An `if` whose lists are still to be given. */
export function makeIf(owner: FunctionIR, condition: Node): Node {
  const node = makeControl('if', [condition])
  node.label = makeLabel(owner, 'block')
  return node
}

/** Word `index` of those that a call leaves in the result registers; the first is what it returns. */
export function resultOf(call: Node, index: number, type: Type): Node {
  const node = makeOwn('result', none, type)
  node.index = index
  node.leftBy = call
  return node
}

/** An i32. */
export function constant(value: number): Node {
  const node = makeNode('i32.const', 'i32')
  node.index = value | 0
  return node
}

/** Reads a variable. */
export function get(variable: Variable): Node {
  const node = makeNode('get', variable.type)
  node.variable = variable
  return node
}

/** Writes a variable. */
export function set(variable: Variable, value: Node): Node {
  const node = makeNode('set', 'none', [value])
  node.variable = variable
  return node
}

/** A branch to a label, which counts as used from then on. */
export function branch(label: Label): Node {
  const node = makeControl(label.kind === 'case' ? 'goto' : 'br')
  node.label = label
  label.used = true
  return node
}

/** The variables that hold a variable's words, once it has been split. */
export const wordsOf = (variable: Variable): readonly Variable[] => variable.words ?? [variable]
