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

const interruptibles = new WeakMap<Program, Program>()

/** A program's own code, made once more with another instrument in front of those that it has. */
function makeInterruptible({ module, context, options }: Program): Program {
  const { instruments = [], cache: _, ...others } = options
  const asking = instrumentsFor(module, { interruptible: true })
  return prepare(module, { depths: context.depths }, { ...others, instruments: [...asking, ...instruments] })
}

/**
 * The program for instances that may be ended while they run: itself, if its code asks whether it may go on,
 * or another, which all such instances of a module share.
 */
export function interruptible(program: Program): Program {
  if (program.instruments.some(({ name }) => name === 'deadline')) return program
  let made = interruptibles.get(program)
  if (made === undefined) interruptibles.set(program, (made = makeInterruptible(program)))
  return made
}

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
