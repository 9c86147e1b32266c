// Sums of products of 64-bit integers, whose high word is found from a double: against BigInt, with operands of all
// kinds, at the edges where a double has the fewest bits to spare, and with many terms.
import { expect, test } from 'vitest'
import { WebAssembly } from '#src/index.js'
import { assemble } from '../../../wat.js'
import { randomWords } from '../helpers/native.js'

type Value = (locals: readonly bigint[]) => bigint
type Expression = readonly [text: string, value: Value]

const wrap = (value: bigint): bigint => BigInt.asIntN(64, value)

// biome-ignore format: a table
const edges = [
  0n, 1n, -1n, 2n, 0x7fffffffn, 0x80000000n, -0x80000000n, 0xffffffffn, 0x100000000n, -0x100000000n,
  0xffffffff00000000n, 0x7fffffffffffffffn, -0x8000000000000000n, 0x80000000ffffffffn, 0x1fffffffffffffn,
].map(wrap)

const next = randomWords(11)
const pick = <T>(items: readonly T[]): T => items[(next() >>> 0) % items.length]!
const random = (): bigint => BigInt.asIntN(64, (BigInt(next()) << 32n) | BigInt(next() >>> 0))

/** An operand: all of a local, a word of it, extended either way, less than a word, or a constant. */
function operand(): Expression {
  const local = (next() >>> 0) % 4
  const get = `(local.get ${local})`
  const constant = pick([...edges, random()])
  return pick<Expression>([
    [get, locals => locals[local]!],
    [`(i64.extend_i32_s (i32.wrap_i64 ${get}))`, locals => BigInt.asIntN(32, locals[local]!)],
    [`(i64.extend_i32_u (i32.wrap_i64 ${get}))`, locals => BigInt.asUintN(32, locals[local]!)],
    [`(i64.shr_u ${get} (i64.const 45))`, locals => BigInt.asUintN(64, locals[local]!) >> 45n],
    [`(i64.shr_s ${get} (i64.const 20))`, locals => locals[local]! >> 20n],
    [`(i64.const ${constant})`, () => constant],
  ])
}

function term(): Expression {
  const [left, x] = operand()
  if (next() % 4 === 0) return [left, x]
  const [right, y] = operand()
  return [`(i64.mul ${left} ${right})`, locals => x(locals) * y(locals)]
}

/** As a compiler would write it, from the left, or as a tree. */
function sum(terms: number): Expression {
  if (terms === 1) return term()
  const split = next() % 2 === 0 ? 1 : terms >> 1
  const [left, x] = sum(terms - split)
  const [right, y] = sum(split)
  return next() % 3 === 0
    ? [`(i64.sub ${left} ${right})`, locals => x(locals) - y(locals)]
    : [`(i64.add ${left} ${right})`, locals => x(locals) + y(locals)]
}

type Functions = Readonly<Record<string, (...locals: readonly bigint[]) => bigint>>

async function load(texts: readonly string[]): Promise<Functions> {
  const bytes = await assemble(
    `(module ${texts.map((text, i) => `(func (export "f${i}") (param i64 i64 i64 i64) (result i64) ${text})`).join('\n')})`,
  )
  return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports as Functions
}

test('random sums of products', async () => {
  const sums = Array.from({ length: 300 }, (_, i) => sum(1 + (i % 12)))
  const functions = await load(sums.map(([text]) => text))
  sums.forEach(([text, value], i) => {
    for (let round = 0; round < 20; round++) {
      const locals = Array.from({ length: 4 }, () => (round < 12 ? pick(edges) : random()))
      expect([text, locals, functions[`f${i}`]!(...locals)]).toEqual([text, locals, wrap(value(locals))])
    }
  })
})

/** `count` times a product, which is all that a double has to hold; too deep to be nested in brackets. */
const repeated = (count: number, product: string): string =>
  `${product} ${`${product} i64.add `.repeat(count - 1)}`

test.each([10, 63, 64, 65, 300])('%i times the largest product', async count => {
  const { f0, f1 } = await load([
    repeated(count, '(i64.mul (local.get 0) (local.get 1))'),
    repeated(
      count,
      `(i64.mul (i64.extend_i32_s (i32.wrap_i64 (local.get 0)))
        (i64.extend_i32_s (i32.wrap_i64 (local.get 1))))`,
    ),
  ])
  for (const a of edges)
    for (const b of edges) {
      expect([a, b, f0!(a, b, 0n, 0n)]).toEqual([a, b, wrap(BigInt(count) * a * b)])
      const product = BigInt.asIntN(32, a) * BigInt.asIntN(32, b)
      expect([a, b, f1!(a, b, 0n, 0n)]).toEqual([a, b, wrap(BigInt(count) * product)])
    }
})

test('a product that is used more than once, and what is known of it', async () => {
  const { f0 } = await load([
    `(local $p i64) (local $s i64)
    (local.set $p (i64.mul (local.get 0) (local.get 1)))
    (local.set $s (i64.add (i64.mul (local.get 2) (local.get 3)) (local.get $p)))
    (i64.xor (i64.rotl (local.get $s) (i64.const 7)) (i64.add (local.get $p) (i64.shr_s (local.get $s) (i64.const 26))))`,
  ])
  for (let round = 0; round < 200; round++) {
    const [a, b, c, d] = [pick(edges), random(), pick(edges), random()]
    const p = wrap(a * b)
    const s = wrap(c * d + p)
    const rotated = wrap((s << 7n) | (BigInt.asUintN(64, s) >> 57n))
    expect([a, b, c, d, f0!(a, b, c, d)]).toEqual([a, b, c, d, rotated ^ wrap(p + (s >> 26n))])
  }
})

/** Divisors at the edges; with the products below, quotients of all sizes. */
const divisors = [
  1n,
  2n,
  3n,
  0x1ffn,
  0xffffn,
  0x7fffffffn,
  0x80000000n,
  0xffffdfffn,
  0xffffe000n,
  0xffffe001n,
  0xffffffffn,
]

test.each(['rem_u', 'rem_s'])('%s of a product, and of a sum of two, by a word', async name => {
  const part = (i: number): string => `(i64.shr_u (local.get ${i}) (i64.const 33))`
  const divisor = '(i64.extend_i32_u (i32.wrap_i64 (local.get 3)))'
  const { f0, f1, f2 } = await load([
    `(i64.${name} (i64.mul ${part(0)} ${part(1)}) ${divisor})`,
    `(i64.${name} (i64.add (i64.mul ${part(0)} ${part(1)}) (i64.mul ${part(2)} ${part(1)})) ${divisor})`,
    `(i64.${name} (i64.add (i64.mul ${part(0)} ${part(1)}) ${part(2)}) ${divisor})`,
  ])
  const largest = -1n
  const numbers = [largest, 0n, 2n ** 33n, ...Array.from({ length: 40 }, random)]
  for (const d of [...divisors, ...Array.from({ length: 40 }, () => BigInt(next() >>> 0) | 1n)])
    for (const a of numbers) {
      const [b, c] = [pick(numbers), pick(numbers)]
      const [x, y, z] = [a, b, c].map(value => BigInt.asUintN(64, value) >> 33n) as [bigint, bigint, bigint]
      expect([a, b, d, f0!(a, b, c, d)]).toEqual([a, b, d, (x * y) % d])
      expect([a, b, c, d, f1!(a, b, c, d)]).toEqual([a, b, c, d, (x * y + z * y) % d])
      expect([a, b, c, d, f2!(a, b, c, d)]).toEqual([a, b, c, d, (x * y + z) % d])
    }
  // One below and one above a multiple.
  for (const d of divisors)
    for (const near of [-1n, 0n, 1n]) {
      const x = (BigInt.asUintN(31, d) - 1n) << 33n
      const z = BigInt.asUintN(31, near + 1n) << 33n
      const [p, q, r] = [x, wrap(largest), z].map(value => BigInt.asUintN(64, value) >> 33n) as [
        bigint,
        bigint,
        bigint,
      ]
      expect(f2!(wrap(x), largest, wrap(z), d)).toBe((p * q + r) % d)
    }
  expect(() => f0!(largest, largest, 0n, 0n)).toThrow('divide by zero')
})
