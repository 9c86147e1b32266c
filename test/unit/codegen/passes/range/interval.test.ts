// Arithmetic on intervals, judged by the numbers in them: whatever two members give must be in the result.
import { expect, test } from 'vitest'
import * as interval from '#codegen/passes/range/interval.js'

type Interval = interval.Interval

const bounds = [-9, -8, -3, -1, 0, 1, 2, 7, 8, 12]
const intervals: Interval[] = bounds.flatMap(least =>
  bounds.filter(most => most >= least).map(most => ({ least, most })),
)

function* members({ least, most }: Interval): Generator<bigint> {
  for (let value = least; value <= most; value++) yield BigInt(value)
}

const unsigned = (value: bigint): bigint => BigInt.asUintN(64, value)
const signed = (value: bigint): bigint => BigInt.asIntN(64, value)

type Judge = (a: bigint, b: bigint) => bigint | undefined

const divided =
  (judge: (a: bigint, b: bigint) => bigint): Judge =>
  (a, b) =>
    b === 0n ? undefined : signed(judge(a, b))

// biome-ignore format: a table
const binary: Readonly<Record<string, readonly [(a: Interval, b: Interval) => Interval, Judge]>> = {
  sum:             [interval.sum, (a, b) => a + b],
  difference:      [interval.difference, (a, b) => a - b],
  product:         [interval.product, (a, b) => a * b],
  conjunction:     [interval.conjunction, (a, b) => a & b],
  'disjunction |': [interval.disjunction, (a, b) => a | b],
  'disjunction ^': [interval.disjunction, (a, b) => a ^ b],
  quotient:        [interval.quotient, divided((a, b) => unsigned(a) / unsigned(b))],
  remainder:       [interval.remainder, divided((a, b) => unsigned(a) % unsigned(b))],
  signedRemainder: [interval.signedRemainder, divided((a, b) => a % b)],
  'join, left':    [interval.join, a => a],
  'join, right':   [interval.join, (_, b) => b],
}

const contains = ({ least, most }: Interval, value: bigint): boolean =>
  Number(value) >= least && Number(value) <= most

test.each(Object.entries(binary))('%s', (_, [rule, judge]) => {
  for (const a of intervals)
    for (const b of intervals) {
      const result = rule(a, b)
      for (const x of members(a))
        for (const y of members(b)) {
          const value = judge(x, y)
          if (value !== undefined && !contains(result, value))
            expect.fail(`${x} and ${y} give ${value}, not in ${result.least} to ${result.most}`)
        }
    }
})

test('shifts', () => {
  for (const a of intervals)
    for (const count of [0, 1, 2, 31, 33, 62])
      for (const x of members(a)) {
        expect(contains(interval.shiftedSigned(a, count), x >> BigInt(count))).toBe(true)
        const wide = signed(unsigned(x) >> BigInt(count))
        expect(contains(interval.shiftedUnsigned(a, count, 64), wide)).toBe(true)
        if (count > 31) continue
        const word = BigInt.asIntN(32, BigInt.asUintN(32, x) >> BigInt(count))
        expect(contains(interval.shiftedUnsigned(a, count, 32), word)).toBe(true)
      }
})

test('a shift of anything leaves what fits', () => {
  const { anything, shiftedSigned, shiftedUnsigned } = interval
  expect(shiftedSigned(anything, 63)).toEqual({ least: -1, most: 0 })
  expect(shiftedSigned(anything, 32)).toEqual({ least: -(2 ** 31), most: 2 ** 31 - 1 })
  expect(shiftedSigned(anything, 2)).toEqual(anything)
  expect(shiftedUnsigned(anything, 32, 64)).toEqual({ least: 0, most: 2 ** 32 - 1 })
  expect(shiftedUnsigned(anything, 5, 64)).toEqual(anything)
})

test('what doubles cannot tell exactly may be anything', () => {
  const { anything, product, sum } = interval
  const large = { least: 0, most: 2 ** 52 }
  expect(sum(large, large)).toEqual({ least: 0, most: 2 ** 53 })
  expect(sum(sum(large, large), large)).toEqual(anything)
  expect(product(large, { least: 2, most: 4 })).toEqual(anything)
  expect(product({ least: 0, most: 0 }, anything)).toEqual(anything)
  expect(interval.conjunction(anything, anything)).toEqual(anything)
})

test('widening never leaves out, and ends', () => {
  for (const a of intervals) {
    const once = interval.widened(a)
    expect(interval.isWithin(a, once)).toBe(true)
    expect(interval.widened(once)).toEqual(once)
  }
})
