// The environment that generated code is linked with, as it sees it.

import type { Code } from './abi.js'
import type { Global, Memory, Table } from './interpret/machine.js'
import type { Attached } from './passes/instrument.js'

/** Generated code reads the view from the holder; the interpreter asks. */
export interface MemoryLike extends Memory {
  /** Holds the view that is valid until the memory grows. */
  readonly holder: object
  /** The same for code of several instances, which finds the view where it may be another one each time. */
  readonly plainHolder: object
  /** Told how many functions more have code that reads the view. */
  addReaders(count: number): void
}

export interface TableLike extends Table {
  readonly refs: readonly unknown[]
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
