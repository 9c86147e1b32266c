// Evaluates constant expressions: what globals begin with, where segments go, what elements are. They have
// been validated, so the stack is always right. This happens once for each expression and not in the
// module's code, so 64-bit arithmetic may as well be that of BigInt.

import { join } from '../../codegen/boundary/index.js'
import { fromBitsF32, fromBitsF64 } from '../../codegen/helpers/float.js'
import { type Instruction, InstructionReader } from '../wasm/binary/instructions.js'
import type { Expression, Module } from '../wasm/module.js'
import type { InstructionName } from '../wasm/ops/index.js'
import { toWords, type Words } from './values.js'

/** What constant expressions may ask of the instance. */
export interface Scope {
  readonly globals: readonly Words[]
  refFunc(index: number): unknown
}

type Step = (stack: Words[], instruction: Instruction, scope: Scope) => void

const one = (word0: unknown): Words => ({ word0, word1: 0 })

const i32 =
  (compute: (x: number, y: number) => number): Step =>
  stack => {
    const [y, x] = [stack.pop()!, stack.pop()!]
    stack.push(one(compute(x.word0 as number, y.word0 as number)))
  }

const big = ({ word0, word1 }: Words): bigint => join(word0 as number, word1)

const i64 =
  (compute: (x: bigint, y: bigint) => bigint): Step =>
  stack => {
    const [y, x] = [stack.pop()!, stack.pop()!]
    stack.push(toWords(compute(big(x), big(y)), 'i64'))
  }

const steps: Readonly<Partial<Record<InstructionName, Step>>> = {
  'i32.const': (stack, { low }) => stack.push(one(low)),
  'i64.const': (stack, { low, high }) => stack.push({ word0: low, word1: high }),
  'f32.const': (stack, { low }) => stack.push(one(fromBitsF32(low))),
  'f64.const': (stack, { low, high }) => stack.push(one(fromBitsF64(low, high))),
  'global.get': (stack, { index }, { globals }) => stack.push(globals[index]!),
  'ref.null': stack => stack.push(one(null)),
  'ref.func': (stack, { index }, scope) => stack.push(one(scope.refFunc(index))),
  'i32.add': i32((x, y) => (x + y) | 0),
  'i32.sub': i32((x, y) => (x - y) | 0),
  'i32.mul': i32(Math.imul),
  'i64.add': i64((x, y) => x + y),
  'i64.sub': i64((x, y) => x - y),
  'i64.mul': i64((x, y) => x * y),
}

const names: Readonly<Record<string, Step>> = steps

/** How many bytes the `end` of an expression takes. */
const endLength = 1

/** What an expression comes to that is a number and nothing else, as an address; nothing for others. */
export function fixedOffset(module: Module, { start, end }: Expression): number | undefined {
  const reader = new InstructionReader(module)
  reader.position = start
  reader.limit = end
  const { row, low } = reader.next()
  return row.name === 'i32.const' && reader.position + endLength === end ? low >>> 0 : undefined
}

/** Evaluates the expressions of one instance. */
export class Constants {
  readonly #module: Module
  readonly #scope: Scope
  #made: InstructionReader | undefined

  constructor(module: Module, scope: Scope) {
    this.#module = module
    this.#scope = scope
  }

  /** Made when there is something to read. */
  get #reader(): InstructionReader {
    return (this.#made ??= new InstructionReader(this.#module))
  }

  /** Reads the first instruction. */
  #begin({ start, end }: Expression): Instruction {
    this.#reader.position = start
    this.#reader.limit = end
    return this.#reader.next()
  }

  #evaluate(first: Instruction): Words {
    const reader = this.#reader
    const stack: Words[] = []
    for (let instruction = first; instruction.row.name !== 'end'; instruction = reader.next()) {
      const step = names[instruction.row.name]
      if (step === undefined) throw new TypeError(`${instruction.row.name} is not constant`)
      step(stack, instruction, this.#scope)
    }
    return stack[0]!
  }

  words(expression: Expression): Words {
    return this.#evaluate(this.#begin(expression))
  }

  /** The one word of an expression that is not an i64. */
  word(expression: Expression): unknown {
    const first = this.#begin(expression)
    // Nearly all are a number and nothing else, and programs of Go have 100,000 of them.
    const isAll = this.#reader.position + endLength === expression.end
    return isAll && first.row.name === 'i32.const' ? first.low : this.#evaluate(first).word0
  }
}
