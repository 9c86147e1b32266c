// Data segments, as far as an instance that could not be made shows them: its functions stay in a table that
// others gave it. Segments before the one that failed are dropped, it and those behind it are not: chapter 4.5.4
// of the standard has them copied and dropped one after the other. (V8 drops all of them at once.)
import { expect, test } from 'vitest'
import { WebAssembly } from '#src/index.js'
import { assemble } from '../../wat.js'

const source = `(module
  (import "host" "memory" (memory 1))
  (import "host" "table" (table 3 funcref))
  (elem (i32.const 0) $first $second $third)
  (data $a (i32.const 0) "first")
  (data $b (i32.const 65535) "second")
  (data $c (i32.const 8) "third")
  (func $first (result i32) (memory.init $a (i32.const 100) (i32.const 0) (i32.const 5)) (i32.const 1))
  (func $second (result i32) (memory.init $b (i32.const 110) (i32.const 0) (i32.const 6)) (i32.const 2))
  (func $third (result i32) (memory.init $c (i32.const 120) (i32.const 0) (i32.const 5)) (i32.const 3)))`

test('what is left of a failed instance has the segments that were not copied', async () => {
  const { Memory, Table, Instance, Module, RuntimeError } = WebAssembly
  const bytes = await assemble(source)
  const memory = new Memory({ initial: 1 })
  const table = new Table({ initial: 3, element: 'anyfunc' })
  expect(() => new Instance(new Module(bytes), { host: { memory, table } })).toThrow(RuntimeError)
  const [first, second, third] = [0, 1, 2].map(i => table.get(i) as () => unknown)
  expect(first).toThrow(RuntimeError)
  expect([second!(), third!()]).toEqual([2, 3])
  const text = new TextDecoder().decode(new Uint8Array(memory.buffer))
  expect([text.slice(0, 13), text.slice(100, 125)]).toEqual([
    'first\0\0\0\0\0\0\0\0',
    '\0\0\0\0\0\0\0\0\0\0second\0\0\0\0third',
  ])
})
