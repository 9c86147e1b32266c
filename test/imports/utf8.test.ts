// Bytes as text and back: as UTF-8 where they are, and every byte comes back where they are not.
import { expect, test } from 'vitest'
import { decodeUtf8, encodeUtf8, hasEscapes } from '#imports/utf8.js'

const bytesOf = (...bytes: readonly number[]) => Uint8Array.from(bytes)

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes)
    return true
  } catch {
    return false
  }
}

test('what is UTF-8 is text as everywhere', () => {
  for (const text of ['', 'name', '\ufeffmark', 'é', '\ud7ff\ue000', '\u{10ffff}', '\u{1f600}x', 'a\0b']) {
    const bytes = new TextEncoder().encode(text)
    expect(decodeUtf8(bytes)).toBe(text)
    expect(encodeUtf8(text)).toEqual(bytes)
    expect(hasEscapes(text)).toBe(false)
  }
})

test('a byte that belongs to no character is a lone surrogate', () => {
  expect(decodeUtf8(bytesOf(0x66, 0x6f, 0xfc))).toBe('fo\udcfc')
  expect(decodeUtf8(bytesOf(0xc3, 0xa9, 0xe9, 0x2f, 0xc3))).toBe('é\udce9/\udcc3')
  // Characters that are cut off, too long, half of a pair, or beyond the last.
  expect(decodeUtf8(bytesOf(0xe2, 0x82))).toBe('\udce2\udc82')
  expect(decodeUtf8(bytesOf(0xc0, 0xaf))).toBe('\udcc0\udcaf')
  expect(decodeUtf8(bytesOf(0xed, 0xb2, 0x80))).toBe('\udced\udcb2\udc80')
  expect(decodeUtf8(bytesOf(0xf4, 0x90, 0x80, 0x80))).toBe('\udcf4\udc90\udc80\udc80')
})

test('what is no byte is replaced, as everywhere', () => {
  expect(encodeUtf8('\ud800')).toEqual(bytesOf(0xef, 0xbf, 0xbd))
  expect(encodeUtf8('\ud800\udcff')).toEqual(new TextEncoder().encode('\ud800\udcff'))
  expect(encodeUtf8('\udc7f')).toEqual(bytesOf(0xef, 0xbf, 0xbd))
})

test('every byte comes back', () => {
  let seed = 1
  const random = (below: number) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0
    return (seed >>> 8) % below
  }
  const likely = [0x2f, 0x61, 0x7f, 0x80, 0xbf, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xff]
  let odd = 0
  for (let round = 0; round < 20_000; round++) {
    const bytes = Uint8Array.from({ length: random(9) }, () =>
      random(2) === 0 ? likely[random(likely.length)]! : random(256),
    )
    const text = decodeUtf8(bytes)
    expect(encodeUtf8(text)).toEqual(bytes)
    expect(hasEscapes(text)).toBe(!isUtf8(bytes))
    odd += Number(!isUtf8(bytes))
  }
  expect(odd).toBeGreaterThan(5000)
})
