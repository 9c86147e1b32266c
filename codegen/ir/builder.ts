// The state of building one function: the operand stack, which exists only here, since an operand is the node
// that computes it; the control stack; and the list that nodes are being added to. What instructions do to it
// stands in control.ts and rules.ts.

import { lastOf } from '../../src/engine/list.js'
import type { Instruction, InstructionReader } from '../../src/wasm/binary/instructions.js'
import type { Module } from '../../src/wasm/module.js'
import type { Present, Row, Special } from '../../src/wasm/ops/define.js'
import { rows } from '../../src/wasm/ops/index.js'
import type { ValueType } from '../../src/wasm/types.js'
import { spend } from '../interpret/clock.js'
import type { ModuleContext } from './context.js'
import { effectBits } from './effects.js'
import type { Frame } from './frames.js'
import type { Inlining } from './inlining.js'
import { declareLocal, LocalTypes, reserveLocals } from './locals.js'
import {
  type FunctionIR,
  get,
  isWide,
  makeNode,
  makeVariable,
  type Node,
  nodeType,
  type Op,
  set,
  type Variable,
} from './nodes.js'
import { measureHeights } from './shape.js'

export type BuildRule = (builder: Builder, instruction: Instruction) => void

/** Immediates that a node takes as they are: two indices at most, or one and an offset. */
type Followed = 'memory' | 'data' | 'element' | 'table' | 'memarg'

/** A rule for each instruction of a group whose signature does not say all, and for others that want one. */
export type BuildRules<Group> = Readonly<
  Record<Present<Group> & Special<Group, Followed>, BuildRule> & Partial<Record<Present<Group>, BuildRule>>
>

const noNodes: readonly Node[] = []
const noVariables: readonly Variable[] = []

/** By the row's number. */
const rowEffects = Int32Array.from(rows, ({ effect }) => effectBits[effect])

export class Builder {
  readonly reader: InstructionReader
  readonly stack: Node[] = []
  readonly frames: Frame[] = []
  /** The wasm locals that are used, by their index: parameters first. */
  readonly locals: (Variable | undefined)[] = []
  private types: LocalTypes | undefined
  /** Parameters that are just the argument and no variable. */
  given: readonly (Node | undefined)[] = noNodes
  /** The list that nodes are added to. */
  list: Node[]
  /** Whether the code being read can be reached. */
  reachable = true
  /** The dispatch that holds the whole function, if it nests too deeply. */
  dispatchLoop: Node | undefined
  readonly heights: Uint32Array | undefined
  /** How many control instructions have been read. */
  opened = 0
  /** How many of the blocks to come are rungs of a ladder that is too high to fold. */
  looseRungs = 0
  /** The functions that may be built in the place of their calls. */
  inlining: Inlining | undefined
  /** Within how many of such places this body stands. */
  levels = 0
  /** Locals of callees that have been built, for the next one. */
  spare: Variable[] = []

  constructor(
    readonly context: ModuleContext,
    readonly fn: FunctionIR,
    readonly bodyIndex: number,
  ) {
    const { module, ladders, depths, maxHeight } = context
    const body = module.bodies[bodyIndex]!
    this.reader = context.reader
    this.reader.position = body.start
    this.list = fn.body
    if (depths[bodyIndex]! > maxHeight) this.heights = measureHeights(module, body, ladders)
  }

  get module(): Module {
    return this.context.module
  }

  push(node: Node): void {
    this.stack.push(node)
  }

  pop(): Node {
    return this.stack.pop()!
  }

  /** Takes the topmost `count` operands, the deepest first. */
  popMany(count: number): readonly Node[] {
    const { stack } = this
    if (count === 0) return noNodes
    if (count === 1) return [stack.pop()!]
    if (count > 2) return stack.splice(stack.length - count, count)
    const second = stack.pop()!
    return [stack.pop()!, second]
  }

  /** The topmost `count` operands, which stay. */
  peekMany(count: number): readonly Node[] {
    return count === 0 ? noNodes : this.stack.slice(-count)
  }

  emit(node: Node): Node {
    spend(1)
    if (isWide(node.type)) this.fn.isWide = true
    else if (node.type === 'f32') this.fn.hasF32 = true
    if (node.at === 0) node.at = this.reader.instruction.at
    this.list.push(node)
    return node
  }

  /** Adds a node with the row's effect whose result, if any, becomes an operand. */
  emitRow(row: Row, type: Node['type'], args: readonly Node[]): Node {
    const node = this.emit(makeNode(row.name as Op, type, args))
    node.effect = rowEffects[row.id]!
    if (type !== 'none') this.stack.push(node)
    return node
  }

  pushGet(variable: Variable): void {
    this.stack.push(this.emit(get(variable)))
  }

  /** Leaves `values` in `variables`, as a branch or a block's end does. */
  assign(variables: readonly Variable[], values: readonly Node[]): void {
    for (let i = 0; i < variables.length; i++) {
      const variable = variables[i]!
      const value = values[i]!
      if (value.variable !== variable || value.op !== 'get') this.emit(set(variable, value))
    }
  }

  makeVariables(types: readonly ValueType[]): readonly Variable[] {
    return types.length === 0 ? noVariables : types.map(type => makeVariable(this.fn, nodeType(type)))
  }

  /** Notes that the rest of this frame cannot be reached. */
  stop(): void {
    this.reachable = false
    this.stack.length = lastOf(this.frames)!.height
  }

  /** The locals of the function itself; those of what is built in the place of a call are there before. */
  declareLocals(): void {
    const { params } = this.fn
    for (const variable of params) this.locals.push(variable)
    this.types = new LocalTypes(params.length, this.module.bodies[this.bodyIndex]!.locals)
    reserveLocals(this.fn, this.types)
  }

  local(index: number): Variable {
    return (this.locals[index] ??= declareLocal(this.fn, this.types!, index))
  }
}
