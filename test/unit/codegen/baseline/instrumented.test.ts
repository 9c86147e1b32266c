// Where the text of the baseline translator has what instruments ask for.
import { expect, test } from 'vitest'
import { translateFirst } from '#codegen/tiers/translated.js'
import type { Adjustments } from '#codegen/tiers/tuning.js'
import { compile, type TranslateOptions } from '#src/compile.js'
import { allLoops } from '../../../tiers/tiers.js'
import { assemble } from '../../../wat.js'

const deadline = { overdue: () => 1 }

interface Given {
  readonly tuning?: Adjustments | undefined
}

/** The last function's text. */
async function textOf(wat: string, options: TranslateOptions & Given = { deadline }): Promise<string> {
  const program = compile(await assemble(`(module ${wat})`), { tier: 'baseline', ...options })
  return translateFirst(program, program.module.functions.length - 1, '').text
}

const down = '(br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))'

test('an innermost loop holds no call, and stands between taking the count and handing it back', async () => {
  const text = await textOf(`(func (param i32) (loop ${down}))`)
  expect(text).toContain('k=ticks;K1:for(;;){if(k<0)k=overdue();L1:for(;;){if(k<0)continue K1;k=k-')
  expect(text).toContain('break;}break;}ticks=k;')
})

test('a loop that calls something pays to the closure', async () => {
  const text = await textOf(`(func $f) (func (param i32) (loop (call $f) ${down}))`)
  expect(text).toMatch(/L1:for\(;;\)\{ticks=ticks-\d+\|0;if\(ticks<0\)ticks=overdue\(\);f0\(\)/)
  expect(text).not.toContain('k=')
})

test('the count is handed back on every way out, once', async () => {
  const text = await textOf(`(func (param i32) (result i32)
    (block
      (loop
        (loop
          (br_if 2 (i32.eq (local.get 0) (i32.const 5)))
          (if (i32.eq (local.get 0) (i32.const 7)) (then (return (i32.const 3))))
          (br_if 1 (i32.eq (local.get 0) (i32.const 9)))
          ${down})
        ${down}))
    (i32.const 4))`)
  expect(text).toMatch(/\{ticks=k;break L1;\}/)
  expect(text).toMatch(/\{ticks=k;return 3;\}/)
  expect(text).toMatch(/if\(l0===9\)continue L2;/)
  expect(text.match(/ticks=k;/g)).toHaveLength(3)
  expect(text.match(/k=ticks;/g)).toHaveLength(1)
})

test('a loop that is a function has a count of its own, and the one around it sets its own down', async () => {
  const wat = `(func (param i32) (result i32)
    (loop (result i32)
      (block (loop
        (if (i32.eq (local.get 0) (i32.const 7)) (then (return (i32.const 3))))
        ${down}))
      (br_if 0 (local.get 0))
      (i32.const 4)))`
  const text = await textOf(wat, { deadline, ...allLoops })
  expect(text).toMatch(/function f0L0\(l0\)\{var k=0,x=0;E:\{k=ticks;K3:/)
  expect(text).toMatch(/ticks=k;V0=3;x=1;break E;/)
  expect(text).toMatch(/ticks=k;x=f0L0\(l0\);l0=R0;k=ticks;if\(x===1\)\{ticks=k;return V0;\}/)
})

test('bulk operations are done in slices', async () => {
  const fill = '(memory.fill (i32.const 1) (i32.const 2) (i32.const 3))'
  expect(await textOf(`(memory 1) (func ${fill})`)).toContain('memoryFillSliced(M0,1,2,3,overdue);')
})

test('what nobody listens to is called as ever', async () => {
  const wat = `(import "a" "heard" (func $heard (param i64))) (import "a" "other" (func $other)) (memory 1)
    (func (call $heard (i64.const 5)) (call $other) (drop (memory.grow (i32.const 1))))`
  const listen = ({ name }: { readonly name: string }) => (name === 'heard' ? {} : undefined)
  const text = await textOf(wat, { listeners: { listen, growth: () => () => {} } })
  expect(text).toContain('L.calls[0](5,0);f1();')
  expect(text).toContain('L.grow(0,1)')
  expect(await textOf(wat, {})).not.toMatch(/L\.|ticks|overdue/)
})
