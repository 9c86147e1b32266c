// The primitives of the binary format: what is read, and what is not accepted.
import { describe, expect, test } from 'vitest'
import { Reader } from '#src/wasm/binary/reader.js'
import { CompileError } from '#src/wasm/errors.js'
import { supported } from '#src/wasm/features.js'
import { s, sized, u } from './bytes.js'

const reading = (bytes: readonly number[]) =>
  new Reader(Uint8Array.from(bytes), { start: 0, end: bytes.length }, supported)

/** What a read gives, if it takes all bytes. */
function all<T>(bytes: readonly number[], read: (reader: Reader) => T): T {
  const reader = reading(bytes)
  const value = read(reader)
  expect(reader.position).toBe(bytes.length)
  return value
}

const s64 = (reader: Reader): bigint => {
  reader.s64()
  return (BigInt(reader.high) << 32n) | BigInt(reader.low >>> 0)
}

/** Values at every width, on both sides of where the sign or another byte begins. */
const edges = (bits: number): bigint[] =>
  Array.from({ length: bits }, (_, bit) => 1n << BigInt(bit)).flatMap(power => [
    power,
    power - 1n,
    power + 1n,
  ])

const signed = (bits: number) => [...new Set(edges(bits - 1).flatMap(value => [value, -value]))]

test('unsigned integers', () => {
  for (const value of edges(32).map(edge => Number(BigInt.asUintN(32, edge)))) {
    expect(all(u(value), reader => reader.u32())).toBe(value)
    expect(all(u(value), reader => reader.u64())).toBe(value)
  }
  expect(all(u(2 ** 52 + 12345), reader => reader.u64())).toBe(2 ** 52 + 12345)
  expect(all([...new Array(9).fill(0xff), 0x01], reader => reader.u64())).toBe(2 ** 64)
})

test('signed integers', () => {
  for (const value of signed(32)) expect(all(s(value), reader => reader.s32())).toBe(Number(value))
  for (const value of signed(33)) expect(all(s(value), reader => reader.s33())).toBe(Number(value))
  for (const value of signed(64)) expect(all(s(value), s64)).toBe(value)
  for (const value of [-(1n << 31n), (1n << 31n) - 1n]) {
    expect(all(s(value), reader => reader.s32())).toBe(Number(value))
  }
  expect(all(s(-(1n << 63n)), s64)).toBe(-(1n << 63n))
})

test('longer forms than needed', () => {
  expect(all([0x83, 0x80, 0x80, 0x80, 0x00], reader => reader.u32())).toBe(3)
  expect(all([0xff, 0xff, 0xff, 0xff, 0x7f], reader => reader.s32())).toBe(-1)
  expect(all([0xff, 0xff, 0xff, 0xff, 0x7f], reader => reader.s33())).toBe(-1)
  expect(all([...new Array(9).fill(0xff), 0x7f], s64)).toBe(-1n)
  expect(all([...new Array(9).fill(0x80), 0x00], reader => reader.u64())).toBe(0)
})

const five = [0x80, 0x80, 0x80, 0x80]
const ten = new Array(9).fill(0x80)

// biome-ignore format: a table
describe.each([
  ['u32, six bytes',         [...five, 0x80, 0],  'integer representation too long', (reader: Reader) => reader.u32()],
  ['u32, 33 bits',           [...five, 0x10],     'integer too large',               (reader: Reader) => reader.u32()],
  ['s32, six bytes',         [...five, 0x80, 0],  'integer representation too long', (reader: Reader) => reader.s32()],
  ['s32, positive too large', [...five, 0x08],    'integer too large',               (reader: Reader) => reader.s32()],
  ['s32, negative too large', [...five, 0x70],    'integer too large',               (reader: Reader) => reader.s32()],
  ['s33, too large',         [...five, 0x20],     'integer too large',               (reader: Reader) => reader.s33()],
  ['u64, eleven bytes',      [...ten, 0x80, 0],   'integer representation too long', (reader: Reader) => reader.u64()],
  ['u64, 65 bits',           [...ten, 0x02],      'integer too large',               (reader: Reader) => reader.u64()],
  ['s64, too large',         [...ten, 0x01],      'integer too large',               (reader: Reader) => s64(reader)],
  ['u32, cut off',           [0x80],              'unexpected end',                  (reader: Reader) => reader.u32()],
  ['nothing',                [],                  'unexpected end',                  (reader: Reader) => reader.u32()],
  ['a cut word',             [1, 2, 3],           'unexpected end',                  (reader: Reader) => reader.word()],
  ['a count beyond the end', [3, 0, 0],           'unexpected end',                  (reader: Reader) => reader.count()],
  ['a length beyond the end', [3, 0, 0],          'length out of bounds',            (reader: Reader) => reader.length()],
] as const)('%s', (_, bytes, message, read) => {
  test(`is rejected: ${message}`, () => {
    expect(() => read(reading(bytes))).toThrow(CompileError)
    expect(() => read(reading(bytes))).toThrow(message)
  })
})

test('floats are bits', () => {
  expect(all([0x01, 0x00, 0xa0, 0xff], reader => reader.word())).toBe(0xffa00001 | 0)
})

describe('names', () => {
  const read = (bytes: readonly number[]) => all(sized(bytes), reader => reader.name())

  test('agree with TextDecoder on every pair of bytes after some leads', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    const attempt = (decode: () => string) => {
      try {
        return decode()
      } catch {
        return undefined
      }
    }
    const ends = [0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xff]
    const tails = [[], [0x80], [0xbf, 0x80], [0x80, 0x41]]
    const inputs = Array.from({ length: 256 }, (_, lead) =>
      ends.flatMap(second => tails.map(tail => [lead, second, ...tail])),
    ).flat()
    const wrong = inputs.filter(
      bytes =>
        attempt(() => reading(sized(bytes)).name()) !== attempt(() => decoder.decode(Uint8Array.from(bytes))),
    )
    expect(inputs.length).toBe(10240)
    expect(wrong).toEqual([])
  })

  test('keep a byte order mark, zeros and characters beyond 16 bits', () => {
    expect(read([0xef, 0xbb, 0xbf, 0x00])).toBe('\ufeff\0')
    expect(read([0xf0, 0x9f, 0xa6, 0x84])).toBe('🦄')
  })

  test('have a limit', () => {
    expect(() => reading(sized(new Array(100_001).fill(0x61))).name()).toThrow('too many bytes of a name')
  })
})
