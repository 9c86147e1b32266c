// Values of which a program reaches only what is listed: its own objects, those it is given (which have no
// prototypes), elements, and the members of `members.ts`. A function has no properties, so that there is no
// way to `Function`, and what can be constructed are the constructors of the global alone. What it can change
// belongs to it: its own objects, those made for it, lists; never an object of the host, nor of another
// program. And whatever it does here ends soon, or asks whether it may go on: texts, lists and objects end
// somewhere, and methods of the host that could take long are replaced by ours (lists.ts).
//
//   js.Global().Get("Object").Get("constructor")      undefined
//   js.Global().Get("globalThis")                     undefined
import { bare } from '../../object.js'
import { isBytes, Lists, reach, setLength, toNumber } from './lists.js'
import { memberOf } from './members.js'
import type { Members, Realm } from './types.js'

/** What stands for a class of the host. */
export interface Constructor {
  make(args: readonly unknown[]): unknown
  is(value: unknown): boolean
  readonly statics?: Members
}

/** A promise that the program has been given: it can wait for it. */
export type Watch = (promise: Promise<unknown>) => void

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** What the program's own objects have, so that the host can make text of them; it cannot be reached. */
const base: object = Object.freeze(bare({ toString: () => '[object Object]' }))

export const newObject = (): object => Object.create(base)

/** Whether the program has made it by `newObject`. */
const isMade = (value: unknown): boolean => isObject(value) && Object.getPrototypeOf(value) === base

/** The program's own objects, and those made for it. */
export function isPlain(value: unknown): value is Record<string, unknown> {
  if (!isObject(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === base || prototype === null
}

export const isList = (value: unknown): value is unknown[] | Uint8Array =>
  Array.isArray(value) || isBytes(value)

const isPlace = (name: string): boolean =>
  /^(0|[1-9]\d{0,15})$/.test(name) && Number.isSafeInteger(Number(name))

function fail(what: string): never {
  throw new TypeError(what)
}

function objectOf(value: unknown): object {
  if (isObject(value) || typeof value === 'function') return value
  return fail(`${typeof value === 'symbol' ? 'a symbol' : String(value)} has no properties`)
}

/** How many properties a program may give an object: to list them is one step of the engine. */
const mostProperties = 1 << 16

/** How many it has given to each. */
const properties = new WeakMap<object, number>()

function countProperty(of: object, change: 1 | -1): void {
  const count = (properties.get(of) ?? 0) + change
  if (count > mostProperties) throw new RangeError('the object has too many properties')
  properties.set(of, count)
}

function setOwn(of: Record<string, unknown>, name: string, value: unknown): void {
  if (!Object.hasOwn(of, name)) countProperty(of, 1)
  // Where there is a prototype, assigning would find its setters.
  if (Object.getPrototypeOf(of) === null) of[name] = value
  else Object.defineProperty(of, name, { value, writable: true, enumerable: true, configurable: true })
}

function text(of: unknown): string {
  if (typeof of === 'function') return 'function'
  return isObject(of) ? '[object Object]' : String(of)
}

/** What a realm is made of. */
export interface World {
  readonly members: Members
  readonly constructors: ReadonlyMap<unknown, Constructor>
  readonly watch: Watch
  readonly lists: Lists
  /** Called now and then while something takes long; what it throws ends the program. */
  readonly check: () => void
}

/** The lists of a world in which one is asked now and then. */
export const listsFor = (check: () => void): Lists => new Lists({ check, text })

export class ClosedRealm implements Realm {
  readonly global: object
  readonly longestText = 1 << 24
  readonly #world: World

  constructor(world: World) {
    this.global = bare(world.members)
    this.#world = world
  }

  get(of: unknown, name: string): unknown {
    const object = objectOf(of)
    if (typeof object === 'function') {
      const statics = this.#world.constructors.get(object)?.statics
      return statics !== undefined && Object.hasOwn(statics, name) ? statics[name] : undefined
    }
    if (isPlain(object)) return Object.hasOwn(object, name) ? object[name] : undefined
    if (isList(object) && isPlace(name)) return object[Number(name)]
    const member = this.#world.lists.member(object, name)
    return member === undefined ? memberOf(object, name, isMade) : member.value
  }

  set(of: unknown, name: string, value: unknown): void {
    const object = objectOf(of)
    if (isList(object) && isPlace(name)) this.setIndex(object, Number(name), value)
    else if (name === 'length' && Array.isArray(object)) setLength(object, toNumber(value), this.#world.check)
    else if (isPlain(object)) setOwn(object, name, value)
    else fail(`the property ${name} cannot be set`)
  }

  remove(of: unknown, name: string): void {
    const object = objectOf(of)
    if (isPlain(object)) {
      if (Object.hasOwn(object, name)) countProperty(object, -1)
      delete object[name]
    } else fail(`the property ${name} cannot be deleted`)
  }

  index(of: unknown, at: number): unknown {
    return isList(of) ? of[at] : this.get(of, String(at))
  }

  setIndex(of: unknown, at: number, value: unknown): void {
    const isElement = Number.isSafeInteger(at) && at >= 0
    if (Array.isArray(of) && isElement) {
      reach(of, at, this.#world.check)
      of[at] = value
    } else if (isBytes(of) && isElement) of[at] = toNumber(value)
    else this.set(of, String(at), value)
  }

  call(of: unknown, name: string, args: readonly unknown[]): unknown {
    return this.#apply(this.get(of, name), of, args)
  }

  invoke(what: unknown, args: readonly unknown[]): unknown {
    return this.#apply(what, undefined, args)
  }

  construct(what: unknown, args: readonly unknown[]): unknown {
    return (this.#world.constructors.get(what) ?? fail('not a constructor')).make(args)
  }

  length(of: unknown): number {
    return typeof of === 'string' ? of.length : Number.parseInt(text(this.get(of, 'length')), 10)
  }

  text(of: unknown): string {
    return text(of)
  }

  isInstance(value: unknown, of: unknown): boolean {
    return (this.#world.constructors.get(of) ?? fail('not a constructor')).is(value)
  }

  #apply(what: unknown, of: unknown, args: readonly unknown[]): unknown {
    if (typeof what !== 'function') return fail('not a function')
    const result: unknown = Reflect.apply(what, of, args)
    if (result instanceof Promise) this.#world.watch(result)
    return result
  }
}
