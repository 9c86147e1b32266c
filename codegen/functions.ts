// The functions of an instance, as it has them of its program: with code of its own (load.ts), or with code
// that it shares (shared/shared.ts).

import type { FuncType } from '../src/wasm/types.js'
import type { Code } from './abi.js'
import type { Environment } from './environment.js'
import type { Global } from './interpret/machine.js'

/** The functions of one instance. */
export interface Functions {
  /** Whether others have the same code: then tables that its code calls have it in the form of `inner`. */
  readonly isShared: boolean
  /** Code of somebody else, of a type, as that of the instance may call it. */
  outwardCode(code: Code, type: FuncType): Code
  /** The same for what is no code. */
  outward<Words extends readonly never[], Result>(
    code: (...words: Words) => Result,
  ): (...words: Words) => Result
  /**
   * Links the functions.
   * @param settled told of every function that has other code than before, where that is to be known
   */
  link(environment: Environment, settled: (index: number, code: Code) => void): void
  /** The code of a function that the module defines, for everybody; perhaps a stub. */
  code(index: number): Code
  /** The same for code of the instance itself. */
  inner(index: number): Code
  /** Translates a function now, if that is still to be done. */
  settle(index: number): Code
  /** All globals, imports first, of an instance that has asked for functions of its own (load.ts). */
  globals(): readonly Global[]
}
