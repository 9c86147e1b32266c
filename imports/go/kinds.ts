// The kinds of values in the signatures of Go's host functions. They stand on Go's stack, each in slots of
// eight bytes: the parameters first, then the results. A string is an address and a length; a slice has
// its capacity too.
import { requireRange } from '../guest.js'
import type { Fields, Shown } from '../log/shown.js'
import { isStandardStream } from '../wasi/shown.js'
import type { Program } from './program.js'
import { showList, showValue } from './shown.js'
import { decode, longestName } from './text.js'

/** How a value comes from the stack. */
export interface Slot<Value> {
  readonly slots: number
  read(program: Program, at: number): Value
  /** How logs show it; if this is not said, as it is. */
  readonly shown?: (program: Program, at: number, name: string) => Fields
  /** Whether logs leave the call out. */
  readonly hides?: (program: Program, at: number) => boolean
}

/** How a result gets there. */
export interface Place<Value> {
  readonly slots: number
  write(program: Program, at: number, value: Value): void
  /** What stands there, for logs. */
  readonly shown: (program: Program, at: number) => Shown
}

type GoBool = boolean

/** How far above the stack pointer the parameters begin. */
export const returnAddress = 8

function textAt({ memory, realm, check }: Program, at: number): string {
  const bytes = memory.slice(memory.integer(at), memory.integer(at + 8))
  if (bytes.length > realm.longestText) throw new TypeError(`a text of ${bytes.length} bytes is too long`)
  return decode(bytes, check)
}

function nameAt(program: Program, at: number): string {
  const { memory, names } = program
  const address = memory.integer(at)
  const length = memory.integer(at + 8)
  requireRange(address, length, memory.bytes.length)
  return length > longestName ? textAt(program, at) : names.read(memory.bytes, address, length)
}

/** How many arguments a function can be given: engines have no room on their stack for as many. */
const mostArguments = 1 << 18

function referencesAt({ memory, values }: Program, at: number): unknown[] {
  const first = memory.integer(at)
  const count = memory.integer(at + 8)
  if (count === 0) return []
  memory.slice(first, count * 8)
  if (count > mostArguments) throw new TypeError(`${count} arguments are too many`)
  return Array.from({ length: count }, (_, i) => values.load(memory.view, first + i * 8))
}

const parameters = {
  i32: { slots: 1, read: ({ memory }: Program, at: number) => memory.view.getInt32(at, true) },
  int: { slots: 1, read: ({ memory }: Program, at: number) => memory.integer(at) },
  /** The file of a call that logs leave out for the standard streams. */
  stdio: {
    slots: 1,
    read: ({ memory }: Program, at: number) => memory.integer(at),
    hides: ({ memory }: Program, at: number) => isStandardStream(memory.integer(at)),
  },
  ref: {
    slots: 1,
    read: ({ memory, values }: Program, at: number) => values.load(memory.view, at),
    shown: (program: Program, at: number, name: string) => ({
      [name]: showValue(program, program.values.load(program.memory.view, at)),
    }),
  },
  /** The only parameter of a function that gets no stack pointer. */
  word: { slots: 0, read: (_: Program, at: number) => (at - returnAddress) | 0 },
  /** Where a reference stands. */
  place: {
    slots: 1,
    read: (_: Program, at: number) => at,
    shown: ({ memory }: Program, at: number, name: string) => ({ [name]: memory.view.getUint32(at, true) }),
  },
  /** A string that is likely to be one of a few. */
  name: { slots: 2, read: nameAt },
  string: { slots: 2, read: textAt },
  bytes: {
    slots: 3,
    read: ({ memory }: Program, at: number) => memory.slice(memory.integer(at), memory.integer(at + 8)),
    shown: ({ memory }: Program, at: number, name: string) => ({ [`${name}_len`]: memory.integer(at + 8) }),
  },
  /** An address and a length of 32 bits. */
  written: {
    slots: 2,
    read: ({ memory }: Program, at: number) =>
      memory.slice(memory.integer(at), memory.view.getInt32(at + 8, true)),
    shown: ({ memory }: Program, at: number, name: string) => ({
      [`${name}_len`]: memory.view.getInt32(at + 8, true),
    }),
  },
  refs: {
    slots: 3,
    read: referencesAt,
    shown: (program: Program, at: number, name: string) => ({
      [name]: showList(program, referencesAt(program, at)),
    }),
  },
}

const results = {
  i32: {
    slots: 1,
    write: ({ memory }: Program, at: number, value: number) => memory.view.setInt32(at, value, true),
    shown: ({ memory }: Program, at: number): Shown => memory.view.getInt32(at, true),
  },
  int: {
    slots: 1,
    write({ memory }: Program, at: number, value: number | bigint) {
      if (typeof value === 'bigint') memory.view.setBigInt64(at, value, true)
      else memory.setInteger(at, value)
    },
    shown: ({ memory }: Program, at: number): Shown => memory.view.getBigInt64(at, true),
  },
  bool: {
    slots: 1,
    write: ({ memory }: Program, at: number, value: GoBool) => memory.view.setUint8(at, value ? 1 : 0),
    shown: ({ memory }: Program, at: number): Shown => memory.view.getUint8(at) !== 0,
  },
  ref: {
    slots: 1,
    write: ({ memory, values }: Program, at: number, value: unknown) => values.store(memory.view, at, value),
    shown: (program: Program, at: number): Shown =>
      showValue(program, program.values.load(program.memory.view, at)),
  },
}

export const kinds = { parameters, results }
