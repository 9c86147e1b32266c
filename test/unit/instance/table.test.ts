// The inner table, and how a function that is translated late reaches the entries that hold its stub.
import { describe, expect, test } from 'vitest'
import { type Code, Func } from '#src/instance/func.js'
import { Table } from '#src/instance/table.js'
import { RuntimeError } from '#src/wasm/errors.js'
import { externref, type FuncType, funcref } from '#src/wasm/types.js'

const type: FuncType = { kind: 'func', params: [], results: ['i32'] }

const func = (index: number, code: Code = () => index) => new Func({ type, typeId: 7, index }, code)

const make = (min: number, max?: number) =>
  new Table({ element: funcref, limits: { min, max }, address: 'i32' }, null)

const call = (table: Table, index: number) => (table.codes[index] as () => unknown)()

describe('entries', () => {
  test('say what to call and its type', () => {
    const table = make(2)
    table.set(1, func(5))
    expect([table.types, call(table, 1), table.refs.length]).toEqual([[-1, 7], 5, 2])
    expect(() => call(table, 0)).toThrow(RuntimeError)
    table.set(1, null)
    expect(table.types).toEqual([-1, -1])
  })
  test('of other references have no code', () => {
    const table = new Table({ element: externref, limits: { min: 2, max: undefined }, address: 'i32' }, 'x')
    expect([table.refs, table.codes, table.types]).toEqual([['x', 'x'], [], []])
  })
  test('stay in the same arrays', () => {
    const table = make(1)
    const { refs, codes, types } = table
    table.grow(3, func(2))
    expect([table.refs === refs, table.codes === codes, table.types === types]).toEqual([true, true, true])
    expect([codes.length, types]).toEqual([4, [-1, 7, 7, 7]])
  })
})

describe('bounds', () => {
  const beyond: readonly ((table: Table) => unknown)[] = [
    table => table.get(3),
    table => table.get(-1),
    table => table.set(3, null),
    table => table.fill(2, null, 2),
    table => table.fill(4, null, 0),
    table => table.fill(0, null, -1),
    table => table.copy(table, 2, 0, 2),
    table => table.copy(table, 0, 2, 2),
    table => table.copy(table, 4, 0, 0),
    table => table.init([null, null], 0, 1, 2),
    table => table.init([null, null], 2, 0, 2),
    table => table.init([], 0, 1, 0),
  ]
  test.each(beyond)('trap and change nothing: %s', access => {
    const table = make(3)
    const [a, b, c] = [func(1), func(2), func(3)]
    table.init([a, b, c], 0, 0, 3)
    expect(() => access(table)).toThrow(new RuntimeError('out of bounds table access'))
    expect(table.refs).toEqual([a, b, c])
  })
  test('include the very end', () => {
    const table = make(3)
    table.fill(3, null, 0)
    table.copy(table, 3, 3, 0)
    table.init([], 3, 0, 0)
    expect(table.size).toBe(3)
  })
  test('limit growing', () => {
    const table = make(1, 3)
    expect([table.grow(3, null), table.grow(2, null), table.grow(-1, null), make(0).grow(-1, null)]).toEqual([
      -1, 1, -1, -1,
    ])
    expect(() => make(10_000_001)).toThrow(RangeError)
  })
})

test('copies that overlap are as if by way of a third table', () => {
  const numbers = [func(0), func(1), func(2), func(3), func(4)]
  const up = make(5)
  up.init(numbers, 0, 0, 5)
  up.copy(up, 1, 0, 4)
  expect(up.refs.map(ref => (ref as Func).index)).toEqual([0, 0, 1, 2, 3])
  const down = make(5)
  down.init(numbers, 0, 0, 5)
  down.copy(down, 0, 1, 4)
  expect(down.refs.map(ref => (ref as Func).index)).toEqual([1, 2, 3, 4, 4])
  expect([0, 1, 2, 3, 4].map(i => call(down, i))).toEqual([1, 2, 3, 4, 4])
})

describe('a stub', () => {
  const pending = (index: number) => {
    const stub = func(index, () => 'stub')
    stub.pending = () => undefined
    return stub
  }
  test('is replaced wherever it still stands', () => {
    const [one, two] = [make(3), make(2)]
    const [late, other] = [pending(8), func(9)]
    one.fill(0, late, 3)
    two.set(1, late)
    two.copy(one, 0, 2, 1)
    one.set(1, other)
    late.translated(() => 'code')
    expect([0, 1, 2].map(i => call(one, i))).toEqual(['code', 9, 'code'])
    expect([0, 1].map(i => call(two, i))).toEqual(['code', 'code'])
    expect([late.pending, late.code(...([] as never[]))]).toEqual([undefined, 'code'])
  })
  test('is not put in anywhere afterwards', () => {
    const table = make(2)
    const late = pending(8)
    table.set(0, late)
    late.translated(() => 'code')
    table.set(0, null)
    table.set(1, late)
    expect([table.types, call(table, 1)]).toEqual([[-1, 7], 'code'])
  })
})

describe('what nobody has written', () => {
  const huge = 10_000_000
  test('takes no room, and is null', () => {
    const table = make(huge)
    table.fill(0, null, huge)
    table.copy(table, 1, 0, huge - 1)
    expect([table.size, table.refs.length, table.get(huge - 1), table.get(0)]).toEqual([huge, 0, null, null])
    expect([table.grow(0, null), table.size]).toEqual([huge, huge])
  })
  test('takes none before an element far behind either', () => {
    const table = make(huge)
    table.set(huge - 1, func(3))
    expect([call(table, huge - 1), table.types[huge - 1], table.types[5], table.get(5)]).toEqual([
      3,
      7,
      undefined,
      null,
    ])
    table.set(5, func(4))
    expect([call(table, 5), table.get(6), table.get(huge - 1)]).toEqual([4, null, table.refs[huge - 1]])
    table.set(huge - 1, null)
    expect([table.get(huge - 1), table.types[huge - 1]]).toEqual([null, -1])
    expect(() => table.get(huge)).toThrow('out of bounds table access')
  })
  test('is copied, over what is there', () => {
    const [from, to] = [make(6), make(6)]
    from.set(2, func(2))
    to.init([func(10), func(11), func(12), func(13), func(14)], 0, 0, 5)
    to.copy(from, 0, 1, 4)
    const indices = Array.from({ length: 6 }, (_, i) => (to.get(i) as Func | null)?.index)
    expect(indices).toEqual([undefined, 2, undefined, undefined, 14, undefined])
    to.copy(to, 2, 1, 4)
    expect(Array.from({ length: 6 }, (_, i) => (to.get(i) as Func | null)?.index)).toEqual([
      ...[undefined, 2, 2],
      ...[undefined, undefined, 14],
    ])
  })
  test('may be undefined where it has been written', () => {
    const table = new Table(
      { element: externref, limits: { min: 3_000_000, max: undefined }, address: 'i32' },
      null,
    )
    table.set(2_999_999, undefined)
    expect([table.get(0), table.get(2_999_998), table.get(2_999_999)]).toEqual([null, null, undefined])
  })
})
