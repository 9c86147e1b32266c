// Entries of the operand stack: values that may still be delayed, as text. The text is an atom, that is a
// name, a call, or something in parentheses, so that it can stand anywhere and nobody looks at precedence.
//
//   (i32.add (local.get 0) (i32.const 1))    text (l0+1|0)    raw (l0+1)    where 32 bits count
//   (i32.lt_s (local.get 0) (local.get 1))   text (l0<l1|0)   test l0<l1    where the truth counts
//   (i64.and (local.get 2) (local.get 3))    text (l2&l3)     high (l2h&l3h)
//
// An entry is never changed once it is on the stack, so that the frequent ones are shared: a local,
// a variable of the stack and a small constant have one each, for all functions.

import { type Word, wordName } from '../abi.js'

export type EntryType = 'i32' | 'i64' | 'f32' | 'f64' | 'ref'

/** Facts that must be known before something is moved across an entry, and before it is named twice. */
export const flags = {
  /** A number: `low`, and of an i64 `highWord`. */
  constant: 1,
  /** A name or a number, which may be repeated. */
  leaf: 2,
  /** Reads a memory or a table. */
  memory: 4,
  /** Reads a global. */
  global: 8,
  /** May trap. Of an i64 only the low word does. */
  trap: 16,
} as const

/** Flags that an entry has from its operands. */
const inherited = flags.memory | flags.global | flags.trap

export class Entry {
  /** Of an i64. */
  high = ''
  raw: string
  test = ''
  flags = 0
  /** A bit for each local that is named, by its index modulo 32, and the same for variables of the stack. */
  locals = 0
  slots = 0
  /** How deep its parentheses are. */
  depth = 0
  /** Of constants. */
  low = 0
  highWord = 0
  /** Of an i64: its words, once somebody has asked. */
  lowEntry: Entry | undefined = undefined
  highEntry: Entry | undefined = undefined

  constructor(
    readonly type: EntryType,
    /** Of an i64 the low word. */
    readonly text: string,
  ) {
    this.raw = text
  }

  /** Notes that the text of an operand is part of this one. */
  takes(operand: Entry): this {
    this.flags |= operand.flags & inherited
    this.locals |= operand.locals
    this.slots |= operand.slots
    if (operand.depth >= this.depth) this.depth = operand.depth + 1
    return this
  }
}

export const bitOf = (index: number): number => 1 << (index & 31)

/** A number as an atom. */
export const numberText = (value: number): string => {
  const text = Object.is(value, -0) ? '-0' : String(value)
  return text.startsWith('-') ? `(${text})` : text
}

function makeInt(value: number): Entry {
  const entry = new Entry('i32', numberText(value))
  entry.flags = flags.constant | flags.leaf
  entry.low = value
  return entry
}

const small = Array.from({ length: 1025 }, (_, i) => makeInt(i - 1))

/** An i32 constant. */
export const int = (value: number): Entry =>
  value >= -1 && value < 1024 ? small[value + 1]! : makeInt(value)

/** An i64 constant. */
export function long(low: number, high: number): Entry {
  const entry = new Entry('i64', numberText(low))
  entry.high = numberText(high)
  entry.flags = flags.constant | flags.leaf
  entry.low = low
  entry.highWord = high
  return entry
}

const shared = new Map<EntryType, Entry[]>()

/** The value of a local. */
export function localEntry(type: EntryType, index: number): Entry {
  let known = shared.get(type)
  if (known === undefined) shared.set(type, (known = []))
  return (known[index] ??= makeLocal(type, index))
}

function makeName(type: EntryType, name: string): Entry {
  const entry = new Entry(type, name)
  if (type === 'i64') entry.high = wordName(name, 1)
  entry.flags = flags.leaf
  return entry
}

function makeLocal(type: EntryType, index: number): Entry {
  const entry = makeName(type, `l${index}`)
  entry.locals = bitOf(index)
  return entry
}

/** Variables of the stack are kept apart by kind, so that one never holds integers and floats in turn. */
export const kindOf: Readonly<Record<EntryType, Word>> = {
  i32: 'int',
  i64: 'int',
  f32: 'float',
  f64: 'float',
  ref: 'ref',
}
const letters: Readonly<Record<Word, string>> = { int: 's', float: 'd', ref: 'r' }

export const slotName = (type: EntryType, height: number): string => `${letters[kindOf[type]]}${height}`

const slots: Readonly<Record<EntryType, Entry[]>> = { i32: [], i64: [], f32: [], f64: [], ref: [] }

/** The variable of the stack at a height. */
export function slotEntry(type: EntryType, height: number): Entry {
  const known = slots[type]
  return (known[height] ??= makeSlot(type, height))
}

function makeSlot(type: EntryType, height: number): Entry {
  const entry = makeName(type, slotName(type, height))
  entry.slots = bitOf(height)
  return entry
}

/** A word of an i64 as an entry of its own. */
function wordEntry(of: Entry, text: string, value: number): Entry {
  if (of.flags & flags.constant) return int(value)
  const entry = new Entry('i32', text).takes(of)
  entry.flags |= of.flags & flags.leaf
  entry.depth = of.depth
  return entry
}

/** The low word of an entry. */
export const lowOf = (entry: Entry): Entry =>
  entry.type === 'i64' ? (entry.lowEntry ??= wordEntry(entry, entry.text, entry.low)) : entry

/** The high word of an i64. */
export const highOf = (entry: Entry): Entry => (entry.highEntry ??= makeHigh(entry))

function makeHigh(entry: Entry): Entry {
  const high = wordEntry(entry, entry.high, entry.highWord)
  if (high.flags & flags.trap) high.flags &= ~flags.trap
  return high
}

/** A word as a number from 0 to 2^32-1. */
export const unsignedText = (entry: Entry): string =>
  entry.flags & flags.constant ? String(entry.low >>> 0) : `(${entry.raw}>>>0)`

/** A word where only its truth counts. */
export const conditionOf = (entry: Entry): string =>
  entry.test !== '' ? entry.test : entry.flags & flags.constant ? entry.text : `${entry.text}!==0`
