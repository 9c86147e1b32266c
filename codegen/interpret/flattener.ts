// The state of flattening one function: the code so far, the operands, and the blocks that are open.

import type { InstructionReader } from '../../src/wasm/binary/instructions.js'
import type { Module } from '../../src/wasm/module.js'
import type { FuncType, ValueType } from '../../src/wasm/types.js'
import { type StepName, stepNumber } from './flat.js'

/** What the functions of one module share. */
export interface Source {
  readonly module: Module
  readonly importedFunctions: number
  readonly reader: InstructionReader
  readonly listening?: Logged | undefined
  /** Whether there is a deadline: then ticks are counted. */
  readonly ticks?: boolean
}

/** What is listened to. */
export interface Logged {
  /** The functions, by index. */
  readonly functions: { has(index: number): boolean }
  /** Set if growing is told. */
  readonly growth: unknown
}

const numbers: ReadonlySet<unknown> = new Set(['i32', 'i64', 'f32', 'f64'])

export const isNumeric = (type: ValueType): boolean => numbers.has(type)

/** Whether a function takes and gives nothing but numbers. */
export const isSimple = ({ params, results }: FuncType): boolean =>
  params.every(isNumeric) && results.every(isNumeric)

/** The words of a value at a position of the frame, as calls and returns list them. */
export function wordsOfType(type: ValueType, position: number): readonly number[] {
  if (type === 'i64') return [2 * position, 2 * position + 2]
  return type === 'i32' ? [2 * position] : [2 * position + 1]
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
  /** Where in the code it says how many ticks a round, or a call of the function, takes. */
  ticks: number
  /** Where in the code the place of its end has to be put. */
  readonly toEnd: number[]
  /** Of an `if` whose `else` has not come: where the place of that has to be put. */
  toElse: number
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

const isZero = stepNumber['i32.eqz']
const tests: ReadonlyMap<number | undefined, Test> = new Map(
  (Object.keys(opposites) as Test[]).map(name => [stepNumber[name], name]),
)

/** What a jump depends on: that a comparison holds or not, or that an operand is not 0, or is. */
interface Condition {
  readonly test: Test | undefined
  readonly holds: boolean
  readonly operands: readonly number[]
}

interface Shape {
  readonly locals: readonly ValueType[]
  readonly results: readonly ValueType[]
}

const nowhere = -1

/** So many constants of a function have slots: each is written there at every call. */
const mostConstants = 32

export class Flattener {
  readonly code: number[] = []
  readonly reader: InstructionReader
  readonly module: Module
  readonly listening: Logged | undefined
  readonly frames: Frame[]
  /** Positions of the operands. */
  readonly stack: number[] = []
  readonly results: readonly ValueType[]
  /** Words of the locals. */
  readonly base: number
  words: number
  readonly callees = new Set<number>()
  /** Of each loop how many are around it, and how many are open now. */
  readonly loops: number[] = []
  openLoops = 0
  reachable = true
  /**
   * The words of the constants that have slots, the last one first in the frame, and the position of each.
   */
  private readonly pool: number[] = []
  private readonly pooled = new Map<string, number>()
  /** Where in the code the last step names its result, if the result may still go elsewhere. */
  private resultAt = nowhere
  readonly hasTicks: boolean

  constructor({ module, reader, listening, ticks = false }: Source, { locals, results }: Shape) {
    this.module = module
    this.listening = listening
    this.reader = reader
    this.hasTicks = ticks
    this.base = this.words = 2 * locals.length
    this.results = results
    const whole = { height: 0, params: 0, results: results.length, head: nowhere, toEnd: [] }
    this.frames = [{ kind: 'function', ...whole, toElse: nowhere, ticks: nowhere }]
  }

  /** Where the operand at a height belongs. */
  private home(height: number): number {
    const position = this.base + 2 * height
    if (position + 2 > this.words) this.words = position + 2
    return position
  }

  emit(step: number, ...operands: readonly number[]): void {
    this.resultAt = nowhere
    this.code.push(step, ...operands)
  }

  emitOwn(step: StepName, ...operands: readonly number[]): void {
    this.emit(stepNumber[step], ...operands)
  }

  /** A step that leaves an operand, whose position it names first. */
  emitResult(step: number, operands: readonly number[]): void {
    const home = this.pushHome()
    this.code.push(step)
    this.resultAt = this.code.length
    this.code.push(home, ...operands)
  }

  /** One more operand that is a constant. */
  constant(low: number, high: number): void {
    const key = `${low} ${high}`
    let position = this.pooled.get(key)
    if (position === undefined) {
      if (this.pooled.size >= mostConstants && (low | high) !== 0)
        return this.emitResult(stepNumber.const, [low, high])
      this.pool.unshift(low, high)
      position = -this.pool.length
      this.pooled.set(key, position)
    }
    this.home(this.stack.length)
    this.stack.push(position)
  }

  isZeroWide(): void {
    const position = this.pop()
    this.constant(0, 0)
    this.emitResult(stepNumber['i64.eq'], [position, this.pop()])
  }

  /** What lies below the frame. */
  constants(): Int32Array {
    return Int32Array.from(this.pool)
  }

  pop(): number {
    return this.stack.pop()!
  }

  popMany(count: number): readonly number[] {
    return count === 0 ? [] : this.stack.splice(this.stack.length - count, count)
  }

  /** One more operand, at its own place. */
  pushHome(): number {
    const home = this.home(this.stack.length)
    this.stack.push(home)
    return home
  }

  get(local: number): void {
    this.home(this.stack.length)
    this.stack.push(2 * local)
  }

  /** Stores the topmost operand into a local; operands that are the local's old value are copied before. */
  set(local: number): void {
    const position = 2 * local
    const from = this.pop()
    const resultAt = this.resultAt
    for (let i = 0; i < this.stack.length; i++) if (this.stack[i] === position) this.settle(i)
    const direct = resultAt !== nowhere && resultAt === this.resultAt && from === this.code[resultAt]
    if (direct) this.code[resultAt] = position
    else if (from !== position) this.emitOwn('move', position, from)
    this.resultAt = nowhere
  }

  /** Brings an operand to its own place. */
  private settle(height: number): void {
    const home = this.home(height)
    const from = this.stack[height]!
    if (from === home) return
    this.emitOwn('move', home, from)
    this.stack[height] = home
  }

  /** Brings all operands to their own places, since control is about to part or to join. */
  settleAll(): void {
    for (let i = 0; i < this.stack.length; i++) this.settle(i)
    this.resultAt = nowhere
  }

  /** What the innermost block at a depth is. */
  frame(depth: number): Frame {
    return this.frames[this.frames.length - 1 - depth]!
  }

  open(frame: Pick<Frame, 'kind' | 'params' | 'results'> & { readonly toElse?: number }): void {
    const { kind, params, results, toElse = nowhere } = frame
    const height = this.stack.length - params
    const head = kind === 'loop' ? this.code.length : nowhere
    this.frames.push({ kind, params, results, height, head, toEnd: [], toElse, ticks: nowhere })
  }

  /** Counts ticks from here on, if there is a deadline: at each round of a loop, or each call. */
  openTicks(frame: Frame): void {
    if (!this.hasTicks) return
    frame.ticks = this.code.length + 1
    this.emitOwn('tick', 0)
  }

  /** A step takes about four words; those in loops within, and in branches that are not taken, count too. */
  closeTicks({ ticks }: Frame): void {
    if (ticks !== nowhere) this.code[ticks] = 1 + ((this.code.length - ticks) >> 2)
  }

  /** The next place of the code is known only later: `put` will write it. */
  later(frame: Frame): void {
    if (frame.kind === 'loop') this.code.push(frame.head)
    else {
      frame.toEnd.push(this.code.length)
      this.code.push(nowhere)
    }
  }

  /** How many operands a branch to the frame takes along, and whether they stand where they are to be. */
  arity({ kind, params, results }: Frame): number {
    return kind === 'loop' ? params : results
  }

  isInPlace(frame: Frame): boolean {
    const arity = this.arity(frame)
    return arity === 0 || this.stack.length === frame.height + arity
  }

  /** Moves what a branch takes along, if it has to, and jumps. All operands are at their own places. */
  branch(frame: Frame): void {
    const arity = this.arity(frame)
    const from = this.stack.length - arity
    if (from !== frame.height)
      for (let i = 0; i < arity; i++) this.emitOwn('move', this.home(frame.height + i), this.home(from + i))
    this.jump(frame)
  }

  /** Jumps to a frame without moving anything. */
  jump(frame: Frame): void {
    this.emitOwn('jump')
    this.later(frame)
  }

  jumpIf(condition: Condition, frame: Frame): void {
    this.emitJump(condition)
    this.later(frame)
  }

  /** A jump past something; gives where its place has to be put. */
  jumpPast(condition: Condition): number {
    this.emitJump({ ...condition, holds: !condition.holds })
    this.code.push(nowhere)
    return this.code.length - 1
  }

  private emitJump({ test, holds, operands }: Condition): void {
    if (test === undefined) this.emitOwn(holds ? 'jump if' : 'jump unless', ...operands)
    else this.emitOwn(`jump if ${holds ? test : opposites[test]}`, ...operands)
  }

  /** The last step, if it is what has made the operand at a position, and nobody else has seen that. */
  private stepOf(position: number): number | undefined {
    const at = this.resultAt
    return at !== nowhere && this.code[at] === position ? this.code[at - 1] : undefined
  }

  /**
   * Takes an operand that a jump depends on. If the last step has made it, the jump takes the place of that
   * step.
   */
  popCondition(): Condition {
    const position = this.pop()
    const step = this.stepOf(position)
    const test = tests.get(step)
    if (test === undefined && step !== isZero) return { operands: [position], test, holds: true }
    const operands = this.code.splice(this.resultAt - 1).slice(2)
    this.resultAt = nowhere
    return { operands, test, holds: test !== undefined }
  }

  /** Whether an operand is 0. What the last step has found is turned round. */
  isZero(): void {
    const position = this.pop()
    const test = tests.get(this.stepOf(position))
    if (test === undefined) this.emitResult(isZero, [position])
    else {
      this.code[this.resultAt - 1] = stepNumber[opposites[test]]
      this.stack.push(position)
    }
  }

  /** Writes the present place into the code. */
  put(at: number): void {
    this.code[at] = this.code.length
    this.resultAt = nowhere
  }

  /** Nothing comes here any more. */
  stop(): void {
    this.reachable = false
  }

  /** The operands that stand at their own places from now on. */
  resize(height: number): void {
    this.stack.length = Math.min(this.stack.length, height)
    while (this.stack.length < height) this.pushHome()
  }
}
