// What a program in a closed realm can reach of the host's own objects: for each class the properties that
// it can read, and the methods that it can call. None of them leads to a constructor or a prototype.
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

const listMethods = 'push pop shift unshift join slice splice concat indexOf includes reverse fill'
const dateMethods = [
  ...['getTime', 'valueOf', 'getTimezoneOffset', 'toISOString', 'toString', 'getFullYear', 'getMonth'],
  ...['getDate', 'getDay', 'getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'],
].join(' ')

/** By the name of the class in the host's global. Some hosts lack some of them. */
const shapes: Readonly<Record<string, Shape>> = {
  Array: shape('length', listMethods),
  Uint8Array: shape('length byteLength', 'set subarray slice fill'),
  Uint8ClampedArray: shape('length byteLength', 'set subarray slice fill'),
  ArrayBuffer: shape('byteLength', 'slice'),
  Date: shape('', dateMethods),
  Error: shape('name message code cause', 'toString'),
  DOMException: shape('name message code', 'toString'),
  Promise: shape('', 'then catch finally'),
  Headers: shape('', 'append delete entries get has set'),
  Response: shape('body headers ok redirected status statusText url', 'arrayBuffer text'),
  ReadableStream: shape('locked', 'cancel getReader'),
  ReadableStreamDefaultReader: shape('', 'cancel read releaseLock'),
  AbortController: shape('signal', 'abort'),
  AbortSignal: shape('aborted', ''),
}

const byPrototype = new Map<unknown, Shape>()
for (const [name, found] of Object.entries(shapes)) {
  const type: unknown = Reflect.get(globalThis, name)
  if (typeof type === 'function') byPrototype.set(type.prototype, found)
}

/** Iterators have no class by which they could be found. */
const iterators = shape('', 'next')

const isIterator = (prototype: object): boolean =>
  Object.hasOwn(prototype, 'next') && Symbol.iterator in prototype

function shapeOf(value: object): Shape | undefined {
  for (let at = Object.getPrototypeOf(value) as object | null; at !== null; at = Object.getPrototypeOf(at)) {
    const found = byPrototype.get(at)
    if (found !== undefined) return found
    if (isIterator(at)) return iterators
  }
  return undefined
}

/** What a property of an object of the host is to the program. */
export function memberOf(value: object, name: string): unknown {
  const found = shapeOf(value)
  if (found === undefined || !(found.readable.has(name) || found.methods.has(name))) return undefined
  return (value as Members)[name]
}
