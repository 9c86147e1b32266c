// Values as JavaScript has them: whatever a script could do, the program can. Only what Go's own library asks
// its global for comes from the embedder (`fs`, `process` and so on), without anything being changed in the
// global itself.
import type { Members, Realm } from './types.js'

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

function objectOf(value: unknown): object {
  if (isObject(value)) return value
  throw new TypeError(`${String(value)} has no properties`)
}

const functionOf = (value: unknown, name: string): ((...args: unknown[]) => unknown) => {
  if (typeof value === 'function') return value as (...args: unknown[]) => unknown
  throw new TypeError(`${name} is not a function`)
}

/** @param given what the program sees in place of the global's own properties of these names */
export function openRealm(global: object, given: Members): Realm {
  const get = (of: unknown, name: string): unknown =>
    of === global && Object.hasOwn(given, name) ? given[name] : Reflect.get(objectOf(of), name)
  return {
    global,
    longestText: Number.POSITIVE_INFINITY,
    get,
    set: (of, name, value) => void Reflect.set(objectOf(of), name, value),
    remove: (of, name) => void Reflect.deleteProperty(objectOf(of), name),
    index: (of, at) => Reflect.get(objectOf(of), at),
    setIndex: (of, at, value) => void Reflect.set(objectOf(of), at, value),
    // The checks that Reflect does are those of Go's own host, and its messages what programs print.
    call: (of, name, args) => Reflect.apply(get(of, name) as () => unknown, of, args),
    invoke: (what, args) => Reflect.apply(what as () => unknown, undefined, args),
    construct: (what, args) => Reflect.construct(what as () => unknown, args),
    length: of => Number.parseInt(get(of, 'length') as string, 10),
    text: String,
    isInstance: (value, of) => value instanceof functionOf(of, String(of)),
  }
}
