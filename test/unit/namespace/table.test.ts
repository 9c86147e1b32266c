// WebAssembly.Table: descriptors, elements, growing, and tables that instances share.
import { describe, expect, test } from 'vitest'
import { externref, funcref, i32, wasm } from './binary.js'
import { agree, type Callable, instantiate, type Namespace, ours } from './both.js'

/** Exports `seven` and `eight`, () -> i32, and `other`, () -> (). */
const functions = wasm({
  types: [
    [[], [i32]],
    [[], []],
  ],
  functions: [
    [0, [0x41, 7]],
    [0, [0x41, 8]],
    [1, []],
  ],
  exports: [
    ['seven', 'func', 0],
    ['eight', 'func', 1],
    ['other', 'func', 2],
  ],
})

const descriptors: readonly unknown[] = [
  ...[undefined, null, 5, {}, { element: 'anyfunc' }, { initial: 1 }],
  ...['anyfunc', 'externref', 'i32', 'funcref', 'func', undefined, { toString: () => 'anyfunc' }].map(
    element => ({
      element,
      initial: 1,
    }),
  ),
  ...[0, 2.9, '3', -1, 2 ** 32, null, undefined, 10_000_001].map(initial => ({
    element: 'anyfunc',
    initial,
  })),
  ...[0, 1, 2 ** 32 - 1, 2 ** 32, -1, undefined].map(maximum => ({
    element: 'anyfunc',
    initial: 1,
    maximum,
  })),
]

describe('descriptors', () => {
  for (const [i, descriptor] of descriptors.entries()) {
    agree(`are converted: ${i}`, wasm => {
      const table = new wasm.Table(descriptor)
      return [table.length, table.length > 0 ? table.get(0) : 'empty']
    })
  }

  // As the standard's own test of it (table/constructor.any.js); older V8 does not know `address`.
  test('are read in order', () => {
    const order: string[] = []
    const member = (name: string, value: unknown) => ({
      get() {
        order.push(name)
        return {
          valueOf: () => order.push(`${name} valueOf`) && value,
          toString: () => order.push(`${name} toString`) && value,
        }
      },
    })
    const members = { maximum: 1, initial: 1, element: 'anyfunc', address: 'i32' }
    const getters = Object.entries(members).map(([name, value]) => [name, member(name, value)])
    new ours.Table(Object.defineProperties({}, Object.fromEntries(getters) as PropertyDescriptorMap))
    expect(order).toEqual([
      ...['element', 'element toString', 'address', 'address toString'],
      ...['initial', 'initial valueOf', 'maximum', 'maximum valueOf'],
    ])
  })
})

const values: readonly (readonly unknown[])[] = [[], [undefined], [null], [5], ['text'], [{}], [() => 1]]

describe.each(['anyfunc', 'externref'])('elements of type %s', element => {
  for (const [i, value] of values.entries()) {
    const make = (wasm: Namespace) => new wasm.Table({ element, initial: 2 })
    agree(`can be given at first: ${i}`, wasm => {
      const table = new wasm.Table({ element, initial: 2 }, ...(value as [unknown?]))
      return [table.get(0), table.get(1)]
    })
    agree(`can be set: ${i}`, wasm => {
      const table = make(wasm)
      table.set(1, ...(value as [unknown?]))
      return [table.get(0), table.get(1)]
    })
    agree(`can be grown by: ${i}`, wasm => {
      const table = make(wasm)
      return [table.grow(2, ...(value as [unknown?])), table.length, table.get(2), table.get(3)]
    })
  }
})

describe('indices', () => {
  for (const index of [0, 1, 1.9, '1', 2, -1, Number.NaN, 2 ** 32, undefined, null, 1n]) {
    agree(`are converted: ${String(index)} of ${typeof index}`, wasm => {
      const table = new wasm.Table({ element: 'externref', initial: 2 }, 'a')
      table.set(index, 'b')
      return [table.get(0), table.get(1)]
    })
    agree(`are converted when growing: ${String(index)} of ${typeof index}`, wasm => {
      const table = new wasm.Table({ element: 'externref', initial: 1, maximum: 2 })
      return [table.grow(index), table.length]
    })
  }
})

describe('functions in tables', () => {
  agree('are the functions that were exported', wasm => {
    const { seven, eight } = instantiate(wasm, functions)
    const table = new wasm.Table({ element: 'anyfunc', initial: 2 }, seven)
    table.set(1, eight)
    return [table.get(0) === seven, table.get(1) === eight, (table.get(1) as Callable)()]
  })
  agree('are not those of the host', wasm => new wasm.Table({ element: 'anyfunc', initial: 2 }, () => 1))
  test('are not those of another engine', () => {
    const { seven } = instantiate(
      (globalThis as unknown as { WebAssembly: Namespace }).WebAssembly,
      functions,
    )
    expect(() => new ours.Table({ element: 'anyfunc', initial: 2 }, seven)).toThrow(TypeError)
  })
})

/** Imports a table; exports functions that call an element of type () -> i32, set one, and grow the table. */
const caller = wasm({
  types: [
    [[], [i32]],
    [[i32], [i32]],
    [[i32, funcref], []],
    [[funcref, i32], [i32]],
  ],
  imports: [['m', 'table', [1, funcref, 0, 0]]],
  functions: [
    [1, [0x20, 0, 0x11, 0, 0]],
    [2, [0x20, 0, 0x20, 1, 0x26, 0]],
    [3, [0x20, 0, 0x20, 1, 0xfc, 15, 0]],
  ],
  exports: [
    ['call', 'func', 0],
    ['set', 'func', 1],
    ['grow', 'func', 2],
    ['table', 'table', 0],
  ],
})

describe('a table that two instances share', () => {
  const shared = (wasm: Namespace) => {
    const table = new wasm.Table({ element: 'anyfunc', initial: 3, maximum: 5 })
    const { seven, eight, other } = instantiate(wasm, functions)
    const one = instantiate(wasm, caller, { m: { table } }) as Record<string, Callable>
    const two = instantiate(wasm, caller, { m: { table } }) as Record<string, Callable>
    return { table, seven, eight, other, one, two }
  }
  agree('shows what the other has set', wasm => {
    const { table, seven, one, two } = shared(wasm)
    one.set!(1, seven)
    return [two.call!(1), table.get(1) === seven, (one as Record<string, unknown>).table === table]
  })
  agree('grows for both', wasm => {
    const { table, eight, one, two } = shared(wasm)
    const results = [one.grow!(eight, 2), two.call!(4), one.call!(3), table.length, two.grow!(eight, 1)]
    return [...results, table.length]
  })
  agree('traps where there is nothing', wasm => shared(wasm).one.call!(0))
  agree('traps beyond its end', wasm => shared(wasm).one.call!(3))
  agree('traps at -1', wasm => shared(wasm).one.call!(-1))
  agree('traps for a function of another type', wasm => {
    const { table, other, one } = shared(wasm)
    table.set(0, other)
    return one.call!(0)
  })
  agree('traps when set beyond its end', wasm => shared(wasm).one.set!(3, null))
  test('traps in the words of the standard', () => {
    const { table, other, one } = shared(ours)
    table.set(0, other)
    expect(() => one.call!(0)).toThrow(/^indirect call type mismatch/)
    expect(() => one.call!(1)).toThrow(/^uninitialized element/)
    expect(() => one.call!(3)).toThrow(/^undefined element/)
    expect(() => one.set!(3, null)).toThrow(/^out of bounds table access/)
  })
})

interface Shown {
  readonly get: Callable
  readonly set: Callable
  readonly table: InstanceType<Namespace['Table']>
}

test('host values go through an externref table unchanged', () => {
  const bytes = wasm({
    types: [
      [[i32], [externref]],
      [[i32, externref], []],
    ],
    functions: [
      [0, [0x20, 0, 0x25, 0]],
      [1, [0x20, 0, 0x20, 1, 0x26, 0]],
    ],
    tables: [[externref, 0, 4]],
    exports: [
      ['get', 'func', 0],
      ['set', 'func', 1],
      ['table', 'table', 0],
    ],
  })
  const { get, set, table } = instantiate<Shown>(ours, bytes)
  const object = {}
  const things = [undefined, null, object, 5n]
  for (const [i, value] of things.entries()) set(i, value)
  expect(things.map((_, i) => get(i))).toEqual(things)
  expect(table.get(2)).toBe(object)
  expect(get(0)).toBe(undefined)
})
