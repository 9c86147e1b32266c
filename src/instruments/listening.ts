// The instrument behind logs and listeners. Before a module is translated, somebody says for each function,
// by what can be known of it, whether its calls are to be told. Direct calls of those are rewritten, and so
// is `memory.grow`, if anybody asked for that; tables, exports and the host know such functions by the
// listened code as well. For all others nothing changes.
//
//   call 3             L.calls[3](a, b)
//   memory.grow        L.grow(0, a)
//
// The code in the place of a function takes and leaves words like any other; the listener is shown values.
// What it does may call into wasm again, which uses the result registers: they are read first and put back
// afterwards.

import { type Word, wordsOf } from '../../codegen/abi.js'
import { fault, join } from '../../codegen/boundary/index.js'
import { resultFloat, resultInt, resultRef } from '../../codegen/helpers/results.js'
import type { Code, Instrument, Instrumented } from '../../codegen/index.js'
import { constant } from '../../codegen/ir/nodes.js'
import { becomeAsk } from '../../codegen/passes/instrument.js'
import type { Places } from '../../codegen/passes/places.js'
import { Func } from '../instance/func.js'
import { fromFunc } from '../instance/wrapper.js'
import type { Module } from '../wasm/module.js'
import type { ValueType } from '../wasm/types.js'
import { type Definition, definitions } from './definition.js'

/** One call that has begun; the same object from beginning to end. */
export interface Call {
  readonly definition: Definition
  /** i64 is a bigint, v128 a pair of them (the low half first), a funcref a function. */
  readonly params: readonly unknown[]
  /** The first memory of the instance that listens. */
  readonly memory: { readonly buffer: ArrayBufferLike } | undefined
}

/** Told of every call of one function; after `before` exactly one of the others follows. */
export interface Listener {
  /** The call begins: nothing of the function has run. */
  before?(call: Call): void
  /** The call has ended with these results. */
  after?(call: Call, results: readonly unknown[]): void
  /** The call ends with an error: a trap, an exit, or whatever was thrown. */
  abort?(call: Call, error: unknown): void
}

/** A memory has been asked to grow. Sizes are in pages; they are equal if it did not. */
export interface Growth {
  /** The name that the module has given itself; empty if it has none. */
  readonly module: string
  readonly memory: number
  readonly delta: number
  readonly before: number
  readonly after: number
}

export interface Listeners {
  /** Asked once for each function when the module is compiled. */
  readonly listen: (definition: Definition) => Listener | undefined
  /** Asked once; told of every `memory.grow`. */
  readonly growth?: ((module: Module) => ((growth: Growth) => void) | undefined) | undefined
}

/** What is listened to in one module. */
export interface Listening {
  /** The name that the module has given itself; empty if it has none. */
  readonly module: string
  readonly functions: ReadonlyMap<number, { readonly definition: Definition; readonly listener: Listener }>
  readonly growth: ((growth: Growth) => void) | undefined
}

export interface ListeningOptions {
  /** Who wants to be told of calls. */
  readonly listeners?: Listeners | undefined
}

// ---------------------------------------------------------------- values of words

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

// ---------------------------------------------------------------- calls

type Place = Listening['functions'] extends ReadonlyMap<number, infer Value> ? Value : never

/** What a listener is shown of the memory: it may keep it longer than its guest is lent. */
function memorySeen({ memories }: Instrumented): Call['memory'] {
  const memory = memories[0]
  return memory?.shown === undefined ? memory : memory.shown()
}

function heardCode(instance: Instrumented, { definition, listener }: Place): Code {
  const { params, results } = definition.type
  const registers = results.flatMap(registersOf)
  const count = registers.length
  return (...words: never[]) => {
    const call = { definition, params: valuesOf(params, word => words[word]), memory: memorySeen(instance) }
    listener.before?.(call)
    let first: unknown
    try {
      first = instance.code(definition.index)(...words)
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

/** What rewritten places call. */
interface Heard {
  /** By function index: the functions that are listened to. */
  readonly calls: readonly Code[]
  /** `memory.grow` of a memory. */
  grow(memory: number, delta: number): number
}

/**
 * What the rewritten places of an instance call. A function of the host is listened to by whoever imports it
 * first, also where it is called through a table; a function of another instance is that instance's business.
 */
function hear(listening: Listening, instance: Instrumented): Heard {
  const calls: Code[] = []
  for (const [index, place] of listening.functions) {
    const func = instance.imports[index] as Func | undefined
    const code = func !== undefined && !func.unheard ? func.code : heardCode(instance, place)
    calls[index] = instance.outward(code)
    if (func?.unheard) func.code = code
    if (func !== undefined) func.unheard = false
  }
  return { calls, grow: instance.outward(growing(listening, instance)) }
}

const growing =
  ({ module, growth }: Listening, { memories }: Instrumented) =>
  (memory: number, delta: number): number => {
    const target = memories[memory]!
    const before = target.pages
    const result = target.grow(delta)
    growth?.({ module, memory, delta: delta >>> 0, before, after: target.pages })
    return result
  }

// ---------------------------------------------------------------- the instrument

/** Who wants to listen to what; nothing if nobody does. */
function findListening(module: Module, { listen, growth }: Listeners): Listening | undefined {
  const functions = new Map<number, Place>()
  for (const definition of definitions(module)) {
    const listener = listen(definition)
    if (listener !== undefined) functions.set(definition.index, { definition, listener })
  }
  const told = module.memories.length > 0 ? growth?.(module) : undefined
  return functions.size === 0 && told === undefined
    ? undefined
    : { module: module.names.module ?? '', functions, growth: told }
}

const codeOf = (index: number): string => `L.calls[${index}]`

function rewrite(places: Places, { functions, growth }: Listening): void {
  for (const node of places.calls) {
    if (node.op !== 'call' || !functions.has(node.index)) continue
    node.op = 'call by'
    node.helper = codeOf(node.index)
  }
  if (growth === undefined) return
  for (const node of places.accesses) {
    if (node.op !== 'memory.grow') continue
    const memory = constant(node.index)
    places.before(node, [memory])
    becomeAsk(node, 'L.grow', [memory, ...node.args])
  }
}

/** The instrument, if anybody listens to the module. */
export function listeningInstrument(
  module: Module,
  { listeners }: ListeningOptions,
): Instrument<{ readonly L: Heard }> | undefined {
  const listening = listeners && findListening(module, listeners)
  if (listening === undefined) return undefined
  const { functions, growth } = listening
  return {
    name: 'listening',
    over: 'instructions',
    rewrite: (_, places) => rewrite(places, listening),
    values: { L: instance => hear(listening, instance) },
    step: (_, { L }) => ({
      instead: {
        call: ({ index }) => L.calls[index],
        ...(growth !== undefined && {
          'memory.grow':
            ({ index }) =>
            (delta: number) =>
              L.grow(index, delta),
        }),
      },
    }),
    reference: ({ L }, index) => L.calls[index],
    keeps: index => functions.has(index),
    text: {
      instead: {
        call: ({ index }) => (functions.has(index) ? [`${codeOf(index)}(`, ')'] : undefined),
        ...(growth !== undefined && { 'memory.grow': ({ index }) => [`L.grow(${index},`, ')'] }),
      },
    },
  }
}
