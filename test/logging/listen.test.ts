// Listening through the embedding API: which calls are told, in which order, nested how, and that nothing
// but the listener notices.
import { describe, expect, test } from 'vitest'
import { type CompileOptions, compile, WebAssembly } from '#src/index.js'
import type { Call, Definition, Listener } from '#src/instruments/index.js'
import { name, section, sized, u, vec } from '../unit/wasm/bytes.js'
import { assemble } from '../wat.js'

type Exports = Readonly<Record<string, (...values: unknown[]) => unknown>>

interface Names {
  readonly module?: string
  readonly functions?: Readonly<Record<number, string>>
  readonly locals?: Readonly<Record<number, Readonly<Record<number, string>>>>
}

const map = <Value>(of: Readonly<Record<number, Value>>, encode: (value: Value) => number[]) =>
  vec(...Object.entries(of).map(([index, value]) => [...u(Number(index)), ...encode(value)]))

/** A module from text, with a name section. */
async function named(text: string, { module = '', functions = {}, locals = {} }: Names): Promise<Uint8Array> {
  const parts = [
    ...[0, ...sized(name(module))],
    ...[1, ...sized(map(functions, name))],
    ...[2, ...sized(map(locals, names => map(names, name)))],
  ]
  return Uint8Array.from([...(await assemble(text)), ...section(0, [...name('name'), ...parts])])
}

const lazy = ['never', 'always'] as const

async function start(source: string | Uint8Array, options: CompileOptions, imports: object = {}) {
  const bytes = typeof source === 'string' ? await assemble(source) : source
  return new WebAssembly.Instance(compile(bytes, options), imports).exports as unknown as Exports
}

/** The names of a function and what happens to it, in order. */
function record(wanted: (definition: Definition) => boolean = () => true) {
  const events: unknown[] = []
  const title = ({ module, name, index }: Definition) => `${module}.${name || index}`
  const listener: Listener = {
    before: ({ definition, params }) => events.push([title(definition), ...params]),
    after: ({ definition }, results) => events.push([`/${title(definition)}`, ...results]),
    abort: ({ definition }, error) => events.push([`!${title(definition)}`, (error as Error).message]),
  }
  return {
    events,
    options: {
      listen: (definition: Definition) => (wanted(definition) ? listener : undefined),
    },
  }
}

const random = `(module
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (memory (export "memory") 1)
  (func $wasi_rand (param i32)
    i32.const 4 local.get 0 call $random
    if unreachable end)
  (func $rand (export "rand") (param i32)
    local.get 0 call $wasi_rand))`

describe.each(lazy)('translated %s', lazy => {
  test('calls within calls stand one tab deeper', async () => {
    let log = ''
    const logging = { scopes: 'all', functions: 'all', write: (line: string) => (log += line) } as const
    const bytes = await named(random, {
      module: 'listener',
      functions: { 1: 'wasi_rand', 2: 'rand' },
      locals: { 1: { 0: 'len' }, 2: { 0: 'len' } },
    })
    const wasi_snapshot_preview1 = { random_get: () => 0 }
    const { rand } = await start(bytes, { lazy, logging }, { wasi_snapshot_preview1 })
    rand!(4)
    expect(log).toBe(
      [
        '--> listener.rand(len=4)',
        '\t--> listener.wasi_rand(len=4)',
        '\t\t==> wasi_snapshot_preview1.random_get(buf=4,buf_len=4)',
        '\t\t<== errno=ESUCCESS',
        '\t<--',
        '<--',
        '',
      ].join('\n'),
    )
  })

  test('calls through tables, from the host and on start are told as well', async () => {
    const { events, options } = record()
    const { run, f, table } = await start(
      `(module
        (import "env" "h" (func $h (param i32) (result i32)))
        (table (export "table") 2 funcref)
        (elem (i32.const 0) $h $g)
        (type $t (func (param i32) (result i32)))
        (func $g (param i32) (result i32) local.get 0 i32.const 1 i32.add)
        (func $start i32.const 1 call $g drop)
        (start $start)
        (export "f" (func $h))
        (func (export "run") (param i32 i32) (result i32)
          local.get 1 local.get 0 call_indirect (type $t)))`,
      { lazy, ...options },
      { env: { h: (x: number) => x * 2 } },
    )
    expect(events.splice(0)).toEqual([['.2'], ['.1', 1], ['/.1', 2], ['/.2']])
    expect(run!(0, 5)).toBe(10)
    expect(events.splice(0)).toEqual([
      ['.3', 0, 5],
      ['env.h', 5],
      ['/env.h', 10],
      ['/.3', 10],
    ])
    expect(run!(1, 5)).toBe(6)
    expect(events.splice(0)).toEqual([
      ['.3', 1, 5],
      ['.1', 5],
      ['/.1', 6],
      ['/.3', 6],
    ])
    expect(f!(7)).toBe(14)
    expect((table as unknown as { get(index: number): Exports[string] }).get(1)!(7)).toBe(8)
    expect(events.splice(0)).toEqual([
      ['env.h', 7],
      ['/env.h', 14],
      ['.1', 7],
      ['/.1', 8],
    ])
  })

  test('every type of value, and results in registers that the listener uses itself', async () => {
    const { events, options } = record(({ index }) => index === 0)
    let other: Exports = {}
    const listener = options.listen({ index: 0 } as Definition)!
    const listen = (definition: Definition): Listener | undefined =>
      options.listen(definition) && {
        before: call => listener.before!(call),
        after(call, results) {
          other.two!()
          listener.after!(call, results)
        },
      }
    other = await start(
      '(module (func (export "two") (result i32 i64 f64) i32.const 1 i64.const 2 f64.const 3))',
      {},
    )
    const { run } = await start(
      `(module
        (import "env" "h" (func $h (param i64 f32 f64 externref) (result i64 f64 i32 externref)))
        (func (export "run") (param i64 f32 f64 externref) (result i64 f64 i32 externref)
          local.get 0 local.get 1 local.get 2 local.get 3 call $h))`,
      { lazy, listen },
      { env: { h: (a: bigint, b: number, c: number, d: unknown) => [a + 1n, b + c, -5, [d]] } },
    )
    expect(run!(-(2n ** 40n), 0.5, 0.1, 'x')).toEqual([1n - 2n ** 40n, 0.6, -5, ['x']])
    expect(events).toEqual([
      ['env.h', -(2n ** 40n), 0.5, 0.1, 'x'],
      ['/env.h', 1n - 2n ** 40n, 0.6, -5, ['x']],
    ])
  })

  test('a call ends with an error for everyone it passes', async () => {
    const { events, options } = record()
    const { run, trap, deep } = await start(
      `(module
        (import "env" "h" (func $h))
        (memory 1)
        (func $g call $h)
        (func (export "run") call $g)
        (func (export "trap") (result i32) i32.const -1 i32.load)
        (func $deep (export "deep") call $deep))`,
      { lazy, ...options },
      {
        env: {
          h() {
            throw new TypeError('the end')
          },
        },
      },
    )
    expect(() => run!()).toThrow('the end')
    const fault = 'the end'
    expect(events.splice(0)).toEqual([
      ['.2'],
      ['.1'],
      ['env.h'],
      ['!env.h', fault],
      ['!.1', fault],
      ['!.2', fault],
    ])
    expect(() => trap!()).toThrow(WebAssembly.RuntimeError)
    expect(events.splice(0)).toEqual([['.3'], ['!.3', 'out of bounds memory access']])
    expect(() => deep!()).toThrow(RangeError)
  })

  test('a function of another instance is its own business', async () => {
    const inner = record()
    const outer = record()
    const { f } = await start('(module (func (export "f")))', { lazy, ...inner.options })
    const { run } = await start(
      '(module (import "a" "f" (func $f)) (func (export "run") call $f))',
      { lazy, ...outer.options },
      { a: { f } },
    )
    run!()
    expect(inner.events).toEqual([['.0'], ['/.0']])
    expect(outer.events).toEqual([['.1'], ['/.1']])
  })

  test('memories that grow, and those that cannot', async () => {
    const sizes: unknown[] = []
    const { grow, plain } = await start(
      `(module (memory 1 3)
        (func (export "grow") (param i32) (result i32)
          i32.const 65536 i32.load8_u offset=0 drop
          local.get 0)
        (func (export "plain") (param i32) (result i32)
          i32.const 0 i32.const 7 i32.store8
          local.get 0 memory.grow
          i32.const 0 i32.load8_u i32.const 100 i32.mul i32.add))`,
      { lazy, growth: ({ memory, delta, before, after }) => sizes.push([memory, delta, before, after]) },
    )
    expect(plain!(1)).toBe(701)
    expect(plain!(2)).toBe(699)
    expect(plain!(0)).toBe(702)
    expect(grow!(5)).toBe(5)
    expect(sizes).toEqual([
      [0, 1, 1, 2],
      [0, 2, 2, 2],
      [0, 0, 2, 2],
    ])
  })
})

test('what can be known of a function before it runs', async () => {
  const definitions: Definition[] = []
  const text = `(module
    (import "env" "h" (func (param f32)))
    (func (export "a") (export "b") (param i32 i64) (result f64) f64.const 0))`
  const names = { module: 'm', functions: { 0: 'ours', 1: 'sum' }, locals: { 1: { 0: 'x', 1: 'y' } } }
  compile(await named(text, names), { listen: definition => void definitions.push(definition) })
  expect(definitions).toEqual([
    {
      ...{ index: 0, module: 'env', name: 'h', exports: [], parameters: new Map() },
      imported: { module: 'env', name: 'h' },
      type: expect.objectContaining({ params: ['f32'], results: [] }),
    },
    {
      ...{ index: 1, module: 'm', name: 'sum', exports: ['a', 'b'], imported: undefined },
      parameters: new Map([
        [0, 'x'],
        [1, 'y'],
      ]),
      type: expect.objectContaining({ params: ['i32', 'i64'], results: ['f64'] }),
    },
  ])
})

test('one call is one object, and sees the memory of its instance', async () => {
  const calls: Call[] = []
  const listener: Listener = {
    before: call => calls.push(call),
    after: call => calls.push(call),
  }
  const { run, memory } = await start(
    '(module (import "a" "f" (func $f)) (memory (export "memory") 1) (func (export "run") call $f))',
    { listen: ({ imported }) => imported && listener },
    { a: { f: () => undefined } },
  )
  run!()
  expect(calls.length).toBe(2)
  expect(calls[0]).toBe(calls[1])
  expect(calls[0]!.memory!.buffer).toBe((memory as unknown as { buffer: ArrayBuffer }).buffer)
})

test('a log and a listener at once: who is told first is told the end last', async () => {
  const events: string[] = []
  const { f } = await start('(module (func (export "f")))', {
    listen: () => ({ before: () => events.push('before'), after: () => events.push('after') }),
    logging: { scopes: ['all'], write: line => events.push(line) },
  })
  f!()
  expect(events).toEqual(['before', '--> .$0()\n', '<--\n', 'after'])
})
