// Which JavaScript function stands for which wasm function. The same function always has the same wrapper,
// wherever it is exported or read from a table, and a wrapper that is given back is the function again.

import { type Boundary, type ExportWrapper, type Host, makeBoundary } from '../../codegen/boundary/index.js'
import { Func, type FuncDescription } from './func.js'
import { makeStamp } from './stamp.js'

const functions = makeStamp<object, Func>()

/** The function whose wrapper a value is. */
export const funcOf = (value: unknown): Func | undefined => functions.find(value)

/** The funcref for a wrapper or null. */
export function toFunc(value: unknown): Func | null {
  const func = value === null ? null : funcOf(value)
  if (func === undefined) throw new TypeError('a funcref must be null or an exported WebAssembly function')
  return func
}

/** The function that JavaScript knows a function instance by: always the same. */
export const fromFunc = (func: Func | null): ExportWrapper | null => (func === null ? null : wrapperOf(func))

let made: Boundary | undefined

/** Made when the first function crosses: whoever only loads this package has none. */
const boundary = (): Boundary =>
  (made ??= makeBoundary({ toFunc, fromFunc: func => fromFunc(func as Func | null) }))

/** The JavaScript function for a function. Its name is its number, as the standard has it. */
export function wrapperOf(func: Func): ExportWrapper {
  if (func.wrapper !== undefined) return func.wrapper
  const shown = func.lender?.shown(func) ?? func
  const wrapper = boundary().exportWrapper(func.type)(shown)
  Object.defineProperty(wrapper, 'name', { value: String(func.index), configurable: true })
  functions.put(wrapper, shown)
  shown.wrapper = wrapper
  return (func.wrapper = wrapper)
}

/** A function of the host as a function of wasm. */
export function hostFunc(description: FuncDescription, host: Host): Func {
  const func = new Func(description, boundary().importWrapper(description.type)(host))
  func.unheard = true
  return func
}
