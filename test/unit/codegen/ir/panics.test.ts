// Which functions are known never to return 0: only those where every way out is a constant that is not.
import { expect, test } from 'vitest'
import { Panics } from '#codegen/ir/panics.js'
import { decode } from '#src/wasm/decode.js'
import { assemble } from '../../../wat.js'

const functions: Readonly<Record<string, readonly [known: boolean, code: string]>> = {
  'a constant at its end': [true, '(result i32) i32.const 1'],
  '0 at its end': [false, '(result i32) i32.const 0'],
  'a negative constant': [true, '(result i32) i32.const -5'],
  'another constant before its end': [
    true,
    '(param i32) (result i32) (if (local.get 0) (then (return (i32.const 2)))) i32.const 1',
  ],
  '0 before its end': [
    false,
    '(param i32) (result i32) (if (local.get 0) (then (return (i32.const 0)))) i32.const 1',
  ],
  'something computed': [false, '(param i32) (result i32) local.get 0'],
  'a branch out of a block': [
    true,
    '(param i32) (result i32) block (br_if 0 (local.get 0)) unreachable end i32.const 1',
  ],
  'a branch to the end': [
    false,
    '(param i32) (result i32) (br_if 0 (i32.const 0) (local.get 0)) drop i32.const 1',
  ],
  'a branch to the end from a block': [
    false,
    '(param i32) (result i32) block (br 1 (local.get 0)) end i32.const 1',
  ],
  'a table that leads to the end': [
    false,
    '(param i32) (result i32) block (result i32) (br_table 0 1 (i32.const 0) (local.get 0)) end drop i32.const 1',
  ],
  'a table that does not': [
    true,
    '(param i32) (result i32) block block (br_table 0 1 0 (local.get 0)) end end i32.const 1',
  ],
  'the value of a block': [false, '(result i32) block (result i32) i32.const 1 end'],
  'no end at all': [true, '(result i32) loop br 0 end unreachable'],
  'another type': [false, '(result i64) i64.const 1'],
  'no result': [false, ''],
}

test.each(Object.entries(functions))('%s', async (_, [known, code]) => {
  const module = decode(await assemble(`(module (func ${code}))`))
  expect(new Panics(module).has(0)).toBe(known)
})

test('what is imported is not known', async () => {
  const module = decode(await assemble('(module (import "a" "b" (func (result i32))))'))
  expect(new Panics(module).has(0)).toBe(false)
})
