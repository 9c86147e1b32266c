// What went wrong in a call_indirect, in the words of the standard.

import { expect, test } from 'vitest'
import { growTable, indirectFailure } from '#codegen/helpers/table.js'
import { trap, unreachable } from '#codegen/helpers/trap.js'
import { RuntimeError } from '#src/wasm/errors.js'

const table = { size: 3, codes: [undefined, () => 1], types: [-1, 5] }

test.each([
  { index: 0, message: 'uninitialized element 0' },
  { index: 1, message: 'indirect call type mismatch' },
  { index: 2, message: 'uninitialized element 2' },
  { index: 3, message: 'undefined element' },
  { index: -1, message: 'undefined element' },
])('call_indirect $index: $message', ({ index, message }) => {
  const run = () => indirectFailure(table, index)
  expect(run).toThrow(RuntimeError)
  expect(run).toThrow(new RegExp(`^${message}$`))
})

test('growTable hands its operands over in the order of tables', () => {
  const calls: unknown[] = []
  const grown = growTable({ grow: (delta, ref) => calls.push(delta, ref) }, 'ref', 3)
  expect([grown, calls]).toEqual([2, [3, 'ref']])
})

test('traps', () => {
  expect(() => trap('x')).toThrow(RuntimeError)
  expect(() => unreachable()).toThrow(/^unreachable$/)
})
