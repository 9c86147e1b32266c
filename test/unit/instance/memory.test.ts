// The inner memory: how its buffer changes when it grows, and who is given which buffer.
import { describe, expect, test } from 'vitest'
import { Memory } from '#src/instance/memory.js'
import { RuntimeError } from '#src/wasm/errors.js'
import { pageSize } from '#src/wasm/limits.js'

const make = (min: number, max?: number) =>
  new Memory({ limits: { min, max }, address: 'i32', shared: false })

describe('growing', () => {
  test('gives the old size, and -1 beyond the limits', () => {
    const memory = make(1, 3)
    expect([memory.grow(1), memory.grow(2), memory.grow(0), memory.grow(1), memory.grow(1)]).toEqual([
      1, -1, 2, 2, -1,
    ])
    expect(memory.pages).toBe(3)
  })
  test('takes its argument as unsigned', () => {
    const memory = make(1)
    expect([memory.grow(-1), memory.grow(0x8000_0000 | 0), memory.grow(65536)]).toEqual([-1, -1, -1])
  })
  test('page by page copies only now and then', () => {
    const memory = make(1)
    const buffers = new Set<ArrayBufferLike>()
    for (let i = 1; i < 100; i++) {
      memory.grow(1)
      buffers.add(memory.bytes.buffer)
      memory.bytes[memory.bytes.length - 1] = i
    }
    expect(memory.pages).toBe(100)
    expect(buffers.size).toBeLessThan(15)
    for (let i = 1; i < 100; i++) expect(memory.bytes[(i + 1) * pageSize - 1]).toBe(i)
  })
  test('never shows more than the memory has', () => {
    const memory = make(10)
    memory.grow(1)
    expect(memory.view.byteLength).toBe(11 * pageSize)
    expect(memory.bytes.length).toBe(11 * pageSize)
    expect(() => memory.view.getInt8(11 * pageSize)).toThrow(RangeError)
    memory.grow(1)
    expect(memory.bytes.subarray(11 * pageSize).every(byte => byte === 0)).toBe(true)
  })
  test('does not detach a buffer that nobody was given', () => {
    const memory = make(1)
    const { bytes } = memory
    memory.grow(0)
    expect(memory.bytes).toBe(bytes)
    expect(bytes.length).toBe(pageSize)
  })
})

describe('the buffer given away', () => {
  test('has the memory’s size and is the one the code uses', () => {
    const memory = make(1)
    memory.grow(1)
    const { buffer } = memory
    expect(buffer.byteLength).toBe(2 * pageSize)
    memory.view.setInt32(8, 99, true)
    expect(new Int32Array(buffer)[2]).toBe(99)
    expect(memory.bytes.buffer).toBe(buffer)
  })
  test('is detached by growing', () => {
    const memory = make(1)
    for (const delta of [1, 0, 2]) {
      const { buffer } = memory
      new Uint8Array(buffer)[3]!++
      memory.grow(delta)
      expect(buffer.byteLength).toBe(0)
    }
    expect(memory.bytes[3]).toBe(3)
  })
})

describe('how often a memory is copied', () => {
  const grown = (memory: Memory): boolean => {
    const { buffer } = memory.bytes
    memory.grow(1)
    return memory.bytes.buffer !== buffer
  }
  test('when it has grown once, its buffer can be given away as it is', () => {
    const memory = make(4)
    for (let i = 0; i < 3; i++) {
      memory.grow(1)
      const { buffer } = memory.bytes
      expect(memory.buffer).toBe(buffer)
    }
  })
  test('when it grows again before anybody asks, it has room for more', () => {
    const memory = make(4)
    expect([grown(memory), grown(memory), grown(memory), grown(memory)]).toEqual([true, true, false, false])
    expect(memory.buffer.byteLength).toBe(8 * pageSize)
    expect([grown(memory), grown(memory), grown(memory)]).toEqual([true, true, false])
  })
  test('it has room from the first time where nobody is expected to ask', () => {
    const memory = make(4)
    memory.expectNobody()
    expect([grown(memory), grown(memory), grown(memory)]).toEqual([true, false, false])
  })
})

test('a segment that does not fit writes nothing', () => {
  const memory = make(1)
  const source = new Uint8Array([0, 1, 2, 3, 4])
  memory.init(source, { start: 1, end: 3 }, pageSize - 2)
  expect(() => memory.init(source, { start: 3, end: 5 }, pageSize - 1)).toThrow(RuntimeError)
  expect(() => memory.init(source, { start: 2, end: 2 }, -1)).toThrow(RuntimeError)
  memory.init(source, { start: 2, end: 2 }, pageSize)
  expect([...memory.bytes.subarray(-2)]).toEqual([1, 2])
})

test('short segments and long ones are copied alike', () => {
  const memory = make(1)
  const source = Uint8Array.from({ length: 500 }, (_, i) => i * 7)
  for (const length of [1, 63, 64, 65, 400]) {
    memory.init(source, { start: 3, end: 3 + length }, 1000)
    expect(memory.bytes.slice(999, 1000 + length)).toEqual(Uint8Array.of(0, ...source.slice(3, 3 + length)))
  }
})

test('a memory that cannot be allocated is a RangeError', () => {
  expect(() => make(65537)).toThrow(RangeError)
})
