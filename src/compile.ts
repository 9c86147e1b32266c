// The whole way from bytes to a program that can be instantiated. What is wrong with the bytes is a
// CompileError.

import {
  mayEvaluate,
  type Program,
  prepare,
  type TranslateOptions as Translating,
  warnOfInterpreting,
} from '../codegen/index.js'
import { type InstrumentOptions, instrumentsFor } from './instruments/index.js'
import { decode } from './wasm/decode.js'
import { validate } from './wasm/validate/index.js'

/** What a module is translated with, and by which instruments. */
export interface TranslateOptions extends Translating, InstrumentOptions {}

/**
 * Keeps `bytes`, which must not change any more. What is in a cache has been valid before: it is the same
 * module to the bit.
 */
export function compile(bytes: Uint8Array, options: TranslateOptions = {}): Program {
  const module = decode(bytes)
  const validated = options.cache?.validated ?? validate(module)
  const instruments = [...instrumentsFor(module, options), ...(options.instruments ?? [])]
  if (!mayEvaluate()) warnOfInterpreting()
  return prepare(module, validated, { ...options, instruments })
}
