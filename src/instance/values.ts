// Values of JavaScript and words, one at a time: for globals and tables. (Calls convert with generated code,
// codegen/boundary.) A value that cannot become the type is a TypeError, as conversions are in JavaScript.

import { high, join, low } from '../../codegen/boundary/index.js'
import { showType } from '../wasm/text.js'
import type { NumberType, RefType, ValueType } from '../wasm/types.js'
import type { Func } from './func.js'
import { fromFunc, toFunc } from './wrapper.js'

/** The words of one value; `word1` counts for i64 only. */
export interface Words {
  readonly word0: unknown
  readonly word1: number
}

const one = (word0: unknown): Words => ({ word0, word1: 0 })

const numberWords: Readonly<Record<NumberType, (value: unknown) => Words>> = {
  i32: value => one((value as number) | 0),
  i64: value => ({ word0: low(value), word1: high() }),
  f32: value => one(Math.fround(value as number)),
  f64: value => one(+(value as number)),
}

const refused = (type: ValueType) => new TypeError(`JavaScript has no values of type ${showType(type)}`)

/** What a reference type shows to JavaScript: functions, or any values at all. */
function refKind(type: RefType): 'func' | 'extern' {
  const { heap } = type
  if (typeof heap === 'number' || heap === 'func' || heap === 'nofunc') return 'func'
  if (heap === 'extern' || heap === 'noextern') return 'extern'
  throw refused(type)
}

/**
 * A reference from JavaScript (ToWebAssemblyValue). A TypeError for what is no function, where one is wanted.
 */
export const toRef = (value: unknown, type: RefType): unknown =>
  refKind(type) === 'func' ? toFunc(value) : value

/** A reference as JavaScript sees it (ToJSValue). */
export const fromRef = (ref: unknown, type: RefType): unknown =>
  refKind(type) === 'func' ? fromFunc(ref as Func | null) : ref

/** A value from JavaScript (ToWebAssemblyValue). A TypeError for what cannot be one of this type. */
export function toWords(value: unknown, type: ValueType): Words {
  if (typeof type === 'object') return one(toRef(value, type))
  if (type === 'v128') throw refused(type)
  return numberWords[type](value)
}

/** A value as JavaScript sees it (ToJSValue). A TypeError for v128. */
export function fromWords({ word0, word1 }: Words, type: ValueType): unknown {
  if (typeof type === 'object') return fromRef(word0, type)
  if (type === 'v128') throw refused(type)
  return type === 'i64' ? join(word0 as number, word1) : word0
}

/** What a reference is that nobody gave: null, but for an externref the missing value, `undefined`. */
export const defaultRef = (type: RefType): unknown => (refKind(type) === 'func' ? null : undefined)

/** What a global begins with that nobody gave a value. */
export function defaultWords(type: ValueType): Words {
  if (typeof type === 'object') return one(defaultRef(type))
  return one(0)
}
