// The kinds of values in AssemblyScript's signatures, and what its programs are surrounded by. Logs show
// strings beside the pointers to them, but for the three functions that wazero has: in text those show what
// they show there.
import { encode } from '../../src/engine/utf8.js'
import type { Guest } from '../guest.js'
import {
  type HostFunction,
  hostFunctions,
  plainParameters,
  type Returned,
  type ShownParameter,
} from '../host.js'
import type { Fields } from '../log/shown.js'
import type { Clock } from '../sources.js'
import type { Output } from '../wasi/index.js'
import { readString, requireString } from './strings.js'

/** Where `trace` writes to. */
export type Trace = 'off' | 'stdout' | 'stderr'

export interface Program {
  readonly guest: Guest
  readonly stdout: Output
  readonly stderr: Output
  readonly clock: Clock
  readonly random: (buffer: Uint8Array) => void
  readonly trace: Trace
  readonly abortMessage: boolean
  /** When each of `console.time`'s timers began, in milliseconds. */
  readonly timers: Map<string, number>
  /** What the guest exports. */
  exports: Readonly<Record<string, unknown>>
}

const shownText = ({ guest, name }: ShownParameter, pointer: number): Fields => ({
  [name]: readString(guest, pointer >>> 0) ?? pointer,
})

/** As wazero shows it; JSON has the string too. */
const shownPointer = ({ guest, name, format }: ShownParameter, pointer: number): Fields =>
  format === 'text'
    ? { [name]: pointer }
    : { [name]: pointer, [`${name}_text`]: readString(guest, pointer >>> 0) ?? undefined }

const f64 = { words: 1, read: (_: Guest, word: number) => word }

const returnedFloat: Returned<number> = { to: 'caller', give: value => value }
const returnedInteger: Returned<number> = { to: 'caller', give: value => value | 0 }

const kinds = {
  parameters: {
    ...plainParameters,
    f64,
    bool: { words: 1, read: (_: Guest, word: number) => word !== 0 },
    /** A string that must be there. */
    text: { words: 1, read: requireString, shown: shownText },
    /** A string, null, or nothing if it cannot be read. */
    string: {
      words: 1,
      read: (guest: Guest, pointer: number) => readString(guest, pointer >>> 0),
      shown: shownPointer,
    },
  },
  results: { rand: returnedFloat, now: returnedFloat, f64: returnedFloat, object: returnedInteger },
}

/** A row of AssemblyScript. */
export const host = hostFunctions<Program, typeof kinds>(kinds)

/** The row under the name that the compiler has for the function, which logs show. */
export const displayed = (path: string, rows: Readonly<Record<string, HostFunction<Program>>>) =>
  Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, { ...row, display: path + name }]))

/** Writes all of a text; whoever cannot take it is not the guest's business. */
export function print(output: Output, text: string): void {
  let rest: Uint8Array = encode(text)
  while (rest.length > 0) {
    const taken = output.write(rest)
    rest = rest.subarray(typeof taken === 'number' ? taken : rest.length)
  }
}
