// Instances without the namespace: lazy translation across tables and instances, and the words of globals.
import { describe, expect, test } from 'vitest'
import { compile } from '#src/compile.js'
import { Instance } from '#src/instance/instance.js'
import { wrapperOf } from '#src/instance/wrapper.js'
import { LinkError } from '#src/wasm/errors.js'
import { f32, f64, funcref, i32, i64, type Parts, wasm } from '../namespace/binary.js'

const instance = (
  lazy: 'always' | 'never',
  parts: Parts,
  imports: ConstructorParameters<typeof Instance>[1] = [],
) => new Instance(compile(wasm(parts), { lazy, interpreted: 0 }), imports)

/** Two functions in a table; `call` calls an element, `again` calls function 0 directly. */
const parts: Parts = {
  types: [
    [[], [i32]],
    [[i32], [i32]],
  ],
  functions: [
    [0, [0x41, 10]],
    [0, [0x10, 0, 0x41, 1, 0x6a]],
    [1, [0x20, 0, 0x11, 0, 0]],
  ],
  tables: [[funcref, 0, 3]],
  elements: [[0, 0x41, 0, 0x0b, 3, 0, 1, 0]],
  exports: [
    ['f', 'func', 0],
    ['call', 'func', 2],
    ['table', 'table', 0],
  ],
}

const run = (from: Instance, index: number, ...values: unknown[]) => wrapperOf(from.func(index))(...values)

describe.each(['always', 'never'] as const)('translated lazily: %s', lazy => {
  test('functions are called through tables', () => {
    const one = instance(lazy, parts)
    expect([0, 1, 2, 0, 1, 2].map(i => run(one, 2, i))).toEqual([10, 11, 10, 10, 11, 10])
  })
  test('functions are called by other instances', () => {
    const one = instance(lazy, parts)
    const bytes: Parts = {
      types: [[[], [i32]]],
      imports: [
        ['m', 'f', [0, 0]],
        ['m', 'table', [1, funcref, 0, 1]],
      ],
      functions: [[0, [0x10, 0, 0x41, 1, 0x11, 0, 0, 0x6a]]],
    }
    const two = instance(lazy, bytes, [one.extern('func', 0), one.extern('table', 0)])
    expect(run(two, 1)).toBe(21)
    expect(two.func(0)).toBe(one.func(0))
  })
  test('a function is the same wherever it comes from', () => {
    const one = instance(lazy, parts)
    const table = one.extern('table', 0)
    expect(table.kind === 'table' && table.value.refs).toEqual([one.func(0), one.func(1), one.func(0)])
    expect(wrapperOf(one.func(0))).toBe(wrapperOf(one.func(0)))
  })
  test('the start function may use everything', () => {
    const bytes: Parts = {
      types: [[[], []]],
      functions: [
        [0, [0x41, 0, 0x11, 0, 0]],
        [0, [0x41, 5, 0x24, 0]],
      ],
      globals: [[i32, 1, 0x41, 0, 0x0b]],
      tables: [[funcref, 0, 1]],
      elements: [[0, 0x41, 0, 0x0b, 1, 1]],
      exports: [['g', 'global', 0]],
      start: 0,
    }
    const { value } = instance(lazy, bytes).extern('global', 0)
    expect(value).toMatchObject({ word0: 5 })
  })
})

test('stubs in tables are replaced by the first call', () => {
  const one = instance('always', parts)
  const table = one.extern('table', 0)
  if (table.kind !== 'table') throw new TypeError('no table')
  const { codes } = table.value
  const stub = codes[0]
  run(one, 2, 0)
  expect(codes[0]).not.toBe(stub)
  expect(codes[2]).toBe(codes[0])
  expect(codes[0]).toBe(one.func(0).code)
})

test('what begins as a constant has exactly its bits', () => {
  const globals = [
    [f32, 0, 0x43, 1, 0, 0xa0, 0x7f, 0x0b],
    [f64, 0, 0x44, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x0b],
    [i64, 0, 0x42, 0x7f, 0x0b],
    [i32, 0, 0x41, 0x7f, 0x0b],
  ]
  const types: Parts['types'] = [[[], [i32]]]
  const code = [0x23, 0, 0xbc]
  const one = instance('never', { types, globals, functions: [[0, code]] })
  expect(run(one, 0)).toBe(0x7fa0_0001)
  const words = [1, 2, 3].map(i => one.extern('global', i).value)
  expect(words).toMatchObject([{ word0: -0 }, { word0: -1, word1: -1 }, { word0: -1 }])
})

test('a missing import is a LinkError', () => {
  expect(() => instance('never', { types: [[[], []]], imports: [['m', 'f', [0, 0]]] })).toThrow(
    new LinkError('unknown import: "m" "f": not given'),
  )
})
