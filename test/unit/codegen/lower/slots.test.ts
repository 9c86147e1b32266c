// JavaScript variables: given back after their last read or write, never shared while somebody still reads them, kept apart by
// kind, and in arrays where there are very many.
import { expect, test } from 'vitest'
import { makeFunction, makeVariable } from '#codegen/ir/nodes.js'
import { Slots } from '#codegen/lower/slots.js'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../../wat.js'
import { lowered } from '../stages.js'

const fn = makeFunction(0, { kind: 'func', params: [], results: [] })

test('a temporary is free after its last read', () => {
  const slots = new Slots(new Set())
  const first = slots.temporary('int', 2)
  slots.release(first)
  const second = slots.temporary('int', 1)
  expect(second).not.toBe(first)
  slots.release(first)
  expect(slots.temporary('int', 1)).toBe(first)
  expect(slots.declarations()).toEqual([
    ['t0', '0'],
    ['t1', '0'],
  ])
})

test('kinds are kept apart', () => {
  const slots = new Slots(new Set())
  slots.release(slots.temporary('int', 1))
  slots.release(slots.temporary('float', 1))
  slots.release(slots.temporary('ref', 1))
  expect(['int', 'float', 'ref'].map(kind => slots.temporary(kind as 'int', 1).name)).toEqual([
    't0',
    'd1',
    'r2',
  ])
  expect(slots.declarations()).toEqual([
    ['t0', '0'],
    ['d1', '0'],
    ['r2', 'null'],
  ])
})

test('a variable has its slot until all its reads are done', () => {
  const slots = new Slots(new Set())
  const variable = makeVariable(fn, 'i32')
  variable.reads = 2
  const slot = slots.of(variable)
  slots.release(slot)
  expect(slots.of(variable)).toBe(slot)
  expect(slots.temporary('int', 1)).not.toBe(slot)
  slots.release(slot)
  expect(slots.temporary('int', 1)).toBe(slot)
})

test('a variable that is written behind its last read has its slot until then', () => {
  const slots = new Slots(new Set())
  const variable = makeVariable(fn, 'i32')
  variable.reads = 1
  variable.version = 1
  const slot = slots.of(variable)
  slots.release(slot)
  expect(slots.temporary('int', 1)).not.toBe(slot)
  slots.release(slot)
  expect(slots.temporary('int', 1)).toBe(slot)
})

test('a variable that is held keeps its slot', () => {
  const slots = new Slots(new Set())
  const variable = makeVariable(fn, 'i32')
  variable.reads = 1
  slots.hold(variable)
  slots.release(slots.of(variable))
  expect(slots.temporary('int', 1)).not.toBe(slots.of(variable))
})

test('where code does not run in its order, variables keep their slots', () => {
  const variable = makeVariable(fn, 'i32')
  const slots = new Slots(new Set([variable]))
  variable.reads = 1
  const slot = slots.of(variable)
  slots.release(slot)
  expect(slots.temporary('int', 1)).not.toBe(slot)
})

test('locals and parameters are never given back', () => {
  const slots = new Slots(new Set())
  const [parameter, local] = [makeVariable(fn, 'f64', 0), makeVariable(fn, 'f64', 1)]
  slots.parameter(parameter)
  slots.local(local)
  for (let i = 0; i < 5; i++) {
    slots.release(slots.of(parameter))
    slots.release(slots.of(local))
  }
  expect(slots.temporary('float', 1).name).toBe('d0')
  expect(slots.declarations()).toEqual([
    ['l1', '0'],
    ['d0', '0'],
  ])
})

test('very many live in arrays', () => {
  const slots = new Slots(new Set())
  const names = Array.from({ length: 20_002 }, () => slots.temporary('int', 1).name)
  expect(new Set(names).size).toBe(names.length)
  expect(names.slice(-3)).toEqual(['t19999', 'ts[0]', 'ts[1]'])
  slots.temporary('ref', 1)
  slots.temporary('float', 1)
  expect(slots.declarations().slice(-4)).toEqual([
    ['t19999', '0'],
    ['ts', 'new Int32Array(2)'],
    ['ds', 'new Float64Array(1)'],
    ['rs', 'new Array(1).fill(null)'],
  ])
})

// A value that lies on the stack while a br_if may carry it out is read twice: at the branch, and behind it.
test('two uses of one read keep the variable', async () => {
  const code = `
    block $out (result i32)
      (block $in (result i32) (br_if $in (i32.const 100) (local.get 0)) drop (i32.const 7))
      (br_if $out (local.get 1))
      (i32.load (i32.const 0))
      (i32.store (i32.const 0) (i32.const 78))
      (i32.mul (i32.const 1000))
      i32.add
    end`
  expect(await lowered('(param i32 i32) (result i32)', code)).toBe(`  L1: {
    L2: {
      if (l0) {
        t0 = 100;
        break L2;
      }
      t0 = 7;
    }
    if (l1) {
      t1 = t0;
      break L1;
    }
    t2 = D0.getInt32(0, true);
    D0.setInt32(0, 78, true);
    t1 = t0 + imul(t2, 1000) | 0;
  }
  return t1;`)
})

test('arrays hold every kind of value', async () => {
  const gets = (type: string, local: string): string => `(${type}.load (local.get ${local}))`.repeat(8_000)
  const sums = (type: string): string => `${type}.add `.repeat(7_999)
  const wat = `(module (memory 1) (data (i32.const 0) "\\01\\02\\03\\04\\05\\06\\07\\08")
    (func (export "f") (param i32) (result f64) (local $long i64) (local $float f64)
      ${gets('i32', '0')} ${gets('f64', '0')} ${gets('i64', '0')}
      (i32.store (i32.const 64) (i32.const 1))
      ${sums('i64')} local.set $long
      ${sums('f64')} local.set $float
      ${sums('i32')} f64.convert_i32_s
      (f64.add (local.get $float))
      (f64.add (f64.convert_i64_s (local.get $long)))))`
  const bytes = await assemble(wat)
  const program = compile(bytes)
  const { f } = new WebAssembly.Instance(moduleFor(program)).exports as { readonly f: (at: number) => number }
  const low = Math.imul(0x04030201, 8_000)
  const float = new DataView(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8).buffer).getFloat64(0, true)
  const wide = Number(BigInt.asIntN(64, 0x0807060504030201n * 8_000n))
  const floats = Array.from({ length: 8_000 }, () => float).reduce((sum, value) => sum + value)
  expect(f(0)).toBe(low + floats + wide)
  expect(program.functions.find(0)!.text!.text).toMatch(/ts\[\d+\]/)
})
