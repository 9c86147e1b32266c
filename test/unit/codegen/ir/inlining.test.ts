// Which calls stay calls. What becomes of the others stands in test/golden/inline.wat.
import { expect, test } from 'vitest'
import { translate } from '#codegen/translate.js'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { assemble } from '../../../wat.js'

/** The calls that are left in each function that the module defines, as the indices of what they call. */
async function callsLeft(wat: string, options: Parameters<typeof compile>[1] = {}): Promise<number[][]> {
  const program = compile(await assemble(`(module ${wat})`), options)
  return program.module.bodies.map((_, i) => {
    const { text } = translate(program, program.context.importedFunctions + i)
    return [...text.slice(text.indexOf('{')).matchAll(/\b(?:f|L\.calls\[)(\d+)\]?\(/g)].map(
      ([, index]) => +index!,
    )
  })
}

const add = (count: number): string =>
  '(i64.add (local.get 0) '.repeat(count) + '(i64.const 1)' + ')'.repeat(count)

const user = '(func (param i64) (result i64) (call 0 (local.get 0)))'

test('a function hardly larger than its call that returns two words is no call', async () => {
  expect(await callsLeft(`(func (param i64) (result i64) ${add(6)}) ${user}`)).toEqual([[], []])
  expect(await callsLeft(`(func (param i64) (result i64) ${add(8)}) ${user}`)).toEqual([[], [0]])
})

test('a function that returns a word is a call', async () => {
  const one = '(func (param i32) (result i32) local.get 0) (func (result i32) (call 0 (i32.const 1)))'
  expect(await callsLeft(one)).toEqual([[], [0]])
})

test('neither is one that such a function calls, three levels deep', async () => {
  const chain = [0, 1, 2, 3].map(i => `(func (param i64) (result i64) (call ${i} (local.get 0)))`).join(' ')
  expect(await callsLeft(`(func (param i64) (result i64) local.get 0) ${chain}`)).toEqual([
    [],
    [],
    [],
    [],
    [0],
  ])
})

test('a function takes in itself while it is small, to an even depth', async () => {
  const recursive = (times: number, size: number) =>
    `(func (param i64) (result i64) ${add(size)} ${'(call 0 (i64.const 1)) i64.add'.repeat(times)})`
  const count = async (times: number, size: number) => (await callsLeft(recursive(times, size)))[0]!.length
  expect(await count(1, 0)).toBe(1)
  expect(await count(2, 0)).toBe(2 ** 4)
  expect(await count(2, 10)).toBe(2 ** 3)
  expect(await count(2, 40)).toBe(2 ** 2)
  expect(await count(2, 100)).toBe(2)
})

test('a function with a loop takes in itself, with its variables at 0 each time', async () => {
  const wat = `(func $f (export "f") (param $n i32) (result i32) (local $sum i32)
    (loop $again
      (if (i32.ge_s (local.get $n) (i32.const 2))
        (then
          (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 3))
            (call $f (i32.sub (local.get $n) (i32.const 1)))))
          (local.set $n (i32.sub (local.get $n) (i32.const 2)))
          (br $again))))
    (i32.add (local.get $sum) (local.get $n)))`
  expect((await callsLeft(wat))[0]).toEqual([0])
  const text = translate(compile(await assemble(`(module ${wat})`)), 0).text
  expect(text.match(/for \(; ; ?\)/g)!.length).toBeGreaterThan(3)
  const { WebAssembly: host } = globalThis as unknown as { WebAssembly: typeof WebAssembly }
  const run = async (engine: typeof WebAssembly): Promise<number[]> => {
    const { exports } = new engine.Instance(new engine.Module(await assemble(`(module ${wat})`)))
    const { f } = exports as unknown as { f: (n: number) => number }
    return Array.from({ length: 18 }, (_, n) => f(n - 1))
  }
  expect(await run(WebAssembly)).toEqual(await run(host))
})

test('a function that calls itself is a call for others', async () => {
  const recursive = '(func (param i64) (result i64) (call 0 (local.get 0)))'
  expect(await callsLeft(recursive + user)).toEqual([[0], [0]])
})

test('a loop or a table of jumps stays where it is', async () => {
  expect(await callsLeft(`(func (param i64) (result i64) (loop) local.get 0) ${user}`)).toEqual([[], [0]])
  const table = '(block (br_table 0 0 (i32.const 0))) local.get 0'
  expect(await callsLeft(`(func (param i64) (result i64) ${table}) ${user}`)).toEqual([[], [0]])
})

test('a function takes in only so much, and nothing if it is large', async () => {
  const small = `(func (param i64) (result i64) ${add(6)})`
  const many = (count: number) => `(func (param i64) (result i64) local.get 0 ${'call 0 '.repeat(count)})`
  expect((await callsLeft(small + many(20)))[1]).toEqual([])
  expect((await callsLeft(small + many(40)))[1]!.length).toBeGreaterThan(5)
  const ofLarge = (await callsLeft(small + many(2001)))[1]!
  expect(ofLarge.filter(index => index === 0)).toHaveLength(2001)
})

test('what is listened to, and what is imported, stays a call', async () => {
  const wat = `(import "host" "log" (func (param i64) (result i64)))
    (func $one (param i64) (result i64) local.get 0)
    (func $two (param i64) (result i64) local.get 0)
    (func (result i64) (i64.add (call $one (i64.const 1)) (call $two (call 0 (i64.const 2)))))`
  expect(await callsLeft(wat)).toEqual([[], [], [0]])
  const listeners = { listen: ({ index }: { index: number }) => (index === 1 ? {} : undefined) }
  expect(await callsLeft(wat, { listeners })).toEqual([[], [], [1, 0]])
})
