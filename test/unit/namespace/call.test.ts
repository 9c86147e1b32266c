// Calls across the boundary, in both directions: conversion of every type, several results, errors.
import { describe, expect, test } from 'vitest'
import { externref, f32, f64, funcref, i32, i64, unsigned, wasm } from './binary.js'
import { agree, type Callable, instantiate, type Namespace, ours } from './both.js'

const types = { i32, i64, f32, f64, externref, funcref }

/** Exports `f`, which calls the imported function with its own arguments and returns what that returns. */
const through = (params: readonly number[], results: readonly number[]) =>
  wasm({
    types: [[params, results]],
    imports: [['m', 'f', [0, 0]]],
    functions: [[0, [...params.flatMap((_, i) => [0x20, ...unsigned(i)]), 0x10, 0]]],
    exports: [['f', 'func', 1]],
  })

const values: Readonly<Record<string, unknown>> = {
  undefined: undefined,
  null: null,
  true: true,
  'a number': 5.75,
  'a negative number': -2.5,
  '-0': -0,
  '2**31': 2 ** 31,
  '2**32 + 1.5': 2 ** 32 + 1.5,
  '1e300': 1e300,
  '0.1': 0.1,
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  'a BigInt': 5n,
  'a negative BigInt': -1n,
  '2n**63n': 2n ** 63n,
  '2n**64n + 3n': 2n ** 64n + 3n,
  'a text': '17',
  'no number': 'text',
  'a symbol': Symbol.iterator,
  'an object': {},
  'an object with a value': { valueOf: () => 4.5 },
  'an object with a BigInt': { valueOf: () => 4n },
  'a function': () => 1,
}

describe.each(Object.entries(types))('%s', (_, type) => {
  const identity = through([type], [type])
  for (const [name, value] of Object.entries(values)) {
    agree(`takes ${name}`, engine => {
      const seen: unknown[] = []
      const { f } = instantiate<{ f: Callable }>(engine, through([type], []), {
        m: { f: (x: unknown) => seen.push(x) },
      })
      return [f(value), seen]
    })
    agree(`returns ${name}`, engine => {
      const { f } = instantiate<{ f: Callable }>(engine, through([], [type]), { m: { f: () => value } })
      return f()
    })
    agree(`passes ${name}`, engine => {
      const { f } = instantiate<{ f: Callable }>(engine, identity, { m: { f: (x: unknown) => x } })
      return f(value)
    })
  }
  agree('takes nothing', engine => {
    const { f } = instantiate<{ f: Callable }>(engine, identity, { m: { f: (x: unknown) => x } })
    return f()
  })
})

describe('functions as values', () => {
  agree('are exported functions', engine => {
    const { f } = instantiate<{ f: Callable }>(engine, through([funcref], [funcref]), {
      m: { f: (x: unknown) => x },
    })
    return [f(null), f(f) === f]
  })
  agree('are nothing else', engine => {
    const { f } = instantiate<{ f: Callable }>(engine, through([], [funcref]), { m: { f: () => () => 1 } })
    return f()
  })
})

describe('a host function', () => {
  agree('has no this', engine => {
    let self: unknown = 'not called'
    const { f } = instantiate<{ f: Callable }>(engine, through([], []), {
      m: {
        f: function (this: unknown) {
          self = this
        },
      },
    })
    f.call({})
    return self
  })
  agree('gets exactly its arguments', engine => {
    let count = -1
    const { f } = instantiate<{ f: Callable }>(engine, through([i32, i64], []), {
      m: {
        f: (...given: unknown[]) => {
          count = given.length
        },
      },
    })
    f(1, 2n, 3, 4)
    return count
  })
  agree('has no result if the type has none', engine => {
    const { f } = instantiate<{ f: Callable }>(engine, through([], []), { m: { f: () => 5 } })
    return f()
  })
})

const several = [i32, i64, f32, f64, i64, externref]

describe('several results', () => {
  const call = (returned: unknown) => (engine: Namespace) => {
    const { f } = instantiate<{ f: Callable }>(engine, through([], several), { m: { f: () => returned } })
    return f()
  }
  agree('come as an array', call([1, 2n, 0.1, 0.2, -3n, 'x']))
  agree('are converted', call(['7', '8', '9.5', true, false, null]))
  agree('may come from any iterable', call(new Set([1, 2n, 3, 4, 5n, 6])))
  agree('may not be too few', call([1, 2n, 3, 4, 5n]))
  agree('may not be too many', call([1, 2n, 3, 4, 5n, 6, 7]))
  agree('may not be nothing', call(undefined))
  agree('must be iterable', call({ length: 6 }))
  agree('are converted in order', call([1, 2, Symbol.iterator, 4, 5n, 6]))
  agree('are not disturbed by calls during their conversion', engine => {
    const bytes = through([], [i32, i64, i32])
    const inner = instantiate<{ f: Callable }>(engine, bytes, { m: { f: () => [100, 200n, 300] } }).f
    const disturbing = (value: number) => ({ valueOf: () => inner() && value })
    const { f } = instantiate<{ f: Callable }>(engine, bytes, {
      m: { f: () => [disturbing(1), 2n ** 40n, disturbing(3)] },
    })
    return f()
  })
  agree('are a new array each time', engine => {
    const { f } = instantiate<{ f: Callable }>(engine, through([], [i32, i32]), { m: { f: () => [1, 2] } })
    const [one, two] = [f(), f()]
    return [Array.isArray(one), one === two]
  })
})

describe('arguments', () => {
  agree('are converted in order, all before the call', engine => {
    const order: string[] = []
    const noting = (name: string) => ({ valueOf: () => BigInt(order.push(name)) })
    const number = (name: string) => ({ valueOf: () => order.push(name) })
    const { f } = instantiate<{ f: Callable }>(engine, through([i64, i32, i64], []), {
      m: { f: () => order.push('call') },
    })
    f(noting('a'), number('b'), noting('c'))
    return order
  })
  agree('may call back while they are converted', engine => {
    const { f } = instantiate<{ f: Callable }>(engine, through([i64, i64], [i64]), {
      m: { f: (x: bigint, y: bigint) => x - y },
    })
    return f(2n ** 40n, { valueOf: () => f(2n ** 50n, 5n) })
  })
})

/** Exports `load`, which reads from a memory without pages, `recurse`, which never ends, and `host`. */
const failing = wasm({
  types: [[[], []]],
  imports: [['m', 'f', [0, 0]]],
  functions: [
    [0, [0x41, 0, 0x28, 2, 0, 0x1a]],
    [0, [0x10, 2]],
    [0, [0x10, 0]],
    [0, [0x41, 0, 0x41, 0, 0x36, 2, 0]],
    [0, [0]],
  ],
  memories: [[0, 0]],
  exports: [
    ['load', 'func', 1],
    ['recurse', 'func', 2],
    ['host', 'func', 3],
    ['store', 'func', 4],
    ['unreachable', 'func', 5],
  ],
})

describe('errors', () => {
  const run = (name: string, f: () => void) => (engine: Namespace) => {
    const exports = instantiate(engine, failing, { m: { f } }) as Record<string, Callable>
    return exports[name]!()
  }
  const nothing = () => undefined
  agree('of loads are traps', run('load', nothing))
  agree('of stores are traps', run('store', nothing))
  agree('of the stack are no traps', run('recurse', nothing))
  agree('of unreachable code are traps', run('unreachable', nothing))
  agree(
    'of the host pass',
    run('host', () => new DataView(new ArrayBuffer(0)).getInt8(0)),
  )
  agree('of the host pass even if they are no errors', engine => {
    const thrown = Symbol('thrown')
    try {
      run('host', () => {
        throw thrown
      })(engine)
    } catch (error) {
      return error === thrown
    }
    return 'nothing was thrown'
  })
  agree('of the host pass as they are', engine => {
    const thrown = new RangeError('Offset is outside the bounds of the DataView')
    try {
      run('host', () => {
        throw thrown
      })(engine)
    } catch (error) {
      return error === thrown
    }
    return 'nothing was thrown'
  })
  agree('of the host pass through several instances', engine => {
    const inner = instantiate(engine, failing, {
      m: { f: () => new DataView(new ArrayBuffer(0)).getInt8(0) },
    })
    const { host } = instantiate<{ host: Callable }>(engine, failing, { m: { f: inner.host } })
    return host()
  })
  agree('of conversions are no traps', engine => {
    const { f } = instantiate<{ f: Callable }>(engine, through([i32], [i32]), { m: { f: () => 1 } })
    return f({ valueOf: () => new DataView(new ArrayBuffer(0)).getInt8(0) })
  })
  test('of loads have the words of the standard and a stack', () => {
    const { load } = instantiate(ours, failing, { m: { f: nothing } }) as Record<string, Callable>
    try {
      load!()
      expect.unreachable()
    } catch (error) {
      const { message, stack } = error as Error
      expect(error).toBeInstanceOf(ours.RuntimeError)
      expect(message).toBe('out of bounds memory access')
      expect(stack).toMatch(/^RuntimeError: out of bounds memory access\n {4}at /)
    }
  })
  test('leave the instance as it was', () => {
    const { recurse, load, host } = instantiate(ours, failing, { m: { f: nothing } }) as Record<
      string,
      Callable
    >
    expect(() => recurse!()).toThrow(RangeError)
    expect(() => load!()).toThrow(ours.RuntimeError)
    expect(host!()).toBe(undefined)
  })
})
