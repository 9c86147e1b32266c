// What holds of translation as a whole: however a module is translated, it does the same; the text depends
// on nothing but the code; and nobody can tell a function that has not been translated yet.
import { expect, test } from 'vitest'
import { eagerClosure, lazyClosure } from '#codegen/closure.js'
import { translateOnce } from '#codegen/tiers/translated.js'
import { translate } from '#codegen/translate.js'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../wat.js'
import type { Callable } from '../namespace/both.js'

const wat = `(module
  (import "host" "log" (func $log (param i32) (result i32)))
  (type $unary (func (param i32) (result i32)))
  (memory (export "memory") 1)
  (table $t (export "table") 8 funcref)
  (elem (i32.const 1) $double $square $again $log)
  (elem $passive func $square $double)
  (data $text "jitsam")
  (global $count (export "count") (mut i32) (i32.const 0))
  (global $wide (mut i64) (i64.const 1))
  (func $double (export "double") (type $unary) (i32.shl (local.get 0) (i32.const 1)))
  (func $square (export "square") (type $unary)
    (global.set $count (i32.add (global.get $count) (i32.const 1)))
    (i32.mul (local.get 0) (local.get 0)))
  (func $again (type $unary)
    (if (result i32) (i32.le_s (local.get 0) (i32.const 0))
      (then (i32.const 0))
      (else (i32.add (local.get 0) (call $again (i32.sub (local.get 0) (i32.const 1)))))))
  (func (export "apply") (param i32 i32) (result i32)
    (call_indirect (type $unary) (local.get 1) (local.get 0)))
  (func (export "move") (param i32 i32)
    (table.set $t (local.get 1) (table.get $t (local.get 0))))
  (func (export "init")
    (table.init $t $passive (i32.const 6) (i32.const 0) (i32.const 2))
    (memory.init $text (i32.const 3) (i32.const 0) (i32.const 6)))
  (func (export "grow") (param i64) (result i32 i64)
    (global.set $wide (i64.mul (global.get $wide) (local.get 0)))
    (i32.store (i32.const 0) (memory.grow (i32.const 1)))
    (i32.load (i32.const 0)) (global.get $wide))
  (func (export "trap") (param i32) (result i32) (i32.div_u (call $double (i32.const 1)) (local.get 0))))`

const ways = {
  eager: { lazy: 'never' },
  lazy: { lazy: 'always', interpreted: 0 },
  baseline: { tier: 'baseline' },
  'eager, in regions': { lazy: 'never', largest: 30 },
  'lazy, in regions': { lazy: 'always', largest: 30, interpreted: 0 },
  interpreted: { lazy: 'always', interpreted: 1e8 },
  'interpreted, then translated': { lazy: 'always', interpreted: 2 },
} as const

interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer }
  readonly table: { get(index: number): unknown; readonly length: number }
  readonly count: { readonly value: number }
}

const imports = (log: unknown[] = []) => ({ host: { log: (value: number) => (log.push(value), value + 1) } })

async function start(options: Parameters<typeof compile>[1], log: unknown[] = []) {
  const program = compile(await assemble(wat), options)
  const { exports } = new WebAssembly.Instance(moduleFor(program), imports(log))
  return { program, exports: exports as unknown as Exports & Readonly<Record<string, Callable>> }
}

type Call = readonly [name: string, ...values: unknown[]]

const calls: readonly Call[] = [
  ['apply', 1, 21],
  ['apply', 2, 9],
  ['apply', 3, 10],
  ['apply', 4, 5],
  ['apply', 0, 5],
  ['apply', 99, 5],
  ['move', 2, 7],
  ['apply', 7, 6],
  ['init'],
  ['apply', 6, 3],
  ['apply', 7, 3],
  ['grow', 0x1_0000_0003n],
  ['grow', 5n],
  ['trap', 0],
  ['trap', 2],
  ['double', -7],
]

function behaviour(exports: Exports & Readonly<Record<string, Callable>>, log: unknown[]): unknown {
  const outcomes = calls.map(([name, ...values]) => {
    try {
      return { name, returned: exports[name]!(...values) }
    } catch (error) {
      return { name, thrown: String(error) }
    }
  })
  const bytes = [...new Uint8Array(exports.memory.buffer).subarray(0, 16)]
  return { outcomes, log, bytes, count: exports.count.value }
}

test.each(Object.keys(ways) as (keyof typeof ways)[])('%s does what eager does', async way => {
  const [log, reference] = [[], []]
  const mine = behaviour((await start(ways[way], log)).exports, log)
  expect(mine).toEqual(behaviour((await start(ways.eager, reference)).exports, reference))
  expect(log).toEqual([5])
})

test('functions keep their identity when they are translated', async () => {
  const { exports } = await start(ways.lazy)
  const { table, double, square, apply } = exports
  const before = Array.from({ length: table.length }, (_, i) => table.get(i))
  expect(before.slice(0, 3)).toEqual([null, double, square])
  expect(apply!(2, 5)).toBe(25)
  expect(square!(6)).toBe(36)
  expect(Array.from({ length: table.length }, (_, i) => table.get(i))).toEqual(before)
  expect(exports.square).toBe(square)
})

test('a stub is replaced wherever it stands', async () => {
  const { program, exports } = await start(ways.lazy)
  exports.move!(2, 5)
  expect(program.functions.find(2)?.text).toBe(undefined)
  expect([exports.apply!(2, 3), exports.apply!(5, 4), exports.square!(5)]).toEqual([9, 16, 25])
  expect(program.functions.find(2)?.text).toBeDefined()
  expect(program.functions.find(1)?.text).toBe(undefined)
})

test('instances of a program share its texts, but no state', async () => {
  const { program, exports } = await start(ways.lazy)
  exports.square!(3)
  const text = program.functions.find(2)!.text
  const other = new WebAssembly.Instance(moduleFor(program), imports()).exports as unknown as typeof exports
  other.square!(3)
  other.square!(3)
  expect(program.functions.find(2)!.text).toBe(text)
  expect([exports.count.value, other.count.value]).toEqual([1, 2])
})

test('an instance that is called from within another', async () => {
  const inner = (await start(ways.lazy)).exports
  const program = compile(await assemble(wat), ways.lazy)
  const outer = new WebAssembly.Instance(moduleFor(program), { host: { log: inner.square } }).exports
  expect((outer as Readonly<Record<string, Callable>>).apply!(4, 12)).toBe(144)
  expect(inner.count.value).toBe(1)
})

test('the text is always the same', async () => {
  const bytes = await assemble(wat)
  const [first, second] = [compile(bytes, ways.eager), compile(bytes.slice(), ways.eager)]
  expect(eagerClosure(second).text).toBe(eagerClosure(first).text)
  expect(lazyClosure(second).text).toBe(lazyClosure(first).text)
  const indices = first.module.bodies.map((_, i) => first.context.importedFunctions + i)
  // In any order, and again.
  const backwards = [...indices].reverse().map(index => translateOnce(second, index).text)
  expect(backwards.reverse()).toEqual(indices.map(index => translateOnce(first, index).text))
  expect(indices.map(index => translate(second, index).text)).toEqual(
    indices.map(index => translateOnce(first, index).text),
  )
})

test('the text is ASCII and knows nothing of names', async () => {
  const renamed = wat
    .replaceAll('"double"', '"\\f0\\9f\\98\\80"')
    .replaceAll('$square', '$nothing')
    .replaceAll('"host"', '"other"')
  const [first, second] = [compile(await assemble(wat)), compile(await assemble(renamed))]
  const { text } = eagerClosure(first)
  expect(eagerClosure(second).text).toBe(text)
  expect(text).toMatch(/^[\n\x20-\x7e]*$/)
})
