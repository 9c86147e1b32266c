// The stacks of the validation algorithm (appendix of the standard): operands, as numbers, and control
// frames. One Stack serves all functions of a module; frames are used again, so that nothing is allocated
// for an instruction. Nesting is data here, never recursion.

import type { Instruction } from '../binary/instructions.js'
import { fail } from '../errors.js'
import { checkLimit, maxMoved } from '../limits.js'
import { showType } from '../text.js'
import { any, type Codes, decodeType, noCodes } from './codes.js'
import type { Context } from './context.js'

export type FrameKind = 'function' | 'block' | 'loop' | 'if' | 'else' | 'try' | 'catch' | 'catch_all'

export class Frame {
  kind: FrameKind = 'function'
  params: Codes = noCodes
  results: Codes = noCodes
  /** Height of the operands where the frame begins; nothing below can be popped. */
  floor = 0
  /** What follows cannot be reached: any operand may be popped from it. */
  unreachable = false
  /** How many locals had been written where the frame begins, of those that must be. */
  written = 0
  /** The latest br_table that checked this label. */
  checked = 0

  /** What a branch to the frame's label carries. */
  get label(): Codes {
    return this.kind === 'loop' ? this.params : this.results
  }
}

const show = (code: number): string => (code === any ? 'bot' : showType(decodeType(code)))

export class Stack {
  /** The innermost frame. */
  frame = new Frame()
  /** How many frames are open. */
  depth = 0
  /** The most frames that were open. */
  deepest = 0
  private height = 0
  private floor = 0
  private operands = new Int32Array(1024)
  private readonly frames: Frame[] = [this.frame]
  private tables = 0
  /** How many operands the control instructions of all functions have moved, and may move. */
  private moved = 0
  private mostMoved: number = maxMoved.always

  /** `instruction` is the one being checked, for the place in messages. */
  constructor(
    readonly context: Context,
    readonly instruction: Instruction,
  ) {}

  /** Forgets all operands and frames: a new function begins, so many bytes long. */
  reset(bytes: number): void {
    this.mostMoved += maxMoved.perByte * Math.min(bytes, maxMoved.bytesOfFunction)
    this.height = 0
    this.depth = 0
    this.deepest = 0
  }

  push(code: number): void {
    if (this.height === this.operands.length) this.grow()
    this.operands[this.height++] = code
  }

  pushAll(codes: Codes): void {
    for (let i = 0; i < codes.length; i++) this.push(codes[i]!)
  }

  /** Pops an operand of one type. */
  pop(expected: number): number {
    if (this.height === this.floor) return this.popNothing(expected)
    const actual = this.operands[this.height - 1]!
    if (actual !== expected && !this.context.matches(actual, expected)) this.mismatch(expected, actual)
    this.height--
    return actual
  }

  /** Pops an operand of whatever type. */
  popAny(): number {
    if (this.height === this.floor) return this.popNothing(any)
    return this.operands[--this.height]!
  }

  popAll(codes: Codes): void {
    for (let i = codes.length - 1; i >= 0; i--) this.pop(codes[i]!)
  }

  /** Checks the topmost operands and leaves them. */
  peekAll(codes: Codes): void {
    const { operands, floor } = this
    let place = this.height
    for (let i = codes.length - 1; i >= 0; i--) {
      if (place === floor) {
        this.popNothing(codes[i]!)
        continue
      }
      const actual = operands[--place]!
      if (!this.context.matches(actual, codes[i]!)) this.mismatch(codes[i]!, actual)
    }
  }

  /** A control instruction moves so many operands. */
  move(count: number): void {
    this.moved += count
    if (this.moved > this.mostMoved)
      this.fail(`too many operands moved by blocks, branches and calls: more than ${this.mostMoved}`)
  }

  /** Does a fixed type: up to three operands and one result, see `pack`. */
  apply(packed: number): void {
    const top = (packed >> 8) & 0xff
    if (top !== 0) {
      this.pop(top)
      const second = (packed >> 16) & 0xff
      if (second !== 0) {
        this.pop(second)
        const third = packed >> 24
        if (third !== 0) this.pop(third)
      }
    }
    const result = packed & 0xff
    if (result !== 0) this.push(result)
  }

  open(kind: FrameKind, params: Codes, results: Codes): Frame {
    const depth = ++this.depth
    if (depth > this.deepest) this.deepest = depth
    const frame = (this.frames[depth] ??= new Frame())
    frame.kind = kind
    frame.params = params
    frame.results = results
    frame.floor = this.height
    frame.unreachable = false
    frame.checked = 0
    this.frame = frame
    this.floor = frame.floor
    this.move(params.length + results.length)
    this.pushAll(params)
    return frame
  }

  /** Checks that the frame ends with its results and nothing else, and closes it. */
  close(): Frame {
    const { frame } = this
    this.popAll(frame.results)
    if (this.height !== this.floor) this.leftOver()
    this.depth--
    this.frame = this.frames[this.depth]!
    this.floor = this.frame.floor
    return frame
  }

  /** The rest of the frame cannot be reached. */
  unreachable(): void {
    this.height = this.floor
    this.frame.unreachable = true
  }

  /** The frame a branch goes to. */
  target(label: number): Frame {
    if (label >= this.depth) fail(`unknown label ${label}`, this.instruction.at)
    return this.frames[this.depth - label]!
  }

  /** The frame of the whole function. */
  get outermost(): Frame {
    return this.frames[1]!
  }

  /** A number for a br_table: labels that it has checked bear it. */
  nextTable(): number {
    return ++this.tables
  }

  /** Rejects the current instruction. */
  fail(message: string): never {
    return fail(message, this.instruction.at)
  }

  private popNothing(expected: number): number {
    if (this.frame.unreachable) return any
    const wanted = expected === any ? '' : `[${show(expected)}]`
    this.fail(
      wanted === ''
        ? 'type mismatch: the stack is empty'
        : `type mismatch: instruction requires ${wanted} but stack has []`,
    )
  }

  private mismatch(expected: number, actual: number): never {
    this.fail(`type mismatch: instruction requires [${show(expected)}] but stack has [${show(actual)}]`)
  }

  private leftOver(): never {
    const rest = this.height - this.floor
    const first = Array.from(this.operands.subarray(this.height - Math.min(rest, 10), this.height), show)
    this.fail(`type mismatch: block ends with [${first.join(' ')}] left on the stack`)
  }

  private grow(): void {
    checkLimit('operands', this.height + 1, this.instruction.at)
    const larger = new Int32Array(2 * this.height)
    larger.set(this.operands)
    this.operands = larger
  }
}
