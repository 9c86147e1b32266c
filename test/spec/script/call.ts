// How a script's functions are called. JavaScript may change the bits of a NaN on their way, so that whatever a
// NaN takes part in is called by wasm: a module that imports the function, reads its arguments from a memory and
// leaves its results there. All else is called as it is.
import { type FuncType, isRef, type ValueType } from '#src/wasm/types.js'
import type { Assemble } from './tools.js'
import type { NumberType, Value } from './values.js'

/** What is needed of a namespace. */
export interface Namespace {
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: Exports }
  readonly Global: new (...given: never[]) => { readonly value: unknown }
  readonly CompileError: ErrorClass
  readonly LinkError: ErrorClass
  readonly RuntimeError: ErrorClass
}

type ErrorClass = abstract new (...given: never[]) => Error
export type Exports = Readonly<Record<string, unknown>>
export type Func = (...args: readonly unknown[]) => unknown

/** Bytes between two values in the memory: the largest takes as many. */
const place = 16

const sizes: Readonly<Record<NumberType, number>> = { i32: 4, i64: 8, f32: 4, f64: 8 }

interface Class {
  /** The bits of the significand that make a NaN quiet, and all bits but the sign. */
  readonly quiet: bigint
  readonly magnitude: bigint
  readonly infinity: bigint
}

const nans: Readonly<Record<string, Class>> = {
  f32: { quiet: 0x7fc0_0000n, magnitude: 0x7fff_ffffn, infinity: 0x7f80_0000n },
  f64: {
    quiet: 0x7ff8_0000_0000_0000n,
    magnitude: 0x7fff_ffff_ffff_ffffn,
    infinity: 0x7ff0_0000_0000_0000n,
  },
}

type Single = Value & { readonly value: string }

const isNumber = (value: Value): value is Single => value.type in sizes

/** Whether it is a NaN, or a class of them. */
export function isNan(value: Value): boolean {
  const nan = nans[value.type]
  if (nan === undefined || !isNumber(value)) return false
  return value.value.startsWith('nan') || (BigInt(value.value) & nan.magnitude) > nan.infinity
}

/** Whether bits of a type are those that are expected. */
function sameBits(bits: bigint, expected: Value): boolean {
  if (expected.type === 'either' && 'values' in expected)
    return expected.values.some(value => sameBits(bits, value))
  if (!isNumber(expected)) return false
  const { quiet, magnitude } = nans[expected.type] ?? { quiet: 0n, magnitude: 0n }
  if (expected.value === 'nan:canonical') return (bits & magnitude) === quiet
  if (expected.value === 'nan:arithmetic') return (bits & quiet) === quiet
  return bits === BigInt(expected.value)
}

const isPlain = (type: ValueType): type is NumberType => !isRef(type) && type !== 'v128'

/** Whether all that crosses are numbers. */
export const isNumeric = ({ params, results }: FuncType): boolean => [...params, ...results].every(isPlain)

/** The text of the module that calls a function of a type. */
function callerText({ params, results }: FuncType): string {
  const types = (word: string, list: readonly ValueType[]) => list.map(type => `(${word} ${type})`).join(' ')
  const loads = params.map((type, i) => `(${type}.load (i32.const ${i * place}))`)
  const sets = results.map((_, i) => `(local.set ${i})`).reverse()
  const stores = results.map((type, i) => `(${type}.store (i32.const ${i * place}) (local.get ${i}))`)
  return `(module
    (import "" "f" (func $f ${types('param', params)} ${types('result', results)}))
    (memory (export "memory") 1)
    (func (export "call") ${types('local', results)}
      ${loads.join(' ')} (call $f) ${sets.join(' ')} ${stores.join(' ')}))`
}

/** Calls by way of wasm, and compares bits. A module of a signature is made once. */
export class Callers {
  readonly #modules = new Map<string, Promise<object>>()
  readonly #namespace: Namespace
  readonly #assemble: Assemble

  constructor(namespace: Namespace, assemble: Assemble) {
    this.#namespace = namespace
    this.#assemble = assemble
  }

  /** The first result that is not as expected, as text; nothing if all are. */
  async differs(f: Func, type: FuncType, { args, expected }: Given): Promise<string | undefined> {
    const text = callerText(type)
    const { Module, Instance } = this.#namespace
    if (!this.#modules.has(text))
      this.#modules.set(
        text,
        this.#assemble(text).then(bytes => new Module(bytes)),
      )
    const { exports } = new Instance((await this.#modules.get(text))!, { '': { f } })
    const { memory, call } = exports as { memory: { buffer: ArrayBuffer }; call: Func }
    const before = new DataView(memory.buffer)
    args.forEach((value, i) => before.setBigUint64(i * place, BigInt((value as Single).value), true))
    call()
    const view = new DataView(memory.buffer)
    const bits = type.results.map((result, i) => {
      const isShort = sizes[result as NumberType] === 4
      return isShort ? BigInt(view.getUint32(i * place, true)) : view.getBigUint64(i * place, true)
    })
    const wrong = bits.findIndex((value, i) => expected !== undefined && !sameBits(value, expected[i]!))
    return wrong < 0 ? undefined : `got the bits ${bits[wrong]}`
  }
}

export interface Given {
  readonly args: readonly Value[]
  readonly expected: readonly Value[] | undefined
}

const scratch = new DataView(new ArrayBuffer(8))

function float(type: string, bits: string): number {
  scratch.setBigUint64(0, BigInt(bits), true)
  return type === 'f32' ? scratch.getFloat32(0, true) : scratch.getFloat64(0, true)
}

const hosts = new Map<string, object>()

/** The value of the host that a script calls by a number. */
function host(number: string): object {
  const known = hosts.get(number) ?? Object.freeze({ number })
  hosts.set(number, known)
  return known
}

/** A constant as JavaScript has it; nothing for what has no value there. */
export function toJavaScript(value: Value): unknown {
  if (value.type === 'v128' || !('value' in value) || typeof value.value !== 'string') return undefined
  if (value.type === 'i32') return Number(value.value) | 0
  if (value.type === 'i64') return BigInt.asIntN(64, BigInt(value.value))
  if (isNumber(value)) return float(value.type, value.value)
  return value.value === 'null' ? null : host(value.value)
}

/** Whether a result is some reference of a kind. */
const isOf: Readonly<Record<string, (got: unknown) => boolean>> = {
  funcref: got => typeof got === 'function',
  i31ref: got => typeof got === 'number',
  structref: got => typeof got === 'object' && got !== null,
  arrayref: got => typeof got === 'object' && got !== null,
}

/** Whether a result is the one expected. */
export function isExpected(got: unknown, expected: Value): boolean {
  if ('values' in expected) return expected.values.some(value => isExpected(got, value))
  if (isNan(expected)) return Number.isNaN(got)
  if (expected.value !== undefined) return Object.is(got, toJavaScript(expected))
  return isOf[expected.type]?.(got) ?? (got !== null && got !== undefined)
}
