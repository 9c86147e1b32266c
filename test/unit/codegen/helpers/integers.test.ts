// Integer helpers against native WebAssembly: all pairs of edge values, then random operands of every size.

import { expect, test } from 'vitest'
import * as divide from '#codegen/helpers/divide.js'
import * as i32 from '#codegen/helpers/i32.js'
import * as i64 from '#codegen/helpers/i64.js'
import { resultInt } from '#codegen/helpers/results.js'
import { edges32, instantiate, native, outcome, randomSizes, wide } from './native.js'

const rounds = 30_000

const words = {
  divS: native('i32 i32 -> i32', 0x6d),
  divU: native('i32 i32 -> i32', 0x6e),
  remS: native('i32 i32 -> i32', 0x6f),
  remU: native('i32 i32 -> i32', 0x70),
  rotl: native('i32 i32 -> i32', 0x77),
  rotr: native('i32 i32 -> i32', 0x78),
} as const

const counts = { ctz: native('i32 -> i32', 0x68), popcnt: native('i32 -> i32', 0x69) } as const

const pairs = {
  mul64: native('i64 i64 -> i64', 0x7e),
  divS64: native('i64 i64 -> i64', 0x7f),
  divU64: native('i64 i64 -> i64', 0x80),
  remS64: native('i64 i64 -> i64', 0x81),
  remU64: native('i64 i64 -> i64', 0x82),
} as const

const shifts = {
  shl64: native('i64 i64 -> i64', 0x86),
  shrS64: native('i64 i64 -> i64', 0x87),
  shrU64: native('i64 i64 -> i64', 0x88),
  rotl64: native('i64 i64 -> i64', 0x89),
  rotr64: native('i64 i64 -> i64', 0x8a),
} as const

const counts64 = {
  clz64: native('i64 -> i64', 0x79),
  ctz64: native('i64 -> i64', 0x7a),
  popcnt64: native('i64 -> i64', 0x7b),
} as const

const judge = instantiate({ ...words, ...counts, ...pairs, ...shifts, ...counts64 })
const helper = { ...i32, ...i64, ...divide }

const names = <Name extends string>(record: Readonly<Record<Name, unknown>>) => Object.keys(record) as Name[]

/** Tuples of edge values, then random ones. */
function* operands(count: number, seed: number): Generator<number[]> {
  const tuples = (n: number): number[][] =>
    n === 0 ? [[]] : tuples(n - 1).flatMap(rest => few.map(edge => [...rest, edge]))
  const few = count <= 2 ? edges32 : edges32.filter((_, i) => i % 2 === 0)
  if (count <= 3) yield* tuples(count)
  const random = randomSizes(seed)
  for (let i = 0; i < rounds; i++) yield Array.from({ length: count }, random)
}

/** The edges of two 64-bit operands: each word is one of a few. */
function* wideOperands(seed: number): Generator<number[]> {
  const few = [0, 1, 2, 10, 0x1fffff, 0x200000, 0x7fffffff, -0x80000000, -0x200000, -0x200001, -2, -1]
  for (const al of few)
    for (const ah of few) for (const bl of few) for (const bh of few) yield [al, ah, bl, bh]
  yield* operands(4, seed)
}

const taken = (low: unknown) => (typeof low === 'number' ? wide(low, resultInt[1]!) : low)

test.each(names(words))('%s', name => {
  for (const [x, y] of operands(2, 1)) {
    const want = outcome(() => judge[name](x!, y!))
    const got = outcome(() => helper[name](x!, y!))
    if (!Object.is(got, want)) expect({ x, y, got }).toEqual({ x, y, got: want })
  }
  expect(outcome(() => helper[name](7, 0))).toBe(outcome(() => judge[name](7, 0)))
})

test.each(names(counts))('%s', name => {
  for (const [x] of operands(1, 2)) expect(helper[name](x!)).toBe(judge[name](x!))
})

test.each(names(pairs))('%s', name => {
  let seen = 0
  for (const [al, ah, bl, bh] of wideOperands(3)) {
    const want = outcome(() => judge[name](wide(al!, ah!), wide(bl!, bh!)))
    const got = taken(outcome(() => helper[name](al!, ah!, bl!, bh!)))
    if (got !== want) expect({ al, ah, bl, bh, got }).toEqual({ al, ah, bl, bh, got: want })
    seen++
  }
  expect(seen).toBeGreaterThan(rounds + 20_000)
})

test.each(['divS64', 'divU64', 'remS64', 'remU64'] as const)(
  '%s traps in the words of the standard',
  name => {
    expect(() => helper[name](5, 5, 0, 0)).toThrow(/^integer divide by zero$/)
    expect(() => helper[name](5, 0, 0, 0)).toThrow(/^integer divide by zero$/)
  },
)

test('quotients that a double rounds to the next integer', () => {
  const divisors = [1, 3, 0x7fffffff, 0x80000000, 0xffffdfff, 0xffffe000, 0xffffe001, 0xffffefff, 0xffffffff]
  const quotients = [1n, 0xffffffffn, 0x100000000n, 0xfffffffffn, 0xfffffffffffffn, 0xfffffffffffffffn]
  for (const divisor of divisors)
    for (const quotient of quotients)
      for (const rest of [-2n, -1n, 0n, 1n, 2n]) {
        const value = BigInt.asUintN(64, quotient * BigInt(divisor) + rest)
        const [low, high] = [Number(value & 0xffffffffn) | 0, Number(value >> 32n) | 0]
        const parts = { value, divisor, quotient: value / BigInt(divisor), rest: value % BigInt(divisor) }
        const rem = BigInt(divide.remByWord(low, high, divisor | 0) >>> 0)
        const div = BigInt.asUintN(64, taken(divide.divU64(low, high, divisor | 0, 0)) as bigint)
        expect({ value, divisor, quotient: div, rest: rem }).toEqual(parts)
      }
  expect(() => divide.remByWord(5, 5, 0)).toThrow(/^integer divide by zero$/)
})

test('the one overflow', () => {
  expect(() => divide.divS64(0, -0x80000000, -1, -1)).toThrow(/^integer overflow$/)
  expect(() => i32.divS(-0x80000000, -1)).toThrow(/^integer overflow$/)
  expect(taken(divide.remS64(0, -0x80000000, -1, -1))).toBe(0n)
  expect(Object.is(i32.remS(-0x80000000, -1), 0)).toBe(true)
})

test.each(names(shifts))('%s', name => {
  for (const [al, ah, n] of operands(3, 4)) {
    const want = judge[name](wide(al!, ah!), wide(n!, 0))
    const got = taken(helper[name](al!, ah!, n!))
    if (got !== want) expect({ al, ah, n, got }).toEqual({ al, ah, n, got: want })
  }
  for (let n = 0; n < 64; n++) {
    expect(taken(helper[name](0x9abcdef1 | 0, 0x12345678, n))).toBe(
      judge[name](0x12345678_9abcdef1n, BigInt(n)),
    )
  }
})

test.each(names(counts64))('%s', name => {
  for (const [al, ah] of operands(2, 5)) {
    const got = BigInt(helper[name](al!, ah!))
    const want = judge[name](wide(al!, ah!))
    if (got !== want) expect({ al, ah, got }).toEqual({ al, ah, got: want })
  }
  expect(helper[name](0, 0)).toBe(Number(judge[name](0n)))
})

test('every result is a signed word', () => {
  for (const [al, ah, bl, bh] of wideOperands(7)) {
    if ((bl! | bh!) === 0 || (al === 0 && ah === -0x80000000 && bl === -1 && bh === -1)) continue
    for (const name of names(pairs)) {
      const low = helper[name](al!, ah!, bl!, bh!)
      if (!Object.is(low, low | 0)) expect({ name, al, ah, bl, bh, low }).toBe('a signed word')
    }
  }
  expect(Object.is(divide.divU64(-1, 0, 1, 0), -1)).toBe(true)
})
