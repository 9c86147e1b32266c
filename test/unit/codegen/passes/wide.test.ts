// 64-bit integers in words of 32 bits, against BigInt: every operation, on random operands and at the edges, and with
// constant operands, which legalising simplifies. Each operation is a tiny function of a module.
import { expect, test } from 'vitest'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../../wat.js'
import { randomWords } from '../helpers/native.js'

const signed = (value: bigint): bigint => BigInt.asIntN(64, value)
const unsigned = (value: bigint): bigint => BigInt.asUintN(64, value)
const word = (value: bigint): number => Number(BigInt.asIntN(32, value))
const places = (value: bigint): bigint => unsigned(value) & 63n
const rotate = (value: bigint, count: bigint): bigint => {
  const bits = unsigned(value)
  return signed((bits << count) | (bits >> (64n - count)))
}
const digits = (value: bigint): string => unsigned(value).toString(2)

type Binary = (a: bigint, b: bigint) => bigint | boolean
type Unary = (a: bigint) => bigint | number | boolean

// biome-ignore format: a table
const binary: Readonly<Record<string, Binary>> = {
  add:   (a, b) => signed(a + b),
  sub:   (a, b) => signed(a - b),
  mul:   (a, b) => signed(a * b),
  and:   (a, b) => a & b,
  or:    (a, b) => a | b,
  xor:   (a, b) => a ^ b,
  shl:   (a, b) => signed(a << places(b)),
  shr_s: (a, b) => a >> places(b),
  shr_u: (a, b) => signed(unsigned(a) >> places(b)),
  rotl:  (a, b) => rotate(a, places(b)),
  rotr:  (a, b) => rotate(a, 64n - places(b)),
  eq:    (a, b) => a === b,
  ne:    (a, b) => a !== b,
  lt_s:  (a, b) => a < b,
  lt_u:  (a, b) => unsigned(a) < unsigned(b),
  gt_s:  (a, b) => a > b,
  gt_u:  (a, b) => unsigned(a) > unsigned(b),
  le_s:  (a, b) => a <= b,
  le_u:  (a, b) => unsigned(a) <= unsigned(b),
  ge_s:  (a, b) => a >= b,
  ge_u:  (a, b) => unsigned(a) >= unsigned(b),
}

/** These trap where the divisor is 0, or the quotient too large. */
// biome-ignore format: a table
const division: Readonly<Record<string, (a: bigint, b: bigint) => bigint>> = {
  div_s: (a, b) => signed(a / b),
  div_u: (a, b) => signed(unsigned(a) / unsigned(b)),
  rem_s: (a, b) => a % b,
  rem_u: (a, b) => signed(unsigned(a) % unsigned(b)),
}

const traps = (name: string, a: bigint, b: bigint): boolean =>
  b === 0n || (name === 'div_s' && a === -(2n ** 63n) && b === -1n)

// biome-ignore format: a table
const unary: Readonly<Record<string, Unary>> = {
  'i64.clz':             a => BigInt(64 - (a === 0n ? 0 : digits(a).length)),
  'i64.ctz':             a => BigInt(a === 0n ? 64 : digits(a).length - digits(a).lastIndexOf('1') - 1),
  'i64.popcnt':          a => BigInt(digits(a).replaceAll('0', '').length),
  'i64.extend8_s':       a => BigInt.asIntN(8, a),
  'i64.extend16_s':      a => BigInt.asIntN(16, a),
  'i64.extend32_s':      a => BigInt.asIntN(32, a),
  'i64.eqz':             a => a === 0n,
  'i32.wrap_i64':        word,
  'f64.convert_i64_s':   Number,
  'f64.convert_i64_u':   a => Number(unsigned(a)),
  'f64.reinterpret_i64': a => new Float64Array(BigInt64Array.of(a).buffer)[0]!,
}

const constants = [
  ...[0n, 1n, 2n, -1n, 5n, 7n, 8n, 16n, 24n, 31n, 32n, 33n, 40n, 48n, 63n, 64n, -64n, 255n, 65535n],
  ...[2n ** 31n, -(2n ** 31n), 2n ** 32n, 2n ** 32n - 1n, -(2n ** 32n), 2n ** 63n - 1n, -(2n ** 63n)],
  ...[0x123456789abcdefn, -0x123456789abcdefn, 1_000_000_007n],
] as const

/** Edges, and random numbers of all sizes. */
function* operands(count: number): Generator<bigint> {
  yield* constants
  const next = randomWords(64)
  for (let i = 0; i < count; i++) {
    const value = (BigInt(next()) << 32n) | BigInt(next() >>> 0)
    yield value >> BigInt(next() & 63)
  }
}

const list = [...operands(40)]

const comparisons = /^(eq|ne|[lg][te]_[su])$/
const resultOf = (name: string): string => (comparisons.test(name) ? 'i32' : 'i64')

type Functions = Readonly<Record<string, (...values: readonly bigint[]) => bigint | number>>

async function load(functions: readonly string[], lazy: 'always' | 'never' = 'never'): Promise<Functions> {
  const bytes = await assemble(`(module ${functions.join('\n')})`)
  return new WebAssembly.Instance(moduleFor(compile(bytes, { lazy }))).exports as Functions
}

const expected = (value: bigint | number | boolean): bigint | number =>
  typeof value === 'boolean' ? Number(value) : value

test.each(Object.keys(binary))('i64.%s of two operands', async name => {
  const { f } = await load([
    `(func (export "f") (param i64 i64) (result ${resultOf(name)}) (i64.${name} (local.get 0) (local.get 1)))`,
  ])
  for (const a of list)
    for (const b of list) expect([a, b, f!(a, b)]).toEqual([a, b, expected(binary[name]!(a, b))])
})

test.each(Object.keys(binary))('i64.%s with a constant on either side', async name => {
  const result = resultOf(name)
  const functions = await load(
    constants.flatMap(value => [
      `(func (export "l${value}") (param i64) (result ${result}) (i64.${name} (i64.const ${value}) (local.get 0)))`,
      `(func (export "r${value}") (param i64) (result ${result}) (i64.${name} (local.get 0) (i64.const ${value})))`,
    ]),
  )
  for (const value of constants)
    for (const a of list) {
      expect([value, a, functions[`l${value}`]!(a)]).toEqual([value, a, expected(binary[name]!(value, a))])
      expect([a, value, functions[`r${value}`]!(a)]).toEqual([a, value, expected(binary[name]!(a, value))])
    }
})

test.each(Object.keys(division))('i64.%s', async name => {
  const divide = division[name]!
  const functions = await load([
    `(func (export "f") (param i64 i64) (result i64) (i64.${name} (local.get 0) (local.get 1)))`,
    ...constants.map(
      value =>
        `(func (export "${value}") (param i64) (result i64) (i64.${name} (local.get 0) (i64.const ${value})))`,
    ),
  ])
  for (const a of list)
    for (const b of list) {
      const forms = [() => functions.f!(a, b), () => functions[String(b)]?.(a) ?? functions.f!(a, b)]
      for (const form of forms)
        if (traps(name, a, b)) expect(form).toThrow(WebAssembly.RuntimeError)
        else expect([a, b, form()]).toEqual([a, b, divide(a, b)])
    }
})

test.each(Object.keys(unary))('%s', async name => {
  const result = name === 'i64.eqz' ? 'i32' : name.slice(0, 3)
  const { f } = await load([`(func (export "f") (param i64) (result ${result}) (${name} (local.get 0)))`])
  for (const a of operands(1000)) expect([a, f!(a)]).toEqual([a, expected(unary[name]!(a))])
})

test('comparisons as conditions', async () => {
  const names = Object.keys(binary).filter(name => comparisons.test(name))
  const functions = await load(
    names.map(
      name => `(func (export "${name}") (param i64 i64) (result i32)
        (if (result i32) (i64.${name} (local.get 0) (local.get 1))
          (then (i32.const 1)) (else (select (i32.const 2) (i32.const 3) (i64.${name} (local.get 1) (local.get 0))))))`,
    ),
  )
  for (const name of names)
    for (const a of list)
      for (const b of list.slice(0, 40)) {
        const holds = binary[name]!
        expect([name, a, b, functions[name]!(a, b)]).toEqual([
          name,
          a,
          b,
          holds(a, b) ? 1 : holds(b, a) ? 2 : 3,
        ])
      }
})

/** An expression of depth `depth` over the locals 0 to 3, as text and as a function of them. */
function expression(
  next: () => number,
  depth: number,
): [text: string, value: (locals: readonly bigint[]) => bigint] {
  const pick = next() >>> 0
  if (depth === 0 && pick % 3 === 0) {
    const constant = constants[(next() >>> 0) % constants.length]!
    return [`(i64.const ${constant})`, () => constant]
  }
  if (depth === 0) return [`(local.get ${pick % 4})`, locals => locals[pick % 4]!]
  const names = Object.keys(binary).filter(name => !comparisons.test(name))
  const name = names[pick % names.length]!
  const [leftText, left] = expression(next, depth - 1)
  const [rightText, right] = expression(next, depth - 1)
  return [
    `(i64.${name} ${leftText} ${rightText})`,
    locals => binary[name]!(left(locals), right(locals)) as bigint,
  ]
}

test.each(['always', 'never'] as const)('random expressions, translated lazily: %s', async lazy => {
  const next = randomWords(7)
  const expressions = Array.from({ length: 100 }, (_, i) => expression(next, 1 + (i % 5)))
  const functions = await load(
    expressions.map(([text], i) => `(func (export "f${i}") (param i64 i64 i64 i64) (result i64) ${text})`),
    lazy,
  )
  expressions.forEach(([text, value], i) => {
    for (let round = 0; round < 10; round++) {
      const locals = Array.from({ length: 4 }, () => list[(next() >>> 0) % list.length]!)
      expect([text, locals, functions[`f${i}`]!(...locals)]).toEqual([text, locals, value(locals)])
    }
  })
})
