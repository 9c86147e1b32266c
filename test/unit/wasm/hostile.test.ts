// Input that means harm: everything is a CompileError or valid, soon, and without memory beyond a small multiple of
// the input.
import { describe, expect, test } from 'vitest'
import { decode } from '#src/wasm/decode.js'
import { CompileError } from '#src/wasm/errors.js'
import { validate } from '#src/wasm/validate/index.js'
import { body, i32, name, section, sized, u, vec, wasm, withBody } from './bytes.js'

const check = (bytes: Uint8Array) => validate(decode(bytes))

const repeat = (count: number, bytes: readonly number[]): number[] =>
  Array.from({ length: count * bytes.length }, (_, i) => bytes[i % bytes.length]!)

const huge = u(0xffff_ffff)

// biome-ignore format: a table
describe.each([
  ['types',              section(1, huge)],
  ['params',             section(1, [1, 0x60, ...huge])],
  ['imports',            section(2, huge)],
  ['functions',          section(3, huge)],
  ['functions in limit', section(3, u(1_000_000))],
  ['tables',             section(4, huge)],
  ['memories',           section(5, huge)],
  ['globals',            section(6, huge)],
  ['exports',            section(7, huge)],
  ['elements',           section(9, huge)],
  ['items',              section(9, [1, 0, 0x41, 0, 0x0b, ...huge])],
  ['bodies',             section(10, huge)],
  ['data',               section(11, huge)],
  ['bytes of data',      section(11, [1, 0, 0x41, 0, 0x0b, ...huge])],
  ['a name',             section(2, [1, ...huge])],
  ['a section',          [1, ...huge]],
])('a huge count: %s', (_, bytes) => {
  test('is rejected at once', () => {
    const before = process.memoryUsage().arrayBuffers
    expect(() => check(wasm(bytes))).toThrow(CompileError)
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(1_000_000)
  })
})

// biome-ignore format: a table
test.each([
  ['targets of a br_table',  [0x41, 0, 0x0e, ...huge, 0x0b],  'unexpected end'],
  ['types of a select',      [0x41, 0, 0x1c, ...huge, 0x0b],  'unexpected end'],
  ['an unknown label',       [0x0c, ...huge, 0x0b],           'unknown label 4294967295'],
  ['an unknown local',       [0x20, ...huge, 0x0b],           'unknown local 4294967295'],
  ['an unknown block type',  [0x02, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x0b, 0x0b], 'unknown type 4294967295'],
] as const)('huge numbers in code: %s', (_, code, message) => {
  expect(() => check(withBody(code))).toThrow(message)
})

describe('nesting', () => {
  const blocks = 100_000

  test.each([
    ['block', [0x02, 0x40]],
    ['loop', [0x03, 0x40]],
  ])('100,000 levels of %s', (_, open) => {
    const code = [...repeat(blocks, open), ...repeat(blocks + 1, [0x0b])]
    expect(check(withBody(code)).depths[0]).toBe(blocks)
  })

  test('100,000 levels that are not closed', () => {
    expect(() => check(withBody(repeat(blocks, [0x02, 0x40])))).toThrow(
      'unexpected end of section or function',
    )
  })

  test('in a constant expression', () => {
    const global = section(6, [1, i32, 0, ...repeat(blocks, [0x02, 0x40]), ...repeat(blocks + 1, [0x0b])])
    expect(() => check(wasm(global))).toThrow('constant expression required')
  })

  test('is counted', () => {
    expect(check(withBody([0x0b])).depths[0]).toBe(0)
    expect(check(withBody([0x02, 0x40, 0x0b, 0x03, 0x40, 0x02, 0x40, 0x0b, 0x0b, 0x0b])).depths[0]).toBe(2)
  })
})

describe('locals', () => {
  const declaring = (runs: readonly number[]) =>
    wasm(section(1, vec([0x60, 0, 0])), section(3, vec([0])), section(10, vec(sized([...runs, 0x0b]))))

  test('too many in one run', () => {
    expect(() => check(declaring([1, ...huge, i32]))).toThrow('too many locals')
  })

  test('too many in several runs', () => {
    expect(() => check(declaring([2, ...u(50_000), i32, 1, i32]))).toThrow('too many locals')
  })

  test('too many with the parameters', () => {
    const type = section(1, vec([0x60, 1, i32, 0]))
    const bytes = wasm(type, section(3, vec([0])), section(10, vec(body([0x0b], [...u(50_000), i32]))))
    expect(() => check(bytes)).toThrow('too many locals: 50001')
  })

  test('100,000 empty runs are not kept', () => {
    const { bodies } = decode(declaring([...u(100_000), ...repeat(100_000, [0, i32])]))
    expect(bodies[0]!.locals).toEqual([])
  })
})

describe('limits', () => {
  const functionType = (params: number, results: number) =>
    wasm(
      section(
        1,
        vec([0x60, ...u(params), ...repeat(params, [i32]), ...u(results), ...repeat(results, [i32])]),
      ),
    )

  test('1,000 parameters and results, not one more', () => {
    expect(check(functionType(1000, 1000)).depths.length).toBe(0)
    expect(() => check(functionType(1001, 0))).toThrow('too many parameters: 1001, at most 1000')
    expect(() => check(functionType(0, 1001))).toThrow('too many results: 1001, at most 1000')
  })

  test('a br_table of 100,000 targets', () => {
    const code = [0x41, 0, 0x0e, ...u(100_000), ...repeat(100_001, [0]), 0x0b]
    expect(check(withBody(code)).depths[0]).toBe(0)
  })

  test('a body of more than 7,654,321 bytes', () => {
    const size = 7_654_322
    const head = [
      ...wasm(section(1, vec([0x60, 0, 0])), section(3, vec([0]))),
      10,
      ...u(size + 5),
      1,
      ...u(size),
    ]
    const bytes = new Uint8Array(head.length + size)
    bytes.set(head)
    expect(() => check(bytes)).toThrow('too many function bytes: 7654322, at most 7654321')
  })

  test('operands that unreachable calls pile up', () => {
    const types = vec([0x60, 0, 0], [0x60, 0, ...u(1000), ...repeat(1000, [i32])])
    const code = body([...repeat(20_000, [0x10, 1]), 0x00, 0x0b])
    const bytes = wasm(
      section(1, types),
      section(3, vec([0], [1])),
      section(10, vec(code, body([0x00, 0x0b]))),
    )
    expect(() => check(bytes)).toThrow('too many operands')
  })
})

describe('truncation', () => {
  const whole = wasm(
    section(1, vec([0x60, 1, i32, 1, i32])),
    section(2, vec([...name('m'), ...name('f'), 0, 0])),
    section(3, vec([0])),
    section(4, vec([0x70, 0, 1])),
    section(5, vec([0, 1])),
    section(6, vec([i32, 1, 0x41, 7, 0x0b])),
    section(7, vec([...name('x'), 0, 1])),
    section(9, vec([0, 0x41, 0, 0x0b, 1, 0])),
    section(10, vec(body([0x20, 0, 0x28, 2, 0, 0x0b]))),
    section(11, vec([0, 0x41, 0, 0x0b, ...name('data')])),
    section(0, [...name('name'), 1, ...sized([1, 0, ...name('fun')])]),
  )

  test('the whole module is valid', () => {
    expect(check(whole).depths.length).toBe(1)
  })

  test('at every byte is rejected or leaves a valid module', () => {
    const starts = [8]
    for (let length = 0; length < whole.length; length++) {
      const cut = whole.slice(0, length)
      try {
        check(cut)
        starts.push(length)
      } catch (error) {
        expect(error).toBeInstanceOf(CompileError)
      }
    }
    // Only between sections, and not where a function lacks its body.
    expect(starts.length).toBeLessThan(12)
  })

  test('every byte replaced by every value gives a CompileError or a valid module', () => {
    let valid = 0
    for (let at = 0; at < whole.length; at++) {
      for (let value = 0; value < 256; value++) {
        const changed = whole.slice()
        changed[at] = value
        try {
          check(changed)
          valid++
        } catch (error) {
          if (!(error instanceof CompileError)) throw error
        }
      }
    }
    expect(valid).toBeGreaterThan(whole.length)
  })
})

test('no bytes, and no wasm', () => {
  expect(() => check(new Uint8Array(0))).toThrow('unexpected end')
  expect(() => check(new TextEncoder().encode('#!/bin/sh\n'))).toThrow('magic header not detected')
})
