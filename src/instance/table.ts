// A table: three arrays that keep their identity for ever, so that generated code can hold them. `refs` are
// the elements; if they are functions, `codes` and `types` say what to call and which type it has, so that
// `call_indirect` compares one number and calls. An entry without function has type -1, which no type is.
//
// Indices and counts arrive as i32 words, that is, unsigned numbers perhaps in signed form.

import { RuntimeError } from '../wasm/errors.js'
import { maxTableSize } from '../wasm/limits.js'
import type { RefType, TableType } from '../wasm/types.js'
import type { Code, Func } from './func.js'
import { type Supervision, tooMany } from './limits.js'

const nothing: Code = () => {
  throw new RuntimeError('uninitialized element')
}

const holdsFunctions = ({ heap }: RefType): boolean =>
  typeof heap === 'number' || heap === 'func' || heap === 'nofunc'

const trap = (): never => {
  throw new RuntimeError('out of bounds table access')
}

export class Table {
  readonly refs: unknown[] = []
  readonly codes: Code[] = []
  readonly types: number[] = []
  readonly holdsFunctions: boolean

  constructor(
    readonly type: TableType,
    init: unknown,
    private readonly supervision: Supervision = {},
  ) {
    this.holdsFunctions = holdsFunctions(type.element)
    const wanted = type.limits.min
    if (wanted > maxTableSize) throw tooMany('tableElements', maxTableSize, wanted)
    this.#append(type.limits.min, init)
  }

  get size(): number {
    return this.refs.length
  }

  get(index: number): unknown {
    const at = index >>> 0
    return at < this.refs.length ? this.refs[at] : trap()
  }

  set(index: number, ref: unknown): void {
    const at = index >>> 0
    if (at >= this.refs.length) trap()
    this.#store(at, ref)
  }

  /** The old size, or -1 if the table cannot grow so far. */
  grow(delta: number, ref: unknown): number {
    const before = this.refs.length
    const count = delta >>> 0
    if (before + count > Math.min(this.type.limits.max ?? maxTableSize, maxTableSize)) return -1
    if (this.supervision.limits?.take('tableElements', count) === false) return -1
    this.#append(count, ref)
    return before
  }

  fill(index: number, ref: unknown, count: number): void {
    const start = index >>> 0
    const end = start + (count >>> 0)
    if (end > this.refs.length) trap()
    for (let i = start; i < end; i++) this.#store(i, ref)
  }

  /** Copies `count` elements of `source`, which may be this table, as if by way of a third one. */
  copy(source: Table, to: number, from: number, count: number): void {
    const { refs } = source
    const [target, start, length] = [to >>> 0, from >>> 0, count >>> 0]
    if (start + length > refs.length || target + length > this.refs.length) trap()
    if (target <= start) for (let i = 0; i < length; i++) this.#store(target + i, refs[start + i])
    else for (let i = length - 1; i >= 0; i--) this.#store(target + i, refs[start + i])
  }

  /** Copies from an element segment. */
  init(segment: readonly unknown[], to: number, from: number, count: number): void {
    const [target, start, length] = [to >>> 0, from >>> 0, count >>> 0]
    if (start + length > segment.length || target + length > this.refs.length) trap()
    for (let i = 0; i < length; i++) this.#store(target + i, segment[start + i])
  }

  /** Pushes one by one: an array made with its length at once counts as having holes, and is slower. */
  #append(count: number, ref: unknown): void {
    const start = this.refs.length
    for (let i = start; i < start + count; i++) {
      if ((i & 0xffff) === 0xffff) this.supervision.patience?.overdue()
      this.refs.push(ref)
      if (this.holdsFunctions) {
        this.codes.push(nothing)
        this.types.push(-1)
        if (ref !== null) this.#store(i, ref)
      }
    }
  }

  #store(index: number, ref: unknown): void {
    this.refs[index] = ref
    if (!this.holdsFunctions) return
    const func = ref as Func | null
    this.codes[index] = func === null ? nothing : func.code
    this.types[index] = func === null ? -1 : func.typeId
    if (func?.pending !== undefined) func.placed(this, index)
  }
}
