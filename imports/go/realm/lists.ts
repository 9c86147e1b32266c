// The lists of a closed world: arrays and bytes. The host's own methods take as long as they like: `indexOf`
// on an object that says that it is 2^53 long, `reverse` of a list with holes, `join` of lists in lists. So
// the methods are written here. They work on lists alone, which have no holes and end somewhere; they make
// no text and no number of an object; and what is long asks now and then whether the program may go on.
import { bare } from '../../object.js'
import { copySliced } from '../../wasi/transfer.js'
import type { Members } from './types.js'

/** How many elements a list may have: to make that many takes the engine some 30 ms. */
export const mostElements = 1 << 22

/** How many elements are looked at between two calls of `check`. */
const portion = 1 << 14

/** How long a text may be that is looked at as a whole. */
const longText = 1 << 12

/** What methods ask of their world. */
export interface Surroundings {
  check(): void
  text(value: unknown): string
}

type Bytes = Uint8Array | Uint8ClampedArray

export const isBytes = (value: unknown): value is Bytes =>
  value instanceof Uint8Array || value instanceof Uint8ClampedArray

function arrayOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  throw new TypeError('this is no list')
}

function bytesOf(value: unknown): Bytes {
  if (isBytes(value)) return value
  throw new TypeError('these are no bytes')
}

/** A number, as JavaScript makes one of what is no object. */
export function toNumber(value: unknown): number {
  if (typeof value === 'number') return value
  if (typeof value === 'object' ? value !== null : typeof value === 'function' || typeof value === 'symbol')
    return Number.NaN
  return typeof value === 'string' && value.length > longText ? Number.NaN : Number(value)
}

/** The integer that an argument is, or what it is if it is left out. */
function toInteger(value: unknown, missing: number): number {
  if (value === undefined) return missing
  return Math.trunc(toNumber(value)) || 0
}

/** A place in a list, counted from the end if below zero. */
function place(value: unknown, length: number, missing: number): number {
  const at = toInteger(value, missing)
  return at < 0 ? Math.max(0, length + at) : Math.min(at, length)
}

function requireRoom(length: number): void {
  if (!(length <= mostElements)) throw new RangeError('Invalid array length')
}

/** Makes a list longer or shorter; what is new is undefined. */
export function setLength(list: unknown[], wanted: number, check: () => void): void {
  if (!Number.isInteger(wanted) || wanted < 0) throw new RangeError('Invalid array length')
  requireRoom(wanted)
  if (wanted < list.length) list.length = wanted
  while (list.length < wanted) {
    if (list.length % portion === 0) check()
    list.push(undefined)
  }
}

/** Makes room for an element far out. */
export function reach(list: unknown[], at: number, check: () => void): void {
  if (at >= list.length) setLength(list, at + 1, check)
}

/** The first place from one on whose element is the one that is looked for. */
function find(
  { check }: Surroundings,
  list: readonly unknown[],
  { from, isSame }: { readonly from: number; readonly isSame: (element: unknown) => boolean },
): number {
  for (let i = from; i < list.length; i++) {
    const element = list[i]
    // To compare two long texts takes time for each of their characters.
    if (i % portion === 0 || (typeof element === 'string' && element.length > longText)) check()
    if (isSame(element)) return i
  }
  return -1
}

/** How long the text of a list may become. */
const longestJoined = 1 << 24

function join({ check, text }: Surroundings, list: readonly unknown[], separator: string): string {
  let all = ''
  for (let at = 0; at < list.length; at += portion) {
    check()
    const parts = list
      .slice(at, at + portion)
      .map(value => (value === undefined || value === null ? '' : text(value)))
    const length = parts.reduce((sum, part) => sum + part.length + separator.length, all.length)
    if (length > longestJoined) throw new RangeError('Invalid string length')
    all += (at > 0 ? separator : '') + parts.join(separator)
  }
  return all
}

type Method = (this: unknown, ...args: readonly unknown[]) => unknown

type Methods = Readonly<Record<string, Method>>

/** Methods that change an array. */
const changing = (world: Surroundings): Methods => ({
  push(...items) {
    const list = arrayOf(this)
    requireRoom(list.length + items.length)
    for (const item of items) list.push(item)
    return list.length
  },
  pop() {
    return arrayOf(this).pop()
  },
  shift() {
    world.check()
    return arrayOf(this).shift()
  },
  unshift(...items) {
    world.check()
    const list = arrayOf(this)
    requireRoom(list.length + items.length)
    return list.unshift(...items)
  },
  splice(...args) {
    world.check()
    const list = arrayOf(this)
    const [start, count, ...items] = args
    const at = place(start, list.length, 0)
    const rest = list.length - at
    const gone =
      args.length === 0 ? 0 : args.length === 1 ? rest : Math.min(rest, Math.max(0, toInteger(count, 0)))
    requireRoom(list.length - gone + items.length)
    return list.splice(at, gone, ...items)
  },
  reverse() {
    world.check()
    return arrayOf(this).reverse()
  },
  fill(value, start, end) {
    world.check()
    const list = arrayOf(this)
    return list.fill(value, place(start, list.length, 0), place(end, list.length, list.length))
  },
})

/** Methods that do not. */
const asking = (world: Surroundings): Methods => ({
  join(separator) {
    return join(world, arrayOf(this), separator === undefined ? ',' : world.text(separator))
  },
  slice(start, end) {
    world.check()
    const list = arrayOf(this)
    return list.slice(place(start, list.length, 0), place(end, list.length, list.length))
  },
  concat(...others) {
    const all = [...arrayOf(this)]
    for (const other of others) {
      world.check()
      requireRoom(all.length + (Array.isArray(other) ? other.length : 1))
      if (Array.isArray(other)) for (const item of other) all.push(item)
      else all.push(other)
    }
    return all
  },
  indexOf(value, from) {
    const list = arrayOf(this)
    const isSame = (element: unknown) => element === value
    return find(world, list, { from: place(from, list.length, 0), isSame })
  },
  includes(value, from) {
    const list = arrayOf(this)
    const isSame = Number.isNaN(value) ? Number.isNaN : (element: unknown) => element === value
    return find(world, list, { from: place(from, list.length, 0), isSame }) >= 0
  },
})

/** Copies the elements of a list to the beginning of bytes. */
function copyElements(to: Bytes, list: readonly unknown[], check: () => void): void {
  for (let i = 0; i < list.length; i++) {
    if (i % portion === 0) check()
    to[i] = toNumber(list[i])
  }
}

function copyList(to: Bytes, from: Bytes | readonly unknown[], check: () => void): void {
  if (isBytes(from)) copySliced(to as Uint8Array, from as Uint8Array, check)
  else copyElements(to, from, check)
}

const isList = (value: unknown): value is unknown[] | Bytes => Array.isArray(value) || isBytes(value)

/** Bytes of the same kind. */
const alike = (bytes: Bytes, length: number): Bytes =>
  bytes instanceof Uint8Array ? new Uint8Array(length) : new Uint8ClampedArray(length)

/** How much is filled between two calls of `check`. */
const filled = 1 << 20

const methodsOfBytes = ({ check }: Surroundings): Methods => ({
  set(source, offset) {
    const bytes = bytesOf(this)
    const at = toInteger(offset, 0)
    if (!isList(source)) throw new TypeError('what is set is no list')
    if (at < 0 || at + source.length > bytes.length) throw new RangeError('offset is out of bounds')
    copyList(bytes.subarray(at), source, check)
  },
  subarray(start, end) {
    const bytes = bytesOf(this)
    return bytes.subarray(place(start, bytes.length, 0), place(end, bytes.length, bytes.length))
  },
  slice(start, end) {
    const bytes = bytesOf(this)
    const part = bytes.subarray(place(start, bytes.length, 0), place(end, bytes.length, bytes.length))
    const copy = alike(bytes, part.length)
    copyList(copy, part, check)
    return copy
  },
  fill(value, start, end) {
    const bytes = bytesOf(this)
    const last = place(end, bytes.length, bytes.length)
    for (let at = place(start, bytes.length, 0); at < last; at += filled) {
      check()
      bytes.fill(toNumber(value), at, Math.min(at + filled, last))
    }
    return bytes
  },
})

function sliceBuffer({ check }: Surroundings): Method {
  return function (start, end) {
    if (!(this instanceof ArrayBuffer)) throw new TypeError('this is no buffer')
    const all = new Uint8Array(this)
    const part = all.subarray(place(start, all.length, 0), place(end, all.length, all.length))
    const copy = new Uint8Array(part.length)
    copySliced(copy, part, check)
    return copy.buffer
  }
}

/** What a program reads of lists, and calls on them. */
export class Lists {
  readonly #world: Surroundings
  readonly #arrays: Members
  readonly #bytes: Members
  readonly #buffers: Members

  constructor(world: Surroundings) {
    this.#world = world
    this.#arrays = bare({ ...changing(world), ...asking(world) })
    this.#bytes = bare(methodsOfBytes(world))
    this.#buffers = bare({ slice: sliceBuffer(world) })
  }

  /** A property of an array, of bytes or of a buffer; nothing of what is none of these. */
  member(of: object, name: string): { readonly value: unknown } | undefined {
    if (Array.isArray(of)) return { value: name === 'length' ? of.length : this.#arrays[name] }
    if (isBytes(of)) {
      const isLength = name === 'length' || name === 'byteLength'
      return { value: isLength ? of.length : this.#bytes[name] }
    }
    if (of instanceof ArrayBuffer) {
      return { value: name === 'byteLength' ? of.byteLength : this.#buffers[name] }
    }
    return undefined
  }

  /** `new Array(…)` */
  array(args: readonly unknown[]): unknown[] {
    const list: unknown[] = []
    if (args.length !== 1 || typeof args[0] !== 'number') list.push(...args)
    else setLength(list, args[0], this.#world.check)
    return list
  }

  /** `new Uint8Array(…)` */
  bytes([source, offset, length]: readonly unknown[]): Uint8Array {
    if (source instanceof ArrayBuffer) {
      const count = length === undefined ? undefined : toInteger(length, 0)
      return new Uint8Array(source, toInteger(offset, 0), count)
    }
    if (!isList(source)) {
      if (typeof source === 'object' && source !== null)
        throw new TypeError('what bytes are made of is no list')
      return new Uint8Array(toInteger(source, 0))
    }
    const bytes = new Uint8Array(source.length)
    copyList(bytes, source, this.#world.check)
    return bytes
  }

  /** What `make` makes of each element and its place. */
  each<Value>(list: ArrayLike<unknown>, make: (element: unknown, name: string) => Value): Value[] {
    requireRoom(list.length)
    const all: Value[] = []
    for (let i = 0; i < list.length; i++) {
      if (i % portion === 0) this.#world.check()
      all.push(make(list[i], String(i)))
    }
    return all
  }
}
