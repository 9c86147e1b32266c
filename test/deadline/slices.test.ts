// Bulk operations in slices do what they do in one piece, and look at the clock on the way.
import { describe, expect, test } from 'vitest'
import { memoryCopy, memoryFill, memoryInit } from '#codegen/helpers/memory.js'
import {
  memoryCopySliced,
  memoryFillSliced,
  memoryInitSliced,
  sliceLength,
  tableCopySliced,
  tableFillSliced,
  tableInitSliced,
} from '#codegen/helpers/slices.js'
import { compile } from '#src/compile.js'
import { Memory } from '#src/instance/memory.js'
import { Table } from '#src/instance/table.js'
import { Instance } from '#src/namespace/instance.js'
import { moduleFor } from '#src/namespace/module.js'
import { externref } from '#src/wasm/types.js'
import { assemble } from '../wat.js'

const pages = 20
const size = pages * 65536
const slice = sliceLength()

function memory(): Memory {
  const made = new Memory({ limits: { min: pages, max: pages }, address: 'i32', shared: false })
  made.bytes.forEach((_, i) => {
    made.bytes[i] = (i * 31 + (i >> 7)) & 0xff
  })
  return made
}

function table(): Table {
  const made = new Table({ element: externref, limits: { min: size, max: size }, address: 'i32' }, null)
  for (let i = 0; i < size; i++) made.set(i, i)
  return made
}

/** The function that looks at the clock, counting. */
function clock() {
  let looks = 0
  return { overdue: () => ++looks, looks: () => looks }
}

const looksFor = (length: number, least = 16384) => (length <= least ? 0 : Math.ceil(length / slice))

const lengths = [0, 1, 64, 65, 16384, 16385, slice, slice + 1, 3 * slice + 7]

describe.each(lengths)('%i at a time', length => {
  test('memory.fill', () => {
    const [plain, sliced, { overdue, looks }] = [memory(), memory(), clock()]
    memoryFill(plain, 100, 7, length)
    memoryFillSliced(sliced, 100, 7, length, overdue)
    expect(Buffer.compare(sliced.bytes, plain.bytes)).toBe(0)
    expect(looks()).toBe(looksFor(length))
  })

  test.each([
    [0, 5],
    [5, 0],
    [slice, 0],
    [0, slice],
    [3, 3],
  ])('memory.copy to %i from %i', (to, from) => {
    const [plain, sliced, { overdue, looks }] = [memory(), memory(), clock()]
    memoryCopy(plain, plain, to, from, length)
    memoryCopySliced(sliced, sliced, to, from, length, overdue)
    expect(Buffer.compare(sliced.bytes, plain.bytes)).toBe(0)
    expect(looks()).toBe(looksFor(length))
  })

  test('memory.init', () => {
    const [plain, sliced, { overdue }] = [memory(), memory(), clock()]
    const data = memory().bytes.slice(9)
    memoryInit(plain, data, 3, 1, length)
    memoryInitSliced(sliced, data, 3, 1, length, overdue)
    expect(Buffer.compare(sliced.bytes, plain.bytes)).toBe(0)
  })

  test('tables', () => {
    const [plain, sliced, { overdue, looks }] = [table(), table(), clock()]
    const segment = Array.from({ length: size }, (_, i) => -i)
    plain.fill(1, 'x', length)
    tableFillSliced(sliced, 1, 'x', length, overdue)
    plain.copy(plain, 40, 2, length)
    tableCopySliced(sliced, sliced, 40, 2, length, overdue)
    plain.copy(plain, 2, 40, length)
    tableCopySliced(sliced, sliced, 2, 40, length, overdue)
    plain.init(segment, 80, 5, length)
    tableInitSliced(sliced, segment, 80, 5, length, overdue)
    expect(sliced.refs.findIndex((ref, i) => ref !== plain.refs[i])).toBe(-1)
    expect(looks()).toBe(4 * looksFor(length, 64))
  })
})

test('what is out of bounds changes nothing', () => {
  const { overdue, looks } = clock()
  const own = memory()
  const elements = table()
  const far = size - slice
  const trap = /out of bounds (memory|table) access/
  expect(() => memoryFillSliced(own, far, 7, slice + 1, overdue)).toThrow(trap)
  expect(() => memoryCopySliced(own, own, far, 0, slice + 1, overdue)).toThrow(trap)
  expect(() => memoryCopySliced(own, own, 0, far, slice + 1, overdue)).toThrow(trap)
  expect(() => memoryInitSliced(own, own.bytes.slice(0, slice), 0, 0, slice + 1, overdue)).toThrow(trap)
  expect(() => memoryFillSliced(own, -1, 7, -1, overdue)).toThrow(trap)
  expect(() => tableFillSliced(elements, far, 'x', slice + 1, overdue)).toThrow(trap)
  expect(() => tableCopySliced(elements, elements, far, 0, slice + 1, overdue)).toThrow(trap)
  expect(() => tableInitSliced(elements, ['x'], 0, 0, slice, overdue)).toThrow(trap)
  expect(Buffer.compare(own.bytes, memory().bytes)).toBe(0)
  expect(elements.refs.findIndex((ref, i) => ref !== i)).toBe(-1)
  expect(looks()).toBe(0)
})

const segments = `(module (memory 1) (data $bytes "abcd") (table 2 funcref) (elem $functions func $f) (func $f)
  (func (export "memory") (memory.init $bytes (i32.const 0) (i32.const 0) (i32.const 1)))
  (func (export "table") (table.init $functions (i32.const 0) (i32.const 0) (i32.const 1)))
  (func (export "drop") (data.drop $bytes) (elem.drop $functions)))`

test.each(['always', 'never'] as const)('a segment that is dropped is empty, lazy %s', async lazy => {
  const program = compile(await assemble(segments), { lazy, deadline: { overdue: () => 1000 } })
  const { memory, table, drop } = new Instance(moduleFor(program)).exports as unknown as Record<
    string,
    () => void
  >
  memory!()
  table!()
  drop!()
  expect(memory).toThrow('out of bounds memory access')
  expect(table).toThrow('out of bounds table access')
})
