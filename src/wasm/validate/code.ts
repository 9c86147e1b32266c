// The code that is being validated, as the rules see it: the context of the module, the stacks, the locals.

import type { Instruction } from '../binary/instructions.js'
import { checkLimit } from '../limits.js'
import type { Body } from '../module.js'
import type { FuncType } from '../types.js'
import { asNonNull, type Codes, encode, isRefCode, noCodes } from './codes.js'
import type { Context } from './context.js'
import { type Frame, type FrameKind, Stack } from './stack.js'

/** Types one instruction, or fails. */
export type Rule = (code: Code, instruction: Instruction) => void

/** The rules of a group: one for each instruction that has no fixed type, see `ops`. */
export type Rules<Name extends string> = { readonly [N in Name]: Rule }

export class Code {
  readonly stack: Stack
  /** Is this a constant expression? */
  constant = false
  private locals = new Int32Array(64)
  private count = 0
  /** By local: 1 if it must be written before it is read. Used while `strict`. */
  private unset = new Uint8Array(64)
  private strict = false
  /** Locals that were such, in the order they were written. */
  private readonly written: number[] = []

  constructor(
    readonly context: Context,
    instruction: Instruction,
  ) {
    this.stack = new Stack(context, instruction)
  }

  /** Begins a constant expression of one type, so many bytes long. */
  beginConstant(results: Codes, bytes: number): void {
    this.constant = true
    this.count = 0
    this.stack.reset(bytes)
    this.open('function', noCodes, results)
  }

  beginFunction({ params, results }: FuncType, body: Body): void {
    this.constant = false
    this.declareLocals(this.context.codes(params), body)
    this.stack.reset(body.end - body.start)
    this.open('function', noCodes, this.context.codes(results))
  }

  /** The type of a local. */
  local(index: number): number {
    if (index >= this.count) this.stack.fail(`unknown local ${index}`)
    return this.locals[index]!
  }

  /** The type of a local that is read. */
  readLocal(index: number): number {
    const type = this.local(index)
    if (this.strict && this.unset[index] === 1) this.stack.fail(`uninitialized local ${index}`)
    return type
  }

  /** The type of a local that is written. */
  writeLocal(index: number): number {
    const type = this.local(index)
    if (this.strict && this.unset[index] === 1) {
      this.unset[index] = 0
      this.written.push(index)
    }
    return type
  }

  open(kind: FrameKind, params: Codes, results: Codes): void {
    this.stack.open(kind, params, results).written = this.written.length
  }

  /** Closes the innermost frame. What follows, or another arm, cannot rely on what it wrote. */
  close(): Frame {
    const frame = this.stack.close()
    while (this.written.length > frame.written) this.unset[this.written.pop()!] = 1
    return frame
  }

  private declareLocals(params: Codes, { locals, start }: Body): void {
    let count = params.length
    for (const run of locals) count += run.count
    checkLimit('locals', count, start)
    this.reserve(count)
    this.strict = false
    this.written.length = 0
    for (let i = 0; i < params.length; i++) this.locals[i] = params[i]!
    let next = params.length
    for (const { count, type } of locals) {
      const code = encode(type)
      this.context.checkType(type, start)
      this.locals.fill(code, next, next + count)
      if (isRefCode(code) && code === asNonNull(code)) this.requireWrites(next, next + count)
      next += count
    }
  }

  private reserve(count: number): void {
    this.count = count
    if (count <= this.locals.length) return
    const size = Math.max(count, 2 * this.locals.length)
    this.locals = new Int32Array(size)
    this.unset = new Uint8Array(size)
  }

  private requireWrites(start: number, end: number): void {
    if (!this.strict) this.unset.fill(0, 0, this.count)
    this.strict = true
    this.unset.fill(1, start, end)
  }
}
