// Tests check what translation has made behind every stage. No stage goes unseen, and what is wrong stops
// there.
import { afterEach, expect, test } from 'vitest'
import type { FunctionIR } from '#codegen/ir/nodes.js'
import { type Behind, see, setVerifier } from '#codegen/ir/verifier.js'
import { verifyStages } from '#codegen/ir/verify.js'
import { passes } from '#codegen/passes/index.js'
import { translate, translateExit, translateLoop, translateRegion } from '#codegen/translate.js'
import { compile } from '#src/compile.js'
import { Deadline } from '#src/instance/deadline.js'
import { assemble } from '../../wat.js'
import { jump, resumed } from './resumed.js'
import { build, compileText } from './stages.js'

afterEach(verifyStages)

const stages = ['build', ...Object.keys(passes)]

const much = '(local.set $n (i32.add (i32.load (local.get $n)) (i32.const 7)))'.repeat(40)

/** A function with loops, which is large; and one that can be resumed. */
const wat = `(module (memory 1)
  (func $long (param $n i32) (result i32)
    (loop $a ${much} (br_if $a (i32.lt_s (local.get $n) (i32.const 0))))
    (loop $b ${much} (br_if $b (i32.lt_s (local.get $n) (i32.const 0))))
    (local.get $n))
  (func $goes (param $number i32) (result i32) (local $n i32)
    ${resumed(6, i => `(call $long (i32.const 1)) (local.set $n) ${much} ${jump(i === 5 ? 0 : i + 1)}`, '(return (i32.const 0))')} (i32.const 0)))`

test('every stage is shown', async () => {
  const bytes = await assemble(wat)
  const seen = new Set<string>()
  setVerifier((_, { name }) => seen.add(name))
  const listen = () => ({ before() {}, after() {}, abort() {} })
  const lazy = { lazy: 'always', profile: 20, deadline: new Deadline(), listeners: { listen } } as const
  const small = compile(bytes, { ...lazy, largest: 1500 })
  for (const index of [0, 1]) translate(small, index)
  translateExit(small, 0, 0)
  translateLoop(small, 0, { number: 1, of: 2 })
  translateRegion(small, 1, { region: 0, count: 2 })
  translate(compile(bytes, { ...lazy, largest: 1500, profile: 0 }), 0)
  translate(compile(bytes, { ...lazy, largest: 100_000 }), 1)
  expect([...seen].sort()).toEqual([...new Set(stages)].sort())
})

test('what is wrong stops translation, by the name of the stage and the function', async () => {
  const program = await compileText('(module (func (param i32) (result i32) local.get 0 i32.eqz))')
  const fn: FunctionIR = build(program)
  const behind: Behind = { name: 'a stage', split: false, counted: false }
  expect(() => see(fn, behind, program.module)).not.toThrow()
  fn.body.reverse()
  expect(() => see(fn, behind, program.module)).toThrow(
    /^f0 is wrong behind a stage: return: its operand i32.eqz has not been computed/,
  )
  setVerifier(undefined)
  expect(() => see(fn, behind, program.module)).not.toThrow()
})
