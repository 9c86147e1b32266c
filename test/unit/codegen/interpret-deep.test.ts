// Interpreted functions that call one another deeply: beyond some levels that takes nothing of the engine's
// stack. What they give is what the host's WebAssembly gives, and a trap far below leaves everything in order.
import { describe, expect, test } from 'vitest'
import { bounds } from '#codegen/tiers/tuning.js'
import { compile } from '#src/compile.js'
import { compileOwn } from '#src/embedding.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../wat.js'

type Call = (...values: readonly unknown[]) => unknown
type Exports = Readonly<Record<string, Call>>

const { WebAssembly: native } = globalThis as unknown as { readonly WebAssembly: typeof WebAssembly }

/** More levels than the engine's stack has room for, with the frames that it would need. */
const deep = 10_000

const source = `(module
  (import "host" "through" (func $through (param i32 i64) (result i64)))
  (type $step (func (param i32 i64) (result i64)))
  (table funcref (elem $sum $trapAt $mixed))
  (global $count (export "count") (mut i32) (i32.const 0))
  (func $sum (export "sum") (param $n i32) (param $a i64) (result i64)
    (local $kept i64)
    (local.set $kept (i64.mul (i64.extend_i32_s (local.get $n)) (i64.const 0x100000001)))
    (if (i32.eqz (local.get $n)) (then (return (local.get $a))))
    (i64.xor
      (call $sum (i32.sub (local.get $n) (i32.const 1)) (i64.add (local.get $a) (local.get $kept)))
      (local.get $kept)))
  (func $halves (export "halves") (param $n i32) (param $x f64) (result f64 i32 f32)
    (local $s f32)
    (if (i32.eqz (local.get $n)) (then (return (local.get $x) (i32.const -1) (f32.const 0.1))))
    (call $halves (i32.sub (local.get $n) (i32.const 1)) (f64.add (f64.mul (local.get $x) (f64.const 0.5)) (f64.const 1)))
    (local.set $s)
    (i32.add (local.get $n))
    (f32.add (local.get $s) (f32.const 0.25)))
  (func $even (export "even") (param $n i32) (result i32)
    (if (result i32) (local.get $n) (then (call $odd (i32.sub (local.get $n) (i32.const 1)))) (else (i32.const 1))))
  (func $odd (param $n i32) (result i32)
    (if (result i32) (local.get $n) (then (call $even (i32.sub (local.get $n) (i32.const 1)))) (else (i32.const 0))))
  (func $trapAt (export "trapAt") (param $n i32) (param $a i64) (result i64)
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (if (i32.eqz (local.get $n)) (then (if (i64.eqz (local.get $a)) (then unreachable)) (return (local.get $a))))
    (i64.add (i64.const 1)
      (call_indirect (type $step) (i32.sub (local.get $n) (i32.const 1)) (local.get $a) (i32.const 1))))
  (func $mixed (export "mixed") (param $n i32) (param $a i64) (result i64)
    (local $kept i32)
    (local.set $kept (i32.mul (local.get $n) (i32.const 7)))
    (if (i32.eqz (local.get $n)) (then (return (local.get $a))))
    (i64.add (i64.extend_i32_u (local.get $kept))
      (if (result i64) (i32.rem_u (local.get $n) (i32.const 100))
        (then (call_indirect (type $step) (i32.sub (local.get $n) (i32.const 1)) (local.get $a) (i32.const 2)))
        (else (call $through (i32.sub (local.get $n) (i32.const 1)) (local.get $a))))))
  (func $looping (export "looping") (param $n i32) (result i32) (local $i i32) (local $sum i32)
    (if (i32.eqz (local.get $n)) (then (return (i32.const 1))))
    (local.set $sum (call $looping (i32.sub (local.get $n) (i32.const 1))))
    (loop $l
      (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 3)) (local.get $i)))
      (br_if $l (i32.lt_u (local.tee $i (i32.add (local.get $i) (i32.const 1))) (i32.const 30))))
    (local.get $sum)))`

function start(engine: typeof WebAssembly, module: object): Exports {
  let exports: Exports = {}
  const through: Call = (n, a) => exports.mixed!(n, a)
  const instance = new engine.Instance(module, { host: { through } })
  exports = instance.exports as unknown as Exports
  return exports
}

const bytes = await assemble(source)
const expected = start(native, new native.Module(bytes))
const interpreted = (calls: number) =>
  start(WebAssembly, compileOwn(bytes, { lazy: 'always', interpreted: calls }))

describe.each([
  ['for ever', Number.POSITIVE_INFINITY],
  ['5,000 calls', 5000],
  ['300 calls', 300],
])('interpreted %s', (_, calls) => {
  const own = interpreted(calls)

  test.each(['sum', 'mixed', 'trapAt'])('words of 64 bits: %s', name => {
    for (const n of [1, 127, 128, 129, 130, 1000, 3000])
      expect(own[name]!(n, 0x123456789abcdefn)).toBe(expected[name]!(n, 0x123456789abcdefn))
  })

  test('several results and floats', () => {
    for (const n of [1, 128, 129, 1000, 3000]) expect(own.halves!(n, 0.3)).toEqual(expected.halves!(n, 0.3))
  })

  test('loops that are left on the way', () => {
    for (const n of [1, 200, 1500]) expect(own.looping!(n)).toBe(expected.looping!(n))
  })

  test('a trap far below, again and again', () => {
    for (let i = 0; i < 20; i++) {
      expect(() => own.trapAt!(2000 + i, 0n)).toThrow('unreachable')
      expect(own.mixed!(300, 1n)).toBe(expected.mixed!(300, 1n))
    }
    expect(own.sum!(2000, 1n)).toBe(expected.sum!(2000, 1n))
  })
})

test('there are more levels than the engine has room for', () => {
  const own = interpreted(Number.POSITIVE_INFINITY)
  expect(own.even!(deep)).toBe(1)
  expect(own.even!(deep + 1)).toBe(0)
  expect(own.sum!(deep, 7n)).toBe(expected.sum!(deep, 7n))
})

const outAndIn = await assemble(`(module (import "host" "through" (func $through (param i32)))
  (func (export "down") (param $n i32)
    (if (local.get $n) (then (call $through (i32.sub (local.get $n) (i32.const 1)))))))`)

/** A function whose levels are calls from outside, and how it is run by now. */
function downwards(bottom: () => void = () => {}) {
  const program = compile(outAndIn, { lazy: 'always', interpreted: Number.POSITIVE_INFINITY })
  const through = (n: number): unknown => (n === 0 ? bottom() : exports.down!(n))
  const { exports } = new WebAssembly.Instance(moduleFor(program), { host: { through } }) as unknown as {
    readonly exports: Exports
  }
  return { down: exports.down!, stage: () => program.functions.find(1)!.stage }
}

test('calls from outside in each other are interpreted only so deeply: each takes much of the engine’s stack', () => {
  const { down, stage } = downwards()
  down(bounds.entered)
  expect(stage()).toBe('interpreted')
  down(bounds.entered + 1)
  expect(stage()).toBe('optimised')
})

test('calls that an exception has ended do not count', () => {
  const thrown = new TypeError('from below')
  const broken = downwards(() => {
    throw thrown
  })
  for (let i = 0; i < bounds.entered; i++) expect(() => broken.down(bounds.entered)).toThrow(thrown)
  const { down, stage } = downwards()
  down(bounds.entered)
  expect(stage()).toBe('interpreted')
})
