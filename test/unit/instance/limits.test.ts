// What an embedder lets instances have, by way of the namespace.
import { describe, expect, test } from 'vitest'
import { compile, LimitError, type LimitOptions, ResourceLimits, WebAssembly } from '#src/index.js'
import { engines } from '../../tiers/tiers.js'
import { assemble } from '../../wat.js'

type Grow = (delta: number) => number

const guest = await assemble(`(module
  (memory (export "memory") 3) (memory 1)
  (table (export "table") 5 funcref) (table 2 externref)
  (global (mut i32) (i32.const 0)) (global i64 (i64.const 0))
  (func (export "memory.grow") (param i32) (result i32) (memory.grow (local.get 0)))
  (func (export "memory.grow 1") (param i32) (result i32) (memory.grow 1 (local.get 0)))
  (func (export "table.grow") (param i32) (result i32) (table.grow (ref.null func) (local.get 0)))
  (func (export "table.grow 1") (param i32) (result i32) (table.grow 1 (ref.null extern) (local.get 0))))`)

const wanted = { memoryPages: 4, tableElements: 7, globals: 2, instances: 1 }

const make = (limits: LimitOptions | ResourceLimits, module: object = compile(guest)) =>
  new WebAssembly.Instance(module, {}, { limits }).exports as unknown as Record<string, Grow> & {
    memory: { grow: Grow }
    table: { grow: Grow }
  }

describe('where an instance begins', () => {
  test('what is allowed is what it wants', () => {
    make(wanted)
    make({})
    make({ memoryPages: Number.POSITIVE_INFINITY, globals: undefined })
  })

  test.each([
    ['memoryPages', 'the limit of 3 memory pages is exceeded: 4 wanted'],
    ['tableElements', 'the limit of 6 table elements is exceeded: 7 wanted'],
    ['globals', 'the limit of 1 global is exceeded: 2 wanted'],
    ['instances', 'the limit of 0 instances is exceeded: 1 wanted'],
  ] as const)('one less of %s is a LimitError', (name, message) => {
    let error: unknown
    try {
      make({ ...wanted, [name]: wanted[name] - 1 })
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(LimitError)
    expect(error).toBeInstanceOf(RangeError)
    expect(error).toMatchObject({ name: 'LimitError', limit: name, message })
  })

  test('what is imported has been made by somebody else', async () => {
    const module = compile(
      await assemble(`(module (import "host" "memory" (memory 100)) (import "host" "table" (table 100 funcref))
        (import "host" "global" (global i32)) (func (export "grow") (result i32) (memory.grow (i32.const 1))))`),
    )
    const host = {
      memory: new WebAssembly.Memory({ initial: 100 }),
      table: new WebAssembly.Table({ initial: 100, element: 'anyfunc' }),
      global: 1,
    }
    const limits = { memoryPages: 0, tableElements: 0, globals: 0 }
    const { exports } = new WebAssembly.Instance(module, { host }, { limits })
    expect((exports.grow as unknown as () => number)()).toBe(100)
  })

  test('functions of the namespace take the same option', async () => {
    const options = { limits: { memoryPages: 3 } }
    await expect(WebAssembly.instantiate(guest, {}, options)).rejects.toThrow(LimitError)
    await expect(WebAssembly.instantiate(compile(guest), {}, options)).rejects.toThrow(LimitError)
    await WebAssembly.instantiate(guest, {}, { limits: wanted })
    await WebAssembly.instantiate(compile(guest), {}, { limits: wanted })
  })

  test('nothing is taken where something cannot be had', () => {
    const limits = new ResourceLimits({ memoryPages: 8, tableElements: 6 })
    expect(() => make(limits)).toThrow(LimitError)
    expect(limits.used).toEqual({ memoryPages: 0, tableElements: 0, globals: 0, instances: 0 })
  })
})

describe.each(engines)('growing, $name', ({ module }) => {
  const growing = (limits: LimitOptions) => make(limits, module(guest))

  test('ends at the limit of all memories together', () => {
    const { memory, ...exports } = growing({ memoryPages: 8 })
    const grow = [exports['memory.grow']!, exports['memory.grow 1']!] as const
    expect([grow[0](5), grow[0](-1), grow[0](2), grow[1](3), grow[1](2), grow[0](1)]).toEqual([
      -1, -1, 3, -1, 1, -1,
    ])
    expect([grow[0](0), grow[1](0)]).toEqual([5, 3])
    expect(() => memory.grow(1)).toThrow(RangeError)
    expect(memory.grow(0)).toBe(5)
  })

  test('ends at the limit of all tables together', () => {
    const { table, ...exports } = growing({ tableElements: 10 })
    const grow = [exports['table.grow']!, exports['table.grow 1']!] as const
    expect([grow[0](4), grow[1](-1), grow[1](1), grow[0](3), grow[0](2), grow[1](1)]).toEqual([
      -1, -1, 2, -1, 5, -1,
    ])
    expect(() => table.grow(1)).toThrow(RangeError)
    expect(grow[0](0)).toBe(7)
  })
})

test('what instances share is the sum of what they have', () => {
  const limits = new ResourceLimits({ memoryPages: 10, tableElements: 20, instances: 2 })
  const [one, two] = [make(limits), make(limits)]
  expect(limits.used).toEqual({ memoryPages: 8, tableElements: 14, globals: 4, instances: 2 })
  expect([one['memory.grow']!(1), two['memory.grow']!(2), two['memory.grow']!(1)]).toEqual([3, -1, 3])
  expect(one['memory.grow 1']!(1)).toBe(-1)
  expect(() => make(limits)).toThrow(/memory pages is exceeded: 10 in use, 4 wanted|2 instances is exceeded/)
  const alone = { memoryPages: 5 }
  expect([make(alone), make(alone)].map(exports => exports['memory.grow']!(1))).toEqual([3, 3])
})

test('a memory that could not be had does not count', () => {
  const limits = new ResourceLimits({ memoryPages: 65536 * 2 })
  const exports = make(limits)
  const before = limits.used.memoryPages
  expect(exports['memory.grow']!(65536)).toBe(-1)
  expect(limits.used.memoryPages).toBe(before)
})

describe('what is no limit is not left out in silence', () => {
  test.each([Number.NaN, -1, 1.5, '16', null, 5n])('%s', value => {
    expect(() => make({ memoryPages: value as never })).toThrow(RangeError)
    expect(() => make({ memoryPages: value as never })).toThrow('the limit memoryPages must be an integer')
  })

  test.each(['memorypages', 'memory', 'constructor', '__proto__'])('%s', name => {
    const limits = JSON.parse(`{ "${name}": 1 }`)
    expect(() => new ResourceLimits(limits)).toThrow(TypeError)
    expect(() => make(limits)).toThrow(`there is no limit ${name}; there are memoryPages, tableElements`)
  })
})

test('a third argument of others does no harm', () => {
  for (const options of [undefined, null, {}, 5, 'x', { builtins: [] }])
    new WebAssembly.Instance(compile(guest), {}, options as never)
})

test.each([5, true, '', 'ab', [], null])('%j are no limits', given => {
  expect(() => make(given as unknown as LimitOptions)).toThrow('limits must be an object')
  expect(() => make(given as unknown as LimitOptions)).toThrow(TypeError)
})
