// Tables (0x25, 0x26, 0xfc 12 to 17). The types are those of a table with 32-bit indices;
// src/wasm/validate/rules/reference.ts widens them, and types what depends on the element type.

import { having, op, since, special, withImmediates } from './define.js'

/** Table instructions, section 2.4.6. */
// biome-ignore format: a table
export const table = {
  ...since('bulk-memory', {
    'elem.drop':    withImmediates(op(0xfc_000d, '->', 'set table'), 'element'),
    ...having('bulk', {
      'table.init': withImmediates(op(0xfc_000c, 'i32 i32 i32 ->', 'set table'), 'element', 'table'),
      'table.copy': withImmediates(op(0xfc_000e, 'i32 i32 i32 ->', 'set table'), 'table', 'table'),
    }),
  }),
  ...since('reference-types', {
    'table.get':  special(0x25, ['table'], 'get table'),
    'table.set':  special(0x26, ['table'], 'set table'),
    'table.grow': special(0xfc_000f, ['table'], 'set table'),
    'table.size': withImmediates(op(0xfc_0010, '-> i32', 'get table'), 'table'),
    ...having('bulk', {
      'table.fill': special(0xfc_0011, ['table'], 'set table'),
    }),
  }),
} as const
