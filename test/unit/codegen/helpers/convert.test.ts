// Conversions against native WebAssembly: edges of every range, then random bits.

import { expect, test } from 'vitest'
import * as module from '#codegen/helpers/convert.js'
import { fromBitsF32, fromBitsF64, reinterpretF32, reinterpretF64 } from '#codegen/helpers/float.js'
import { resultInt } from '#codegen/helpers/results.js'
import {
  edges32,
  edgesF32,
  edgesF64,
  instantiate,
  nansF64,
  native,
  outcome,
  randomSizes,
  randomWords,
  wide,
} from './native.js'

const convert = { ...module }

const rounds = 40_000

const judge = instantiate({
  'f32 toI32': native('f32 -> i32', 0xa8),
  'f32 toU32': native('f32 -> i32', 0xa9),
  'f64 toI32': native('f64 -> i32', 0xaa),
  'f64 toU32': native('f64 -> i32', 0xab),
  'f32 toI64': native('f32 -> i64', 0xae),
  'f32 toU64': native('f32 -> i64', 0xaf),
  'f64 toI64': native('f64 -> i64', 0xb0),
  'f64 toU64': native('f64 -> i64', 0xb1),
  'f32 saturateI32': native('f32 -> i32', 0xfc, 0),
  'f32 saturateU32': native('f32 -> i32', 0xfc, 1),
  'f64 saturateI32': native('f64 -> i32', 0xfc, 2),
  'f64 saturateU32': native('f64 -> i32', 0xfc, 3),
  'f32 saturateI64': native('f32 -> i64', 0xfc, 4),
  'f32 saturateU64': native('f32 -> i64', 0xfc, 5),
  'f64 saturateI64': native('f64 -> i64', 0xfc, 6),
  'f64 saturateU64': native('f64 -> i64', 0xfc, 7),
  i64ToF32: native('i64 -> f32', 0xb4),
  u64ToF32: native('i64 -> f32', 0xb5),
  i64ToF64: native('i64 -> f64', 0xb9),
  u64ToF64: native('i64 -> f64', 0xba),
})

const names = [
  'toI32',
  'toU32',
  'toI64',
  'toU64',
  'saturateI32',
  'saturateU32',
  'saturateI64',
  'saturateU64',
] as const

const low = (bits: bigint) => Number(BigInt.asIntN(32, bits))
const high = (bits: bigint) => Number(BigInt.asIntN(32, bits >> 32n))

/** Random exponents around those that matter: from 1/4 to 2^68. */
function* floats(seed: number): Generator<bigint> {
  yield* edgesF64
  yield* nansF64
  const next = randomWords(seed)
  for (let i = 0; i < rounds; i++) {
    const exponent = 1021 + ((next() >>> 1) % 70)
    yield wide(next(), (next() & -0x7ff00001) | (exponent << 20))
  }
}

/** V8 has one message for both faults; only that there is a trap is compared, the words are checked below. */
const trapped = (result: unknown) => (typeof result === 'string' ? 'trap' : result)

const result = (name: (typeof names)[number], x: number) => {
  const got = outcome(() => convert[name](x))
  if (typeof got !== 'number') return trapped(got)
  if (!Object.is(got, got | 0)) return `no word: ${got}`
  return name.endsWith('64') ? wide(got, resultInt[1]!) : got
}

test.each(names)('%s of f64', name => {
  for (const bits of floats(1)) {
    const got = result(name, fromBitsF64(low(bits), high(bits)))
    const want = trapped(outcome(() => judge[`f64 ${name}`](bits)))
    if (got !== want) expect({ bits, got }).toEqual({ bits, got: want })
  }
  expect(result(name, -0.75)).toBe(judge[`f64 ${name}`](0xbfe8000000000000n))
})

test.each(names)('%s of f32', name => {
  const next = randomWords(2)
  const random = Array.from({ length: rounds }, () => {
    const exponent = 125 + ((next() >>> 1) % 70)
    return (next() & -0x7f800001) | (exponent << 23)
  })
  for (const bits of [...edgesF32, ...random]) {
    const got = result(name, fromBitsF32(bits))
    const want = trapped(outcome(() => judge[`f32 ${name}`](bits)))
    if (got !== want) expect({ bits, got }).toEqual({ bits, got: want })
  }
  expect(result(name, 3.5)).toBe(judge[`f32 ${name}`](0x40600000))
})

test.each(['toI32', 'toU32', 'toI64', 'toU64'] as const)('%s traps in the words of the standard', name => {
  expect(() => convert[name](NaN)).toThrow(/^invalid conversion to integer$/)
  for (const x of [Infinity, -Infinity, 1e30, -1e30]) {
    expect(() => convert[name](x)).toThrow(/^integer overflow$/)
  }
})

/** Integers with few bits set in a row, where double rounding would show. */
function* integers(seed: number): Generator<readonly [low: number, high: number]> {
  for (const low of edges32) for (const high of edges32) yield [low, high]
  const random = randomSizes(seed)
  for (let i = 0; i < rounds; i++) yield [random(), random()]
  const next = randomWords(seed)
  for (let i = 0; i < rounds; i++) {
    const size = BigInt((next() >>> 1) % 40)
    const half = (BigInt(next() >>> 8) << (size + 1n)) | (1n << size)
    const near = half + BigInt(((next() >>> 1) % 3) - 1)
    yield [low(near), high(near)]
    yield [low(-near), high(-near)]
  }
}

test.each(['i64ToF64', 'u64ToF64'] as const)('%s', name => {
  for (const [l, h] of integers(3)) {
    const got = wide(reinterpretF64(convert[name](l, h)), resultInt[1]!)
    const want = judge[name](wide(l, h))
    if (got !== want) expect({ l, h, got }).toEqual({ l, h, got: want })
  }
  expect(convert[name](0, 1)).toBe(2 ** 32)
})

test.each(['i64ToF32', 'u64ToF32'] as const)('%s rounds once', name => {
  for (const [l, h] of integers(4)) {
    const got = reinterpretF32(convert[name](l, h))
    const want = judge[name](wide(l, h))
    if (got !== want) expect({ l, h, got }).toEqual({ l, h, got: want })
  }
  // 2^60 + 2^36 + 1: as a double it loses the 1 and becomes a tie.
  expect(convert[name](1, 0x10000010)).toBe(2 ** 60 + 2 ** 37)
})
