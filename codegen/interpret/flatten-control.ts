// How control, variables and calls are flattened: a row for each instruction that its signature does not tell
// all about. A rule says no to what the interpreter does not know.

import type { Instruction } from '../../src/wasm/binary/instructions.js'
import { funcType } from '../../src/wasm/module.js'
import type { FuncType, ValueType } from '../../src/wasm/types.js'
import { fromBitsF32 } from '../helpers/float.js'
import { stepNumber } from './flat.js'
import { type Flattener, type Frame, isNumeric, isSimple, wordsOfType } from './flattener.js'

type Rule = (flattener: Flattener, instruction: Instruction) => boolean

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

const openBlock: Rule = (flattener, { blockType: { params, results } }) => {
  flattener.settleAll()
  flattener.open({ kind: 'block', params: params.length, results: results.length })
  return true
}

/** A loop is left at its head, where locals count, and operands below it, but no parameters of its own. */
const openLoop: Rule = (flattener, { blockType: { params, results } }) => {
  flattener.settleAll()
  flattener.open({ kind: 'loop', params: params.length, results: results.length })
  flattener.emitOwn('loop', params.length === 0 ? flattener.loops.length : -1)
  flattener.loops.push(flattener.openLoops++)
  flattener.openTicks(flattener.frame(0))
  return true
}

const openIf: Rule = (flattener, { blockType: { params, results } }) => {
  const condition = flattener.popCondition()
  flattener.settleAll()
  const toElse = flattener.jumpPast(condition)
  flattener.open({ kind: 'if', params: params.length, results: results.length, toElse })
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
  flattener.resize(frame.height + frame.params)
  flattener.reachable = true
  return true
}

const close: Rule = flattener => {
  if (flattener.reachable) flattener.settleAll()
  const frame = flattener.frames.pop()!
  if (frame.kind === 'loop') flattener.openLoops--
  flattener.closeTicks(frame)
  const falls = flattener.reachable || frame.toElse >= 0
  if (frame.toElse >= 0) flattener.put(frame.toElse)
  for (const at of frame.toEnd) flattener.put(at)
  flattener.reachable = falls || frame.toEnd.length > 0
  flattener.resize(frame.height + frame.results)
  if (frame.kind === 'function' && flattener.reachable) emitReturn(flattener)
  return true
}

function emitReturn(flattener: Flattener): void {
  const { results } = flattener
  const positions = flattener.popMany(results.length)
  const words = positions.flatMap((position, i) => wordsOfType(results[i]!, position))
  flattener.emitOwn('return', words.length, ...words)
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
  const condition = flattener.popCondition()
  if (flattener.arity(frame) === 0) {
    flattener.jumpIf(condition, frame)
    return true
  }
  flattener.settleAll()
  if (flattener.isInPlace(frame)) flattener.jumpIf(condition, frame)
  else {
    const past = flattener.jumpPast(condition)
    flattener.branch(frame)
    flattener.put(past)
  }
  return true
}

/** Targets that need operands moved get a place of their own behind the switch. */
const branchTable: Rule = (flattener, { labels }) => {
  const index = flattener.pop()
  flattener.settleAll()
  const frames = Array.from(labels, label => flattener.frame(label))
  flattener.emitOwn('switch', index, frames.length)
  const moved = new Map<Frame, number[]>()
  for (const frame of frames) {
    if (flattener.isInPlace(frame)) flattener.later(frame)
    else {
      const places = moved.get(frame) ?? []
      moved.set(frame, places)
      places.push(flattener.code.length)
      flattener.code.push(-1)
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
function emitCall(flattener: Flattener, { params, results }: FuncType, ...head: readonly number[]): boolean {
  const args = flattener.popMany(params.length)
  const words = args.flatMap((position, i) => wordsOfType(params[i]!, position))
  const places = results.flatMap(type => wordsOfType(type, flattener.pushHome()))
  flattener.emit(head[0]!, ...head.slice(1), words.length, ...words, places.length, ...places)
  return true
}

const call: Rule = (flattener, { index }) => {
  const type = funcType(flattener.module, flattener.module.functions[index]!)
  const isListened = flattener.listening?.functions.has(index) === true
  if (!isListened) flattener.callees.add(index)
  return isSimple(type) && emitCall(flattener, type, stepNumber[isListened ? 'call logged' : 'call'], index)
}

const callIndirect: Rule = (flattener, { index, index2 }) => {
  const type = funcType(flattener.module, index)
  if (!isSimple(type)) return false
  const element = flattener.pop()
  return emitCall(flattener, type, stepNumber.call_indirect, index2, index, element)
}

// ---------------------------------------------------------------- variables

const globalKind = (type: ValueType): 'int' | 'wide' | 'float' =>
  type === 'i32' ? 'int' : type === 'i64' ? 'wide' : 'float'

const getGlobal: Rule = (flattener, { index }) => {
  const { type } = flattener.module.globals[index]!.type
  if (!isNumeric(type)) return false
  flattener.emitResult(stepNumber[`get ${globalKind(type)}`], [index])
  return true
}

const setGlobal: Rule = (flattener, { index }) => {
  const { type } = flattener.module.globals[index]!.type
  if (!isNumeric(type)) return false
  flattener.emitOwn(`set ${globalKind(type)}`, index, flattener.pop())
  return true
}

/** Looks at an operand in another way: an i32 is the low word of its slot, an f64 the bits of an i64. */
const sameSlot: Rule = () => true

const grow: Rule = (flattener, { index }) => {
  const told = flattener.listening?.growth !== undefined
  flattener.emitResult(stepNumber[told ? 'memory.grow logged' : 'memory.grow'], [flattener.pop()])
  return index === 0
}

const select: Rule = flattener => {
  const operands = flattener.popMany(3)
  flattener.emitResult(stepNumber.select, operands)
  return true
}

// biome-ignore format: a table
export const controlRules: Readonly<Record<string, Rule>> = {
  'unreachable':   flattener => { flattener.emitOwn('unreachable'); flattener.stop(); return true },
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
  'select':        select,
  'local.get':     (flattener, { index }) => { flattener.get(index); return true },
  'local.set':     (flattener, { index }) => { flattener.set(index); return true },
  'local.tee':     (flattener, { index }) => { flattener.set(index); flattener.get(index); return true },
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
}
