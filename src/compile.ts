// The whole way from bytes to a program that can be instantiated. What is wrong with the bytes is a
// CompileError.

import { type Program, prepare, type TranslateOptions } from '../codegen/index.js'
import { decode } from './wasm/decode.js'
import { validate } from './wasm/validate/index.js'

/** Keeps `bytes`, which must not change any more. */
export function compile(bytes: Uint8Array, options?: TranslateOptions): Program {
  const module = decode(bytes)
  return prepare(module, validate(module), options)
}
