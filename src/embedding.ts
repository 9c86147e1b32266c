// Compiling with options: the module is one of the namespace, and can be instantiated any number of times.

import type { TranslateOptions } from '../codegen/index.js'
import { compile as translate } from './compile.js'
import { type LoggingOptions, listenersOf } from './logging.js'
import { toBytes } from './namespace/convert.js'
import { type Module, moduleFor } from './namespace/module.js'

export interface CompileOptions extends Omit<TranslateOptions, 'listeners'>, LoggingOptions {}

/** Something else in the place of a deadline would be noticed late, or never. */
function requireDeadline({ deadline }: CompileOptions): void {
  if (deadline !== undefined && typeof deadline?.overdue !== 'function')
    throw new TypeError('deadline must be a Deadline')
}

/** Compiles bytes that nobody will change; what is wrong with them is a CompileError. */
export function compileOwn(bytes: Uint8Array, options: CompileOptions = {}): Module {
  requireDeadline(options)
  const { logging, listen, growth, ...others } = options
  const listeners = listenersOf({ logging, listen, growth })
  return moduleFor(translate(bytes, listeners ? { ...others, listeners } : others))
}

/**
 * Compiles an ArrayBuffer, or a view of one, of which a copy is made; what is wrong with the bytes is a
 * CompileError.
 */
export const compile = (bytes: unknown, options?: CompileOptions): Module =>
  compileOwn(toBytes(bytes), options)
