// The state of assembling one function: the code so far, the operands, and the blocks that are open.
//
// Whatever a program calls is assembled, by code that the engine has hardly optimised yet. So an instruction
// allocates nothing: code and operands grow in two arrays that all functions use in turn, and the places that
// are to name the end of a block hold, until that is known, each the one before.

import { findLast } from '../../src/engine/list.js'
import type { BlockType, InstructionReader } from '../../src/wasm/binary/instructions.js'
import type { Module } from '../../src/wasm/module.js'
import type { ValueType } from '../../src/wasm/types.js'
import { words, wordsOf } from '../abi.js'
import { bounds } from '../tiers/tuning.js'
import { frameWord } from './bytecode.js'
import type { Hooks } from './hooks.js'
import { stepNumber } from './steps/index.js'
import { mostTicks } from './weights.js'

/** The facts that the functions of one module share. */
export interface Source {
  readonly module: Module
  readonly importedFunctions: number
  readonly reader: InstructionReader
  /** The hooks of instruments, if there are any. */
  readonly hooks?: Hooks | undefined
}

export const isReference = (type: ValueType): boolean => typeof type === 'object'

/** Whether the interpreter knows values of a type. */
export const isKnown = (type: ValueType): boolean => isReference(type) || Object.hasOwn(words, type as string)

/** The types that are taken and given. */
export interface Shape {
  readonly params: readonly ValueType[]
  readonly results: readonly ValueType[]
}

/** Whether functions of a type take and give nothing else, as far as that has been asked. */
const simple = new WeakMap<Shape, boolean>()

export function isSimple(type: Shape): boolean {
  const known = simple.get(type)
  if (known !== undefined) return known
  const found = type.params.every(isKnown) && type.results.every(isKnown)
  simple.set(type, found)
  return found
}

/** A block that is open. */
export interface Frame {
  readonly kind: 'function' | 'block' | 'loop' | 'if'
  /** How many operands lie below it, not counting its parameters. */
  readonly height: number
  readonly params: number
  readonly results: number
  /** Of a loop: where it begins. */
  readonly head: number
  /** Where in the code the place of its end has to be put: the last of these. */
  toEnd: number
  /** Of an `if` whose `else` has not come: where the place of that has to be put. */
  toElse: number
  /** Where in the code hooks are told how many ticks a round, or a call of the function, takes. */
  weights: readonly number[]
  /** Ticks to add for steps that take long. */
  more: number
}

/** The steps that jump if something holds, or does not, with so many operands. */
interface Jump {
  readonly when: number
  readonly unless: number
  readonly operands: 1 | 2
}

/** Comparisons of integers, each with what holds when it does not. */
const opposites = {
  'i32.eq': 'i32.ne',
  'i32.ne': 'i32.eq',
  'i32.lt_s': 'i32.ge_s',
  'i32.lt_u': 'i32.ge_u',
  'i32.gt_s': 'i32.le_s',
  'i32.gt_u': 'i32.le_u',
  'i32.le_s': 'i32.gt_s',
  'i32.le_u': 'i32.gt_u',
  'i32.ge_s': 'i32.lt_s',
  'i32.ge_u': 'i32.lt_u',
  'i64.eq': 'i64.ne',
  'i64.ne': 'i64.eq',
} as const

type Test = keyof typeof opposites

const {
  move,
  jump,
  hook,
  memory: memoryStep,
  const: constantStep,
  'i32.eqz': isZero,
  'i64.eq': equalsWide,
} = stepNumber
const { 'move any': moveAny, 'select any': selectAny, select } = stepNumber
const { 'jump if': jumpIf, 'jump unless': jumpUnless } = stepNumber

/** The steps of a jump that depends on an operand. */
const onOperand: Jump = { when: jumpIf, unless: jumpUnless, operands: 1 }

/** By the number of a step that compares: what a jump does that depends on the result. */
const jumps: (Jump | undefined)[] = []
/** By the number of such a step: the one that finds the opposite. */
const oppositeSteps: (number | undefined)[] = []

jumps[isZero] = { when: jumpUnless, unless: jumpIf, operands: 1 }
for (const test of Object.keys(opposites) as Test[]) {
  const opposite = opposites[test]
  oppositeSteps[stepNumber[test]] = stepNumber[opposite]
  jumps[stepNumber[test]] = {
    when: stepNumber[`jump if ${test}`],
    unless: stepNumber[`jump if ${opposite}`],
    operands: 2,
  }
}

interface Body {
  /** How many locals there are. */
  readonly locals: number
  readonly results: readonly ValueType[]
}

const nowhere = -1

const none: readonly number[] = []

const mostConstants = bounds.constants

/** The most words that an instruction takes, beside those of operands and labels. */
const roomFor = 64

/** Moving an operand takes so many, and listing it fewer. */
const wordsOfMove = 3

let code = new Int32Array(2 ** 14)
let stack = new Int32Array(2 ** 10)

function enlarged(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(length * 2)
  larger.set(array)
  return larger
}

export class Assembler {
  readonly reader: InstructionReader
  readonly importedFunctions: number
  readonly module: Module
  readonly hooks: Hooks | undefined
  readonly frames: Frame[]
  readonly results: readonly ValueType[]
  /** Words of the locals. */
  readonly base: number
  readonly callees = new Set<number>()
  /** Of each loop how many are around it, and how many are open now. */
  readonly loops: number[] = []
  openLoops = 0
  reachable = true
  /** Whether there have been references, so that any operand may be one. */
  hasReferences = false
  /** How many operands there are, and how many there have been at most. */
  height = 0
  private deepest = 0
  /** How long the code is. */
  private length = 0
  /** The words of the constants that have slots, and by value the position of each, the last one first. */
  private readonly pool: number[] = []
  private readonly pooled = new Map<number, number>()
  /** Where in the code the last step names its result, if the result may still go elsewhere. */
  private resultAt = nowhere
  /** The condition that the next jump depends on. */
  private condition = onOperand
  private operand = 0
  private operand2 = 0

  constructor({ module, importedFunctions, reader, hooks }: Source, { locals, results }: Body) {
    this.module = module
    this.importedFunctions = importedFunctions
    this.hooks = hooks
    this.reader = reader
    this.base = 2 * locals
    this.results = results
    this.frames = []
    this.open('function', { params: [], results })
  }

  /**
   * Makes room for an instruction that does something to each of so many operands or labels. What does that
   * several times asks each time: a word beyond the end of the array would be lost without a trace.
   */
  reserve(count: number): void {
    const needed = this.length + roomFor + wordsOfMove * count
    if (needed > code.length) code = enlarged(code, needed)
  }

  /** The words of the frame, from its position on. */
  get words(): number {
    return this.base + 2 * this.deepest
  }

  finish(): Int32Array {
    return code.slice(0, this.length)
  }

  // -------------------------------------------------------------- steps

  step(number: number): void {
    this.resultAt = nowhere
    code[this.length++] = number
  }

  word(word: number): void {
    code[this.length++] = word
  }

  /** From here on steps work on this memory. */
  turnTo(memory: number): void {
    this.step(memoryStep)
    this.word(memory)
  }

  /** A step that takes operands from the top, and leaves one or none, whose position it names first. */
  plain(number: number, params: number, results: number): void {
    const height = this.height - params
    let at = this.length
    code[at++] = number
    if (results === 0) this.resultAt = nowhere
    else {
      this.resultAt = at
      code[at++] = this.base + 2 * height
    }
    for (let i = height; i < this.height; i++) code[at++] = stack[i]!
    this.length = at
    this.height = height
    if (results > 0) this.pushHome()
  }

  /** One of two operands, by a third. */
  select(): void {
    this.plain(this.hasReferences ? selectAny : select, 3, 1)
  }

  private move(to: number, from: number): void {
    this.step(this.hasReferences ? moveAny : move)
    this.word(to)
    this.word(from)
  }

  /** The words of operands from a height on, behind the number of words, as calls and returns list them. */
  list(types: readonly ValueType[], height: number): void {
    this.reserve(types.length)
    const start = this.length
    let at = start + 1
    for (let i = 0; i < types.length; i++) {
      if (isReference(types[i]!)) this.hasReferences = true
      const words = wordsOf(types[i]!)
      const position = stack[height + i]!
      for (let k = 0; k < words.length; k++) code[at++] = frameWord(words[k]!, position + k)
    }
    code[start] = at - start - 1
    this.length = at
  }

  // -------------------------------------------------------------- operands

  /** One more operand, which is what stands at a position. */
  push(position: number): void {
    if (this.height === stack.length) stack = enlarged(stack, this.height)
    stack[this.height++] = position
    if (this.height > this.deepest) this.deepest = this.height
  }

  /** One more operand, at its own place. */
  pushHome(): void {
    this.push(this.base + 2 * this.height)
  }

  pop(): number {
    return stack[--this.height]!
  }

  /** One more operand that is a constant. */
  constant(low: number, high: number): void {
    // Not all pairs of words have a key of their own.
    const key = high * 2 ** 32 + (low >>> 0)
    const position = this.pooled.get(key)
    const { pool } = this
    if (position !== undefined && pool[-position - 2] === low && pool[-position - 1] === high)
      this.push(position)
    else if (pool.length < 2 * mostConstants || (low | high) === 0) {
      pool.push(low, high)
      this.pooled.set(key, -pool.length)
      this.push(-pool.length)
    } else {
      this.plain(constantStep, 0, 1)
      this.word(low)
      this.word(high)
    }
  }

  /** The constants, which lie below the frame. */
  constants(): Int32Array {
    const { pool } = this
    const words = new Int32Array(pool.length)
    for (let i = 0; i < pool.length; i += 2) {
      words[pool.length - 2 - i] = pool[i]!
      words[pool.length - 1 - i] = pool[i + 1]!
    }
    return words
  }

  /** Stores the topmost operand into a local; operands that are the local's old value are copied before. */
  set(local: number): void {
    const position = 2 * local
    const from = this.pop()
    const { resultAt, height } = this
    this.reserve(height)
    for (let i = 0; i < height; i++) if (stack[i] === position) this.settle(i)
    const direct = resultAt !== nowhere && resultAt === this.resultAt && from === code[resultAt]
    if (direct) code[resultAt] = position
    else if (from !== position) this.move(position, from)
    this.resultAt = nowhere
  }

  /** Brings an operand to its own place. */
  private settle(height: number): void {
    const home = this.base + 2 * height
    const from = stack[height]!
    if (from === home) return
    this.move(home, from)
    stack[height] = home
  }

  /** Brings all operands to their own places, since control is about to part or to join. */
  settleAll(): void {
    this.reserve(this.height)
    for (let i = 0; i < this.height; i++) this.settle(i)
    this.resultAt = nowhere
  }

  /** From now on there are so many operands, the topmost `count` of them at their own places. */
  resize(height: number, count: number): void {
    this.height = Math.min(this.height, height - count)
    while (this.height < height) this.pushHome()
  }

  // -------------------------------------------------------------- blocks

  /** The block at a depth; 0 is the innermost. */
  frame(depth: number): Frame {
    return this.frames[this.frames.length - 1 - depth]!
  }

  open(kind: Frame['kind'], { params, results }: BlockType): Frame {
    const frame = {
      kind,
      params: params.length,
      results: results.length,
      height: this.height - params.length,
      head: this.length,
      toEnd: nowhere,
      toElse: nowhere,
      weights: none,
      more: 0,
    }
    this.frames.push(frame)
    return frame
  }

  /** Calls the hooks that have these numbers: at each round of a loop, or each call of the function. */
  openHooks(frame: Frame, numbers: readonly number[] = none): void {
    if (numbers.length === 0) return
    frame.weights = numbers.map(number => {
      this.step(hook)
      this.word(number)
      return this.hole()
    })
  }

  /** A step takes about four words; those in loops within, and in branches that are not taken, count too. */
  private closeHooks({ weights, more }: Frame): void {
    for (const at of weights) code[at] = 1 + ((this.length - at) >> 2) + more
  }

  /** The next step takes so many ticks more than others. */
  charge(ticks: number): void {
    const frame = findLast(this.frames, frame => frame.weights !== none)
    if (frame !== undefined) frame.more = Math.min(frame.more + ticks, mostTicks)
  }

  /** Ends the innermost block: all that leads here is told the place. */
  close(): Frame {
    const frame = this.frames.pop()!
    this.closeHooks(frame)
    if (frame.toElse !== nowhere || frame.toEnd !== nowhere) this.reachable = true
    this.put(frame.toElse)
    for (let at = frame.toEnd; at !== nowhere; ) {
      const before = code[at]!
      this.put(at)
      at = before
    }
    this.resize(frame.height + frame.results, frame.results)
    return frame
  }

  /** Writes the present place into the code. */
  put(at: number): void {
    if (at === nowhere) return
    code[at] = this.length
    this.resultAt = nowhere
  }

  /** A place of the code that is known only later: `put` will write it. */
  hole(): number {
    this.word(nowhere)
    return this.length - 1
  }

  /** The place of a frame, for those that jump there. */
  placeOf(frame: Frame): void {
    if (frame.kind === 'loop') this.word(frame.head)
    else {
      this.word(frame.toEnd)
      frame.toEnd = this.length - 1
    }
  }

  /** Nothing comes here any more. */
  stop(): void {
    this.reachable = false
  }

  // -------------------------------------------------------------- jumps

  /** How many operands a branch to the frame takes along, and whether they stand where they are to be. */
  arity({ kind, params, results }: Frame): number {
    return kind === 'loop' ? params : results
  }

  isInPlace(frame: Frame): boolean {
    const arity = this.arity(frame)
    return arity === 0 || this.height === frame.height + arity
  }

  /** Moves what a branch takes along, if it has to, and jumps. All operands are at their own places. */
  branch(frame: Frame): void {
    const arity = this.arity(frame)
    const from = this.height - arity
    this.reserve(arity)
    if (from !== frame.height) {
      const { base } = this
      for (let i = 0; i < arity; i++) this.move(base + 2 * (frame.height + i), base + 2 * (from + i))
    }
    this.jump(frame)
  }

  /** Jumps to a frame without moving anything. */
  jump(frame: Frame): void {
    this.step(jump)
    this.placeOf(frame)
  }

  /** Jumps to a frame if the condition holds that has been popped last. */
  jumpIf(frame: Frame): void {
    this.jumpBy(this.condition.when)
    this.placeOf(frame)
  }

  /** Jumps past something unless that condition holds; gives where its place has to be put. */
  jumpPast(): number {
    this.jumpBy(this.condition.unless)
    return this.hole()
  }

  private jumpBy(step: number): void {
    this.step(step)
    this.word(this.operand)
    if (this.condition.operands === 2) this.word(this.operand2)
  }

  /**
   * Takes an operand that a jump depends on. If the last step has made it, and nobody else has seen that, the
   * jump takes the place of that step.
   */
  popCondition(): void {
    const position = this.pop()
    const at = this.resultAt
    const condition = at !== nowhere && code[at] === position ? jumps[code[at - 1]!] : undefined
    this.condition = condition ?? onOperand
    if (condition === undefined) this.operand = position
    else {
      this.operand = code[at + 1]!
      this.operand2 = code[at + 2]!
      this.length = at - 1
      this.resultAt = nowhere
    }
  }

  /** Whether the topmost operand is 0. What the last step has found is turned round. */
  isZero(): void {
    const at = this.resultAt
    const isResult = at !== nowhere && code[at] === stack[this.height - 1]
    const opposite = isResult ? oppositeSteps[code[at - 1]!] : undefined
    if (opposite === undefined) this.plain(isZero, 1, 1)
    else code[at - 1] = opposite
  }

  isZeroWide(): void {
    this.constant(0, 0)
    this.plain(equalsWide, 2, 1)
  }
}
