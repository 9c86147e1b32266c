// Compiling with options: the module is one of the namespace, and can be instantiated any number of times.

import { type TranslateOptions, compile as translate } from './compile.js'
import type { Api, Module } from './instance/api.js'
import { type LoggingOptions, listenersOf } from './logging.js'
import { toBytes } from './namespace/convert.js'
import { moduleFor } from './namespace/module.js'

/** What an embedder may ask for. What else translation can be told is for tests and for the command line. */
export interface CompileOptions extends LoggingOptions {
  /**
   * Whether functions are translated one by one as they are called (`always`), all at once when the module is
   * instantiated (`never`), or as suits the size of the module (`auto`, the default).
   */
  readonly lazy?: TranslateOptions['lazy']
  /** Lets the engine optimise larger functions than it usually does; see `jitsam/node`. */
  readonly limit?: TranslateOptions['limit']
  /** Asked again and again while functions of the module run, and may end them. */
  readonly deadline?: TranslateOptions['deadline']
}

/** All of it, for us. */
export type OwnOptions = CompileOptions & Omit<TranslateOptions, 'listeners'>

/** Something else in the place of a deadline would be noticed late, or never. */
function requireDeadline({ deadline }: CompileOptions): void {
  if (deadline !== undefined && typeof deadline?.overdue !== 'function')
    throw new TypeError('deadline must be a Deadline')
}

/** Compiles bytes that nobody will change; what is wrong with them is a CompileError. */
export function compileOwn(bytes: Uint8Array, options: OwnOptions = {}): Module {
  requireDeadline(options)
  const { logging, listen, growth, ...others } = options
  const listeners = listenersOf({ logging, listen, growth })
  return moduleFor(translate(bytes, listeners ? { ...others, listeners } : others))
}

/**
 * Compiles an ArrayBuffer, or a view of one, of which a copy is made; what is wrong with the bytes is a
 * CompileError.
 */
export function compile(bytes: Api.Bytes, options: CompileOptions = {}): Module {
  const { lazy, limit, deadline, logging, listen, growth } = options
  return compileOwn(toBytes(bytes), { lazy, limit, deadline, logging, listen, growth })
}
