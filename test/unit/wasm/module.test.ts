// What decoding keeps of a module, names and custom sections above all; and what it says of features that are not
// supported.
import { describe, expect, test } from 'vitest'
import { decode } from '#src/wasm/decode.js'
import { type Feature, type Features, supported } from '#src/wasm/features.js'
import { funcType, importedCount } from '#src/wasm/module.js'
import { validate } from '#src/wasm/validate/index.js'
import { body, i32, i64, name, section, sized, v128, vec, wasm, withBody } from './bytes.js'

test('index spaces begin with the imports', () => {
  const module = decode(
    wasm(
      section(1, vec([0x60, 0, 0], [0x60, 2, i32, i64, 1, i64])),
      section(2, vec([...name('a'), ...name('b'), 0, 1], [...name('a'), ...name('g'), 3, i32, 0])),
      section(3, vec([0])),
      section(6, vec([i64, 1, 0x42, 5, 0x0b])),
      section(7, vec([...name('run'), 0, 1])),
      section(10, vec(body([0x0b], [2, i32], [1, i64]))),
    ),
  )
  expect(module.functions).toEqual([1, 0])
  expect(importedCount(module, 'func')).toBe(1)
  expect(funcType(module, module.functions[0]!)).toEqual({
    kind: 'func',
    params: ['i32', 'i64'],
    results: ['i64'],
  })
  expect(module.globals.map(({ type }) => type)).toEqual([
    { type: 'i32', mutable: false },
    { type: 'i64', mutable: true },
  ])
  expect(module.globals.map(({ init }) => init !== undefined)).toEqual([false, true])
  expect(module.exports).toEqual([{ name: 'run', kind: 'func', index: 1 }])
  expect(module.bodies[0]!.locals).toEqual([
    { count: 2, type: 'i32' },
    { count: 1, type: 'i64' },
  ])
})

describe('custom sections', () => {
  const custom = (title: string, bytes: readonly number[]) => section(0, [...name(title), ...bytes])

  test('are kept with their places', () => {
    const bytes = wasm(custom('a', [1, 2, 3]), section(5, vec([0, 1])), custom('a', []))
    const found = decode(bytes).custom.map(({ name, start, end }) => [name, ...bytes.slice(start, end)])
    expect(found).toEqual([['a', 1, 2, 3], ['a']])
  })

  const names = (...parts: number[][]) => decode(wasm(custom('name', parts.flat()))).names
  const functions = (...entries: number[][]) => [1, ...sized(vec(...entries))]

  test('name the module and its functions', () => {
    const { module, functions: found } = names(
      [0, ...sized(name('app'))],
      functions([0, ...name('main')], [7, ...name('λ')]),
    )
    expect(module).toBe('app')
    expect([...found]).toEqual([
      [0, 'main'],
      [7, 'λ'],
    ])
  })

  // biome-ignore format: a table
  test.each([
    ['a cut name',        functions([0, 9, 0x61])],
    ['wrong UTF-8',       functions([0, 1, 0xff])],
    ['a huge count',      [1, ...sized([0xff, 0xff, 0xff, 0xff, 0x0f])]],
    ['a wrong length',    [1, 0x7f]],
    ['an endless number', [1, ...sized([0x80, 0x80, 0x80, 0x80, 0x80, 0x80])]],
  ])('say nothing if damaged: %s', (_, bytes) => {
    const { module, functions: found } = names([0, ...sized(name('app'))], bytes)
    expect([module, found.size]).toEqual([undefined, 0])
  })
})

// biome-ignore format: a table
const gated: readonly (readonly [Feature, string, Uint8Array])[] = [
  ['simd',                'SIMD is not supported yet: i8x16.add',              withBody([0xfd, 0x6e, 0x0b])],
  ['simd',                'SIMD is not supported yet: v128',                   wasm(section(1, vec([0x60, 1, v128, 0])))],
  ['threads',             'threads is not supported yet: i32.atomic.load',     withBody([0xfe, 0x10, 2, 0, 0x0b])],
  ['threads',             'threads is not supported yet: shared memory',       wasm(section(5, vec([3, 1, 1])))],
  ['gc',                  'garbage collection is not supported yet: ref.i31',  withBody([0xfb, 0x1c, 0x0b])],
  ['gc',                  'garbage collection is not supported yet: struct type', wasm(section(1, vec([0x5f, 0])))],
  ['function-references', 'function-references is not supported yet: ref',     wasm(section(1, vec([0x60, 1, 0x64, 0x70, 0])))],
  ['exceptions',          'exceptions is not supported yet: throw',            withBody([0x08, 0, 0x0b])],
  ['exceptions-legacy',   'legacy exceptions is not supported yet: try',       withBody([0x06, 0x40, 0x0b, 0x0b])],
  ['tail-call',           'tail-call is not supported yet: return_call',       withBody([0x12, 0, 0x0b])],
  ['memory64',            'memory64 is not supported yet: 64-bit addresses',   wasm(section(5, vec([4, 1])))],
  ['multi-memory',        'multiple memories',                                 wasm(section(5, vec([0, 1], [0, 1])))],
  ['multi-value',         'multi-value is not supported yet: 2 results',       wasm(section(1, vec([0x60, 0, 2, i32, i32])))],
  ['sign-extension',      'sign-extension is not supported yet: i32.extend8_s', withBody([0x41, 0, 0xc0, 0x1a, 0x0b])],
  ['bulk-memory',         'bulk-memory is not supported yet: memory.fill',     withBody([0xfc, 11, 0, 0x0b])],
  ['extended-const',      'constant expression required',                      wasm(section(6, vec([i32, 0, 0x41, 0, 0x41, 0, 0x6a, 0x0b])))],
]

test.each(gated)('without %s: %s', (feature, message, bytes) => {
  const allowed: Features = new Set([...supported].filter(name => name !== feature))
  expect(() => validate(decode(bytes, allowed))).toThrow(message)
})

test('what is wrong is said in the words of the standard, with the place', () => {
  const attempt = (code: readonly number[]) => () => validate(decode(withBody(code)))
  expect(attempt([0x41, 0, 0x0b])).toThrow(
    'type mismatch: block ends with [i32] left on the stack (at offset 0x19)',
  )
  expect(attempt([0x42, 0, 0x45, 0x1a, 0x0b])).toThrow(
    'type mismatch: instruction requires [i32] but stack has [i64] (at offset 0x19)',
  )
  expect(attempt([0x6a, 0x0b])).toThrow('type mismatch: instruction requires [i32] but stack has []')
  expect(attempt([0x27, 0x0b])).toThrow('illegal opcode 27 (at offset 0x17)')
  expect(attempt([0xfc, 0x40, 0x0b])).toThrow('illegal opcode fc 40 (at offset 0x17)')
})
