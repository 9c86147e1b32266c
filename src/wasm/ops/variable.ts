// What moves operands about without computing: drop and select, locals, globals.

import { since, special } from './define.js'

/** Variable instructions, section 2.4.4. */
// biome-ignore format: a table
export const variable = {
  'drop':   special(0x1a, [], 'none'),
  'select': special(0x1b, [], 'none'),
  ...since('reference-types', {
    'select t': special(0x1c, ['value types'], 'none'),
  }),
  'local.get':  special(0x20, ['local'], 'get local'),
  'local.set':  special(0x21, ['local'], 'set local'),
  'local.tee':  special(0x22, ['local'], 'set local'),
  'global.get': special(0x23, ['global'], 'get global'),
  'global.set': special(0x24, ['global'], 'set global'),
} as const
