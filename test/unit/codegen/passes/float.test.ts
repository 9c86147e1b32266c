// Which f32 values need care for their NaN bits: those that are only moved. Where a value is proved to need none,
// nothing may be visible of that: the pass changes no bit.
import { expect, test } from 'vitest'
import { printIR } from '#codegen/ir/print.js'
import { products } from '#codegen/passes/products.js'
import { WebAssembly } from '#src/index.js'
import { assemble } from '../../../wat.js'
import { passed } from '../stages.js'

async function accesses(code: string): Promise<readonly string[]> {
  const text = printIR(await passed('(param i32) (local f32)', code))
  return [...text.matchAll(/[if](?:32|64)\.(?:load|store|promote_f32)(?: plain)?/g)].map(([op]) => op)
}

test('the pass is one of the passes', () => {
  expect(products.words).toContain('relax floats')
})

test.each([
  [
    'what arithmetic reads and writes',
    '(f32.store (local.get 0) (f32.add (f32.load (local.get 0)) (f32.const 1)))',
    ['f32.load plain', 'f32.store plain'],
  ],
  [
    'what is compared',
    '(i32.store (local.get 0) (f32.lt (f32.load (local.get 0)) (f32.const 1)))',
    ['f32.load plain', 'i32.store'],
  ],
  ['what is only moved', '(f32.store (local.get 0) (f32.load (i32.const 8)))', ['i32.load', 'i32.store']],
  [
    'what a local keeps',
    '(local.set 1 (f32.load (local.get 0))) (f32.store (local.get 0) (local.get 1))',
    ['f32.load', 'f32.store'],
  ],
  [
    'what only changes its sign',
    '(f32.store (local.get 0) (f32.neg (f32.load (local.get 0))))',
    ['f32.load', 'f32.store'],
  ],
  [
    'what is promoted',
    '(f64.store (local.get 0) (f64.promote_f32 (f32.load (local.get 0))))',
    ['f32.load', 'f64.promote_f32', 'f64.store'],
  ],
  [
    'arithmetic that is promoted',
    '(f64.store (local.get 0) (f64.promote_f32 (f32.sqrt (f32.load (local.get 0)))))',
    ['f32.load plain', 'f64.promote_f32 plain', 'f64.store'],
  ],
])('%s', async (_, code, expected) => {
  expect(await accesses(code)).toEqual(expected)
})

/** Copies of the f32 at 0, at multiples of 4 from 16 on, by all sorts of ways. */
const copies = `(module
  (import "host" "same" (func $same (param f32) (result f32)))
  (memory (export "memory") 1)
  (global $g (mut f32) (f32.const 0))
  (func $id (param f32) (result f32) (local.get 0))
  (func $two (param f32) (result f32 f32) (local.get 0) (local.get 0))
  (func (export "f") (param i32) (local f32)
    (f32.store offset=16 (local.get 0) (f32.load (local.get 0)))
    (local.set 1 (f32.load (local.get 0)))
    (f32.store offset=20 (local.get 0) (local.get 1))
    (f32.store offset=24 (local.get 0) (call $id (local.get 1)))
    (f32.store offset=28 (local.get 0) (f32.neg (local.get 1)))
    (f32.store offset=32 (local.get 0) (f32.abs (local.get 1)))
    (f32.store offset=36 (local.get 0) (f32.copysign (f32.load (local.get 0)) (f32.const -1)))
    (f32.store offset=40 (local.get 0) (select (local.get 1) (f32.const 1) (i32.const 1)))
    (global.set $g (local.get 1))
    (f32.store offset=44 (local.get 0) (global.get $g))
    (i32.store offset=48 (local.get 0) (i32.reinterpret_f32 (f32.load (local.get 0))))
    (f32.store offset=52 (local.get 0) (f32.reinterpret_i32 (i32.load (local.get 0))))
    (f32.store offset=56 (local.get 0) (block (result f32) (br_if 0 (local.get 1) (i32.const 1))))
    (call $two (local.get 1))
    (local.set 1)
    (f32.store offset=60 (local.get 0) (local.get 1))
    drop))`

interface Copies {
  readonly memory: { readonly buffer: ArrayBuffer }
  f(address: number): void
}

test.each([0x7f800001, 0x7fa12345, 0x7fc00001, 0xff800001, 0xffffffff, 0x7f800000, 0x80000000, 0x3f800001])(
  'the bits %i survive every way of moving',
  async bits => {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(await assemble(copies)), {
      host: { same: (value: number) => value },
    })
    const { memory, f } = instance.exports as unknown as Copies
    const words = new Uint32Array(memory.buffer)
    words[0] = bits
    f(0)
    const sign = 0x80000000
    const at = (offset: number) => words[offset / 4]! >>> 0
    for (const offset of [16, 20, 24, 40, 44, 48, 52, 56, 60])
      expect([offset, at(offset)]).toEqual([offset, bits])
    expect([at(28), at(32), at(36)]).toEqual([(bits ^ sign) >>> 0, (bits & ~sign) >>> 0, (bits | sign) >>> 0])
  },
)
