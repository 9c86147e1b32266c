// Types and instructions as text.
import { describe, expect, test } from 'vitest'
import { InstructionReader } from '#src/wasm/binary/instructions.js'
import { features } from '#src/wasm/features.js'
import {
  showComposite,
  showFuncType,
  showInstruction,
  showMemoryType,
  showTableType,
  showType,
} from '#src/wasm/text.js'
import { externref, type FuncType, funcref } from '#src/wasm/types.js'

const type: FuncType = { kind: 'func', params: ['i32', 'i64'], results: [funcref] }

describe('types', () => {
  test('of values', () => {
    expect(showType('i32')).toBe('i32')
    expect(showType(externref)).toBe('externref')
    expect(showType({ nullable: true, heap: 'none' })).toBe('nullref')
    expect(showType({ nullable: false, heap: 'any' })).toBe('(ref any)')
    expect(showType({ nullable: true, heap: 3 })).toBe('(ref null 3)')
  })

  test('that are composed', () => {
    expect(showFuncType(type)).toBe('[i32 i64] -> [funcref]')
    expect(showComposite(type)).toBe('(func [i32 i64] -> [funcref])')
    const fields = [{ type: 'i8', mutable: false } as const, { type: 'i32', mutable: true } as const]
    expect(showComposite({ kind: 'struct', fields })).toBe('(struct i8 (mut i32))')
    expect(showComposite({ kind: 'array', field: fields[1]! })).toBe('(array (mut i32))')
  })

  test('of memories and tables', () => {
    expect(showMemoryType({ limits: { min: 1, max: 2 }, address: 'i64', shared: true })).toBe(
      'i64 1 2 shared',
    )
    expect(showTableType({ limits: { min: 1, max: undefined }, address: 'i32', element: funcref })).toBe(
      '1 funcref',
    )
  })
})

// biome-ignore format: a table
test.each([
  ['nop',                                  [0x01]],
  ['i32.const -5',                         [0x41, 0x7b]],
  ['i64.const -9223372036854775808',       [0x42, ...new Array(9).fill(0x80), 0x7f]],
  ['f32.const 1.5',                        [0x43, 0x00, 0x00, 0xc0, 0x3f]],
  ['f32.const nan:0x7fa00000',             [0x43, 0x00, 0x00, 0xa0, 0x7f]],
  ['f64.const -0',                         [0x44, 0, 0, 0, 0, 0, 0, 0, 0x80]],
  ['i64.load offset=8 align=4',            [0x29, 2, 8]],
  ['i32.store8 1 align=1',                 [0x3a, 0x40, 1, 0]],
  ['block [] -> [i32]',                    [0x02, 0x7f]],
  ['loop [i32 i64] -> [funcref]',          [0x03, 0]],
  ['br_table 0 1 2',                       [0x0e, 2, 0, 1, 2]],
  ['call_indirect 3 1',                    [0x11, 3, 1]],
  ['memory.copy 1 2',                      [0xfc, 10, 1, 2]],
  ['select t [i32]',                       [0x1c, 1, 0x7f]],
  ['ref.null extern',                      [0xd0, 0x6f]],
  ['v128.load8_lane offset=1 align=1 15',  [0xfd, 0x54, 0, 1, 15]],
  ['br_on_cast 2 anyref (ref i31)',        [0xfb, 0x18, 1, 2, 0x6e, 0x6c]],
  ['try_table (catch 4 0) (catch_all 0 1)', [0x1f, 0x40, 2, 0, 4, 0, 2, 1]],
  ['struct.get 5 6',                       [0xfb, 2, 5, 6]],
] as const)('%s', (text, bytes) => {
  const module = {
    bytes: Uint8Array.from(bytes),
    types: [{ final: true, supertypes: [], composite: type }],
    features: new Set(features),
  }
  const reader = new InstructionReader(module)
  expect(showInstruction(reader.next())).toBe(text)
  expect(reader.position).toBe(bytes.length)
})
