// WebAssembly.Global: conversion of every type, and globals that instances share.
import { describe, expect, test } from 'vitest'
import { f32, f64, funcref, i32, i64, signed, wasm } from './binary.js'
import { agree, type Callable, instantiate, type Namespace, native, ours } from './both.js'

const types = [
  'i32',
  'i64',
  'f32',
  'f64',
  'v128',
  'externref',
  'anyfunc',
  'funcref',
  'i16',
  '',
  undefined,
] as const

const values: readonly unknown[] = [
  ...[null, true, 5, -0, 0.1, 2 ** 31, -(2 ** 31) - 1, 1e100, Number.NaN, Number.NEGATIVE_INFINITY],
  ...[5n, 2n ** 63n, -(2n ** 70n) - 1n, '12', ' 7 ', 'x', '', {}, Symbol.iterator, () => 1],
  ...[{ valueOf: () => 9 }, { toString: () => '8' }, { valueOf: () => 3n }],
]

describe.each(types)('type %s', value => {
  agree('has a default', wasm => (value === 'externref' ? 'below' : new wasm.Global({ value }).value))
  agree('takes undefined', wasm => new wasm.Global({ value }, undefined).value)
  for (const [i, given] of values.entries()) {
    agree(`converts at first: ${i}`, wasm => new wasm.Global({ value }, given).value)
    agree(`converts when set: ${i}`, wasm => {
      const global = new wasm.Global({ value, mutable: true })
      global.value = given
      return [global.value, global.valueOf()]
    })
  }
})

describe('of type v128', () => {
  // JavaScript has no such values, so that nothing could be made of it: step 3 of the constructor.
  for (const rest of [[], [undefined], [1], [0n], [{ valueOf: () => 'not asked' }]]) {
    for (const mutable of [false, true]) {
      test(`cannot be made: ${String(rest)}, ${mutable ? 'mutable' : 'constant'}`, () => {
        const make = (wasm: Namespace) => new wasm.Global({ value: 'v128', mutable }, ...(rest as [unknown]))
        expect(() => make(ours)).toThrow(TypeError)
        expect(() => make(native)).toThrow(TypeError)
      })
    }
  }
  agree('and the value that is given is not converted', wasm => {
    const order: string[] = []
    try {
      new wasm.Global({ value: 'v128' }, { valueOf: () => order.push('converted') })
    } catch (error) {
      order.push((error as Error).name)
    }
    return order
  })
})

// Older V8 has null here; the standard says undefined.
test('an externref that is not given is undefined', () => {
  expect(new ours.Global({ value: 'externref' }).value).toBe(undefined)
})

describe('descriptors', () => {
  for (const descriptor of [undefined, null, 5, 'i32', {}, { mutable: true }, []]) {
    agree(`must have a type: ${String(descriptor)}`, wasm => new wasm.Global(descriptor))
  }
  for (const mutable of [undefined, null, 0, 1, '', 'no', {}]) {
    agree(`say whether the global can be set: ${String(mutable)}`, wasm => {
      const global = new wasm.Global({ value: 'i32', mutable }, 1)
      global.value = 2
      return global.value
    })
  }
  agree('are read in order', wasm => {
    const order: string[] = []
    const descriptor = {
      get value() {
        order.push('value')
        return { toString: () => order.push('type') && 'f64' }
      },
      get mutable() {
        order.push('mutable')
        return false
      },
    }
    new wasm.Global(descriptor, { valueOf: () => order.push('number') })
    return order
  })
})

/** A global of each type, imported and exported, with functions that read and write it. */
function sharing(type: number, value: readonly number[]) {
  return wasm({
    types: [
      [[], [type]],
      [[type], []],
    ],
    imports: [['m', 'g', [3, type, 1]]],
    globals: [[type, 1, ...value, 0x0b]],
    functions: [
      [0, [0x23, 0]],
      [1, [0x20, 0, 0x24, 0]],
      [0, [0x23, 1]],
      [1, [0x20, 0, 0x24, 1]],
    ],
    exports: [
      ['imported', 'global', 0],
      ['get', 'func', 0],
      ['set', 'func', 1],
      ['own', 'global', 1],
      ['getOwn', 'func', 2],
      ['setOwn', 'func', 3],
    ],
  })
}

const shared = [
  { value: 'i32', bytes: sharing(i32, [0x41, ...signed(-5)]), first: 1, second: -(2 ** 31) },
  { value: 'i64', bytes: sharing(i64, [0x42, ...signed(-(2n ** 62n))]), first: 1n << 40n, second: -1n },
  {
    value: 'f32',
    bytes: sharing(f32, [0x43, 0, 0, 0x80, 0x3f]),
    first: 0.5,
    second: Number.POSITIVE_INFINITY,
  },
  { value: 'f64', bytes: sharing(f64, [0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]), first: 0.1, second: -0 },
]

describe.each(shared)('a shared global of type $value', ({ value, bytes, first, second }) => {
  agree('has one value inside and outside', wasm => {
    const global = new wasm.Global({ value, mutable: true }, first)
    const { imported, get, set, own, getOwn, setOwn } = instantiate(wasm, bytes, {
      m: { g: global },
    }) as unknown as Record<string, Callable> & { imported: typeof global; own: typeof global }
    const before = [get!(), getOwn!(), own.value]
    set!(second)
    setOwn!(first)
    const middle = [global.value, own.value]
    global.value = first
    own.value = second
    return [...before, ...middle, get!(), getOwn!(), imported === global]
  })
})

describe('initial values', () => {
  const exporting = (global: readonly number[], imports: Parameters<typeof wasm>[0]['imports'] = []) =>
    wasm({ imports, globals: [global], exports: [['g', 'global', imports.length]] })
  const read = (bytes: Uint8Array, imports?: object) => (engine: typeof ours) =>
    instantiate<{ g: { value: unknown } }>(engine, bytes, imports).g.value

  agree(
    'can be another global',
    read(exporting([i64, 0, 0x23, 0, 0x0b], [['m', 'g', [3, i64, 0]]]), { m: { g: -7n } }),
  )
  agree('can be null', read(exporting([funcref, 0, 0xd0, funcref, 0x0b])))
  // Older V8 does not know extended constant expressions.
  test('can be computed', () => {
    const sum = exporting([i32, 0, 0x41, ...signed(7), 0x41, 6, 0x6c, 0x41, 2, 0x6b, 0x41, 1, 0x6a, 0x0b])
    const wide = exporting([i64, 0, 0x42, ...signed(2n ** 62n), 0x42, 6, 0x7e, 0x42, 2, 0x7d, 0x0b])
    expect(read(sum)(ours)).toBe(41)
    expect(read(wide)(ours)).toBe(BigInt.asIntN(64, 6n * 2n ** 62n - 2n))
  })
  agree('can be a function', engine => {
    const bytes = wasm({
      types: [[[], [i32]]],
      functions: [[0, [0x41, 5]]],
      globals: [[funcref, 0, 0xd2, 0, 0x0b]],
      exports: [
        ['g', 'global', 0],
        ['f', 'func', 0],
      ],
    })
    const { g, f } = instantiate(engine, bytes) as unknown as { g: { value: Callable }; f: Callable }
    return [g.value === f, g.value()]
  })
})
