// A table: three arrays that keep their identity for ever, so that generated code can hold them. `refs` are
// the elements; if they are functions, `codes` and `types` say what to call and which type it has, so that
// `call_indirect` compares one number and calls. An entry without function has type -1, which no type is.
//
// A few bytes make a table of ten million elements, or twelve. So the arrays end behind the last element that
// has been written with something else than null, and what is beyond is null. Where somebody writes far
// behind that, there are holes, which are null as well.
//
// Instances whose code is shared have codes of their own for it, which are kept like these (tenant-table.ts).
//
// Indices and counts arrive as i32 words, that is, unsigned numbers perhaps in signed form.

import { RuntimeError } from '../wasm/errors.js'
import { maxTableSize } from '../wasm/limits.js'
import type { RefType, TableType } from '../wasm/types.js'
import type { Elements } from './blueprint.js'
import { type Code, type Func, uninitialized } from './func.js'
import { type Supervision, tooMany } from './limits.js'

const holdsFunctions = ({ heap }: RefType): boolean =>
  typeof heap === 'number' || heap === 'func' || heap === 'nofunc'

/** A row of codes. */
export interface Row {
  /** A function stands at an index, or none. */
  put(index: number, func: Func | null): void
}

/** Finds an object as long as somebody else holds it, where the host can tell. */
function weakly<Held extends object>(held: Held): () => Held | undefined {
  if (typeof WeakRef === 'undefined') return () => held
  const reference = new WeakRef(held)
  return () => reference.deref()
}

/** How far behind the last element something may be written without leaving holes. */
const mostGap = 1_000_000

const trap = (): never => {
  throw new RuntimeError('out of bounds table access')
}

/** A table as it was. */
export interface TableImage {
  readonly size: number
  readonly refs: readonly unknown[]
}

/** A table instance, section 4.2.7: references, and what generated code calls of them. */
export class Table {
  readonly refs: unknown[] = []
  readonly types: number[] = []
  #codes: Code[] | undefined
  /** The function of a number that stands in the place of an element. */
  #resolve: ((index: number) => Func) | undefined
  readonly holdsFunctions: boolean
  #size = 0
  /** Whether anything has been written since the image was taken. */
  #isWritten = true
  /** Whether what JavaScript is shown of it is shown for a time only. */
  isLent = false
  /** The rows of codes beside `codes`. An instance that imports the table is not kept alive by it. */
  #rows: readonly (() => Row | undefined)[] = []

  constructor(
    readonly type: TableType,
    init: unknown,
    private readonly supervision: Supervision = {},
  ) {
    this.holdsFunctions = holdsFunctions(type.element)
    const wanted = type.limits.min
    if (wanted > maxTableSize) throw tooMany('tableElements', maxTableSize, wanted)
    this.#append(wanted, init)
  }

  get size(): number {
    return this.#size
  }

  /** Made when code of one instance alone wants them. */
  get codes(): Code[] {
    if (this.#codes === undefined) {
      this.#codes = []
      if (this.holdsFunctions)
        for (let i = 0; i < this.refs.length; i++) {
          const func = this.#element(i) as Func | null
          this.#codes.push(func === null ? uninitialized : func.code)
        }
    }
    return this.#codes
  }

  /** Begins with functions, of which only the numbers are there: each is made when it is read. */
  begin({ refs, types }: Elements, resolve: (index: number) => Func): void {
    this.#resolve = resolve
    for (let i = 0; i < refs.length; i++) {
      this.refs.push(refs[i])
      this.types.push(types[i]!)
    }
  }

  /** Has a row of codes kept like `codes`, of the instance that the table belongs to. */
  addRow(row: Row): void {
    this.#rows = [...this.#rows, () => row]
  }

  /** Likewise, as long as somebody else holds the row. */
  showTo(row: Row): void {
    this.#rows = [...this.#rows.filter(find => find() !== undefined), weakly(row)]
  }

  get(index: number): unknown {
    const at = index >>> 0
    return at < this.#size ? this.#element(at) : trap()
  }

  set(index: number, ref: unknown): void {
    const at = index >>> 0
    if (at >= this.#size) trap()
    if (ref !== null) this.#reach(at, 1)
    this.#store(at, ref)
  }

  /** The old size, or -1 if the table cannot grow so far. */
  grow(delta: number, ref: unknown): number {
    const before = this.#size
    const count = delta >>> 0
    if (before + count > Math.min(this.type.limits.max ?? maxTableSize, maxTableSize)) return -1
    if (this.supervision.limits?.take('tableElements', count) === false) return -1
    this.#append(count, ref)
    return before
  }

  fill(index: number, ref: unknown, count: number): void {
    const start = index >>> 0
    const end = start + (count >>> 0)
    if (end > this.#size) trap()
    this.#write(start, end, ref)
  }

  /** Copies `count` elements of `source`, which may be this table, as if by way of a third one. */
  copy(source: Table, to: number, from: number, count: number): void {
    const [target, start, length] = [to >>> 0, from >>> 0, count >>> 0]
    if (start + length > source.#size || target + length > this.#size) trap()
    // Behind these only null is left to copy.
    const written = Math.min(length, Math.max(0, source.refs.length - start))
    const backwards = target > start
    if (backwards) this.#write(target + written, target + length, null)
    if (written > 0) this.#reach(target, written)
    if (backwards) for (let i = written - 1; i >= 0; i--) this.#store(target + i, source.#element(start + i))
    else for (let i = 0; i < written; i++) this.#store(target + i, source.#element(start + i))
    if (!backwards) this.#write(target + written, target + length, null)
  }

  /** Copies from an element segment. */
  init(segment: readonly unknown[], to: number, from: number, count: number): void {
    const [target, start, length] = [to >>> 0, from >>> 0, count >>> 0]
    if (start + length > segment.length || target + length > this.#size) trap()
    if (length > 0) this.#reach(target, length)
    for (let i = 0; i < length; i++) this.#store(target + i, segment[start + i])
  }

  /** The table as it is now, to be restored. */
  image(): TableImage {
    this.#isWritten = false
    return { size: this.#size, refs: Array.from(this.refs, (_, i) => this.#element(i)) }
  }

  /** Makes the table what it was when this image, the only one, was taken. */
  restore({ size, refs }: TableImage): void {
    if (!this.#isWritten) return
    this.supervision.limits?.take('tableElements', size - this.#size)
    this.#size = size
    for (const array of [this.refs, this.codes, this.types])
      if (array.length > refs.length) array.length = refs.length
    refs.forEach((ref, i) => {
      if (!Object.is(this.#element(i), ref)) this.#store(i, ref)
    })
    this.#isWritten = false
  }

  #element(at: number): unknown {
    const ref = this.refs[at]
    if (typeof ref === 'number' && this.#resolve !== undefined) return (this.refs[at] = this.#resolve(ref))
    return ref !== undefined || at in this.refs ? ref : null
  }

  #append(count: number, ref: unknown): void {
    const start = this.#size
    this.#isWritten = true
    this.#size += count
    this.#write(start, start + count, ref)
  }

  /** Stores one reference everywhere between two indices. */
  #write(start: number, end: number, ref: unknown): void {
    if (ref !== null && start < end) this.#reach(start, end - start)
    const last = ref === null ? Math.min(end, this.refs.length) : end
    for (let i = start; i < last; i++) {
      this.#look(i)
      this.#store(i, ref)
    }
  }

  /** Asks now and then whether it may go on. */
  #look(at: number): void {
    if ((at & 0xffff) === 0xffff) this.supervision.interrupt?.()
  }

  /**
   * Makes room for so many elements at an index. What lies before is pushed one by one: an array with holes,
   * or one that is made with its length at once, is slower.
   */
  #reach(index: number, count: number): void {
    const { refs, types, holdsFunctions } = this
    if (index - refs.length > mostGap + 4 * count) return
    while (refs.length < index) {
      this.#look(refs.length)
      refs.push(null)
      if (holdsFunctions) {
        for (const find of this.#rows) find()?.put(refs.length - 1, null)
        this.#codes?.push(uninitialized)
        types.push(-1)
      }
    }
  }

  /** Beyond what has been written null need not be stored. */
  #store(index: number, ref: unknown): void {
    this.#isWritten = true
    if (ref === null && index >= this.refs.length) return
    this.refs[index] = ref
    if (!this.holdsFunctions) return
    const func = ref as Func | null
    if (this.#codes !== undefined) this.#codes[index] = func === null ? uninitialized : func.code
    this.types[index] = func === null ? -1 : func.typeId
    if (func?.pending !== undefined) func.placed(this, index)
    for (const find of this.#rows) find()?.put(index, func)
  }
}
