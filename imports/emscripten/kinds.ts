// The kinds of values in the signatures of Emscripten's functions.
import { type Guest, OutOfBounds } from '../guest.js'
import { hostFunctions, plainParameters, type Returned, type ShownParameter } from '../host.js'
import type { Fields } from '../log/shown.js'
import { decodeUtf8 } from '../utf8.js'
import { errnos, numberOf } from '../wasi/errno.js'
import { shownErrno } from '../wasi/shown.js'
import type { Program } from './program.js'

/** Bytes of a path or message that nobody would call one. */
const longest = 1 << 20

/** A text that ends with a zero. */
export function readText(guest: Guest, word: number): string {
  const start = word >>> 0
  const view = guest.view(start, 0)
  const end = Math.min(view.byteLength, start + longest)
  let at = start
  while (at < end && view.getUint8(at) !== 0) at++
  if (at === end) throw new OutOfBounds(`there is no text at ${start}`)
  return decodeUtf8(guest.bytes(start, at - start))
}

function shownText({ guest, name }: ShownParameter, pointer: number): Fields {
  try {
    return { [name]: readText(guest, pointer) }
  } catch (error) {
    if (error instanceof OutOfBounds) return { [name]: pointer }
    throw error
  }
}

const integer: Returned<number> = { to: 'caller', give: value => value | 0 }
const float: Returned<number> = { to: 'caller', give: value => value }

/** What Emscripten calls otherwise than WASI. */
const notsup = 138

function negative(error: unknown): number {
  const number = numberOf(error)
  return -(errnos[number] === 'notsup' ? notsup : number)
}

const kinds = {
  parameters: {
    ...plainParameters,
    f64: { words: 1, read: (_: Guest, word: number) => word },
    text: { words: 1, read: readText, shown: shownText },
  },
  results: {
    pointer: integer,
    i32: integer,
    f64: float,
    /** What a system call returns: below zero is the number of an error. */
    errno: {
      ...({ to: 'status', success: 0, failed: negative } as const),
      isSuccess: (word: number) => word >= 0,
      shown: (word: number) => shownErrno(word < 0 ? -word : 0),
    },
  },
} as const

/** A row of Emscripten. */
export const host = hostFunctions<Program, typeof kinds>(kinds)
