// A function as a value: what a funcref is. `code` takes and leaves words. It may be a stub that translates
// the function when it is first called; when that has happened the table entries that hold the stub are set
// right, so that only the first call pays. The code may be replaced once more, by better code. An entry may
// have been overwritten meanwhile; it is asked before it is changed.

import { RuntimeError } from '../wasm/errors.js'
import type { FuncType } from '../wasm/types.js'

/** Words in, first result word out; see codegen/boundary for their form. */
export type Code = (...words: never[]) => unknown

/** The code of an entry that holds no function. */
export const uninitialized: Code = () => {
  throw new RuntimeError('uninitialized element')
}

/** What a table shows of itself to the functions in it. */
export interface Entries {
  readonly refs: readonly unknown[]
  readonly codes: Code[]
}

export interface FuncDescription {
  readonly type: FuncType
  /** Number of the type, the same in all modules. */
  readonly typeId: number
  /** Its number in the module that made it: the name that JavaScript sees. */
  readonly index: number
}

/** Shows functions to JavaScript for a time only: as others, which are worth nothing afterwards. */
export interface Lender {
  shown(func: Func): Func
}

/** A function instance, section 4.2.6: its type and its code, of wasm or of the host. */
export class Func {
  readonly type: FuncType
  readonly typeId: number
  readonly index: number
  code: Code
  /** The functions of the instance that it belongs to, if that is one whose code is shared. */
  home: object | undefined = undefined
  /** Translates the function, while `code` is a stub; `translated` is called on the way. */
  pending: (() => void) | undefined = undefined
  /** The JavaScript function for it, once somebody wanted it. */
  wrapper: ((...values: unknown[]) => unknown) | undefined = undefined
  /** Who shows it to JavaScript; nobody where that is for good. */
  lender: Lender | undefined = undefined
  /** A function of the host whose calls nobody has asked to be told of yet. */
  unheard = false
  /** The entries that held the stub. Most functions stand in one place only. */
  #table: Entries | undefined = undefined
  #entry = 0
  #more: Map<Entries, Set<number>> | undefined = undefined

  constructor({ type, typeId, index }: FuncDescription, code: Code) {
    this.type = type
    this.typeId = typeId
    this.index = index
    this.code = code
  }

  /** Notes that the stub now stands in a table. */
  placed(table: Entries, entry: number): void {
    if (this.#table === undefined) {
      this.#table = table
      this.#entry = entry
      return
    }
    this.#more ??= new Map()
    const entries = this.#more.get(table)
    if (entries === undefined) this.#more.set(table, new Set([entry]))
    else entries.add(entry)
  }

  /** Puts the real code in the place of the stub. */
  translated(code: Code): void {
    this.code = code
    this.pending = undefined
    if (this.#table !== undefined) this.#settle(this.#table, this.#entry)
    this.#more?.forEach((entries, table) => {
      for (const entry of entries) this.#settle(table, entry)
    })
  }

  #settle(table: Entries, entry: number): void {
    if (table.refs[entry] === this) table.codes[entry] = this.code
  }
}
