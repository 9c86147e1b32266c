// Building control: what blocks, branches and calls do to the builder.

import { lastOf } from '../../src/engine/list.js'
import type { Instruction } from '../../src/wasm/binary/instructions.js'
import { funcType } from '../../src/wasm/module.js'
import type { control } from '../../src/wasm/ops/control.js'
import type { Row } from '../../src/wasm/ops/define.js'
import type { FuncType } from '../../src/wasm/types.js'
import { wordOffsets } from '../abi.js'
import { spend } from '../interpret/clock.js'
import { bounds } from '../tiers/tuning.js'
import type { Builder, BuildRule, BuildRules } from './builder.js'
import type { Frame } from './frames.js'
import {
  branch,
  type Label,
  makeControl,
  makeLabel,
  makeNode,
  type Node,
  nodeType,
  resultOf,
  set,
} from './nodes.js'
import { lowHeight } from './shape.js'

// ---------------------------------------------------------------- blocks

/** Opens a new case of the dispatch that the label belongs to, into which code now falls. */
function openCase(builder: Builder, label: Label): void {
  const cases = label.dispatch!.cases!
  label.target = cases.length
  builder.list = []
  cases.push(builder.list)
}

function caseLabel(builder: Builder, variables: Label['variables'] = []): Label {
  const label = makeLabel(builder.fn, 'case', variables)
  label.dispatch = builder.dispatchLoop
  return label
}

/** Whether this control instruction nests too much to be a statement. */
function isTooHigh(builder: Builder, kind: 'loop' | 'other'): boolean {
  const index = builder.opened++
  if (builder.dispatchLoop === undefined) return false
  const height = builder.heights![index]!
  if (height > builder.context.maxHeight) return true
  const parent = lastOf(builder.frames)!
  const inStatement = parent.shape !== 'case' && parent.kind !== 'function'
  return kind === 'other' && height > lowHeight && !inStatement
}

type Opened = Partial<Frame> & Pick<Frame, 'kind' | 'shape' | 'label'>

function open(builder: Builder, { blockType }: Pick<Instruction, 'blockType'>, frame: Opened): void {
  const { params, results } = blockType
  if (frame.node !== undefined) frame.node.at = builder.reader.instruction.at
  builder.frames.push({
    kind: frame.kind,
    shape: frame.shape,
    label: frame.label,
    params,
    results,
    ends: frame.ends ?? frame.label.variables,
    height: frame.height ?? builder.stack.length - params.length,
    node: frame.node,
    outer: builder.list,
    entry: frame.entry ?? noNodes,
    alternative: frame.alternative,
    elseSeen: false,
    armCompletes: false,
  })
}

const noNodes: readonly Node[] = []

function openNested(builder: Builder, instruction: Pick<Instruction, 'blockType'>, frame: Opened): void {
  open(builder, instruction, frame)
  builder.list = frame.node!.body!
}

function nestedNode(op: 'block' | 'loop' | 'if', label: Label, args: readonly Node[] = []): Node {
  const node = makeControl(op, args)
  node.label = label
  node.body = []
  return node
}

const openBlock: BuildRule = (builder, instruction) => {
  const tooHigh = isTooHigh(builder, 'other')
  const rung = builder.looseRungs > 0
  if (rung) builder.looseRungs--
  const ladder = rung ? 0 : builder.context.ladders.lengthAt(instruction.at)
  if (ladder > 0 && !tooHigh) return openLadder(builder, ladder)
  if (ladder > 0) builder.looseRungs = ladder - 1
  if (!tooHigh && !(rung && builder.dispatchLoop !== undefined)) return openNestedBlock(builder, instruction)
  const label = caseLabel(builder, builder.makeVariables(instruction.blockType.results))
  open(builder, instruction, { kind: 'block', shape: 'case', label })
}

/** Opens a block that is a node of its own. */
export function openNestedBlock(builder: Builder, instruction: Pick<Instruction, 'blockType'>): void {
  const label = makeLabel(builder.fn, 'block', builder.makeVariables(instruction.blockType.results))
  const node = nestedNode('block', label)
  openNested(builder, instruction, { kind: 'block', shape: 'nested', label, node })
}

const mostBelow = bounds.operandsBelowLoop

const openLoop: BuildRule = (builder, instruction) => {
  const variables = builder.makeVariables(instruction.blockType.params)
  builder.assign(variables, builder.popMany(variables.length))
  const kind = 'loop'
  const tooHigh = isTooHigh(builder, kind)
  const label = tooHigh ? caseLabel(builder, variables) : makeLabel(builder.fn, 'loop', variables)
  const height = builder.stack.length
  if (height > 0) label.below = height > mostBelow ? undefined : builder.stack.slice()
  if (tooHigh) {
    open(builder, instruction, { kind, shape: 'case', label, ends: [], height })
    openCase(builder, label)
  } else {
    const node = nestedNode('loop', label)
    openNested(builder, instruction, { kind, shape: 'nested', label, ends: [], height, node })
  }
  for (const variable of variables) builder.pushGet(variable)
}

const openIf: BuildRule = (builder, instruction) => {
  const condition = builder.pop()
  const ends = builder.makeVariables(instruction.blockType.results)
  const count = instruction.blockType.params.length
  const entry = builder.peekMany(count)
  if (isTooHigh(builder, 'other')) {
    const alternative = caseLabel(builder)
    const not = builder.emit(makeNode('i32.eqz', 'i32', [condition]))
    const skip = nestedNode('if', makeLabel(builder.fn, 'block'), [not])
    skip.body!.push(branch(alternative))
    builder.emit(skip)
    open(builder, instruction, {
      kind: 'if',
      shape: 'case',
      label: caseLabel(builder, ends),
      entry,
      alternative,
    })
  } else {
    const label = makeLabel(builder.fn, 'block', ends)
    const node = nestedNode('if', label, [condition])
    openNested(builder, instruction, { kind: 'if', shape: 'nested', label, entry, node })
  }
}

/** Opens all blocks of a br_table ladder at once; what stands before the br_table stays outside. */
function openLadder(builder: Builder, length: number): void {
  const { fn } = builder
  const node = makeControl('dispatch')
  node.label = makeLabel(fn, 'block')
  node.cases = []
  for (let i = length - 1; i >= 0; i--) {
    const label = i === length - 1 ? node.label : makeLabel(fn, 'case')
    label.dispatch = node
    open(builder, { blockType: { params: [], results: [] } }, { kind: 'block', shape: 'rung', label, node })
  }
  builder.reader.position += 2 * (length - 1)
  builder.opened += length - 1
}

// ---------------------------------------------------------------- else and end

/** Leaves the operands on top in the frame's variables, if its end is reached from here. */
function complete(builder: Builder, frame: Frame): boolean {
  if (!builder.reachable) return false
  if (frame.ends.length > 0) builder.assign(frame.ends, builder.popMany(frame.ends.length))
  return true
}

const onElse: BuildRule = builder => {
  const frame = lastOf(builder.frames)!
  frame.elseSeen = true
  frame.armCompletes = complete(builder, frame)
  if (frame.shape === 'case') {
    if (frame.armCompletes) builder.emit(branch(frame.label))
    openCase(builder, frame.alternative!)
  } else {
    builder.list = frame.node!.otherwise = []
  }
  builder.reachable = true
  builder.stack.length = frame.height
  builder.stack.push(...frame.entry)
}

/** An `if` without `else` passes its parameters on. Without such, and as a case, its end is its other arm. */
function completeMissingElse(builder: Builder, frame: Frame): void {
  if (frame.shape === 'case' && frame.ends.length === 0) frame.armCompletes = true
  else onElse(builder, undefined as never)
}

const onEnd: BuildRule = builder => {
  const frame = lastOf(builder.frames)!
  if (frame.kind === 'function') return endFunction(builder, frame)
  if (frame.kind === 'if' && !frame.elseSeen) completeMissingElse(builder, frame)
  builder.frames.pop()
  if (frame.kind === 'loop') endLoop(builder, frame)
  else endBlock(builder, frame)
}

/** A loop's results are simply its last operands: only its end leads out of it. */
function endLoop(builder: Builder, frame: Frame): void {
  if (frame.shape === 'nested') {
    builder.list = frame.outer
    builder.emit(frame.node!)
  }
  if (!builder.reachable) builder.stack.length = frame.height
}

function endBlock(builder: Builder, frame: Frame): void {
  const { shape, label, node } = frame
  const unused = frame.kind === 'block' && shape === 'nested' && !label.used
  if (unused) {
    // A block that nobody leaves early is just its body, and its results are its last operands.
    builder.list = frame.outer
    builder.emit(node!)
    if (!builder.reachable) builder.stack.length = frame.height
    return
  }
  const completes = complete(builder, frame)
  const reached = completes || frame.armCompletes || label.used
  if (shape === 'case' || (shape === 'rung' && label.kind === 'case')) {
    openCase(builder, label)
    if (frame.kind === 'if' && !frame.elseSeen) frame.alternative!.target = label.target
  } else {
    builder.list = frame.outer
    if (shape === 'nested') builder.emit(node!)
  }
  builder.reachable = reached
  builder.stack.length = frame.height
  if (reached) for (const variable of frame.ends) builder.pushGet(variable)
}

function endFunction(builder: Builder, frame: Frame): void {
  builder.frames.pop()
  if (builder.reachable) builder.emit(makeControl('return', builder.popMany(frame.results.length)))
  builder.reachable = false
}

// ---------------------------------------------------------------- branches

/** The nodes that leave to the label at `depth`, with the operands on top, which stay where they are. */
function leave(builder: Builder, depth: number): Node[] {
  const frame = builder.frames[builder.frames.length - 1 - depth]!
  if (frame.kind === 'function') {
    return [makeControl('return', builder.peekMany(frame.results.length))]
  }
  const { variables } = frame.label
  if (variables.length === 0) return [branch(frame.label)]
  spend(variables.length)
  const values = builder.peekMany(variables.length)
  return [...variables.map((variable, i) => set(variable, values[i]!)), branch(frame.label)]
}

/** A call; its results become operands, the first as the call itself, the others as nodes behind it. */
function emitCall(builder: Builder, row: Row, type: FuncType): Node {
  const args = builder.popMany(type.params.length + (row.name === 'call' ? 0 : 1))
  const [first] = type.results
  const call = builder.emitRow(row, first === undefined ? 'none' : nodeType(first), args)
  if (type.results.length < 2) return call
  wordOffsets(type).forEach((offset, i) => {
    if (i > 0) builder.push(builder.emit(resultOf(call, offset, nodeType(type.results[i]!))))
  })
  return call
}

const onBranchTable: BuildRule = (builder, { labels }) => {
  const index = builder.pop()
  spend(2 * labels.length)
  const seen = new Map<number, Node[]>()
  const targets: Node[][] = []
  for (const depth of labels) {
    let target = seen.get(depth)
    if (target === undefined) {
      target = leave(builder, depth)
      seen.set(depth, target)
    }
    targets.push(target)
  }
  const frame = lastOf(builder.frames)!
  const opensLadder = frame.shape === 'rung' && frame.node!.targets === undefined
  const node = opensLadder ? frame.node! : makeControl('switch')
  node.args = [index]
  node.targets = targets
  builder.emit(node)
  builder.stop()
}

export const controlRules: BuildRules<typeof control> = {
  nop: () => undefined,
  block: openBlock,
  loop: openLoop,
  if: openIf,
  else: onElse,
  end: onEnd,
  unreachable: builder => {
    builder.emit(makeControl('unreachable'))
    builder.stop()
  },
  br: (builder, { index }) => {
    for (const node of leave(builder, index)) builder.emit(node)
    builder.stop()
  },
  br_if: (builder, { index }) => {
    const node = nestedNode('if', makeLabel(builder.fn, 'block'), [builder.pop()])
    node.body = leave(builder, index)
    builder.emit(node)
  },
  br_table: onBranchTable,
  return: builder => {
    for (const node of leave(builder, builder.frames.length - 1)) builder.emit(node)
    builder.stop()
  },
  call: (builder, { row, index }) => {
    const type = funcType(builder.module, builder.module.functions[index]!)
    emitCall(builder, row, type).index = index
  },
  call_indirect: (builder, { row, index, index2 }) => {
    const call = emitCall(builder, row, funcType(builder.module, index))
    call.index = index
    call.extra = index2
  },
}
