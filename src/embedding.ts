// Compiling with options: the module is one of the namespace, and can be instantiated any number of times.

import type { TranslateOptions } from '../codegen/index.js'
import { compile as translate } from './compile.js'
import { type LoggingOptions, listenersOf } from './logging.js'
import { toBytes } from './namespace/convert.js'
import { type Module, moduleFor } from './namespace/module.js'

export interface CompileOptions extends Omit<TranslateOptions, 'listeners'>, LoggingOptions {}

/** `bytes` is an ArrayBuffer or a view of one; what is wrong with them is a CompileError. */
export function compile(bytes: unknown, options: CompileOptions = {}): Module {
  const { logging, listen, growth, ...others } = options
  const listeners = listenersOf({ logging, listen, growth })
  return moduleFor(translate(toBytes(bytes), listeners ? { ...others, listeners } : others))
}
