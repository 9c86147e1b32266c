// WebAssembly.Instance: reading imports, linking, exports, the order of instantiation.
import { describe, expect, test } from 'vitest'
import { externref, f32, f64, funcref, i32, i64, type Parts, text, wasm } from './binary.js'
import { agree, type Callable, instantiate, native, ours } from './both.js'

const none: Parts['types'] = [[[], []]]

const importing = (...type: number[]) => wasm({ types: none, imports: [['module', 'field', type]] })

const func = importing(0, 0)

describe('import objects', () => {
  const objects: readonly unknown[] = [undefined, null, true, 1, '', Symbol.iterator, {}, [], () => 1]
  for (const [i, object] of objects.entries()) {
    agree(`are objects, even if nothing is imported: ${i}`, ({ Instance, Module }) => {
      const instance = new Instance(new Module(wasm({})), object)
      return Object.keys(instance.exports)
    })
    agree(`are objects: ${i}`, engine => instantiate(engine, func, object as object))
    agree(`hold objects: ${i}`, engine => instantiate(engine, func, { module: object }))
  }
  agree('may be functions', engine => {
    const module = Object.assign(() => 0, { field: () => 0 })
    return Object.keys(
      instantiate(
        engine,
        func,
        Object.assign(() => 0, { module }),
      ),
    )
  })
  agree('are read in the order of the imports', engine => {
    const order: PropertyKey[] = []
    const noting = (target: object): object =>
      new Proxy(target, {
        get(target, name) {
          order.push(name)
          const value: unknown = Reflect.get(target, name)
          return typeof value === 'object' && !(value instanceof engine.Memory)
            ? noting(value as object)
            : value
        },
      })
    const memory = new engine.Memory({ initial: 1 })
    const bytes = wasm({
      types: none,
      imports: [
        ['b', 'one', [3, i32, 0]],
        ['a', 'two', [0, 0]],
        ['b', 'three', [2, 0, 1]],
        ['b', 'one', [3, i32, 0]],
      ],
    })
    instantiate(engine, bytes, noting({ a: { two: () => 1 }, b: { one: 1, three: memory } }))
    return order
  })
  agree('may throw', engine =>
    instantiate(engine, func, {
      get module() {
        throw new SyntaxError('mine')
      },
    }),
  )
})

describe('values that can be imported', () => {
  const kinds: Readonly<Record<string, Uint8Array>> = {
    func,
    table: importing(1, funcref, 1, 2, 4),
    externtable: importing(1, externref, 0, 2),
    memory: importing(2, 1, 2, 4),
    ...Object.fromEntries(
      Object.entries({ i32, i64, f32, f64, funcref, externref }).flatMap(([name, type]) => [
        [name, importing(3, type, 0)],
        [`mutable ${name}`, importing(3, type, 1)],
      ]),
    ),
  }
  const values: Readonly<Record<string, (engine: typeof ours) => unknown>> = {
    undefined: () => undefined,
    null: () => null,
    'a number': () => 1.5,
    'a BigInt': () => 5n,
    'a text': () => 'text',
    'a symbol': () => Symbol.iterator,
    'an object': () => ({}),
    'a function': () => () => 1,
    'an exported function': engine =>
      instantiate(engine, wasm({ types: none, functions: [[0, []]], exports: [['f', 'func', 0]] })).f,
    'an exported function of another type': engine =>
      instantiate(engine, wasm({ types: [[[i32], []]], functions: [[0, []]], exports: [['f', 'func', 0]] }))
        .f,
    'a class': engine => engine.Memory,
    'a prototype': engine => engine.Global.prototype,
    'an object that inherits': engine => Object.create(engine.Table.prototype),
    'a table': engine => new engine.Table({ element: 'anyfunc', initial: 3, maximum: 4 }),
    'a small table': engine => new engine.Table({ element: 'anyfunc', initial: 1, maximum: 4 }),
    'a table that grows too far': engine => new engine.Table({ element: 'anyfunc', initial: 3, maximum: 5 }),
    'an unlimited table': engine => new engine.Table({ element: 'anyfunc', initial: 3 }),
    'a table of other elements': engine => new engine.Table({ element: 'externref', initial: 3 }),
    'a table that has grown': engine => {
      const table = new engine.Table({ element: 'anyfunc', initial: 1, maximum: 4 })
      table.grow(1)
      return table
    },
    'a memory': engine => new engine.Memory({ initial: 3, maximum: 4 }),
    'a small memory': engine => new engine.Memory({ initial: 1, maximum: 4 }),
    'an unlimited memory': engine => new engine.Memory({ initial: 3 }),
    'a memory that has grown': engine => {
      const memory = new engine.Memory({ initial: 1, maximum: 3 })
      memory.grow(1)
      return memory
    },
    ...Object.fromEntries(
      ['i32', 'i64', 'f32', 'f64', 'externref', 'anyfunc'].flatMap(value => [
        [`a global ${value}`, (engine: typeof ours) => new engine.Global({ value })],
        [`a mutable global ${value}`, (engine: typeof ours) => new engine.Global({ value, mutable: true })],
      ]),
    ),
  }
  for (const [kind, bytes] of Object.entries(kinds)) {
    for (const [name, value] of Object.entries(values)) {
      agree(`${name} as ${kind}`, engine => {
        instantiate(engine, bytes, { module: { field: value(engine) } })
        return 'linked'
      })
    }
  }
})

describe('messages', () => {
  const message = (bytes: Uint8Array, field: unknown) => {
    try {
      instantiate(ours, bytes, { module: { field } })
    } catch (error) {
      return (error as Error).message
    }
    return 'none'
  }
  test('name the import and use the words of the standard', () => {
    expect(message(func, undefined)).toBe('unknown import: "module" "field": a function is required')
    expect(message(func, 5)).toBe('incompatible import type: "module" "field": a function is required')
    expect(message(importing(2, 0, 2), new ours.Memory({ initial: 1 }))).toBe(
      'incompatible import type: "module" "field": size 1 or more, but 2 or more declared',
    )
    expect(message(importing(3, i64, 1), new ours.Global({ value: 'i32' }))).toBe(
      'incompatible import type: "module" "field": a global of type i32, but (mut i64) declared',
    )
  })
  test('escape names', () => {
    const bytes = wasm({ types: none, imports: [['\n"', '\u0000', [0, 0]]] })
    expect(() => instantiate(ours, bytes, { '\n"': {} })).toThrow('unknown import: "\\x0a\\"" "\\x00"')
  })
})

describe('exports', () => {
  const bytes = wasm({
    types: none,
    functions: [
      [0, []],
      [0, []],
    ],
    memories: [[0, 1]],
    globals: [[i32, 0, 0x41, 3, 0x0b]],
    tables: [[funcref, 0, 1]],
    exports: [
      ['f', 'func', 0],
      ['', 'func', 1],
      ['__proto__', 'func', 0],
      ['7', 'memory', 0],
      ['constructor', 'global', 0],
      ['then', 'table', 0],
    ],
  })
  agree('are a frozen object without prototype', engine => {
    const instance = new engine.Instance(new engine.Module(bytes))
    const { exports } = instance
    return [
      Object.getPrototypeOf(exports),
      Object.isFrozen(exports),
      Reflect.ownKeys(exports),
      instance.exports === exports,
      Object.getOwnPropertyDescriptor(exports, '__proto__')?.enumerable,
      Object.hasOwn(instance, 'exports'),
    ]
  })
  agree('name functions by their number', engine => {
    const exports = instantiate(engine, bytes) as Record<string, Callable>
    return [exports.f, exports[''], exports.f === Reflect.get(exports, '__proto__')]
  })
  agree('are not constructors', engine => Reflect.construct(instantiate(engine, bytes).f!, []))
  agree('are functions without prototype', engine =>
    Object.hasOwn(instantiate(engine, bytes).f!, 'prototype'),
  )
  test('belong to the engine', () => {
    const exports = instantiate(ours, bytes) as Record<string, unknown>
    expect(exports['7']).toBeInstanceOf(ours.Memory)
    expect(exports.constructor).toBeInstanceOf(ours.Global)
    expect(exports.then).toBeInstanceOf(ours.Table)
    expect(exports['7']).not.toBeInstanceOf(native.Memory)
  })
})

describe('identity of functions', () => {
  const passing = wasm({
    types: [[[], [i32]]],
    imports: [
      ['m', 'f', [0, 0]],
      ['m', 'f', [0, 0]],
    ],
    tables: [[funcref, 0, 2]],
    elements: [[0, 0x41, 0, 0x0b, 2, 0, 1]],
    exports: [
      ['f', 'func', 0],
      ['g', 'func', 1],
      ['table', 'table', 0],
    ],
  })
  interface Passing {
    f: Callable
    g: Callable
    table: InstanceType<typeof ours.Table>
  }
  agree('an exported function that is exported again is itself', engine => {
    const first = instantiate(
      engine,
      wasm({ types: [[[], [i32]]], functions: [[0, [0x41, 9]]], exports: [['f', 'func', 0]] }),
    )
    const { f, g, table } = instantiate<Passing>(engine, passing, { m: first })
    return [f === first.f, g === first.f, table.get(0) === first.f, table.get(1) === first.f, f.name, f()]
  })
  agree('a function of the host gets a wrapper for each import', engine => {
    const host = () => '41.9'
    const { f, g, table } = instantiate<Passing>(engine, passing, { m: { f: host } })
    return [
      (f as unknown) === host,
      f === g,
      table.get(0) === f,
      table.get(1) === g,
      f.name,
      g.name,
      f.length,
      f(),
    ]
  })
})

describe('instantiation', () => {
  const segments = (parts: Parts) => (engine: typeof ours) => {
    const memory = new engine.Memory({ initial: 1 })
    const table = new engine.Table({ element: 'anyfunc', initial: 3 })
    const log: unknown[] = []
    const bytes = wasm({
      types: none,
      imports: [
        ['m', 'memory', [2, 0, 1]],
        ['m', 'table', [1, funcref, 0, 3]],
        ['m', 'log', [0, 0]],
        ['m', 'base', [3, i32, 0]],
      ],
      ...parts,
    })
    const m = { memory, table, log: () => log.push('started', table.get(1) === null), base: 2 }
    try {
      instantiate(engine, bytes, { m })
    } catch (error) {
      log.push((error as Error).name)
    }
    return [...log, ...new Uint8Array(memory.buffer, 0, 4), ...[0, 1, 2].map(i => table.get(i) === null)]
  }
  const data = (at: number[], content: string) => [0, ...at, 0x0b, ...text(content)]
  const elements = (at: number[], ...items: number[]) => [0, ...at, 0x0b, items.length, ...items]
  agree(
    'copies segments, then starts',
    segments({
      elements: [elements([0x41, 1], 0)],
      data: [data([0x41, 0], 'ab'), data([0x23, 0], 'cd'), data([0x41, 1], 'x')],
      start: 0,
    }),
  )
  agree(
    'keeps what was copied before a segment that does not fit',
    segments({
      elements: [elements([0x41, 1], 0)],
      data: [data([0x41, 0], 'ab'), data([0x41, 0x7f], 'cd'), data([0x41, 2], 'x')],
      start: 0,
    }),
  )
  agree(
    'copies elements before data',
    segments({
      elements: [elements([0x41, 0], 0), elements([0x41, 2], 0, 0), elements([0x41, 1], 0)],
      data: [data([0x41, 0], 'ab')],
      start: 0,
    }),
  )
  agree(
    'accepts empty segments at the very end',
    segments({
      elements: [elements([0x41, 3])],
      data: [data([0x41, 0x80, 0x80, 4], '')],
      start: 0,
    }),
  )
  agree('does not accept them beyond', segments({ data: [data([0x41, 0x81, 0x80, 4], '')], start: 0 }))
  test('names its faults in the words of the standard', () => {
    const start = (parts: Parts) => () =>
      instantiate(
        ours,
        wasm({ types: none, functions: [[0, []]], memories: [[0, 0]], tables: [[funcref, 0, 0]], ...parts }),
      )
    const faults = [start({ data: [data([0x41, 0], 'a')] }), start({ elements: [elements([0x41, 0], 0)] })]
    expect(faults[0]).toThrow(new ours.RuntimeError('out of bounds memory access'))
    expect(faults[1]).toThrow(new ours.RuntimeError('out of bounds table access'))
  })
  agree('lets the start function trap', engine =>
    instantiate(engine, wasm({ types: none, functions: [[0, [0]]], start: 0 })),
  )
  agree('lets what the host throws pass', engine =>
    instantiate(engine, wasm({ types: none, imports: [['m', 'f', [0, 0]]], start: 0 }), {
      m: {
        f: () => {
          throw new EvalError('mine')
        },
      },
    }),
  )
})
