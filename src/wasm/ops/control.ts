// Blocks, branches and calls (0x00 to 0x15), and the two branches on null. All but a few are typed by
// src/wasm/validate/rules/control.ts, since their types follow from labels and from the module.

import { having, op, since, special } from './define.js'

/** Control instructions, section 2.4.5. */
// biome-ignore format: a table
export const control = {
  ...having('ends', {
    'unreachable':   special(0x00, [], 'control'),
  }),
  'nop':           op(0x01, '->'),
  'block':         special(0x02, ['block type'], 'control'),
  'loop':          special(0x03, ['block type'], 'control'),
  'if':            special(0x04, ['block type'], 'control'),
  'else':          special(0x05, [], 'control'),
  'end':           special(0x0b, [], 'control'),
  ...having('ends', {
    'br':            special(0x0c, ['label'], 'control'),
  }),
  'br_if':         special(0x0d, ['label'], 'control'),
  'br_table':      special(0x0e, ['labels'], 'control'),
  ...having('ends', {
    'return':        special(0x0f, [], 'control'),
  }),
  'call':          special(0x10, ['function'], 'call'),
  'call_indirect': special(0x11, ['type', 'table'], 'call'),
  ...since('tail-call', {
    'return_call':          special(0x12, ['function'], 'call'),
    'return_call_indirect': special(0x13, ['type', 'table'], 'call'),
  }),
  ...since('function-references', {
    'call_ref':        special(0x14, ['type'], 'call'),
    'return_call_ref': special(0x15, ['type'], 'call'),
    'br_on_null':      special(0xd5, ['label'], 'control'),
    'br_on_non_null':  special(0xd6, ['label'], 'control'),
  }),
} as const
