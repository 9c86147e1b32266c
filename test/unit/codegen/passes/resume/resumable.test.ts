// A function that can be resumed at any of its cases, as Go compiles them, is cut into regions that are
// translated when they are entered. What it does is what the host's WebAssembly does: from its beginning,
// resumed anywhere, or at a number that there is no case for.
import { expect, test } from 'vitest'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../../../wat.js'
import { jump, range, resumed } from '../../resumed.js'

const cases = 40
/**
 * Values live on from case to case, or are read again from memory behind a call; then the function may be
 * left.
 */
const code = (i: number) => `
  (local.set $wide (i64.add (i64.mul (local.get $wide) (i64.const 31)) (i64.const ${i})))
  (local.set $float (f64.add (f64.mul (local.get $float) (f64.const 1.25)) (f64.const ${i})))
  (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 1)))
  (if (i32.gt_u (i32.load (i32.const 0)) (i32.const 300)) (then (return (i32.const 0))))
  ${
    i % 3 === 0
      ? `(i64.store offset=8 (local.get $base) (local.get $wide))
         (f64.store offset=16 (local.get $base) (local.get $float))
         (br_if $out (call $host (i32.const ${i})))
         (local.set $base (global.get $stack))
         (local.set $wide (i64.load offset=8 (local.get $base)))
         (local.set $float (f64.load offset=16 (local.get $base)))`
      : ''
  }
  (if (i32.and (i32.wrap_i64 (local.get $wide)) (i32.const ${(i % 4) + 1})) (then ${jump((i * 7 + 3) % cases)}))
  (if (i32.eq (i32.rem_u (i32.load (i32.const 0)) (i32.const 17)) (i32.const ${i % 17}))
    (then (local.set $number (i32.const 0)) (br_if $out (call_indirect (result i32) (local.get $number)))))
  (i64.store offset=24 (local.get $base) (i64.extend_i32_u (i32.load offset=8 (local.get $base))))
  ${i % 9 === 8 ? jump((i + 1) % cases) : i % 13 === 12 ? '(return (i32.const 5))' : i === 20 ? jump(18) : ''}`

const wat = `(module
  (import "host" "call" (func $host (param i32) (result i32)))
  (memory (export "memory") 1)
  (global $stack (export "stack") (mut i32) (i32.const 4096))
  (table 1 funcref)
  (elem (i32.const 0) $other)
  (func $other (result i32) (call $host (i32.const -1)))
  (func (export "run") (param $number i32) (result i32)
    (local $base i32) (local $wide i64) (local $float f64)
    (local.set $base (global.get $stack))
    ${resumed(cases, code, '(i32.store offset=32 (local.get $base) (i32.const 77))')}
    (global.set $stack (i32.sub (local.get $base) (i32.const 8)))
    i32.const 1))`

interface Exports {
  readonly run: (number: number) => number
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly stack: { value: number }
}

type Instantiate = (imports: { readonly host: { readonly call: (i: number) => number } }) => Exports

/** All that a run does, from a number on. */
function outcome(instantiate: Instantiate, number: number, patience: number): unknown {
  const log: number[] = []
  const call = (i: number): number => Number(log.push(i) % patience === 0)
  const { run, memory, stack } = instantiate({ host: { call } })
  const runs = [number, (number + 5) % cases, 0].map(from => {
    try {
      return run(from)
    } catch (error) {
      return String(error)
    }
  })
  return { runs, log, stack: stack.value, words: [...new Uint32Array(memory.buffer, 0, 1040)] }
}

const { WebAssembly: host } = globalThis as unknown as { readonly WebAssembly: typeof WebAssembly }
const numbers = [...range(14).map(i => 3 * i), cases, cases + 1, 1000, -1, -(2 ** 31), 2 ** 31 - 1]

test.each([
  ['never', 250],
  ['never', 1200],
  ['always', 250],
  ['always', 1200],
  ['always', 4000],
] as const)('regions of a function that can be resumed: lazy %s, at most %d bytes', async (lazy, largest) => {
  const bytes = await assemble(wat)
  const native = new host.Module(bytes)
  const program = compile(bytes, { lazy, largest, interpreted: 0 })
  const module = moduleFor(program)
  for (const number of numbers)
    for (const patience of [3, 11]) {
      const expected = outcome(
        imports => new host.Instance(native, imports).exports as unknown as Exports,
        number,
        patience,
      )
      const found = outcome(
        imports => new WebAssembly.Instance(module, imports).exports as unknown as Exports,
        number,
        patience,
      )
      expect({ number, patience, found }).toEqual({ number, patience, found: expected })
    }
  const { text, regions } = program.functions.find(2)!.text!
  expect(text).toContain('f2p1')
  if (lazy === 'always') expect(regions!.filter(region => region !== undefined).length).toBeGreaterThan(2)
  // Jumps forward within a region leave a block.
  if (largest === 4000) expect(regions!.join()).toMatch(/break L\d+c\d+/)
})

test('regions of a function that has a deadline look at the clock', async () => {
  const bytes = await assemble(wat)
  const native = new host.Module(bytes)
  let looks = 0
  const overdue = (): number => {
    if (++looks > 300) throw new Error('time is up')
    return 10
  }
  const program = compile(bytes, { lazy: 'always', largest: 1200, interpreted: 0, deadline: { overdue } })
  const module = moduleFor(program)
  const instantiate: Instantiate = imports =>
    new WebAssembly.Instance(module, imports).exports as unknown as Exports
  for (const number of [0, 5, 21, cases]) {
    looks = 0
    const expected = outcome(
      imports => new host.Instance(native, imports).exports as unknown as Exports,
      number,
      11,
    )
    expect(outcome(instantiate, number, 11)).toEqual(expected)
    expect(looks).toBeGreaterThan(0)
  }
  expect(program.functions.find(2)!.text!.regions!.length).toBeGreaterThan(5)
  looks = 299
  const { run } = instantiate({ host: { call: () => 0 } })
  expect(() => run(0)).toThrow('time is up')
})

test('regions that are never entered are not translated', async () => {
  const program = compile(await assemble(wat), { lazy: 'always', largest: 1200, interpreted: 0 })
  const { run } = new WebAssembly.Instance(moduleFor(program), { host: { call: () => 1 } })
    .exports as unknown as Exports
  run(0)
  const { regions } = program.functions.find(2)!.text!
  expect(regions!.filter(region => region !== undefined)).toHaveLength(1)
  expect(regions!.length).toBeGreaterThan(5)
})
