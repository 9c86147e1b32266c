// The state of flattening one function: the code so far, the operands, and the blocks that are open.

import type { InstructionReader } from '../../src/wasm/binary/instructions.js'
import type { Module } from '../../src/wasm/module.js'
import type { FuncType, ValueType } from '../../src/wasm/types.js'
import { type OwnStep, stepNumber } from './flat.js'

/** What the functions of one module share. */
export interface Source {
  readonly module: Module
  readonly importedFunctions: number
  readonly reader: InstructionReader
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
  /** Where in the code the place of its end has to be put. */
  readonly toEnd: number[]
  /** Of an `if` whose `else` has not come: where the place of that has to be put. */
  toElse: number
}

interface Shape {
  readonly locals: readonly ValueType[]
  readonly results: readonly ValueType[]
}

const nowhere = -1

export class Flattener {
  readonly code: number[] = []
  readonly reader: InstructionReader
  readonly module: Module
  readonly frames: Frame[]
  /** Positions of the operands. */
  readonly stack: number[] = []
  readonly results: readonly ValueType[]
  /** Words of the locals. */
  readonly base: number
  words: number
  /** Of each loop how many are around it, and how many are open now. */
  readonly loops: number[] = []
  openLoops = 0
  reachable = true
  /** Where in the code the last step names its result, if the result may still go elsewhere. */
  private resultAt = nowhere

  constructor({ module, reader }: Source, { locals, results }: Shape) {
    this.module = module
    this.reader = reader
    this.base = this.words = 2 * locals.length
    this.results = results
    const whole = { height: 0, params: 0, results: results.length, head: nowhere, toEnd: [] }
    this.frames = [{ kind: 'function', ...whole, toElse: nowhere }]
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

  emitOwn(step: OwnStep, ...operands: readonly number[]): void {
    this.emit(stepNumber[step], ...operands)
  }

  /** A step that leaves an operand, whose position it names first. */
  emitResult(step: number, operands: readonly number[]): void {
    const home = this.pushHome()
    this.code.push(step)
    this.resultAt = this.code.length
    this.code.push(home, ...operands)
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
    this.frames.push({ kind, params, results, height, head, toEnd: [], toElse })
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
    this.jump('jump', frame)
  }

  /** Jumps to a frame without moving anything. */
  jump(step: 'jump' | 'jump if', frame: Frame, ...condition: readonly number[]): void {
    this.emitOwn(step, ...condition)
    this.later(frame)
  }

  /** A jump past something; gives where its place has to be put. */
  jumpPast(step: 'jump' | 'jump unless', ...condition: readonly number[]): number {
    this.emitOwn(step, ...condition)
    this.code.push(nowhere)
    return this.code.length - 1
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
