// WebAssembly.Memory: descriptors, the identity of its buffer, growing.
import { describe, expect, test } from 'vitest'
import { i32, wasm } from './binary.js'
import { agree, instantiate, ours } from './both.js'

const descriptors: readonly unknown[] = [
  ...[undefined, null, 5, 'text', {}, () => 1],
  ...[0, 1, 1.7, '3', ' 2 ', true, null, undefined, { valueOf: () => 2 }].map(initial => ({ initial })),
  ...[-1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 32, 'x', 3n, Symbol.iterator].map(initial => ({
    initial,
  })),
  ...[0, 1, 65536, 2 ** 32, -1, undefined, null].map(maximum => ({ initial: 1, maximum })),
  ...[undefined, false, 0, ''].map(shared => ({ initial: 1, maximum: 2, shared })),
]

describe('descriptors', () => {
  for (const [i, descriptor] of descriptors.entries()) {
    agree(`are converted: ${i}`, wasm => new wasm.Memory(descriptor).buffer.byteLength)
  }
  agree('are read in order', wasm => {
    const order: string[] = []
    const read = (name: string) => ({ valueOf: () => order.push(`${name} value`) })
    const members = { initial: read('initial'), maximum: read('maximum') }
    new wasm.Memory(
      new Proxy(members, {
        get: (target, name) => {
          if (name === 'initial' || name === 'maximum') order.push(name)
          return Reflect.get(target, name)
        },
        has: () => order.push('has') > 0,
      }),
    )
    return order
  })
  // V8 rejects them; in JavaScript, -0.9 is the integer 0.
  test('may be less than one below zero', () => {
    expect(new ours.Memory({ initial: -0.9 }).buffer.byteLength).toBe(0)
  })
  test('may not ask for more pages than there are', () => {
    expect(() => new ours.Memory({ initial: 65537 })).toThrow(RangeError)
    expect(() => new ours.Memory({ initial: 0, maximum: 65537 })).toThrow(RangeError)
  })
  test('name what is not supported', () => {
    expect(() => new ours.Memory({ initial: 1, maximum: 1, shared: true })).toThrow(/threads/)
    expect(() => new ours.Memory({ initial: 1, address: 'i64' })).toThrow(/memory64/)
  })
})

describe('the buffer', () => {
  agree('is the same until the memory grows', wasm => {
    const memory = new wasm.Memory({ initial: 1, maximum: 9 })
    const before = memory.buffer
    const same = memory.buffer === before
    const old = memory.grow(2)
    return [same, old, before.byteLength, memory.buffer === before, memory.buffer.byteLength]
  })
  agree('is another even if the memory grows by nothing', wasm => {
    const memory = new wasm.Memory({ initial: 1 })
    const before = memory.buffer
    new Uint8Array(before)[5] = 7
    const old = memory.grow(0)
    return [old, before.byteLength, memory.buffer === before, new Uint8Array(memory.buffer)[5]]
  })
  agree('keeps its content', wasm => {
    const memory = new wasm.Memory({ initial: 1 })
    new Uint8Array(memory.buffer).fill(9)
    memory.grow(1)
    const bytes = new Uint8Array(memory.buffer)
    return [bytes[0], bytes[65535], bytes[65536], bytes[131071], bytes.length]
  })
  agree('cannot be assigned', wasm => {
    const memory = new wasm.Memory({ initial: 1 })
    Reflect.set(memory, 'buffer', 5)
    return memory.buffer.byteLength
  })
})

describe('growing', () => {
  const deltas = [
    0,
    1,
    2,
    3,
    -1,
    1.9,
    '1',
    undefined,
    null,
    Number.NaN,
    2 ** 32,
    1n,
    65535,
    65536,
    4294967295,
  ]
  for (const delta of deltas) {
    agree(`by ${String(delta)} of ${typeof delta}`, wasm => {
      const memory = new wasm.Memory({ initial: 1, maximum: 3 })
      return [memory.grow(delta), memory.buffer.byteLength]
    })
  }
  test('keeps what it had if it fails', () => {
    const memory = new ours.Memory({ initial: 1, maximum: 2 })
    const { buffer } = memory
    expect(() => memory.grow(2)).toThrow(RangeError)
    expect(memory.buffer).toBe(buffer)
  })
})

/** Exports a memory, a function that grows it, one that loads and one that stores. */
const growing = wasm({
  types: [
    [[i32], [i32]],
    [[i32, i32], []],
  ],
  functions: [
    [0, [0x20, 0, 0x40, 0]],
    [0, [0x20, 0, 0x28, 2, 0]],
    [1, [0x20, 0, 0x20, 1, 0x36, 2, 0]],
  ],
  memories: [[1, 1, 20]],
  exports: [
    ['memory', 'memory', 0],
    ['grow', 'func', 0],
    ['load', 'func', 1],
    ['store', 'func', 2],
  ],
})

/** The same with a memory that cannot grow. */
const fixed = wasm({
  types: [[[i32], [i32]]],
  functions: [[0, [0x20, 0, 0x28, 2, 0]]],
  memories: [[1, 1, 1]],
  exports: [
    ['memory', 'memory', 0],
    ['load', 'func', 0],
  ],
})

interface Growing {
  memory: InstanceType<typeof ours.Memory>
  grow(delta: number): number
  load(address: number): number
  store(address: number, value: number): void
}

describe('a memory and its code', () => {
  agree('see each other grow', wasm => {
    const { memory, grow, load, store } = instantiate<Growing>(wasm, growing)
    const first = memory.buffer
    store(65532, 77)
    const inside = grow(1)
    store(131068, 78)
    const outside = memory.grow(2)
    store(4 * 65536 - 4, 79)
    const values = [load(65532), load(131068), load(4 * 65536 - 4), load(4 * 65536 - 8)]
    return [inside, outside, first.byteLength, memory.buffer.byteLength, ...values, grow(100), grow(-1)]
  })
  agree('trap beyond the end', wasm => {
    const { load, memory } = instantiate<Growing>(wasm, growing)
    memory.grow(1)
    return load(131069)
  })
  agree('of which the size is fixed are detached all the same', wasm => {
    const { memory, load } = instantiate<Growing>(wasm, fixed)
    const first = memory.buffer
    new Int32Array(first)[1] = 55
    return [memory.grow(0), first.byteLength, load(4), memory.buffer.byteLength]
  })
  test('share a buffer of exactly the size, however often the memory has grown', () => {
    const { memory, grow, store, load } = instantiate<Growing>(ours, growing)
    for (let pages = 1; pages < 9; pages++) {
      expect(grow(1)).toBe(pages)
      store(pages * 65536, pages)
    }
    const { buffer } = memory
    expect(buffer.byteLength).toBe(9 * 65536)
    expect(memory.buffer).toBe(buffer)
    new Int32Array(buffer)[5] = 123
    expect([load(20), load(8 * 65536), load(4 * 65536)]).toEqual([123, 8, 4])
    expect(grow(1)).toBe(9)
    expect(buffer.byteLength).toBe(0)
    expect([load(20), memory.buffer.byteLength]).toEqual([123, 10 * 65536])
  })
  test('have one object for one memory', () => {
    const exports = instantiate(ours, growing)
    const again = wasm({ imports: [['m', 'm', [2, 0, 1]]], exports: [['again', 'memory', 0]] })
    const { again: memory } = instantiate(ours, again, { m: { m: exports.memory } })
    expect(memory).toBe(exports.memory)
  })
})
