// An instrument that is no part of jitsam does its work in every tier, beside those that are.
import { expect, test } from 'vitest'
import { programText } from '#codegen/index.js'
import { compile, type TranslateOptions } from '#src/compile.js'
import { Instance } from '#src/namespace/instance.js'
import { moduleFor } from '#src/namespace/module.js'
import { allLoops, hot } from '../tiers/tiers.js'
import { assemble } from '../wat.js'
import { countCalls } from './count-calls.js'

const wat = `(module
  (import "host" "back" (func $back (param i32)))
  (table funcref (elem $fib $leaf))
  (func $leaf (result i64) (i64.const 1))
  (func $fib (export "fib") (param $n i32) (result i32)
    (drop (call $leaf))
    (if (result i32) (i32.lt_u (local.get $n) (i32.const 2))
      (then (local.get $n))
      (else (i32.add
        (call $fib (i32.sub (local.get $n) (i32.const 1)))
        (call_indirect (param i32) (result i32) (i32.sub (local.get $n) (i32.const 2)) (i32.const 0))))))
  (func $loop (export "loop") (param $n i32)
    (loop
      (call $back (local.get $n))
      (drop (call $leaf))
      (br_if 0 (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))`

const deadline = { overdue: () => 50 }
const listeners = { listen: () => ({ before() {} }), growth: () => () => {} }

const tiers: readonly (readonly [name: string, options: TranslateOptions])[] = [
  ['eager', { lazy: 'never' }],
  ['interpreted', { lazy: 'always', interpreted: Number.POSITIVE_INFINITY }],
  ['interpreted, then translated', { lazy: 'always', interpreted: 10 }],
  ['translated at the first call', { lazy: 'always', interpreted: 0 }],
  ['baseline', { tier: 'baseline' }],
  ['baseline, loops as functions', { tier: 'baseline', ...allLoops }],
  ['hot at once', hot],
  ['baseline, with a deadline and listeners', { tier: 'baseline', deadline, listeners }],
  ['as usual, with a deadline and listeners', { deadline, listeners }],
  ['eager, with a deadline and listeners', { lazy: 'never', deadline, listeners }],
  ['interpreted, with a deadline and listeners', { lazy: 'always', interpreted: 10, deadline, listeners }],
]

test.each(tiers)('%s', async (_, options) => {
  const counts: number[] = []
  const program = compile(await assemble(wat), { ...options, instruments: [countCalls(counts)] })
  let backs = 0
  const { fib, loop } = new Instance(moduleFor(program), { host: { back: () => ++backs } })
    .exports as unknown as Readonly<Record<'fib' | 'loop', (n: number) => number>>
  expect(fib(10)).toBe(55)
  expect(counts.slice(1)).toEqual([177, 177])
  loop(1000)
  expect(backs).toBe(1000)
  expect(counts[1]).toBe(1177)
  expect(counts[3]).toBe(1)
})

test('a module without an instrument has no trace of it', async () => {
  const bytes = await assemble(wat)
  const options = { lazy: 'never' } as const
  expect(programText(compile(bytes, { ...options, instruments: [] }))).toBe(
    programText(compile(bytes, options)),
  )
  expect(programText(compile(bytes, options))).not.toContain('counted')
  expect(programText(compile(bytes, { ...options, instruments: [countCalls([])] }))).toContain('counted(2)')
})
