// Functions with references are interpreted too: locals, operands, tables, globals, calls and results of every kind of
// reference, beside the host's engine, whenever the change to translated code comes.
import { describe, expect, test } from 'vitest'
import { R } from '#codegen/interpret/machine.js'
import { compile, type TranslateOptions } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../wat.js'

const { WebAssembly: native } = globalThis as unknown as { readonly WebAssembly: typeof WebAssembly }

const wat = `(module
  (import "host" "give" (func $give (param i32) (result externref)))
  (import "host" "both" (func $both (param externref i64 f64 funcref) (result i32 externref f64 i64)))
  (table $any (export "any") 8 externref)
  (table $fns 8 funcref)
  (elem $seg funcref (ref.func $one) (ref.null func) (ref.func $two))
  (global $kept (mut externref) (ref.null extern))
  (func $one (result i32) (i32.const 1))
  (func $two (result i32) (i32.const 2))
  (func $same (param externref) (result externref) (local.get 0))
  (func $swap (param externref i32 externref) (result externref i32 externref)
    (local.get 2) (local.get 1) (local.get 0))
  (func (export "locals") (param externref i32) (result externref) (local externref externref)
    (local.set 2 (local.get 0))
    (local.set 0 (ref.null extern))
    (if (local.get 1) (then (local.set 3 (local.get 2))))
    (local.get 3))
  (func (export "select") (param externref externref i32) (result externref)
    (select (result externref) (local.get 0) (local.get 1) (local.get 2)))
  (func (export "null") (param externref) (result i32) (local funcref)
    (i32.add (ref.is_null (local.get 0)) (i32.shl (ref.is_null (local.get 1)) (i32.const 1))))
  (func (export "calls") (param externref i32) (result externref i32 externref)
    (call $swap (call $same (local.get 0)) (local.get 1) (call $give (local.get 1))))
  (func (export "table") (param externref i32) (result externref i32) (local i32)
    (local.set 2 (table.grow $any (local.get 0) (i32.const 1)))
    (table.set $any (local.get 1) (local.get 0))
    (table.fill $any (i32.const 3) (local.get 0) (i32.const 2))
    (table.copy $any $any (i32.const 5) (i32.const 2) (i32.const 3))
    (table.get $any (i32.const 6)) (i32.add (local.get 2) (table.size $any)))
  (func (export "functions") (param i32) (result i32)
    (table.init $fns $seg (i32.const 1) (i32.const 0) (i32.const 3))
    (table.set $fns (i32.const 5) (table.get $fns (i32.const 3)))
    (call_indirect $fns (result i32) (local.get 0)))
  (func (export "drop") (elem.drop $seg))
  (func (export "reference") (result funcref) (ref.func $two))
  (func (export "global") (param externref) (result externref)
    (global.get $kept) (global.set $kept (local.get 0)))
  (func (export "blocks") (param externref externref i32) (result externref)
    (local.get 1)
    (block (param externref) (result externref)
      (drop) (local.get 0)
      (br_if 0 (local.get 2))
      (drop) (call $give (i32.const 9))))
  (func (export "host") (param externref i64 f64) (result i32 externref f64 i64)
    (call $both (local.get 0) (local.get 1) (local.get 2) (ref.func $one)))
  (func (export "loop") (param externref i32) (result externref i32) (local externref i32)
    (local.set 2 (local.get 0))
    (loop
      (table.set $any (i32.and (local.get 1) (i32.const 7)) (local.get 2))
      (local.set 2 (call $same (local.get 2)))
      (local.set 3 (i32.add (local.get 3) (ref.is_null (local.get 2))))
      (br_if 0 (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
    (local.get 2) (local.get 3))
  (func $deep (export "deep") (param externref i32) (result externref)
    (if (result externref) (local.get 1)
      (then (call $deep (local.get 0) (i32.sub (local.get 1) (i32.const 1))))
      (else (local.get 0))))
  (func (export "trap") (param externref) (result externref)
    (drop (call $deep (local.get 0) (i32.const 3))) (unreachable)))`

type Exports = Readonly<Record<string, (...values: readonly unknown[]) => unknown>>

const object = { an: 'object' }

/** What all calls come to. */
function outcome(exports: Exports): readonly unknown[] {
  const call = (name: string, ...values: readonly unknown[]): unknown => {
    try {
      const result = exports[name]!(...values)
      return typeof result === 'function' ? (result as () => unknown)() : result
    } catch (error) {
      return (error as Error).name
    }
  }
  return [
    ...[undefined, null, 0, object].flatMap(value => [
      ...[0, 1].map(flag => call('locals', value, flag)),
      ...[0, 1].map(flag => call('select', value, 'other', flag)),
      ...[0, 1].map(flag => call('blocks', value, 'other', flag)),
      call('null', value),
      call('calls', value, 5),
      call('global', value),
      call('table', value, 2),
      call('host', value, 2n ** 40n + 1n, 0.5),
      call('loop', value, 100),
      call('deep', value, 200),
      call('trap', value),
    ]),
    call('table', 1, 100),
    ...[1, 2, 3, 5, 9].map(index => call('functions', index)),
    call('reference'),
    call('drop'),
    call('functions', 1),
  ]
}

const imports = {
  host: {
    give: (value: number) => `given ${value}`,
    both: (ref: unknown, wide: bigint, float: number, fn: () => number) => [fn(), ref, float * 2, wide + 1n],
  },
}

const deadline = { overdue: () => 5 }
const listeners = { listen: () => ({ before() {}, after() {} }) }

const ways: readonly (readonly [name: string, options: TranslateOptions])[] = [
  ['always', { interpreted: Number.POSITIVE_INFINITY }],
  ['until a loop is left', { interpreted: 3 }],
  ['once', { interpreted: 1 }],
  ['with a deadline', { interpreted: Number.POSITIVE_INFINITY, deadline }],
  ['with a deadline, until a loop is left', { interpreted: 2, deadline }],
  ['with listeners', { interpreted: Number.POSITIVE_INFINITY, listeners }],
]

describe('references are interpreted', () => {
  test.each(ways)('%s', async (_, options) => {
    const bytes = await assemble(wat)
    const expected = outcome(
      new native.Instance(new native.Module(bytes), imports).exports as unknown as Exports,
    )
    const program = compile(bytes, { lazy: 'always', ...options })
    const { exports } = new WebAssembly.Instance(moduleFor(program), imports)
    expect(outcome(exports as unknown as Exports)).toEqual(expected)
    // A call that somebody listens to leaves the interpreter, which is not entered again as deeply as $deep goes.
    if (options.interpreted === Number.POSITIVE_INFINITY)
      expect(program.functions.promotions).toBe(options.listeners === undefined ? 0 : 1)
  })

  test('nothing is kept of a frame that is gone, also by a trap', async () => {
    const program = compile(await assemble(wat), { lazy: 'always', interpreted: Number.POSITIVE_INFINITY })
    const { deep, trap } = new WebAssembly.Instance(moduleFor(program), imports).exports as unknown as Exports
    const kept = {}
    deep!(kept, 300)
    expect(() => trap!(kept)).toThrow(WebAssembly.RuntimeError)
    expect(R.length).toBeGreaterThan(300)
    expect(R.every(ref => ref === null)).toBe(true)
  })
})
