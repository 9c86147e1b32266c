// How control, variables and calls are flattened: a row for each instruction that its signature does not tell
// all about. A rule says no to what the interpreter does not know.

import type { Instruction } from '../../src/wasm/binary/instructions.js'
import { funcType } from '../../src/wasm/module.js'
import type { AllRows, Immediate, Special, TranslatedName } from '../../src/wasm/ops/index.js'
import type { FuncType, ValueType } from '../../src/wasm/types.js'
import { wordsOf } from '../abi.js'
import { fromBitsF32 } from '../helpers/float.js'
import { type Flattener, type Frame, isNumeric, isSimple } from './flattener.js'
import { type StepName, stepNumber } from './steps/index.js'
import { weights } from './weights.js'

export type Rule = (flattener: Flattener, instruction: Instruction) => boolean

const { loop, return: returnStep, switch: switchStep, unreachable, select } = stepNumber

const bits = new DataView(new ArrayBuffer(8))

function emitConstant(flattener: Flattener, low: number, high: number): boolean {
  flattener.constant(low, high)
  return true
}

/** In the form in which an f32 is carried. */
function emitFloat(flattener: Flattener, { low }: Instruction): boolean {
  bits.setFloat64(0, fromBitsF32(low), true)
  return emitConstant(flattener, bits.getInt32(0, true), bits.getInt32(4, true))
}

// ---------------------------------------------------------------- blocks

const openBlock: Rule = (flattener, { blockType }) => {
  flattener.settleAll()
  flattener.open('block', blockType)
  return true
}

/** A loop is left at its head, where locals count, and operands below it, but no parameters of its own. */
const openLoop: Rule = (flattener, { blockType }) => {
  flattener.settleAll()
  const frame = flattener.open('loop', blockType)
  flattener.step(loop)
  flattener.word(frame.params === 0 ? flattener.loops.length : -1)
  flattener.loops.push(flattener.openLoops++)
  flattener.openTicks(frame)
  return true
}

const openIf: Rule = (flattener, { blockType }) => {
  flattener.popCondition()
  flattener.settleAll()
  const toElse = flattener.jumpPast()
  flattener.open('if', blockType).toElse = toElse
  return true
}

const openElse: Rule = flattener => {
  const frame = flattener.frame(0)
  if (flattener.reachable) {
    flattener.settleAll()
    flattener.jump(frame)
  }
  flattener.put(frame.toElse)
  frame.toElse = -1
  flattener.resize(frame.height + frame.params, frame.params)
  flattener.reachable = true
  return true
}

const close: Rule = flattener => {
  if (flattener.reachable) flattener.settleAll()
  const { kind } = flattener.close()
  if (kind === 'loop') flattener.openLoops--
  if (kind === 'function' && flattener.reachable) emitReturn(flattener)
  return true
}

function emitReturn(flattener: Flattener): void {
  const { results } = flattener
  flattener.step(returnStep)
  flattener.list(results, flattener.height - results.length)
  flattener.stop()
}

// ---------------------------------------------------------------- branches

const branch: Rule = (flattener, { index }) => {
  flattener.settleAll()
  flattener.branch(flattener.frame(index))
  flattener.stop()
  return true
}

const branchIf: Rule = (flattener, { index }) => {
  const frame = flattener.frame(index)
  flattener.popCondition()
  if (flattener.arity(frame) === 0) {
    flattener.jumpIf(frame)
    return true
  }
  flattener.settleAll()
  if (flattener.isInPlace(frame)) flattener.jumpIf(frame)
  else {
    const past = flattener.jumpPast()
    flattener.branch(frame)
    flattener.put(past)
  }
  return true
}

/** Targets that need operands moved get a place of their own behind the switch. */
const branchTable: Rule = (flattener, { labels }) => {
  const index = flattener.pop()
  flattener.settleAll()
  flattener.reserve(labels.length)
  flattener.step(switchStep)
  flattener.word(index)
  flattener.word(labels.length)
  const moved = new Map<Frame, number[]>()
  for (const label of labels) {
    const frame = flattener.frame(label)
    if (flattener.isInPlace(frame)) flattener.placeOf(frame)
    else {
      const places = moved.get(frame) ?? []
      moved.set(frame, places)
      places.push(flattener.hole())
    }
  }
  for (const [frame, places] of moved) {
    for (const at of places) flattener.put(at)
    flattener.branch(frame)
  }
  flattener.stop()
  return true
}

// ---------------------------------------------------------------- calls

/** The arguments, and then the places of the results. */
function listCall(flattener: Flattener, { params, results }: FuncType): boolean {
  const height = flattener.height - params.length
  flattener.list(params, height)
  flattener.resize(height + results.length, results.length)
  flattener.list(results, height)
  return true
}

const call: Rule = (flattener, { index }) => {
  const type = funcType(flattener.module, flattener.module.functions[index]!)
  if (!isSimple(type)) return false
  const isListened = flattener.listening?.functions.has(index) === true
  if (!isListened) flattener.callees.add(index)
  if (index < flattener.importedFunctions) flattener.charge(weights.imported)
  flattener.step(isListened ? stepNumber['call logged'] : stepNumber.call)
  flattener.word(index)
  return listCall(flattener, type)
}

const callIndirect: Rule = (flattener, { index, index2 }) => {
  const type = funcType(flattener.module, index)
  if (!isSimple(type)) return false
  flattener.charge(weights.call_indirect)
  flattener.step(stepNumber.call_indirect)
  flattener.word(index2)
  flattener.word(index)
  flattener.word(flattener.pop())
  return listCall(flattener, type)
}

// ---------------------------------------------------------------- variables

const globalKind = (type: ValueType): 'int' | 'wide' | 'float' =>
  wordsOf(type).length > 1 ? 'wide' : wordsOf(type)[0] === 'int' ? 'int' : 'float'

const getGlobal: Rule = (flattener, { index }) => {
  const { type } = flattener.module.globals[index]!.type
  if (!isNumeric(type)) return false
  flattener.plain(stepNumber[`get ${globalKind(type)}`], 0, 1)
  flattener.word(index)
  return true
}

const setGlobal: Rule = (flattener, { index }) => {
  const { type } = flattener.module.globals[index]!.type
  if (!isNumeric(type)) return false
  flattener.step(stepNumber[`set ${globalKind(type)}`])
  flattener.word(index)
  flattener.word(flattener.pop())
  return true
}

/** Looks at an operand in another way: an i32 is the low word of its slot, an f64 the bits of an i64. */
const sameSlot: Rule = () => true

const grow: Rule = (flattener, { index }) => {
  const told = flattener.listening?.growth !== undefined
  flattener.charge(weights['memory.grow'])
  flattener.plain(stepNumber[told ? 'memory.grow logged' : 'memory.grow'], 1, 1)
  return index === 0
}

/** What the interpreter leaves to the translator, with the whole function that it stands in. */
const translate: Rule = () => false

/** Instructions that are steps of the interpreter, and whose signature says the rest. */
type Stepped = Exclude<StepName & TranslatedName, Special<AllRows, Immediate>>

// biome-ignore format: a table
export const controlRules: Readonly<
  Record<Exclude<TranslatedName, Stepped>, Rule> & Partial<Record<TranslatedName, Rule>>
> = {
  'unreachable':   flattener => { flattener.step(unreachable); flattener.stop(); return true },
  'nop':           () => true,
  'block':         openBlock,
  'loop':          openLoop,
  'if':            openIf,
  'else':          openElse,
  'end':           close,
  'br':            branch,
  'br_if':         branchIf,
  'br_table':      branchTable,
  'return':        flattener => { emitReturn(flattener); return true },
  'call':          call,
  'call_indirect': callIndirect,
  'drop':          flattener => { flattener.pop(); return true },
  'select':        flattener => { flattener.plain(select, 3, 1); return true },
  'local.get':     (flattener, { index }) => { flattener.push(2 * index); return true },
  'local.set':     (flattener, { index }) => { flattener.set(index); return true },
  'local.tee':     (flattener, { index }) => { flattener.set(index); flattener.push(2 * index); return true },
  'global.get':    getGlobal,
  'global.set':    setGlobal,
  'memory.grow':   grow,
  'i32.wrap_i64':  sameSlot,
  'i64.reinterpret_f64': sameSlot,
  'f64.reinterpret_i64': sameSlot,
  'i64.eqz':       flattener => { flattener.isZeroWide(); return true },
  'i32.eqz':       flattener => { flattener.isZero(); return true },
  'i32.const':     (flattener, { low }) => emitConstant(flattener, low, 0),
  'i64.const':     (flattener, { low, high }) => emitConstant(flattener, low, high),
  'f32.const':     emitFloat,
  'f64.const':     (flattener, { low, high }) => emitConstant(flattener, low, high),
  'select t':      translate,
  'ref.null':      translate,
  'ref.is_null':   translate,
  'ref.func':      translate,
  'table.get':     translate,
  'table.set':     translate,
  'table.size':    translate,
  'table.grow':    translate,
  'table.fill':    translate,
  'table.copy':    translate,
  'table.init':    translate,
  'elem.drop':     translate,
}
