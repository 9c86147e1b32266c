// What is kept of a module between runs, as bytes: the text of the functions that have been translated, which
// of them were called, and the engine's own code for the module's text. An entry is believed only if it is
// whole: a digest of everything that follows stands in front. Anything else is no entry, never an error.
//
//   magic (8)  digest (32)  length of the head (4)  head, JSON  texts, ASCII  code

import type { Translated } from '../../codegen/index.js'
import { decode, encode } from '../engine/utf8.js'
import type { Validated } from '../wasm/validate/index.js'

/** SHA-256, which every host has in a place of its own. */
export type Digest = (bytes: Uint8Array) => Uint8Array

/** What is kept of a program between two runs. */
export interface Entry {
  readonly translated: ReadonlyMap<number, Translated>
  /** Functions of a lazy module that have been called, in the order of the module's text. */
  readonly called: ReadonlySet<number>
  readonly validated: Validated
  /** The engine's code, and the digest of the text that it belongs to, in hexadecimal. */
  readonly code: { readonly of: string; readonly bytes: Uint8Array } | undefined
}

/**
 * Counts only if the text is that of a first version; lengths of regions, or -1, only where they are
 * translated one by one; facts only if it is the baseline translator's.
 */
type FunctionHead = readonly [
  index: number,
  length: number,
  helpers: readonly number[],
  counts?: number | null,
  regions?: readonly number[] | null,
  baseline?: Translated['baseline'],
]

/** All of an entry but its texts and the engine's code. */
export interface Head {
  /** Names of helpers; functions say which by number. */
  readonly helpers: readonly string[]
  readonly functions: readonly FunctionHead[]
  readonly called: readonly number[]
  readonly depths: readonly number[]
  readonly texts: number
  readonly of: string | undefined
}

/** Changes with the layout. */
const magic = 'jitsam 5'
const digestAt = magic.length
const lengthAt = digestAt + 32
const headAt = lengthAt + 4

const equal = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

export function headOf({ translated, called, validated, code }: Entry): Head {
  const numbers = new Map<string, number>()
  const numberOf = (name: string): number => {
    if (!numbers.has(name)) numbers.set(name, numbers.size)
    return numbers.get(name)!
  }
  const functions = [...translated].map(
    ([index, { text, helpers, counts, regions, baseline }]): FunctionHead => {
      const head = [index, text.length, [...helpers].map(numberOf)] as const
      if (baseline !== undefined) return [...head, null, null, baseline]
      if (regions !== undefined) return [...head, null, regions.map(region => region?.length ?? -1)]
      return counts === undefined ? head : [...head, counts]
    },
  )
  const texts = textsOf(translated).reduce((sum, { length }) => sum + length, 0)
  const depths = [...validated.depths]
  return { helpers: [...numbers.keys()], functions, called: [...called], depths, texts, of: code?.of }
}

/** Those of the functions, each followed by those of its regions that there are. */
export const textsOf = (translated: Entry['translated']): string[] =>
  [...translated.values()].flatMap(({ text, regions = [] }) => [
    text,
    ...regions.filter(region => region !== undefined),
  ])

/** How many texts there are. */
export const countTexts = (translated: Entry['translated']): number => textsOf(translated).length

/** The bytes of an entry; `decodeEntry` reads them. */
export function encodeEntry(entry: Entry, digest: Digest): Uint8Array {
  const head = encode(JSON.stringify(headOf(entry)))
  const texts = encode(textsOf(entry.translated).join(''))
  const code = entry.code?.bytes ?? new Uint8Array(0)
  const bytes = new Uint8Array(headAt + head.length + texts.length + code.length)
  bytes.set(encode(magic))
  new DataView(bytes.buffer).setUint32(lengthAt, head.length, true)
  bytes.set(head, headAt)
  bytes.set(texts, headAt + head.length)
  bytes.set(code, headAt + head.length + texts.length)
  bytes.set(digest(bytes.subarray(lengthAt)), digestAt)
  return bytes
}

/** The functions of a head, with their texts, which stand one behind the other. */
export function readFunctions({ helpers, functions }: Head, texts: string): Map<number, Translated> {
  let at = 0
  const take = (length: number): string => texts.slice(at, (at += length))
  return new Map(
    functions.map(([index, length, numbers, counts, lengths, baseline]) => {
      const text = take(length)
      const regions = lengths?.map(region => (region < 0 ? undefined : take(region)))
      const names = new Set(numbers.map(number => helpers[number]!))
      return [index, { text, helpers: names, counts: counts ?? undefined, regions, baseline }]
    }),
  )
}

/** Nothing if the bytes are not exactly what was written. */
export function decodeEntry(bytes: Uint8Array, digest: Digest): Entry | undefined {
  if (bytes.length < headAt || decode(bytes.subarray(0, digestAt)) !== magic) return undefined
  if (!equal(bytes.subarray(digestAt, lengthAt), digest(bytes.subarray(lengthAt)))) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const textsAt = headAt + view.getUint32(lengthAt, true)
  const head: Head = JSON.parse(decode(bytes.subarray(headAt, textsAt)))
  const codeAt = textsAt + head.texts
  const translated = readFunctions(head, decode(bytes.subarray(textsAt, codeAt)))
  const code = head.of === undefined ? undefined : { of: head.of, bytes: bytes.subarray(codeAt) }
  const validated = { depths: Uint32Array.from(head.depths) }
  return { translated, called: new Set(head.called), validated, code }
}
