// The intermediate representation as text: what each construct is built as, and how it is shown.
import { expect, test } from 'vitest'
import { printIR } from '#codegen/ir/print.js'
import { built, passed } from '../stages.js'

/** The dump without its first line and its indentation. */
const dump = async (signature: string, code: string): Promise<string> => {
  const lines = printIR(await built(signature, code)).split('\n')
  return `\n${lines
    .map(line => line.replace(/^ {2}/, ''))
    .slice(1)
    .join('\n')}\n`
}

test('the head names parameters and results', async () => {
  const fn = await built('(param i32 i64 externref) (result f32 i64)', 'unreachable')
  expect(printIR(fn)).toBe('func f1 (l0: i32, l1: i64, l2: ref) -> f32 i64\n  unreachable')
  expect(printIR(await built('', ''))).toBe('func f1 ()\n  return')
})

test('an operand is the node that computes it', async () => {
  expect(
    await dump('(param i32) (result i32)', 'local.get 0 i32.const 1 local.set 0 local.get 0 i32.add'),
  ).toBe(`
a1 = get l0
set l0 1
a2 = get l0
a3 = i32.add a1 a2
return a3
`)
})

test('immediates are those of the table', async () => {
  const code = `
    (i32.store offset=8 (i32.const -3) (i32.load8_u (i32.const 4)))
    (global.set 1 (i64.const -7))
    (drop (f32.const nan:0x200001)) (drop (f64.const -0)) (drop (f64.const 1.5))
    (drop (ref.func $f)) (drop (ref.null extern))
    (memory.copy (i32.const 1) (i32.const 2) (i32.const 3))`
  expect(await dump('', code)).toBe(`
a1 = i32.load8_u 4
i32.store offset=8 -3 a1
a2 = i64.const -7
global.set 1 a2
a3 = f32.const nan:0x7fa00001
a4 = f64.const -0
a5 = f64.const 1.5
a6 = ref.func 1
a7 = ref.null
memory.copy 0 0 1 2 3
return
`)
})

test('control owns lists, and values meet in variables', async () => {
  const code = `
    block $out (result i32)
      loop $next
        (br_if $next (call $log (i32.const 1)))
      end
      (if (result i32) (local.get 0) (then (i32.const 1)) (else (br $out (i32.const 2))))
    end`
  expect(await dump('(param i32) (result i32)', code)).toBe(`
block L1
  loop L2
    a1 = call 0 1
    if L3 a1
      br L2
  a2 = get l0
  if L4 a2
    set v2 1
  else
    set v1 2
    br L1
  a3 = get v2
  set v1 a3
a4 = get v1
return a4
`)
})

test('a br_table lists its targets, equal ones once', async () => {
  const code = 'block block (br_table 0 1 0 2 (local.get 0)) end end'
  expect(await dump('(param i32)', code)).toBe(`
block L1
  block L2
    a1 = get l0
    switch a1
    on 0, 2
      br L2
    on 1
      br L1
    on default
      return
return
`)
})

test('a ladder is a dispatch', async () => {
  const code = `
    block block block (br_table 0 1 2 (local.get 0)) end (drop (call $log (i32.const 1))) br 0 end unreachable end`
  expect(await dump('(param i32)', code)).toBe(`
a1 = get l0
dispatch L1 a1
on 0
  goto L1 case 0
on 1
  goto L1 case 1
on default
  br L1
case 0
  a2 = call 0 1
  goto L1 case 1
case 1
  unreachable
return
`)
})

test('words have the name of their variable', async () => {
  const fn = await passed('(param i64) (result i64)', '(local.tee 0 (i64.add (local.get 0) (i64.const 1)))')
  expect(printIR(fn)).toBe(`func f1 (l0: i32, l0h: i32) -> i64
  a1 = get l0
  a2 = get l0h
  a3 = i32.add a1 1
  a4 = i32.lt_u a3 1
  a5 = i32.add a2 a4
  set l0h a5
  set l0 a3
  a6 = get l0
  a7 = get l0h
  return a6 a7`)
})
