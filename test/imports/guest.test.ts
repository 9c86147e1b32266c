// A guest's memory as host functions see it, for memories of this engine and of the host's own: what they see is
// always the memory as it is, and a growing memory is not copied at each step because they look at it.
import { describe, expect, test } from 'vitest'
import { Guest, OutOfBounds } from '#imports/guest.js'
import { WebAssembly as jitsam } from '#src/index.js'
import { memories } from '#src/instance/registry.js'
import { engines } from './engines.js'

const page = 65536

describe.each(engines)('%s', (_, { Memory }) => {
  const attached = () => {
    const memory = new Memory({ initial: 1, maximum: 100 })
    const guest = new Guest()
    guest.attach(memory)
    return { memory, guest }
  }

  test('a range is the memory itself, also after it has grown', () => {
    const { memory, guest } = attached()
    new Uint8Array(memory.buffer).set([1, 2, 3, 4], 8)
    expect([...guest.bytes(9, 2)]).toEqual([2, 3])
    guest.bytes(9, 2)[0] = 7
    memory.grow(1)
    guest.bytes(9, 2)[1] = 9
    expect([...new Uint8Array(memory.buffer, 8, 4)]).toEqual([1, 7, 9, 4])
    guest.view(page, 4).setUint32(page, 5, true)
    expect(new Uint32Array(memory.buffer, page, 1)[0]).toBe(5)
  })

  test('what has been grown past, or not grown to, is out of bounds', () => {
    const { memory, guest } = attached()
    expect(() => guest.bytes(page - 1, 2)).toThrow(OutOfBounds)
    expect(() => guest.view(page, 1)).toThrow(OutOfBounds)
    expect(guest.bytes(page, 0)).toHaveLength(0)
    memory.grow(2)
    expect(guest.bytes(page - 1, 2)).toHaveLength(2)
    expect(() => guest.bytes(3 * page - 1, 2)).toThrow(OutOfBounds)
    expect(() => guest.bytes(-1, 1)).toThrow(OutOfBounds)
  })

  test('the same range twice is one object, another one never is', () => {
    const { memory, guest } = attached()
    const range = guest.bytes(16, 4)
    expect(guest.bytes(16, 4)).toBe(range)
    expect(guest.bytes(16, 5)).not.toBe(range)
    expect(guest.bytes(16, 4)).not.toBe(guest.bytes(17, 4))
    const before = guest.bytes(0, 0)
    memory.grow(1)
    expect(Object.is(guest.bytes(0, 0), before)).toBe(false)
  })

  test('of a detached buffer nothing is left', () => {
    const { memory, guest } = attached()
    const { buffer } = memory
    memory.grow(1)
    expect(buffer.byteLength).toBe(0)
    expect(guest.bytes(0, 2 * page)).toHaveLength(2 * page)
  })
})

// Below 4 MB, where memories are arrays: larger ones are the host's, which copies nothing.
test('a memory of ours that grows between two looks is seldom copied', () => {
  const memory = new jitsam.Memory({ initial: 1, maximum: 1000 })
  const guest = new Guest()
  guest.attach(memory)
  const { buffer } = memories.behind(memory).bytes
  const seen = new Set([buffer])
  for (let i = 0; i < 60; i++) {
    memory.grow(1)
    guest.bytes(0, 1)[0] = i
    seen.add(memories.behind(memory).bytes.buffer)
  }
  expect(seen.size).toBeLessThan(12)
  expect(new Uint8Array(memory.buffer)[0]).toBe(59)
})
