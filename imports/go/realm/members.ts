// What a program in a closed realm can reach of the host's own objects: for each class the properties that
// it can read, and the methods that it can call. None of them leads to a constructor or a prototype, and none
// takes long. Those of lists are in lists.ts.
import type { Members } from './types.js'

interface Shape {
  readonly readable: ReadonlySet<string>
  readonly methods: ReadonlySet<string>
}

const words = (text: string): ReadonlySet<string> => new Set(text.split(' ').filter(word => word !== ''))

const shape = (readable: string, methods: string): Shape => ({
  readable: words(readable),
  methods: words(methods),
})

const dateMethods = [
  ...['getTime', 'valueOf', 'getTimezoneOffset', 'toISOString', 'toString', 'getFullYear', 'getMonth'],
  ...['getDate', 'getDay', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'],
].join(' ')

/** By the name of the class in the host's global. Some hosts lack some of them. */
const shapes: Readonly<Record<string, Shape>> = {
  Date: shape('', dateMethods),
  Error: shape('name message code cause', 'toString'),
  DOMException: shape('name message code', 'toString'),
  Promise: shape('', 'then catch finally'),
}

const byPrototype = new Map<unknown, Shape>()
for (const [name, found] of Object.entries(shapes)) {
  const type: unknown = Reflect.get(globalThis, name)
  if (typeof type === 'function') byPrototype.set(type.prototype, found)
}

function shapeOf(value: object): Shape | undefined {
  for (let at = Object.getPrototypeOf(value) as object | null; at !== null; at = Object.getPrototypeOf(at)) {
    const found = byPrototype.get(at)
    if (found !== undefined) return found
  }
  return undefined
}

/** What a program can do nothing with: an error that is a cause is as safe as the error itself. */
const isHarmless = (value: unknown): boolean =>
  value instanceof Error || (typeof value !== 'object' && typeof value !== 'function')

/**
 * What a property of an object of the host is to the program. What it reads leads to no other object, which
 * it might change; only of errors it has made itself the cause may be an object of its own.
 */
export function memberOf(value: object, name: string, isOwn: (member: unknown) => boolean): unknown {
  const found = shapeOf(value)
  if (found?.methods.has(name)) return (value as Members)[name]
  if (!found?.readable.has(name)) return undefined
  const member = (value as Members)[name]
  return isHarmless(member) || isOwn(member) ? member : undefined
}
