// Conversions of arguments as Web IDL has them. What cannot be converted is a TypeError.

import { quoted } from '../wasm/printable.js'
import { externref, funcref, type RefType, type ValueType } from '../wasm/types.js'

/** `[EnforceRange] unsigned long`. */
export function toUint32(value: unknown, name: string): number {
  const number = Math.trunc(Number(typeof value === 'bigint' ? Number.NaN : value))
  if (number >= 0 && number <= 0xffff_ffff) return number
  throw new TypeError(`${name} must be an integer from 0 to 4294967295`)
}

/** `optional object`. */
export function toOptionalObject(value: unknown, name: string): object | undefined {
  if (value === undefined || isObject(value)) return value
  throw new TypeError(`${name} must be an object`)
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null)

export type Dictionary = Readonly<Record<string, unknown>>

/** A dictionary that has required members, so that nothing but an object will do. */
export function toDictionary(value: unknown, name: string): Dictionary {
  if (isObject(value)) return value as Dictionary
  throw new TypeError(`${name} must be an object`)
}

const valueTypes: Readonly<Record<string, ValueType>> = {
  i32: 'i32',
  i64: 'i64',
  f32: 'f32',
  f64: 'f64',
  v128: 'v128',
  externref,
  anyfunc: funcref,
}

/** The enumeration `ValueType`. */
export function toValueType(value: unknown, name: string): ValueType {
  const text = `${value as string}`
  if (Object.hasOwn(valueTypes, text)) return valueTypes[text]!
  throw new TypeError(`${name}: ${quoted(text)} is no value type`)
}

/** The enumeration `TableKind`. */
export function toElementType(value: unknown, name: string): RefType {
  const text = `${value as string}`
  const type = Object.hasOwn(valueTypes, text) ? valueTypes[text] : undefined
  if (typeof type === 'object') return type
  throw new TypeError(`${name}: ${quoted(text)} is no type of table elements`)
}

export interface GivenLimits {
  readonly min: number
  readonly max: number | undefined
}

/** The members `initial` (or `minimum`) and `maximum` of a descriptor, read in the order of their names. */
export function toLimits(descriptor: Dictionary): GivenLimits {
  const optional = (name: string) => {
    const value = descriptor[name]
    return value === undefined ? undefined : toUint32(value, name)
  }
  const [initial, max, minimum] = [optional('initial'), optional('maximum'), optional('minimum')]
  if (initial !== undefined && minimum !== undefined) {
    throw new TypeError('initial and minimum cannot both be given')
  }
  const min = initial ?? minimum
  if (min === undefined) throw new TypeError('initial is required')
  if (max !== undefined && max < min) throw new RangeError(`maximum ${max} is below initial ${min}`)
  return { min, max }
}

/** The member `address`: what addresses are counted in. */
export function requireAddress32(descriptor: Dictionary): void {
  const value = descriptor.address
  if (value === undefined || `${value as string}` === 'i32') return
  throw new TypeError(`address: ${quoted(`${value as string}`)} is not supported (memory64)`)
}

const byteLengthOf = Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength')!.get!

/** Also one of another realm, where `instanceof` would not know it. */
function isArrayBuffer(value: object): value is ArrayBuffer {
  try {
    byteLengthOf.call(value)
    return true
  } catch {
    return false
  }
}

/** A copy of the bytes of a `BufferSource`, as they are now. */
export function toBytes(value: unknown): Uint8Array {
  if (isObject(value)) {
    // What has been detached has no bytes, and nothing may be made of it.
    const isView = ArrayBuffer.isView(value)
    if ((isView || isArrayBuffer(value)) && value.byteLength === 0) return new Uint8Array(0)
    if (isView) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice()
    if (isArrayBuffer(value)) return new Uint8Array(value).slice()
  }
  throw new TypeError('the bytes must be an ArrayBuffer or a view of one')
}
