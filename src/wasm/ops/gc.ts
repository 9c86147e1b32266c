// Structures, arrays, casts and 31-bit integers (prefix 0xfb).
// array.new_data and array.new_elem read segments, which drops can empty: they trap then.

import { since, special } from './define.js'

// biome-ignore format: a table
export const gc = {
  ...since('gc', {
    'struct.new':         special(0xfb_0000, ['type'], 'none'),
    'struct.new_default': special(0xfb_0001, ['type'], 'none'),
    'struct.get':         special(0xfb_0002, ['type', 'field'], 'get heap'),
    'struct.get_s':       special(0xfb_0003, ['type', 'field'], 'get heap'),
    'struct.get_u':       special(0xfb_0004, ['type', 'field'], 'get heap'),
    'struct.set':         special(0xfb_0005, ['type', 'field'], 'set heap'),
    'array.new':          special(0xfb_0006, ['type'], 'trap'),
    'array.new_default':  special(0xfb_0007, ['type'], 'trap'),
    'array.new_fixed':    special(0xfb_0008, ['type', 'count'], 'none'),
    'array.new_data':     special(0xfb_0009, ['type', 'data'], 'trap'),
    'array.new_elem':     special(0xfb_000a, ['type', 'element'], 'trap'),
    'array.get':          special(0xfb_000b, ['type'], 'get heap'),
    'array.get_s':        special(0xfb_000c, ['type'], 'get heap'),
    'array.get_u':        special(0xfb_000d, ['type'], 'get heap'),
    'array.set':          special(0xfb_000e, ['type'], 'set heap'),
    'array.len':          special(0xfb_000f, [], 'trap'),
    'array.fill':         special(0xfb_0010, ['type'], 'set heap'),
    'array.copy':         special(0xfb_0011, ['type', 'type'], 'set heap'),
    'array.init_data':    special(0xfb_0012, ['type', 'data'], 'set heap'),
    'array.init_elem':    special(0xfb_0013, ['type', 'element'], 'set heap'),
    'ref.test':           special(0xfb_0014, ['heap type'], 'none'),
    'ref.test null':      special(0xfb_0015, ['heap type'], 'none'),
    'ref.cast':           special(0xfb_0016, ['heap type'], 'trap'),
    'ref.cast null':      special(0xfb_0017, ['heap type'], 'trap'),
    'br_on_cast':         special(0xfb_0018, ['cast'], 'control'),
    'br_on_cast_fail':    special(0xfb_0019, ['cast'], 'control'),
    'any.convert_extern': special(0xfb_001a, [], 'none'),
    'extern.convert_any': special(0xfb_001b, [], 'none'),
    'ref.i31':            special(0xfb_001c, [], 'none'),
    'i31.get_s':          special(0xfb_001d, [], 'trap'),
    'i31.get_u':          special(0xfb_001e, [], 'trap'),
  }),
} as const
