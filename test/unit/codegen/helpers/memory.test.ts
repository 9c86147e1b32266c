// Bulk memory helpers: the bytes that change, and that nothing changes when something is out of bounds.

import { expect, test } from 'vitest'
import { memoryCopy, memoryFill, memoryInit } from '#codegen/helpers/memory.js'

const make = (...content: number[]) => {
  const bytes = new Uint8Array(content)
  return { bytes, view: new DataView(bytes.buffer) }
}

const counted = (n: number) => make(...Array.from({ length: n }, (_, i) => i))
const oob = /^out of bounds memory access$/

test('memoryFill writes the low byte of the value', () => {
  const memory = make(9, 9, 9, 9, 9)
  memoryFill(memory, 1, 0x1234, 3)
  expect([...memory.bytes]).toEqual([9, 0x34, 0x34, 0x34, 9])
  memoryFill(memory, 0, -1, 1)
  expect([...memory.bytes]).toEqual([255, 0x34, 0x34, 0x34, 9])
})

test.each([
  { d: 0, s: 2, n: 5, gives: [2, 3, 4, 5, 6, 5, 6, 7] },
  { d: 2, s: 0, n: 5, gives: [0, 1, 0, 1, 2, 3, 4, 7] },
  { d: 3, s: 3, n: 5, gives: [0, 1, 2, 3, 4, 5, 6, 7] },
])('memoryCopy within a memory: $s to $d', ({ d, s, n, gives }) => {
  const memory = counted(8)
  memoryCopy(memory, memory, d, s, n)
  expect([...memory.bytes]).toEqual(gives)
})

test('memoryCopy between memories', () => {
  const to = make(9, 9, 9)
  memoryCopy(to, counted(8), 1, 6, 2)
  expect([...to.bytes]).toEqual([9, 6, 7])
})

test('memoryInit', () => {
  const memory = make(9, 9, 9)
  memoryInit(memory, new Uint8Array([1, 2, 3]), 1, 0, 2)
  expect([...memory.bytes]).toEqual([9, 1, 2])
})

test.each([
  { d: 2, n: 3 },
  { d: 5, n: 0 },
  { d: -1, n: 0 },
  { d: -1, n: 1 },
  { d: 0, n: -1 },
  { d: -1, n: -1 },
])('out of bounds at $d for $n bytes', ({ d, n }) => {
  const memory = make(1, 2, 3, 4)
  const other = make(5, 6, 7, 8)
  const runs = [
    () => memoryFill(memory, d, 7, n),
    () => memoryCopy(memory, memory, d, 0, n),
    () => memoryCopy(memory, memory, 0, d, n),
    () => memoryCopy(memory, other, d, 0, n),
    () => memoryCopy(memory, other, 0, d, n),
    () => memoryInit(memory, other.bytes, d, 0, n),
    () => memoryInit(memory, other.bytes, 0, d, n),
  ]
  for (const run of runs) expect(run).toThrow(oob)
  expect([...memory.bytes]).toEqual([1, 2, 3, 4])
})

test('nothing may be done at the very end', () => {
  const memory = counted(4)
  memoryFill(memory, 4, 9, 0)
  memoryCopy(memory, memory, 4, 4, 0)
  memoryInit(memory, new Uint8Array(0), 4, 0, 0)
  expect([...memory.bytes]).toEqual([0, 1, 2, 3])
  expect(() => memoryInit(memory, new Uint8Array(0), 0, 1, 0)).toThrow(oob)
})
