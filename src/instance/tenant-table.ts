// A table as code sees it that several instances share (codegen/shared/shared.ts). One of them calls its own
// functions by the codes that they have among each other, whoever else knows the table; and what is somebody
// else's by way of code that comes back to it. So each such instance has its own row of codes for a table.

import type { TableLike } from '../../codegen/index.js'
import type { Elements } from './blueprint.js'
import { type Code, type Func, uninitialized } from './func.js'
import type { Table } from './table.js'

/** Whose row of codes it is. */
export interface Viewer {
  /** The code by which it calls a function. */
  codeOf(func: Func): Code
  /** The code of a function of its own. */
  innerOf(index: number): Code
  /** Whether a function is its own. */
  owns(func: Func): boolean
}

/** A table, with the codes of one instance. */
export class TenantTable implements TableLike {
  readonly codes: Code[] = []
  readonly #table: Table
  readonly #viewer: Viewer
  /** Where its own functions stand, or have stood, by their index. */
  readonly #entries = new Map<number, number[]>()
  #elements: Elements | undefined

  constructor(table: Table, viewer: Viewer) {
    this.#table = table
    this.#viewer = viewer
    if (!table.holdsFunctions) return
    for (let i = 0; i < table.refs.length; i++) this.put(i, table.get(i) as Func | null)
  }

  /** Begins with functions of its own, or that it imports; `codeOf` gives their codes. */
  begin(elements: Elements, resolve: (index: number) => Func, codeOf: (index: number) => Code): void {
    this.#elements = elements
    this.#table.begin(elements, resolve)
    const { refs } = elements
    for (let i = 0; i < refs.length; i++) {
      const index = refs[i]!
      this.codes.push(index === null ? uninitialized : codeOf(index))
    }
  }

  /** Something stands at an index that was written, or is about to be. */
  put(index: number, func: Func | null): void {
    const { codes } = this
    if (func === null) {
      codes[index] = uninitialized
      return
    }
    codes[index] = this.#viewer.codeOf(func)
    if (!this.#viewer.owns(func)) return
    const entries = this.#entries.get(func.index)
    if (entries === undefined) this.#entries.set(func.index, [index])
    else if (!entries.includes(index)) entries.push(index)
  }

  /** One of its own functions has other code. */
  settled(index: number): void {
    for (const entry of this.#elements?.entriesOf(index) ?? []) this.#settle(entry, index)
    for (const entry of this.#entries.get(index) ?? []) this.#settle(entry, index)
  }

  #settle(entry: number, index: number): void {
    const ref = this.refs[entry] as Func | number | null
    const isOwn = typeof ref === 'object' && ref?.index === index && this.#viewer.owns(ref)
    if (isOwn || ref === index) this.codes[entry] = this.#viewer.innerOf(index)
  }

  get refs(): readonly unknown[] {
    return this.#table.refs
  }

  get types(): readonly number[] {
    return this.#table.types
  }

  get size(): number {
    return this.#table.size
  }

  get(index: number): unknown {
    return this.#table.get(index)
  }

  set(index: number, ref: unknown): void {
    this.#table.set(index, ref)
  }

  grow(delta: number, ref: unknown): number {
    return this.#table.grow(delta, ref)
  }

  fill(index: number, ref: unknown, count: number): void {
    this.#table.fill(index, ref, count)
  }

  copy(source: TenantTable, to: number, from: number, count: number): void {
    this.#table.copy(source.#table, to, from, count)
  }

  init(segment: readonly unknown[], to: number, from: number, count: number): void {
    this.#table.init(segment, to, from, count)
  }
}
