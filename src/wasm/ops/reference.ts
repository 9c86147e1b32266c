// References (0xd0 to 0xd4).

import { since, special } from './define.js'

/** Reference instructions, section 2.4.3. */
// biome-ignore format: a table
export const reference = {
  ...since('reference-types', {
    'ref.null':    special(0xd0, ['heap type'], 'none'),
    'ref.is_null': special(0xd1, [], 'none'),
    'ref.func':    special(0xd2, ['function'], 'none'),
  }),
  ...since('gc', {
    'ref.eq': special(0xd3, [], 'none'),
  }),
  ...since('function-references', {
    'ref.as_non_null': special(0xd4, [], 'trap'),
  }),
} as const
