// Cutting functions into regions changes nothing that can be seen, however small the regions are: results,
// traps, the order of effects.
import { expect, test } from 'vitest'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../../../wat.js'

const wat = `(module
  (import "host" "log" (func $log (param i32) (result i32)))
  (memory 1)
  (global $g (mut i64) (i64.const 3))
  (func $pair (param i32) (result i32 i64) (i32.add (local.get 0) (i32.const 1)) (i64.const 0x100000002))
  (func (export "f") (param $n i32) (param $m i32) (result i32 i64) (local $i i32) (local $w i64) (local $x f64)
    (local.set $x (f64.const 1.5))
    block $out
      loop $next
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $out (i32.gt_s (local.get $i) (local.get $n)))
        (call $pair (local.get $i))
        (local.set $w (i64.add (local.get $w)))
        (local.set $m (i32.add (local.get $m)))
        (if (i32.eq (local.get $i) (i32.const 3))
          (then
            (local.set $x (f64.mul (local.get $x) (f64.const 2)))
            (global.set $g (i64.mul (global.get $g) (local.get $w)))
            (br_if $next (call $log (local.get $i)))
            (local.set $m (i32.sub (local.get $m) (i32.const 50))))
          (else
            (i32.store (i32.const 0) (call $log (i32.add (local.get $m) (i32.load (i32.const 0)))))
            (if (i32.eq (local.get $i) (i32.const 9)) (then (return (i32.const -1) (local.get $w))))))
        block $c block $b block $a
          (br_table $a $b $c $next (i32.rem_u (local.get $m) (i32.const 5)))
        end (local.set $w (i64.xor (local.get $w) (i64.const 0x55)))
        end (local.set $m (i32.add (local.get $m) (i32.trunc_f64_s (local.get $x))))
        end
        (i32.store8 (local.get $m) (i32.const 7))
        (drop (memory.grow (i32.const 0)))
        (drop (call $log (i32.load8_u (local.get $m))))
        br $next
      end
    end
    (i32.div_s (i32.const 1000) (local.get $m))
    (i64.add (local.get $w) (global.get $g))))`

/** Results, log and error of some calls. */
function outcomes(program: ReturnType<typeof compile>): readonly unknown[] {
  const log: number[] = []
  const imports = { host: { log: (value: number) => (log.push(value), value - 3) } }
  const { f } = new WebAssembly.Instance(moduleFor(program), imports).exports as {
    readonly f: (n: number, m: number) => unknown
  }
  return [
    [0, 1],
    [0, 0],
    [2, 5],
    [3, 7],
    [5, 100],
    [20, 3],
    [7, -1000],
    [8, 70_000],
  ].map(([n, m]) => {
    log.length = 0
    try {
      return { n, m, returned: f(n!, m!), log: [...log] }
    } catch (error) {
      return { n, m, thrown: String(error), log: [...log] }
    }
  })
}

test('regions of every size do what the whole does', async () => {
  const bytes = await assemble(wat)
  const whole = outcomes(compile(bytes))
  expect(
    new Set(whole.map(outcome => JSON.stringify(outcome, (_, x) => (typeof x === 'bigint' ? `${x}n` : x))))
      .size,
  ).toBe(8)
  const cut = new Set<number>()
  for (const lazy of ['never', 'always'] as const)
    for (const largest of [10, 50, 100, 150, 200, 300, 400, 600, 800, 1000, 1500]) {
      const program = compile(bytes, { lazy, largest, profile: 0, interpreted: 0 })
      expect({ largest, outcomes: outcomes(program) }).toEqual({ largest, outcomes: whole })
      if (program.functions.find(2)!.text!.text.includes('function f2p0(')) cut.add(largest)
    }
  expect([...cut]).toEqual(expect.arrayContaining([100, 200, 400, 600]))
})

test('so do those that are chosen by what has run', async () => {
  const bytes = await assemble(wat)
  const whole = outcomes(compile(bytes))
  const cut = new Set<number>()
  for (const profile of [1, 10, 40])
    for (const largest of [10, 50, 100, 200, 300, 400, 600]) {
      const program = compile(bytes, { lazy: 'always', largest, profile, interpreted: 0 })
      for (const instance of [1, 2, 3])
        expect({ largest, instance, outcomes: outcomes(program) }).toEqual({
          largest,
          instance,
          outcomes: whole,
        })
      if (program.functions.find(2)!.text!.text.includes('U.counted(2, ')) cut.add(largest)
    }
  expect([...cut]).toEqual(expect.arrayContaining([50, 100, 200, 300, 400, 600]))
})
