// Memories: loads and stores (0x28 to 0x3e), size and growth, whole ranges (0xfc 8 to 11).
// The types are those of a memory with 32-bit addresses; src/wasm/validate/rules/memory.ts widens them.

import { having, load, op, since, store, withImmediates } from './define.js'

/** Memory instructions, section 2.4.7. */
// biome-ignore format: a table
export const memory = {
  'i32.load':     load(0x28, 'i32', 4),
  'i64.load':     load(0x29, 'i64', 8),
  'f32.load':     load(0x2a, 'f32', 4),
  'f64.load':     load(0x2b, 'f64', 8),
  'i32.load8_s':  load(0x2c, 'i32', 1),
  'i32.load8_u':  load(0x2d, 'i32', 1),
  'i32.load16_s': load(0x2e, 'i32', 2),
  'i32.load16_u': load(0x2f, 'i32', 2),
  'i64.load8_s':  load(0x30, 'i64', 1),
  'i64.load8_u':  load(0x31, 'i64', 1),
  'i64.load16_s': load(0x32, 'i64', 2),
  'i64.load16_u': load(0x33, 'i64', 2),
  'i64.load32_s': load(0x34, 'i64', 4),
  'i64.load32_u': load(0x35, 'i64', 4),
  'i32.store':    store(0x36, 'i32', 4),
  'i64.store':    store(0x37, 'i64', 8),
  'f32.store':    store(0x38, 'f32', 4),
  'f64.store':    store(0x39, 'f64', 8),
  'i32.store8':   store(0x3a, 'i32', 1),
  'i32.store16':  store(0x3b, 'i32', 2),
  'i64.store8':   store(0x3c, 'i64', 1),
  'i64.store16':  store(0x3d, 'i64', 2),
  'i64.store32':  store(0x3e, 'i64', 4),
  'memory.size':  withImmediates(op(0x3f, '-> i32', 'memory'), 'memory'),
  'memory.grow':  withImmediates(op(0x40, 'i32 -> i32', 'memory'), 'memory'),
  ...since('bulk-memory', {
    'data.drop':     withImmediates(op(0xfc_0009, '->', 'store'), 'data'),
    ...having('bulk', {
      'memory.init': withImmediates(op(0xfc_0008, 'i32 i32 i32 ->', 'store'), 'data', 'memory'),
      'memory.copy': withImmediates(op(0xfc_000a, 'i32 i32 i32 ->', 'store'), 'memory', 'memory'),
      'memory.fill': withImmediates(op(0xfc_000b, 'i32 i32 i32 ->', 'store'), 'memory'),
    }),
  }),
} as const
