// The environment that generated code is linked with, as it sees it.

import type { Code } from './abi.js'
import type { Global } from './interpret/machine.js'
import type { Attached } from './passes/instrument.js'

export interface MemoryLike {
  /** Holds the view that is valid until the memory grows. */
  readonly holder: object
  /** Told how many functions more have code that reads the view. */
  addReaders(count: number): void
  readonly view: DataView
  readonly bytes: Uint8Array
  readonly pages: number
  /** The old number of pages, or -1. */
  grow(delta: number): number
}

/** Indices and counts arrive as signed words; they mean unsigned ones. */
export interface TableLike {
  readonly refs: readonly unknown[]
  readonly codes: readonly unknown[]
  readonly types: readonly number[]
  readonly size: number
  get(index: number): unknown
  set(index: number, ref: unknown): void
  grow(delta: number, ref: unknown): number
  fill(index: number, ref: unknown, count: number): void
  copy(source: TableLike, to: number, from: number, count: number): void
  init(segment: readonly unknown[], to: number, from: number, count: number): void
}

/** Generated code reads and writes the words; the interpreter asks. */
export interface GlobalLike extends Global {
  word0: unknown
  word1: unknown
}

/** The environment of generated code. All index spaces have the imports first. */
export interface Environment {
  /** The code of the imported functions. */
  readonly functions: readonly Code[]
  readonly memories: readonly MemoryLike[]
  readonly tables: readonly TableLike[]
  readonly globals: readonly GlobalLike[]
  /** Data segments; a dropped one is empty. */
  readonly data: Uint8Array[]
  /** Element segments; a dropped one is empty. */
  readonly elements: (readonly unknown[])[]
  /** The function reference of a function of this instance. */
  refFunc(index: number): unknown
  /** The program's instruments, as they are in the instance. */
  readonly instruments: readonly Attached[]
}
