// Which JavaScript function stands for which wasm function. The same function always has the same face,
// wherever it is exported or read from a table, and a face that is given back is the function again.

import { type Face, type Host, makeBoundary } from '../../codegen/boundary/index.js'
import { Func, type FuncDescription } from './func.js'

const functions = new WeakMap<object, Func>()

const isObject = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null)

/** The function whose face a value is. */
export const funcOf = (value: unknown): Func | undefined =>
  isObject(value) ? functions.get(value) : undefined

/** The funcref for a face or null. */
export function toFunc(value: unknown): Func | null {
  const func = value === null ? null : funcOf(value)
  if (func === undefined) throw new TypeError('a funcref must be null or an exported WebAssembly function')
  return func
}

export const fromFunc = (func: Func | null): Face | null => (func === null ? null : faceOf(func))

const boundary = makeBoundary({ toFunc, fromFunc: func => fromFunc(func as Func | null) })

/** The JavaScript function for a function. Its name is its number, as the standard has it. */
export function faceOf(func: Func): Face {
  if (func.face !== undefined) return func.face
  const face = boundary.face(func.type)(func)
  Object.defineProperty(face, 'name', { value: String(func.index), configurable: true })
  functions.set(face, func)
  return (func.face = face)
}

/** A function of the host as a function of wasm. */
export function hostFunc(description: FuncDescription, host: Host): Func {
  const func = new Func(description, boundary.adapter(description.type)(host))
  func.unheard = true
  return func
}
