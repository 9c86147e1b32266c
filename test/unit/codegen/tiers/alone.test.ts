// The interpreter as the only tier: what it has to do by itself that elsewhere translated code would.
import { expect, test } from 'vitest'
import { bounds } from '#codegen/tiers/tuning.js'
import { compileOwn } from '#src/embedding.js'
import { WebAssembly } from '#src/index.js'
import { assemble } from '../../../wat.js'

type Run = (...values: readonly number[]) => number

async function start(wat: string): Promise<Readonly<Record<string, Run>>> {
  const module = compileOwn(await assemble(wat), { evaluates: false })
  return new WebAssembly.Instance(module).exports as unknown as Readonly<Record<string, Run>>
}

/** Adds up its way down, with so many locals more. */
const deep = (locals: number) => `(module
  (func $down (export "down") (param i32) (result i32) (local ${'i64 '.repeat(locals)})
    (if (i32.eqz (local.get 0)) (then (return (i32.const 0))))
    (i32.add (local.get 0) (call $down (i32.sub (local.get 0) (i32.const 1))))))`

test('a frame may be larger than others tiers let the interpreter have', async () => {
  const locals = 40_000
  expect(2 * locals).toBeGreaterThan(bounds.frameWords)
  const { down } = await start(deep(locals))
  expect(down!(5)).toBe(15)
})

test.each([0, 10, 1000, 40_000])(
  'the end of its stack is a RangeError, and no end of the instance: %i locals',
  async locals => {
    const { down } = await start(deep(locals))
    expect(() => down!(-1)).toThrow(RangeError)
    expect(down!(4)).toBe(10)
    expect(() => down!(-1)).toThrow(RangeError)
    expect(down!(3)).toBe(6)
  },
)

test('plain recursion is as deep as where it is translated', async () => {
  const { down } = await start(deep(0))
  expect(down!(10_000)).toBe((10_000 * 10_001) / 2)
})

test('a trap between two memories leaves neither in the place of the other', async () => {
  const { low, high, fail } = await start(`(module
    (memory 1 1)
    (memory $other 1 1)
    (func $start (i32.store8 (i32.const 0) (i32.const 1)) (i32.store8 $other (i32.const 0) (i32.const 2)))
    (start $start)
    (func (export "low") (result i32) (i32.load8_u (i32.const 0)))
    (func (export "high") (result i32) (i32.load8_u $other (i32.const 0)))
    (func (export "fail") (result i32) (i32.load8_u $other (i32.const 65536))))`)
  expect([low!(), high!()]).toEqual([1, 2])
  expect(() => fail!()).toThrow('out of bounds memory access')
  expect([low!(), high!()]).toEqual([1, 2])
})

test('an instrument that has no steps is refused when the module is compiled', async () => {
  const bytes = await assemble('(module (func (export "f")))')
  const blind = {
    name: 'blind',
    over: 'words',
    rewrite: () => {},
    values: {},
    reference: () => undefined,
  } as const
  const instruments = [blind as never]
  expect(() => compileOwn(bytes, { evaluates: false, instruments })).toThrow(WebAssembly.CompileError)
  expect(() => compileOwn(bytes, { evaluates: false, instruments })).toThrow('blind')
})
