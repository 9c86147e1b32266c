// The table of instructions: whole, without doubles, and known to the stages that are arrays beside it.
import { expect, test } from 'vitest'
import { byCode, byName, groups, rows } from '#src/wasm/ops/index.js'
import { packed } from '#src/wasm/validate/fixed.js'
import { rules } from '#src/wasm/validate/rules/index.js'

const counts = Object.fromEntries(
  Object.entries(groups).map(([name, group]) => [name, Object.keys(group).length]),
)

test('holds all instructions', () => {
  expect(counts).toEqual({
    control: 19,
    variable: 8,
    numeric: 140,
    memory: 29,
    table: 8,
    reference: 5,
    vector: 256,
    atomic: 67,
    gc: 31,
    exception: 8,
  })
})

test('has no number and no name twice', () => {
  expect(new Set(rows.map(row => row.code)).size).toBe(rows.length)
  expect(new Set(rows.map(row => row.name)).size).toBe(rows.length)
})

test('finds rows by code and by name', () => {
  for (const row of rows) {
    expect(byCode[row.code >>> 16]![row.code & 0xffff]).toBe(row)
    expect(byName[row.name as keyof typeof byName]).toBe(row)
    expect(rows[row.id]).toBe(row)
  }
})

// biome-ignore format: a table
test.each([
  ['unreachable', 0x00], ['i32.const', 0x41], ['i64.rotr', 0x8a], ['f64.copysign', 0xa6], ['f64.reinterpret_i64', 0xbf],
  ['i64.extend32_s', 0xc4], ['i64.trunc_sat_f64_u', 0xfc_0007], ['table.fill', 0xfc_0011], ['i31.get_u', 0xfb_001e],
  ['f64x2.convert_low_i32x4_u', 0xfd_00ff], ['i32x4.relaxed_dot_i8x16_i7x16_add_s', 0xfd_0113],
  ['i64.atomic.rmw32.cmpxchg_u', 0xfe_004e], ['try_table', 0x1f], ['delegate', 0x18],
] as const)('%s has its number', (name, code) => {
  expect(byName[name].code).toBe(code)
})

test('types every row: by a fixed type or by a rule', () => {
  for (const { name, id } of rows)
    expect([name, packed[id] !== -1 || rules[id] !== undefined]).toEqual([name, true])
})

test('names the feature of what came after 1.0', () => {
  expect(byName['i32.add'].feature).toBeUndefined()
  expect(byName['i32.extend8_s'].feature).toBe('sign-extension')
  expect(byName['i32.trunc_sat_f32_s'].feature).toBe('saturating-conversion')
  expect(byName['memory.copy'].feature).toBe('bulk-memory')
  expect(byName['i8x16.relaxed_swizzle'].feature).toBe('relaxed-simd')
})
