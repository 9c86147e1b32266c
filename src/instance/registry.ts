// Which object inside the engine stands behind an object that JavaScript holds. The same inner object always
// has the same outer one. The programs behind modules, the instances and the memories are kept here, below
// the namespace, so that host imports can ask what a module imports and of which types, find a memory that
// is not exported, and get at its bytes directly.

import type { Program } from '../../codegen/index.js'
import type { Instance } from './instance.js'
import type { Memory } from './memory.js'
import { ReleasedError } from './released.js'
import { makeStamp } from './stamp.js'

/** Objects that JavaScript may still hold, and that nothing stands behind any more. */
const released = new WeakSet<object>()

/** The objects of one class. */
export class Registry<Inner extends object> {
  readonly #inner = makeStamp<object, Inner>()
  readonly #outer = makeStamp<Inner, object>()

  constructor(readonly name: string) {}

  /** Puts `inner` behind `outer`, for good. */
  bind(outer: object, inner: Inner): void {
    this.#inner.put(outer, inner)
    this.#outer.put(inner, outer)
  }

  /** What stands behind a value, if it is an object of this class. */
  find(value: unknown): Inner | undefined {
    return this.#inner.find(value)
  }

  /** What stands behind an object; TypeError if it is not of this class. */
  behind(value: unknown): Inner {
    const inner = this.find(value)
    if (inner !== undefined) return inner
    if (released.has(value as object)) throw new ReleasedError()
    throw new TypeError(`not a WebAssembly.${this.name}`)
  }

  /**
   * What stands behind an object, and an argument that has been converted for it. To convert may run code
   * that releases the object, so that it is looked for again.
   */
  with<Given>(value: unknown, convert: (inner: Inner) => Given): [inner: Inner, given: Given] {
    const given = convert(this.behind(value))
    return [this.behind(value), given]
  }

  /** Takes the object there is, if any, away from `inner`: another will stand before it. */
  release(inner: Inner): void {
    const outer = this.#outer.find(inner)
    if (outer === undefined) return
    this.#outer.put(inner, undefined)
    this.#inner.put(outer, undefined)
    released.add(outer)
  }

  /** The object for what is inside; if there is none yet, one of the class's prototype, made `as` wanted. */
  objectFor(inner: Inner, prototype: object, as = (outer: object): object => outer): object {
    const known = this.#outer.find(inner)
    if (known !== undefined) return known
    const outer = as(Object.create(prototype) as object)
    this.bind(outer, inner)
    return outer
  }
}

/** Behind objects of the API: their programs. */
export const programs = new Registry<Program>('Module')
/** Behind objects of the API: what they are instances of. */
export const instances = new Registry<Instance>('Instance')
/** Behind objects of the API: their memories. */
export const memories = new Registry<Memory>('Memory')
