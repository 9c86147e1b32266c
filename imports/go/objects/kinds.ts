// The kinds of values in the signatures of methods. A program may pass anything; what is of another kind is a
// TypeError, as Node has it. Logs show numbers and text in the manner of Go's `%v`.
import type { Stat } from '../../fs/types.js'
import { type Fields, Float, type Shown } from '../../log/shown.js'
import { isStandardStream } from '../../wasi/shown.js'
import { permissions, showMode, showModeOf, statObject } from './stat.js'

export interface Argument<Value> {
  read(value: unknown, name: string): Value
  shown(name: string, value: unknown): Fields
  readonly hides?: (value: unknown) => boolean
}

export interface Given<Value> {
  /** The value as the program gets it. */
  give(value: Value): unknown
  shown(value: Value): Shown
  /** What is shown if there is none, because the call failed. */
  readonly none: Shown
}

function wrong(name: string, kind: string): never {
  throw new TypeError(`the argument "${name}" must be ${kind}`)
}

const showAny = (value: unknown): Shown => {
  if (typeof value === 'number') return new Float(value, 64)
  return value === null || value === undefined ? null : String(value)
}

const shown = (name: string, value: unknown): Fields => ({ [name]: showAny(value) })

function readNumber(value: unknown, name: string): number {
  return typeof value === 'number' ? value : wrong(name, 'a number')
}

function readInteger(value: unknown, name: string): number {
  return Number.isSafeInteger(value) ? (value as number) : wrong(name, 'an integer')
}

function readText(value: unknown, name: string): string {
  return typeof value === 'string' ? value : wrong(name, 'a string')
}

function readBytes(value: unknown, name: string): Uint8Array {
  return value instanceof Uint8Array ? value : wrong(name, 'a Uint8Array')
}

const flagNames: readonly (readonly [bit: number, name: string])[] = [
  [1, 'WRONLY'],
  [2, 'RDWR'],
  [0o2000, 'APPEND'],
  [0o100, 'CREATE'],
  [0o200, 'EXCL'],
  [0o4010000, 'SYNC'],
  [0o1000, 'TRUNC'],
]

const shownFlags = (name: string, value: unknown): Fields => ({
  [name]: flagNames.filter(([bit]) => (Number(value) & bit) === bit).map(([, flag]) => flag),
})

const integer = { read: readInteger, shown }
const text = { read: readText, shown }

const parameters = {
  fd: integer,
  /** The file of a call that logs leave out for the standard streams. */
  stdio: { ...integer, hides: (value: unknown) => isStandardStream(Number(value)) },
  int: integer,
  /** Seconds, perhaps with a fraction. */
  seconds: { read: readNumber, shown },
  path: text,
  oflags: { read: readInteger, shown: shownFlags },
  mode: {
    read: readInteger,
    shown: (name: string, value: unknown): Fields => ({ [name]: showMode(Number(value) & permissions) }),
  },
  /** A buffer, which logs leave out. */
  buf: { read: readBytes, shown: (): Fields => ({}) },
  /** A buffer of which logs show the length. */
  bytes: {
    read: readBytes,
    shown: (name: string, value: unknown): Fields => ({ [`${name}_len`]: (value as Uint8Array).length }),
  },
  /** A place in a file, or where it stands. */
  position: {
    read: (value: unknown, name: string) =>
      value === null || value === undefined ? undefined : readInteger(value, name),
    shown,
  },
  /** One that need not be there. */
  optional: {
    read: (value: unknown, name: string) => (value === undefined ? undefined : readInteger(value, name)),
    shown,
  },
}

/** What a body returns that has no result. */
type Done = true

const number = { give: (value: number): unknown => value, shown: (value: number): Shown => value, none: 0 }
const string = { give: (value: string): unknown => value, shown: (value: string): Shown => value, none: '' }

const results = {
  fd: number,
  int: number,
  count: {
    ...number,
    give: (value: number | Promise<number>): unknown => value,
    shown: (value: number | Promise<number>): Shown => value as number,
  },
  string,
  /** Nothing but that it was done. */
  ok: { give: (_: Done): unknown => undefined, shown: (_: Done): Shown => true, none: false },
  stat: {
    give: (value: Stat): unknown => statObject(value),
    shown: (value: Stat): Shown => ({
      isDir: value.filetype === 'directory',
      mode: showModeOf(value),
      size: value.size,
      mtimeMs: value.modified / 1_000_000n,
    }),
    none: null,
  },
  names: {
    give: (value: readonly string[]): unknown => [...value],
    shown: (value: readonly string[]): Shown => `&{[${value.join(' ')}]}`,
    none: null,
  },
  ids: {
    give: (value: readonly number[]): unknown => [...value],
    shown: (value: readonly number[]): Shown => `[${value.join(' ')}]`,
    none: null,
  },
}

export const kinds = { parameters, results }
