// UTF-8 beside what Node has: all kinds of beginnings, cut anywhere, and everything random.
import { expect, test } from 'vitest'
import { decode, encode } from '#imports/go/text.js'
import { decodeHere, encodeHere } from '#src/engine/utf8.js'

const lenient = new TextDecoder('utf-8', { ignoreBOM: true })
const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true })

function strictly(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes)
  } catch {
    return undefined
  }
}

const edges = [0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec]
const leads = [...edges, 0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xf8, 0xff, 0xbb]

test('bytes of every kind are decoded as Node decodes them', () => {
  for (const a of leads)
    for (const b of leads)
      for (const c of leads)
        for (const d of leads) {
          const bytes = Uint8Array.of(a, b, c, d)
          if (decodeHere(bytes, { strict: false }) !== lenient.decode(bytes))
            expect([...bytes]).toBe('as Node')
          if (decodeHere(bytes, { strict: true }) !== strictly(bytes))
            expect([...bytes]).toBe('as Node, strictly')
        }
})

const texts = [
  '',
  'plain',
  'wörld',
  '\ufeffmark',
  '€\u{1f600}',
  '\ud800',
  'a\udc00b',
  '\udc00\ud800',
  '\uffff\u{10ffff}',
]

test.each(texts)('%j is encoded as Node encodes it', text => {
  expect([...encodeHere(text)]).toEqual([...new TextEncoder().encode(text)])
  expect(decodeHere(encodeHere(text), { strict: true })).toBe(lenient.decode(new TextEncoder().encode(text)))
})

test('long texts', () => {
  const text = 'aä€\u{1f600}'.repeat(5000)
  expect(decodeHere(encodeHere(text), { strict: true })).toBe(text)
})

test.each(['€', '\u{1f600}', 'ä'])(
  'Go has texts of megabytes in parts, cut where a character ends: %s',
  letter => {
    const text = `${'a'.repeat((1 << 20) - 2)}${letter.repeat(1 << 19)}`
    const bytes = new TextEncoder().encode(text)
    for (const from of [0, 1, 2, 3])
      expect(decode(bytes.subarray(from), () => {}) === text.slice(from)).toBe(true)
    expect(encode(text, () => {}).length).toBe(bytes.length)
  },
)

test('Go has bytes that are no text in parts as in one', () => {
  const bytes = new Uint8Array(1 << 21).map((_, i) => ((i * 7919) % 256) | (i % 3 === 0 ? 0 : 0x80))
  expect(decode(bytes, () => {}) === lenient.decode(bytes)).toBe(true)
  const followers = new Uint8Array((1 << 20) + 9).fill(0x80)
  expect(decode(followers, () => {}) === lenient.decode(followers)).toBe(true)
})
