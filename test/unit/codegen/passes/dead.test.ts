// What nobody uses goes; what has an effect, a possible trap included, stays.
import { expect, test } from 'vitest'
import { printIR } from '#codegen/ir/print.js'
import { passed } from '../stages.js'

/** The operations left of a body, in order. */
async function left(code: string, signature = '(param i32)'): Promise<readonly string[]> {
  const lines = printIR(await passed(signature, code))
    .split('\n')
    .slice(1)
  return lines.map(
    line =>
      line
        .trim()
        .replace(/^a\d+ = /, '')
        .split(' ')[0]!,
  )
}

const leaf = ['get', 'i32.const']

test.each([
  ['an unused sum', '(drop (i32.add (local.get 0) (i32.const 1)))', []],
  ['an unused chain', '(drop (i32.eqz (i32.mul (i32.popcnt (local.get 0)) (local.get 0))))', []],
  ['an unused global', '(drop (global.get $g))', []],
  ['an unused 64-bit product', '(drop (i64.mul (global.get $h) (i64.const 5)))', []],
  ['half of a 64-bit sum', '(drop (i32.wrap_i64 (i64.add (global.get $h) (i64.const 5))))', []],
  ['a local nobody reads', '(local.set 0 (i32.const 1))', []],
  ['a selection', '(drop (select (local.get 0) (i32.const 1) (local.get 0)))', []],
  ['a load that may trap', '(drop (i32.load (local.get 0)))', ['i32.load']],
  ['a division that may trap', '(drop (i32.div_u (local.get 0) (local.get 0)))', ['i32.div_u']],
  ['a conversion that may trap', '(drop (i32.trunc_f32_s (f32.const 1)))', ['f32.const', 'i32.trunc_f32_s']],
  ['a call', '(drop (call $log (local.get 0)))', ['call']],
  ['growing', '(drop (memory.grow (local.get 0)))', ['memory.grow']],
  ['a store', '(i32.store (local.get 0) (local.get 0))', ['i32.store']],
  ['a global that is written', '(global.set $g (local.get 0))', ['global.set']],
])('%s', async (_, code, expected) => {
  const found = await left(code)
  expect(found.at(-1)).toBe('return')
  expect(found.slice(0, -1).filter(op => !leaf.includes(op))).toEqual(expected)
})

test('a local that is read is written', async () => {
  expect(await left('(local.set 0 (i32.const 7)) (global.set $g (local.get 0))')).toEqual([
    'set',
    'get',
    'global.set',
    'return',
  ])
})

test('what only removed nodes used goes with them', async () => {
  const code = '(local.set 1 (i32.add (local.get 0) (i32.const 1))) (drop (i32.eqz (local.get 1)))'
  expect(await left(code, '(param i32) (local i32)')).toEqual(['return'])
})

test('what is left in arms, cases and targets is counted', async () => {
  const code = `
    (local.set 1 (i32.const 3))
    block block block (br_table 0 1 2 (local.get 0)) end (global.set $g (local.get 1)) end (local.set 1 (i32.const 4)) end
    (if (local.get 0) (then (global.set $g (local.get 1))) (else (drop (local.get 1))))`
  const fn = await passed('(param i32) (local i32)', code)
  expect(fn.variables.map(({ name, reads }) => [name, reads])).toEqual([['l1', 2]])
})
