// How logs show the values of JavaScript that a program passes: numbers and text in the manner of Go's `%v`,
// an object by its name, if it is one of those that Go's library knows, or by the id of its reference.
import { Float, type Shown, showText } from '../log/shown.js'
import { methods } from './objects/index.js'
import type { Program } from './program.js'

const isReference = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

/** The name of one of the objects that Go's library finds in its global, or of the global itself. */
export function nameOf({ realm }: Program, value: unknown): string | undefined {
  if (!isReference(value)) return undefined
  if (value === realm.global) return 'global'
  return Object.keys(methods).find(name => realm.get(realm.global, name) === value)
}

export function showValue(program: Program, value: unknown): Shown {
  if (typeof value === 'number') return new Float(value, 64)
  if (typeof value === 'string') return value
  if (value === undefined) return 'undefined'
  if (!isReference(value)) return String(value)
  const kind = typeof value === 'function' ? 'function' : 'object'
  return nameOf(program, value) ?? `${kind}(${program.values.idOf(value) ?? ''})`
}

export const showList = (program: Program, values: readonly unknown[]): Shown =>
  `[${values.map(value => showText(showValue(program, value))).join(' ')}]`
