// Where the body of a generated function is written: its bytes so far, the labels around the place, the locals.
// The forms of code call each other in every direction, expressions hold blocks and blocks expressions; they find
// each other through `forms`.
import { byName, type InstructionName } from '#src/wasm/ops/index.js'
import { type FuncType, isRef, sameType, type ValueType } from '#src/wasm/types.js'
import { body, s, u } from '../../unit/wasm/bytes.js'
import type { Random } from '../random.js'
import type { Shape } from './shape.js'

type Bytes = readonly number[]
export type Types = readonly ValueType[]

/** The forms of code that others are made of. */
export interface Forms {
  /** Leaves one value of the type. */
  value(writer: Writer, type: ValueType): void
  /** Leaves the stack as it was. */
  statement(writer: Writer): void
  /** Finds values of types `from` on the stack, and leaves such of types `to` instead. */
  sequence(writer: Writer, from: Types, to: Types): void
}

const codes = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const

export const typeByte = (type: ValueType): number => {
  if (!isRef(type)) return codes[type]
  return type.heap === 'func' ? 0x70 : 0x6f
}

export const sameTypes = (a: Types, b: Types): boolean =>
  a.length === b.length && a.every((type, i) => sameType(type, b[i]!))

const opcode = (name: InstructionName): Bytes => {
  const { code } = byName[name]
  return code >>> 16 === 0 ? [code] : [code >>> 16, ...u(code & 0xffff)]
}

export class Writer {
  readonly bytes: number[] = []
  /** The types that a branch to each label takes, innermost last. */
  readonly labels: Types[] = []
  /** Those that random code may write; others belong to the form that made them. */
  free: number[] = []
  /** Those that code should read, where it can. */
  held: number[] = []
  readonly locals: ValueType[]
  /** How many more things to write before everything becomes a leaf. */
  budget: number
  depth = 0
  /** Loops around the place that need no fuel. */
  loops = 0
  readonly shape: Shape
  readonly random: Random
  readonly forms: Forms
  readonly type: FuncType
  /** The function's own number. */
  readonly self: number

  constructor(shape: Shape, self: number, forms: Forms) {
    const { random } = shape
    const type = shape.functions[self]!
    this.shape = shape
    this.random = random
    this.forms = forms
    this.type = type
    this.self = self
    this.locals = [...type.params]
    this.free = type.params.map((_, i) => i)
    this.labels.push(type.results)
    this.budget = random.between(30, 250)
  }

  op(name: InstructionName, ...immediates: readonly Bytes[]): void {
    this.bytes.push(...opcode(name), ...immediates.flat())
  }

  /** A new local, which only the caller writes. */
  local(type: ValueType): number {
    return this.locals.push(type) - 1
  }

  /** A local that any code may write. */
  freeLocal(type: ValueType): number {
    const index = this.local(type)
    this.free.push(index)
    return index
  }

  i32(value: number): void {
    this.op('i32.const', s(BigInt(value | 0)))
  }

  get(local: number): void {
    this.op('local.get', u(local))
  }

  set(local: number): void {
    this.op('local.set', u(local))
  }

  /** Opens a block. `labelTypes` is what a branch to it takes. */
  open(name: 'block' | 'loop' | 'if', from: Types, to: Types): void {
    this.op(name, this.#blockType(from, to))
    this.labels.push(name === 'loop' ? from : to)
  }

  end(): void {
    this.op('end')
    this.labels.pop()
  }

  /** The number of a label, as an instruction at this place names it. */
  label(index: number): number[] {
    return u(this.labels.length - 1 - index)
  }

  value(type: ValueType): void {
    this.forms.value(this, type)
  }

  values(types: Types): void {
    for (const type of types) this.value(type)
  }

  /** The same without anything that could branch. */
  simpleValues(types: Types): void {
    const { depth } = this
    this.depth = Infinity
    this.values(types)
    this.depth = depth
  }

  /** How many bytes its instructions are. */
  get size(): number {
    return this.bytes.length
  }

  /** The whole entry of the code section. */
  body(): number[] {
    const { params } = this.type
    return body(this.bytes, ...this.locals.slice(params.length).map(type => [1, typeByte(type)]))
  }

  #blockType(from: Types, to: Types): Bytes {
    if (from.length === 0 && to.length === 0) return [0x40]
    if (from.length === 0 && to.length === 1) return [typeByte(to[0]!)]
    return s(BigInt(this.shape.typeIndex(from, to)))
  }
}
