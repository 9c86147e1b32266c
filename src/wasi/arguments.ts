// What is wrong with an argument, said as Node says it: programs look at `code`.

/** Node's own word for a kind of error, beside its message. */
function coded(error: Error, code: string): Error {
  return Object.defineProperty(error, 'code', { value: code, writable: true, configurable: true })
}

const described = (value: unknown): string => {
  if (value === undefined || value === null) return `Received ${value}`
  if (typeof value === 'function') return `Received function ${value.name}`
  if (typeof value === 'object') return `Received an instance of ${value.constructor?.name ?? 'Object'}`
  return `Received type ${typeof value} (${typeof value === 'string' ? `'${value}'` : String(value)})`
}

/** The value is of another type than it must be. */
export const wrongType = (name: string, wanted: string, value: unknown): Error => {
  const kind = name.includes('.') ? 'property' : 'argument'
  const message = `The "${name}" ${kind} must be ${wanted}. ${described(value)}`
  return coded(new TypeError(message), 'ERR_INVALID_ARG_TYPE')
}

/** The value is none of those that are known. */
export const wrongValue = (name: string, reason: string, value: unknown): Error =>
  coded(new TypeError(`The property '${name}' ${reason}. Received '${value}'`), 'ERR_INVALID_ARG_VALUE')

const outOfRange = (name: string, value: number): Error => {
  const range = `The value of "${name}" is out of range. It must be >= 0 && <= 2147483647.`
  return coded(new RangeError(`${range} Received ${value}`), 'ERR_OUT_OF_RANGE')
}

/** An instance can be started or initialized once. */
export const alreadyStarted = (): Error =>
  coded(new Error('WASI instance has already started'), 'ERR_WASI_ALREADY_STARTED')

export type Record = Readonly<globalThis.Record<string, unknown>>

/** An object that is no list. */
export function object(name: string, value: unknown): Record {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrongType(name, 'of type object', value)
  return value as Record
}

/** The members of an object that may be left out. */
export const members = (name: string, value: unknown): readonly (readonly [string, unknown])[] =>
  value === undefined ? [] : Object.entries(object(name, value))

/** A list that may be left out, as texts. */
export function texts(name: string, value: unknown): readonly string[] {
  if (value === undefined) return []
  if (!Array.isArray(value)) throw wrongType(name, 'an instance of Array', value)
  return value.map(String)
}

/** A number of something open. */
export function descriptor(name: string, value: unknown): number {
  if (typeof value !== 'number') throw wrongType(name, 'of type number', value)
  if (!Number.isInteger(value) || value < 0 || value > 0x7fffffff) throw outOfRange(name, value)
  return value
}

/** Whether something is so. */
export function truth(name: string, value: unknown): boolean {
  if (typeof value !== 'boolean') throw wrongType(name, 'of type boolean', value)
  return value
}

/** A function that an instance exports. */
export function exported(name: string, value: unknown): () => unknown {
  if (typeof value !== 'function') throw wrongType(`instance.exports.${name}`, 'of type function', value)
  return value as () => unknown
}

/** An instance must not export it. */
export function absent(name: string, value: unknown): void {
  if (value !== undefined) throw wrongType(`instance.exports.${name}`, 'undefined', value)
}
