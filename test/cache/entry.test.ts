// Entries of the cache: what is written is read back; what is not exactly that is no entry.
import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { decodeEntry, type Entry, encodeEntry } from '#src/cache/entry.js'

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

const entry: Entry = {
  translated: new Map([
    [3, { text: 'function f3() {}', helpers: new Set(['trap', 'divS']), counts: undefined }],
    [1, { text: '', helpers: new Set(), counts: 17 }],
    [2, { text: 'f', helpers: new Set(), counts: undefined, baseline: { hasLoops: true, wide: 'once' } }],
    [
      70000,
      { text: 'function f70000(l0) { return divS(l0); }', helpers: new Set(['divS']), counts: undefined },
    ],
  ]),
  called: new Set([70000, 3]),
  validated: { depths: Uint32Array.of(0, 3, 70000) },
  code: { of: 'ab12', bytes: Uint8Array.of(0, 255, 128, 10) },
}

const empty: Entry = {
  translated: new Map(),
  called: new Set(),
  validated: { depths: new Uint32Array(0) },
  code: undefined,
}

/** Comparable, whatever kind of array holds the bytes. */
const plain = (of: Entry | undefined) =>
  of && { ...of, called: [...of.called], code: of.code && { ...of.code, bytes: [...of.code.bytes] } }

test.each([entry, empty])('what is written is read', given => {
  const bytes = encodeEntry(given, sha256)
  expect(plain(decodeEntry(bytes, sha256))).toEqual(plain(given))
  const elsewhere = new Uint8Array([1, 2, 3, ...bytes, 4]).subarray(3, 3 + bytes.length)
  expect(plain(decodeEntry(elsewhere, sha256))).toEqual(plain(given))
})

test('the same gives the same bytes', () => {
  expect(encodeEntry(entry, sha256)).toEqual(encodeEntry(entry, sha256))
})

test('no part of it may be missing', () => {
  const bytes = encodeEntry(entry, sha256)
  for (let length = 0; length < bytes.length; length++)
    expect(decodeEntry(bytes.subarray(0, length), sha256)).toBe(undefined)
  expect(decodeEntry(new Uint8Array([...bytes, 0]), sha256)).toBe(undefined)
})

test('no bit of it may be another', () => {
  const bytes = encodeEntry(entry, sha256)
  for (let at = 0; at < bytes.length; at++) {
    const damaged = bytes.slice()
    damaged[at]! ^= 1 << (at % 8)
    expect(decodeEntry(damaged, sha256)).toBe(undefined)
  }
})
