// How control, variables and calls are assembled: a row for each instruction that its signature does not tell
// all about. A rule says no to what the interpreter does not know.

import type { Instruction } from '../../src/wasm/binary/instructions.js'
import { funcType } from '../../src/wasm/module.js'
import type { AllRows, Immediate, Special, TranslatedName } from '../../src/wasm/ops/index.js'
import type { ValueType } from '../../src/wasm/types.js'
import { type Word, wordsOf } from '../abi.js'
import { fromBitsF32 } from '../helpers/float.js'
import { type Assembler, type Frame, isKnown, isReference, isSimple, type Shape } from './assembler.js'
import { type StepName, stepNumber } from './steps/index.js'
import { weights } from './weights.js'

export type Rule = (assembler: Assembler, instruction: Instruction) => boolean

const { loop, return: returnStep, switch: switchStep, unreachable } = stepNumber

const bits = new DataView(new ArrayBuffer(8))

function emitConstant(assembler: Assembler, low: number, high: number): boolean {
  assembler.constant(low, high)
  return true
}

/** In the form in which an f32 is carried. */
function emitFloat(assembler: Assembler, { low }: Instruction): boolean {
  bits.setFloat64(0, fromBitsF32(low), true)
  return emitConstant(assembler, bits.getInt32(0, true), bits.getInt32(4, true))
}

// ---------------------------------------------------------------- blocks

const openBlock: Rule = (assembler, { blockType }) => {
  assembler.settleAll()
  assembler.open('block', blockType)
  return true
}

/** A loop is left at its head, where locals count, and operands below it, but no parameters of its own. */
const openLoop: Rule = (assembler, { blockType }) => {
  assembler.settleAll()
  const frame = assembler.open('loop', blockType)
  assembler.step(loop)
  assembler.word(frame.params === 0 ? assembler.loops.length : -1)
  assembler.loops.push(assembler.openLoops++)
  assembler.openHooks(frame, assembler.hooks?.loops)
  return true
}

const openIf: Rule = (assembler, { blockType }) => {
  assembler.popCondition()
  assembler.settleAll()
  const toElse = assembler.jumpPast()
  assembler.open('if', blockType).toElse = toElse
  return true
}

const openElse: Rule = assembler => {
  const frame = assembler.frame(0)
  if (assembler.reachable) {
    assembler.settleAll()
    assembler.jump(frame)
  }
  assembler.put(frame.toElse)
  frame.toElse = -1
  assembler.resize(frame.height + frame.params, frame.params)
  assembler.reachable = true
  return true
}

const close: Rule = assembler => {
  if (assembler.reachable) assembler.settleAll()
  const { kind } = assembler.close()
  if (kind === 'loop') assembler.openLoops--
  if (kind === 'function' && assembler.reachable) emitReturn(assembler)
  return true
}

function emitReturn(assembler: Assembler): void {
  const { results } = assembler
  assembler.step(returnStep)
  assembler.list(results, assembler.height - results.length)
  assembler.stop()
}

// ---------------------------------------------------------------- branches

const branch: Rule = (assembler, { index }) => {
  assembler.settleAll()
  assembler.branch(assembler.frame(index))
  assembler.stop()
  return true
}

const branchIf: Rule = (assembler, { index }) => {
  const frame = assembler.frame(index)
  assembler.popCondition()
  if (assembler.arity(frame) === 0) {
    assembler.jumpIf(frame)
    return true
  }
  assembler.settleAll()
  if (assembler.isInPlace(frame)) assembler.jumpIf(frame)
  else {
    const past = assembler.jumpPast()
    assembler.branch(frame)
    assembler.put(past)
  }
  return true
}

/** Targets that need operands moved get a place of their own behind the switch. */
const branchTable: Rule = (assembler, { labels }) => {
  const index = assembler.pop()
  assembler.settleAll()
  assembler.reserve(labels.length)
  assembler.step(switchStep)
  assembler.word(index)
  assembler.word(labels.length)
  const moved = new Map<Frame, number[]>()
  for (const label of labels) {
    const frame = assembler.frame(label)
    if (assembler.isInPlace(frame)) assembler.placeOf(frame)
    else {
      const places = moved.get(frame) ?? []
      moved.set(frame, places)
      places.push(assembler.hole())
    }
  }
  for (const [frame, places] of moved) {
    for (const at of places) assembler.put(at)
    assembler.branch(frame)
  }
  assembler.stop()
  return true
}

// ---------------------------------------------------------------- calls

/** The arguments, and then the places of the results. */
function listCall(assembler: Assembler, { params, results }: Shape): boolean {
  const height = assembler.height - params.length
  assembler.list(params, height)
  assembler.resize(height + results.length, results.length)
  assembler.list(results, height)
  return true
}

const call: Rule = (assembler, { index }) => {
  const type = funcType(assembler.module, assembler.module.functions[index]!)
  if (!isSimple(type)) return false
  assembler.callees.add(index)
  if (index < assembler.importedFunctions) assembler.charge(weights.imported)
  assembler.step(stepNumber.call)
  assembler.word(index)
  return listCall(assembler, type)
}

const callIndirect: Rule = (assembler, { index, index2 }) => {
  const type = funcType(assembler.module, index)
  if (!isSimple(type)) return false
  assembler.charge(weights.call_indirect)
  assembler.step(stepNumber.call_indirect)
  assembler.word(index2)
  assembler.word(index)
  assembler.word(assembler.pop())
  return listCall(assembler, type)
}

/** The types that an instruction takes and gives. */
function typeOf({ module }: Assembler, { row, index }: Instruction): Shape {
  if (row.name === 'call') return funcType(module, module.functions[index]!)
  if (row.name === 'table.fill')
    return { params: ['i32', module.tables[index]!.type.element, 'i32'], results: [] }
  return row.signature!
}

/** The ticks of what takes long. */
function weightOf({ importedFunctions }: Assembler, { row, index }: Instruction): number {
  if (row.name === 'call') return index < importedFunctions ? weights.imported : 0
  return (weights as Readonly<Record<string, number>>)[row.name] ?? 0
}

/** An instruction that is done by other code, of this number. */
export function callInstead(assembler: Assembler, instruction: Instruction, code: number): boolean {
  const type = typeOf(assembler, instruction)
  if (!isSimple(type)) return false
  assembler.charge(weightOf(assembler, instruction))
  assembler.step(stepNumber['call instead'])
  assembler.word(code)
  return listCall(assembler, type)
}

// ---------------------------------------------------------------- variables

const globalKind = (type: ValueType): 'wide' | Word => (wordsOf(type).length > 1 ? 'wide' : wordsOf(type)[0]!)

const getGlobal: Rule = (assembler, { index }) => {
  const { type } = assembler.module.globals[index]!.type
  if (!isKnown(type)) return false
  if (isReference(type)) assembler.hasReferences = true
  assembler.plain(stepNumber[`get ${globalKind(type)}`], 0, 1)
  assembler.word(index)
  return true
}

const setGlobal: Rule = (assembler, { index }) => {
  const { type } = assembler.module.globals[index]!.type
  if (!isKnown(type)) return false
  assembler.step(stepNumber[`set ${globalKind(type)}`])
  assembler.word(index)
  assembler.word(assembler.pop())
  return true
}

/** Looks at an operand in another way: an i32 is the low word of its slot, an f64 the bits of an i64. */
const sameSlot: Rule = () => true

const grow: Rule = (assembler, { index }) => {
  assembler.charge(weights['memory.grow'])
  if (index !== 0) assembler.turnTo(index)
  assembler.plain(stepNumber['memory.grow'], 1, 1)
  if (index !== 0) assembler.turnTo(0)
  return true
}

/** Writes immediates. */
export type Immediates = (assembler: Assembler, instruction: Instruction) => void

export const emitIndex: Immediates = (assembler, { index }) => assembler.word(index)

const emitIndices: Immediates = (assembler, { index, index2 }) => {
  assembler.word(index)
  assembler.word(index2)
}

const emitNothing: Immediates = () => {}

/** An instruction of tables or references: from here on any operand may be one. */
const withReferences =
  (name: StepName, [params, results]: readonly [number, number], immediates = emitNothing): Rule =>
  (assembler, instruction) => {
    assembler.hasReferences = true
    assembler.plain(stepNumber[name], params, results)
    immediates(assembler, instruction)
    return true
  }

/** Instructions that are steps of the interpreter, and whose signature says the rest. */
type Stepped = Exclude<StepName & TranslatedName, Special<AllRows, Immediate>>

// biome-ignore format: a table
export const controlRules: Readonly<
  Record<Exclude<TranslatedName, Stepped>, Rule> & Partial<Record<TranslatedName, Rule>>
> = {
  'unreachable':   assembler => { assembler.step(unreachable); assembler.stop(); return true },
  'nop':           () => true,
  'block':         openBlock,
  'loop':          openLoop,
  'if':            openIf,
  'else':          openElse,
  'end':           close,
  'br':            branch,
  'br_if':         branchIf,
  'br_table':      branchTable,
  'return':        assembler => { emitReturn(assembler); return true },
  'call':          call,
  'call_indirect': callIndirect,
  'drop':          assembler => { assembler.pop(); return true },
  'select':        assembler => { assembler.select(); return true },
  'local.get':     (assembler, { index }) => { assembler.push(2 * index); return true },
  'local.set':     (assembler, { index }) => { assembler.set(index); return true },
  'local.tee':     (assembler, { index }) => { assembler.set(index); assembler.push(2 * index); return true },
  'global.get':    getGlobal,
  'global.set':    setGlobal,
  'memory.grow':   grow,
  'i32.wrap_i64':  sameSlot,
  'i64.reinterpret_f64': sameSlot,
  'f64.reinterpret_i64': sameSlot,
  'i64.eqz':       assembler => { assembler.isZeroWide(); return true },
  'i32.eqz':       assembler => { assembler.isZero(); return true },
  'i32.const':     (assembler, { low }) => emitConstant(assembler, low, 0),
  'i64.const':     (assembler, { low, high }) => emitConstant(assembler, low, high),
  'f32.const':     emitFloat,
  'f64.const':     (assembler, { low, high }) => emitConstant(assembler, low, high),
  'select t':      assembler => { assembler.select(); return true },
  'ref.null':      withReferences('ref.null', [0, 1]),
  'ref.is_null':   withReferences('ref.is_null', [1, 1]),
  'ref.func':      withReferences('ref.func', [0, 1], emitIndex),
  'table.get':     withReferences('table.get', [1, 1], emitIndex),
  'table.set':     withReferences('table.set', [2, 0], emitIndex),
  'table.size':    withReferences('table.size', [0, 1], emitIndex),
  'table.grow':    withReferences('table.grow', [2, 1], emitIndex),
  'table.fill':    withReferences('table.fill', [3, 0], emitIndex),
  'table.copy':    withReferences('table.copy', [3, 0], emitIndices),
  'table.init':    withReferences('table.init', [3, 0], emitIndices),
  'elem.drop':     withReferences('elem.drop', [0, 0], emitIndex),
}
