// The code that stands in the place of a function that is listened to. It takes and leaves words like any
// other; the listener is shown values. What a listener does may call into wasm again, which uses the result
// registers: they are read first and put back afterwards.

import { type Word, wordsOf } from '../../codegen/abi.js'
import { fault, join } from '../../codegen/boundary/index.js'
import { resultFloat, resultInt, resultRef } from '../../codegen/helpers/results.js'
import type { Code, Definition, Listener, Listening, LoggedCode } from '../../codegen/index.js'
import type { ValueType } from '../wasm/types.js'
import { Func } from './func.js'
import type { Memory } from './memory.js'
import { fromFunc } from './wrapper.js'

/** What is asked of the instance that listens. */
export interface Listened {
  readonly listening: Listening
  readonly memories: readonly Memory[]
  /** The code that a call runs: looked up at each call, since a stub may have been replaced. */
  code(index: number): Code
}

type Registers = { readonly [index: number]: unknown }

const registers: Readonly<Record<Word, Registers>> = { int: resultInt, float: resultFloat, ref: resultRef }

/** The registers that hold the words of a type, one for each. */
const registersOf = (type: ValueType): readonly Registers[] => wordsOf(type).map(word => registers[word])

/** The registers of floats as bytes: a list of numbers would make signalling NaNs quiet. */
const floatBytes = new Uint8Array(resultFloat.buffer)

const nothing = (): void => {}

/** Remembers the first registers of each kind, as bits; what is returned puts them back. */
function keepRegisters(count: number): () => void {
  if (count < 2) return nothing
  const ints = resultInt.slice(0, count)
  const floats = floatBytes.slice(0, count * resultFloat.BYTES_PER_ELEMENT)
  const refs = resultRef.slice(0, count)
  return () => {
    resultInt.set(ints)
    floatBytes.set(floats)
    for (const [i, ref] of refs.entries()) resultRef[i] = ref
  }
}

const unsigned = (low: unknown, high: unknown): bigint =>
  BigInt.asUintN(64, join(low as number, high as number))

/** The value of the words that `take` gives one after another. */
function oneValue(type: ValueType, take: () => unknown): unknown {
  if (type === 'i64') return join(take() as number, take() as number)
  if (type === 'v128') return [unsigned(take(), take()), unsigned(take(), take())]
  const word = take()
  return word instanceof Func ? fromFunc(word) : word
}

function valuesOf(types: readonly ValueType[], wordAt: (index: number) => unknown): readonly unknown[] {
  let next = 0
  return types.map(type => oneValue(type, () => wordAt(next++)))
}

interface Place {
  readonly definition: Definition
  readonly listener: Listener
}

function loggedCode(listened: Listened, { definition, listener }: Place): Code {
  const { params, results } = definition.type
  const registers = results.flatMap(registersOf)
  const count = registers.length
  return (...words: never[]) => {
    const call = { definition, params: valuesOf(params, word => words[word]), memory: listened.memories[0] }
    listener.before?.(call)
    let first: unknown
    try {
      first = listened.code(definition.index)(...words)
    } catch (error) {
      listener.abort?.(call, fault(error))
      throw error
    }
    if (listener.after === undefined) return first
    const putBack = keepRegisters(count)
    listener.after(
      call,
      valuesOf(results, word => (word === 0 ? first : registers[word]![word])),
    )
    putBack()
    return first
  }
}

/**
 * What the rewritten places of an instance call. `imported` are its imports: a function of the host is
 * listened to by whoever imports it first, also where it is called through a table; a function of another
 * instance is that instance's business.
 */
export function makeLogged(listened: Listened, imported: readonly Func[]): LoggedCode {
  const { listening } = listened
  const calls: Code[] = []
  for (const [index, place] of listening.functions) {
    const func = imported[index]
    if (func !== undefined && !func.unheard) calls[index] = func.code
    else calls[index] = loggedCode(listened, place)
    if (func?.unheard) func.code = calls[index]!
    if (func !== undefined) func.unheard = false
  }
  return { calls, grow: growing(listened) }
}

const growing =
  ({ listening: { module, growth }, memories }: Listened) =>
  (memory: number, delta: number): number => {
    const target = memories[memory]!
    const before = target.pages
    const result = target.grow(delta)
    growth?.({ module, memory, delta: delta >>> 0, before, after: target.pages })
    return result
  }
