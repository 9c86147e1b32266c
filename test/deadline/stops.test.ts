// A deadline ends a guest wherever it is, in the same thread. How late it may be is what the project promises;
// the machine that runs the tests may be busy, so a guest that is late has two more tries.
import { expect, test } from 'vitest'
import { compile } from '#src/compile.js'
import { Deadline, DeadlineError } from '#src/instance/deadline.js'
import { Instance } from '#src/namespace/instance.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../wat.js'

const given = 40
const tolerance = 50

const fib = `(func $fib (export "run") (param i32) (result i32)
  (if (result i32) (i32.lt_u (local.get 0) (i32.const 2))
    (then (local.get 0))
    (else (i32.add
      (call $fib (i32.sub (local.get 0) (i32.const 1)))
      (call $fib (i32.sub (local.get 0) (i32.const 2)))))))`

const pages = 16384

/** Fields of modules whose export `run` does not end in time. */
const endless: Readonly<Record<string, string>> = {
  'an empty loop': '(func (export "run") (loop br 0))',
  'a loop within loops': '(func (export "run") (loop (loop (loop br 0) br 0) br 1))',
  'a loop that is left for an outer one': '(func (export "run") (loop (loop br 1)))',
  'a loop left by the cases of a br_table': `(func (export "run") (local i32)
    (loop $l (loop
      (local.set 0 (i32.xor (local.get 0) (i32.const 1)))
      (br_table 0 $l (local.get 0)))))`,
  'a loop with calls': '(func $f (result i32) i32.const 1) (func (export "run") (loop (br_if 0 (call $f))))',
  'short loops called in a loop': `(func $f (param i32)
      (loop (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))))
    (func (export "run") (loop (call $f (i32.const 1000)) br 0))`,
  'short loops that return, called in a loop': `(func $f (param i32)
      (loop (if (i32.eqz (local.get 0)) (then return))
        (local.set 0 (i32.sub (local.get 0) (i32.const 1))) br 0))
    (func (export "run") (loop (call $f (i32.const 1000)) br 0))`,
  'a tree of calls': fib,
  'a tree of indirect calls': `(type $t (func)) (table 1 funcref) (elem (i32.const 0) $f)
    (global $depth (mut i32) (i32.const 40))
    (func $f (export "run")
      (global.set $depth (i32.sub (global.get $depth) (i32.const 1)))
      (if (global.get $depth) (then
        (call_indirect (type $t) (i32.const 0)) (call_indirect (type $t) (i32.const 0))))
      (global.set $depth (i32.add (global.get $depth) (i32.const 1))))`,
  'memory.fill of a gigabyte': `(memory ${pages})
    (func (export "run") (loop (memory.fill (i32.const 0) (i32.const 1) (i32.const ${pages * 65536})) br 0))`,
  'memory.copy of a gigabyte': `(memory ${pages}) (func (export "run")
    (loop (memory.copy (i32.const 1) (i32.const 0) (i32.const ${pages * 65536 - 1})) br 0))`,
  'table.fill of ten million': `(table 10000000 funcref) (func (export "run")
    (loop (table.fill (i32.const 0) (ref.null func) (i32.const 10000000)) br 0))`,
  'table.copy of five million': `(table 10000000 funcref) (func (export "run")
    (loop (table.copy (i32.const 1) (i32.const 0) (i32.const 5000000)) br 0))`,
  'memory.grow from a gigabyte': `(memory ${pages}) (func (export "run")
    (loop (drop (memory.grow (i32.const 1))) (memory.fill (i32.const 0) (i32.const 1) (i32.const 65536))
      (br_if 0 (i32.lt_u (memory.size) (i32.const 40000))) br 0))`,
  'table.grow by ten million': `(table $t 0 funcref) (func (export "run")
    (loop (drop (table.grow $t (ref.null func) (i32.const 9000000)))
      (loop br 0)))`,
  'small memory.fill in a loop': `(memory 1)
    (func (export "run") (loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 16384)) br 0))`,
  'a host function in a loop': `(import "host" "nothing" (func $nothing))
    (func (export "run") (loop (call $nothing) br 0))`,
}

/** How long functions are interpreted is up to their length, or they always are, or never. */
const ways = {
  'interpreted at first': { lazy: 'always' },
  'always interpreted': { lazy: 'always', interpreted: Number.POSITIVE_INFINITY },
  'translated when called': { lazy: 'always', interpreted: 0 },
  'translated at once': { lazy: 'never' },
} as const

/** How many milliseconds after its deadline a guest has ended. */
function lateness(bytes: Uint8Array, way: keyof typeof ways): number {
  const deadline = new Deadline()
  const module = moduleFor(compile(bytes, { deadline, ...ways[way] }))
  const { run } = new Instance(module, { host: { nothing: () => undefined } }).exports as {
    run(n: number): unknown
  }
  deadline.start(given)
  const end = performance.now() + given
  expect(() => run(60)).toThrow(DeadlineError)
  return performance.now() - end
}

for (const way of Object.keys(ways) as (keyof typeof ways)[]) {
  test.each(Object.entries(endless))(`%s ends in time, ${way}`, async (_, fields) => {
    const bytes = await assemble(`(module ${fields})`)
    const tries: number[] = []
    do tries.push(lateness(bytes, way))
    while (tries.at(-1)! > tolerance && tries.length < 3)
    expect(tries.at(-1)).toBeLessThan(tolerance)
    expect(tries.at(-1)).toBeGreaterThanOrEqual(0)
  })
}

test('a deadline that is over ends everything that is called, until it is cleared', async () => {
  const bytes = await assemble(`(module ${fib})`)
  const deadline = new Deadline()
  const { run } = new Instance(moduleFor(compile(bytes, { deadline }))).exports as { run(n: number): number }
  expect(run(10)).toBe(55)
  deadline.start(0)
  expect(() => run(60)).toThrow('module closed with context deadline exceeded')
  expect(() => run(60)).toThrow(DeadlineError)
  expect(deadline.left).toBe(0)
  deadline.clear()
  expect(run(10)).toBe(55)
  expect(deadline.left).toBe(Number.POSITIVE_INFINITY)
})

test('endless recursion ends, one way or the other', async () => {
  const bytes = await assemble('(module (func $f (export "run") (call $f)))')
  const deadline = new Deadline()
  const { run } = new Instance(moduleFor(compile(bytes, { deadline }))).exports as { run(): unknown }
  deadline.start(1000)
  expect(run).toThrow(RangeError)
})
