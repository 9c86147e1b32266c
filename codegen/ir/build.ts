// From the bytes of a validated function to its intermediate representation, in one pass.
//
// The operand stack exists only here: an operand is the node that computes it. Where control joins, values
// meet in variables: the results of a block, the parameters of a loop. Reading a local is a node of its own,
// so that `local.get 0, i32.const 1, local.set 0` keeps the old value; lowering decides whether that takes a copy.
// Code that cannot be reached is read and dropped. What an instruction does to the builder is one row of
// `rules` (control.ts, rules.ts); all others follow from their signature.

import { type Instruction, InstructionReader } from '../../src/wasm/binary/instructions.js'
import { funcType, importedCount, type Module } from '../../src/wasm/module.js'
import type { Row } from '../../src/wasm/ops/define.js'
import type { InstructionName } from '../../src/wasm/ops/index.js'
import type { FuncType, ValueType } from '../../src/wasm/types.js'
import { controlRules } from './control.js'
import { effectBits } from './effects.js'
import type { Frame } from './frames.js'
import {
  type Function,
  get,
  makeLabel,
  makeNode,
  makeVariable,
  type Node,
  nodeType,
  set,
  type Variable,
} from './nodes.js'
import { operandRules } from './rules.js'
import { findLadders, type Ladders, maxHeight, measureHeights } from './shape.js'

export type BuildRule = (builder: Builder, instruction: Instruction) => void

const rules: ReadonlyMap<string, BuildRule> = new Map<string, BuildRule>([
  ...Object.entries(controlRules),
  ...Object.entries(operandRules),
])

/** What the functions of one module share. */
export interface ModuleContext {
  readonly module: Module
  readonly importedFunctions: number
  readonly ladders: Ladders
  /** The deepest nesting of control in each body. */
  readonly depths: Uint32Array
}

export const makeContext = (module: Module, depths: Uint32Array): ModuleContext => ({
  module,
  importedFunctions: importedCount(module, 'func'),
  ladders: findLadders(module),
  depths,
})

export class Builder {
  readonly reader: InstructionReader
  readonly stack: Node[] = []
  readonly frames: Frame[] = []
  /** The wasm locals, parameters first. */
  readonly locals: Variable[] = []
  /** The list that nodes are added to. */
  list: Node[]
  /** Whether the code being read can be reached. */
  reachable = true
  /** The dispatch that holds the whole function, if it nests too deeply. */
  spine: Node | undefined
  readonly heights: Uint32Array | undefined
  /** How many control instructions have been read. */
  opened = 0
  /** How many of the blocks to come are rungs of a ladder that is too high to fold. */
  looseRungs = 0

  constructor(
    readonly context: ModuleContext,
    readonly fn: Function,
    private readonly bodyIndex: number,
  ) {
    const { module, ladders, depths } = context
    const body = module.bodies[bodyIndex]!
    this.reader = new InstructionReader(module)
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
  popMany(count: number): Node[] {
    return count === 0 ? [] : this.stack.splice(this.stack.length - count, count)
  }

  emit(node: Node): Node {
    this.list.push(node)
    return node
  }

  /** Adds a node with the row's effect whose result, if any, becomes an operand. */
  emitRow(row: Row, type: Node['type'], args: readonly Node[]): Node {
    const node = this.emit(makeNode(row.name as InstructionName, type, args, effectBits[row.effect]))
    if (type !== 'none') this.stack.push(node)
    return node
  }

  pushGet(variable: Variable): void {
    this.stack.push(this.emit(get(variable)))
  }

  /** Leaves `values` in `variables`, as a branch or a block's end does. */
  assign(variables: readonly Variable[], values: readonly Node[]): void {
    variables.forEach((variable, i) => {
      if (values[i]!.variable !== variable || values[i]!.op !== 'get') this.emit(set(variable, values[i]!))
    })
  }

  makeVariables(types: readonly ValueType[]): Variable[] {
    return types.map(type => makeVariable(this.fn, nodeType(type)))
  }

  /** What follows in this frame cannot be reached. */
  stop(): void {
    this.reachable = false
    this.stack.length = this.frames.at(-1)!.height
  }

  declareLocals(): void {
    this.fn.params.forEach(variable => {
      this.locals.push(variable)
    })
    for (const { count, type } of this.module.bodies[this.bodyIndex]!.locals)
      for (let i = 0; i < count; i++)
        this.locals.push(makeVariable(this.fn, nodeType(type), this.locals.length))
  }

  run(): void {
    let skipped = 0
    const { end } = this.module.bodies[this.bodyIndex]!
    while (this.reader.position < end) {
      const instruction = this.reader.next()
      const { row } = instruction
      if (this.reachable) this.read(instruction)
      else if (row.immediates[0] === 'block type') {
        skipped++
        this.opened++
      } else if (row.name === 'end' && skipped > 0) skipped--
      else if (row.name === 'end' || (row.name === 'else' && skipped === 0)) this.read(instruction)
    }
  }

  private read(instruction: Instruction): void {
    const { row } = instruction
    const rule = rules.get(row.name)
    if (rule === undefined) this.followSignature(instruction)
    else rule(this, instruction)
  }

  private followSignature(instruction: Instruction): void {
    const { row } = instruction
    const { params, results } = row.signature!
    const node = this.emitRow(row, results[0] ?? 'none', this.popMany(params.length))
    node.index = instruction.index
    node.extra = row.width > 0 ? instruction.offset : instruction.index2
  }
}

/** Builds the function with index `index` (imports counted), which must be defined in the module. */
export function buildFunction(context: ModuleContext, index: number): Function {
  const { module, importedFunctions } = context
  const type: FuncType = funcType(module, module.functions[index]!)
  const fn: Function = { index, type, params: [], variables: [], body: [], variableCount: 0, labelCount: 0 }
  type.params.forEach((param, i) => {
    fn.params.push(makeVariable(fn, nodeType(param), i))
  })
  fn.variables = []
  const builder = new Builder(context, fn, index - importedFunctions)
  builder.declareLocals()
  builder.frames.push({
    kind: 'function',
    shape: 'nested',
    label: makeLabel(fn, 'function'),
    params: [],
    results: type.results,
    ends: [],
    height: 0,
    node: undefined,
    outer: fn.body,
    entry: [],
    alternative: undefined,
    elseSeen: false,
    armCompletes: false,
  })
  if (builder.heights?.some(height => height > maxHeight)) {
    const spine = makeNode('dispatch', 'none')
    spine.cases = [[]]
    spine.label = makeLabel(fn, 'block')
    builder.spine = builder.emit(spine)
    builder.list = spine.cases[0]!
  }
  builder.run()
  return fn
}
