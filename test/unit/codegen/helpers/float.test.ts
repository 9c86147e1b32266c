// Float helpers against native WebAssembly, bit for bit, NaNs above all. Operations are run often enough
// for the engine to optimise them in the middle of a test.

import { expect, test } from 'vitest'
import * as float from '#codegen/helpers/float.js'
import { resultInt } from '#codegen/helpers/results.js'
import { edgesF32, edgesF64, instantiate, nansF64, native, randomWords, wide } from './native.js'

const rounds = 30_000

const judge = instantiate({
  abs32: native('f32 -> f32', 0x8b),
  neg32: native('f32 -> f32', 0x8c),
  ceil32: native('f32 -> f32', 0x8d),
  floor32: native('f32 -> f32', 0x8e),
  trunc32: native('f32 -> f32', 0x8f),
  nearest32: native('f32 -> f32', 0x90),
  sqrt32: native('f32 -> f32', 0x91),
  add32: native('f32 f32 -> f32', 0x92),
  sub32: native('f32 f32 -> f32', 0x93),
  mul32: native('f32 f32 -> f32', 0x94),
  div32: native('f32 f32 -> f32', 0x95),
  copysign32: native('f32 f32 -> f32', 0x98),
  abs64: native('f64 -> f64', 0x99),
  neg64: native('f64 -> f64', 0x9a),
  nearest64: native('f64 -> f64', 0x9e),
  copysign64: native('f64 f64 -> f64', 0xa6),
  demote: native('f64 -> f32', 0xb6),
  promote: native('f32 -> f64', 0xbb),
})

const unary32 = {
  abs32: x => Math.abs(x),
  neg32: x => -x,
  ceil32: x => Math.fround(Math.ceil(x)),
  floor32: x => Math.fround(Math.floor(x)),
  trunc32: x => Math.fround(Math.trunc(x)),
  nearest32: float.nearest32,
  sqrt32: x => Math.fround(Math.sqrt(x)),
} satisfies Readonly<Partial<Record<keyof typeof judge, (x: number) => number>>>

const binary32 = {
  add32: (x, y) => Math.fround(x + y),
  sub32: (x, y) => Math.fround(x - y),
  mul32: (x, y) => Math.fround(x * y),
  div32: (x, y) => Math.fround(x / y),
  copysign32: float.copysign,
} satisfies Readonly<Partial<Record<keyof typeof judge, (x: number, y: number) => number>>>

const unary64 = {
  abs64: float.abs64,
  neg64: x => -x,
  nearest64: float.nearest64,
} satisfies Readonly<Partial<Record<keyof typeof judge, (x: number) => number>>>

const names = <Name extends string>(record: Readonly<Record<Name, unknown>>) => Object.keys(record) as Name[]

const hex = (bits: number | bigint) => BigInt.asUintN(64, BigInt(bits)).toString(16)

function* patterns32(seed: number): Generator<number> {
  yield* edgesF32
  const next = randomWords(seed)
  for (let i = 0; i < rounds; i++) {
    const bits = next()
    yield i % 4 === 0 ? bits | 0x7f800000 : bits
  }
  yield* edgesF32
}

function* patterns64(seed: number): Generator<bigint> {
  yield* edgesF64
  yield* nansF64
  const next = randomWords(seed)
  for (let i = 0; i < rounds; i++) {
    const high = next()
    yield wide(next(), i % 4 === 0 ? high | 0x7ff00000 : high)
    // Near whole numbers, where rounding decides.
    yield edgeOf(((next() >>> 8) - 0x800000) / 2)
  }
  yield* nansF64
}

const edgeOf = (x: number) => {
  const low = float.reinterpretF64(x)
  return wide(low, resultInt[1]!)
}

const carry64 = (bits: bigint) =>
  float.fromBitsF64(Number(BigInt.asIntN(32, bits)), Number(BigInt.asIntN(32, bits >> 32n)))

/** Bits in and out with no operation between them. */
test('f32 bits survive being carried', () => {
  for (const bits of patterns32(1)) {
    const back = float.reinterpretF32(float.fromBitsF32(bits))
    if (back !== bits) expect(hex(back)).toBe(hex(bits))
  }
  expect(float.reinterpretF32(float.fromBitsF32(0x7f800001))).toBe(0x7f800001)
})

test('a carried f32 is a number that rounding to f32 does not change, or a NaN', () => {
  for (const bits of patterns32(2)) {
    const x = float.fromBitsF32(bits)
    expect(Object.is(Math.fround(x), x)).toBe(true)
  }
})

test('f32 loads and stores', () => {
  const view = new DataView(new ArrayBuffer(16))
  for (const bits of patterns32(3)) {
    view.setInt32(3, bits, true)
    view.setInt32(9, 0)
    float.storeF32(view, 9, float.loadF32(view, 3))
    if (view.getInt32(9, true) !== bits) expect(hex(view.getInt32(9, true))).toBe(hex(bits))
  }
  expect(view.getInt32(9, true)).toBe(edgesF32.at(-1))
})

test.each([0x3f800000, 0x7fc00000, 0x7f800001])('f32 access out of bounds writes nothing: %i', bits => {
  const view = new DataView(new ArrayBuffer(8))
  expect(() => float.storeF32(view, 5, float.fromBitsF32(bits))).toThrow(RangeError)
  expect(() => float.loadF32(view, 5)).toThrow(RangeError)
  expect([view.getInt32(0), view.getInt32(4)]).toEqual([0, 0])
})

test('a NaN that no guest made is no infinity', () => {
  expect(float.reinterpretF32(float.fromBitsF64(1, 0x7ff80000))).toBe(0x7fc00000)
  expect(float.reinterpretF32(NaN) & 0x7fffffff).toBe(0x7fc00000)
})

test.each(names(unary32))('%s', name => {
  for (const bits of patterns32(4)) {
    const got = float.reinterpretF32(unary32[name](float.fromBitsF32(bits)))
    const want = judge[name](bits)
    if (got !== want && !bothCanonical(got, want)) {
      expect([hex(bits), hex(got)]).toEqual([hex(bits), hex(want)])
    }
  }
  expect(float.reinterpretF32(unary32[name](1))).toBe(judge[name](0x3f800000))
})

/** What the machine makes of sqrt(-1) or inf - inf is its own affair: either sign. */
const bothCanonical = (got: number, want: number | bigint) =>
  (got & 0x7fffffff) === 0x7fc00000 && (Number(want) & 0x7fffffff) === 0x7fc00000

test.each(names(binary32))('%s', name => {
  const other = randomWords(6)
  for (const bits of patterns32(5)) {
    // Of two NaNs, the machine may take either.
    const second = name === 'copysign32' || other() & 1 ? 0xc0490fdb | 0 : bits ^ 0x00400000
    const isNaNs = (bits & 0x7fffffff) > 0x7f800000 && (second & 0x7fffffff) > 0x7f800000
    const y = isNaNs ? 0x3f800000 : second
    for (const [a, b] of [
      [bits, y],
      [y, bits],
    ] as const) {
      const got = float.reinterpretF32(binary32[name](float.fromBitsF32(a), float.fromBitsF32(b)))
      const want = judge[name](a, b)
      const fine = got === want || (name !== 'copysign32' && bothCanonical(got, want))
      if (!fine) expect([hex(a), hex(b), hex(got)]).toEqual([hex(a), hex(b), hex(want)])
    }
  }
  expect(float.reinterpretF32(binary32[name](1, 1))).toBe(judge[name](0x3f800000, 0x3f800000))
})

test.each(names(unary64))('%s', name => {
  for (const bits of patterns64(7)) {
    const got = edgeOf(unary64[name](carry64(bits)))
    const want = judge[name](bits)
    if (got !== want) expect([hex(bits), hex(got)]).toEqual([hex(bits), hex(want)])
  }
  expect(edgeOf(unary64[name](-0))).toBe(judge[name](edgeOf(-0)))
})

test('copysign of f64', () => {
  const next = randomWords(8)
  for (const bits of patterns64(9)) {
    const other = next() & 1 ? nansF64[(next() >>> 1) % nansF64.length]! : edgeOf(next())
    for (const [a, b] of [
      [bits, other],
      [other, bits],
    ] as const) {
      const got = edgeOf(float.copysign(carry64(a), carry64(b)))
      const want = judge.copysign64(a, b)
      if (got !== want) expect([hex(a), hex(b), hex(got)]).toEqual([hex(a), hex(b), hex(want)])
    }
  }
  expect(Object.is(float.copysign(0, -1), -0)).toBe(true)
})

test('f64 bits survive being carried, by words too', () => {
  for (const bits of patterns64(10)) {
    const x = carry64(bits)
    if (edgeOf(x) !== bits) expect(hex(edgeOf(x))).toBe(hex(bits))
    expect(wide(float.bitsLowF64(x), float.bitsHighF64(x))).toBe(bits)
  }
})

test('promote', () => {
  for (const bits of patterns32(11)) {
    const got = edgeOf(float.promote(float.fromBitsF32(bits)))
    const want = judge.promote(bits)
    if (got !== want) expect([hex(bits), hex(got)]).toEqual([hex(bits), hex(want)])
  }
  expect(edgeOf(float.promote(float.fromBitsF32(0x7f800001)))).toBe(0x7ff8000020000000n)
})

test('demote', () => {
  for (const bits of patterns64(12)) {
    const got = float.reinterpretF32(float.demote(carry64(bits)))
    const want = judge.demote(bits)
    if (got !== want) expect([hex(bits), hex(got)]).toEqual([hex(bits), hex(want)])
  }
  expect(float.reinterpretF32(float.demote(1e300))).toBe(0x7f800000)
})
