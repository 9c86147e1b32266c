// Exceptions: the standard's (throw, throw_ref, try_table), and those of the earlier proposal.

import { since, special } from './define.js'

// biome-ignore format: a table
export const exception = {
  ...since('exceptions', {
    'throw':     special(0x08, ['tag'], 'control'),
    'throw_ref': special(0x0a, [], 'control'),
    'try_table': special(0x1f, ['block type', 'catches'], 'control'),
  }),
  ...since('exceptions-legacy', {
    'try':       special(0x06, ['block type'], 'control'),
    'catch':     special(0x07, ['tag'], 'control'),
    'rethrow':   special(0x09, ['label'], 'control'),
    'delegate':  special(0x18, ['label'], 'control'),
    'catch_all': special(0x19, [], 'control'),
  }),
} as const
