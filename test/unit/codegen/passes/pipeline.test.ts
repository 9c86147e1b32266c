// The list of passes and what is made by them: products keep the order of the list, what is required is in each that
// becomes text, and a fault names the pass, the function and its place.
import { afterEach, expect, test, vi } from 'vitest'
import { InternalError } from '#codegen/js/assert.js'
import { type PassName, passes } from '#codegen/passes/index.js'
import { products } from '#codegen/passes/products.js'
import { advance } from '#codegen/passes/run.js'
import { asBuilt } from '#codegen/passes/unit.js'
import { translate } from '#codegen/translate.js'
import { compile } from '#src/compile.js'
import { assemble } from '../../../wat.js'
import { around, build, compileText, unitOf } from '../stages.js'

const order = Object.keys(passes) as PassName[]
const whole = ['structured', 'unstructured', 'resumed', 'whole', 'profiled', 'cut'] as const

test.each(Object.entries(products))('%s takes its passes in the order of the list', (_, names) => {
  const places = names.map(name => order.indexOf(name))
  expect(places).toEqual([...new Set(places)].sort((a, b) => a - b))
})

test('every pass is in a product', () => {
  const used = new Set<string>(Object.values(products).flat())
  expect(order.filter(name => !used.has(name))).toEqual([])
})

test.each(whole)('%s has what is required', product => {
  const names: readonly PassName[] = products[product]
  for (const required of ['instrument', 'split wide', 'remove dead'] as const)
    expect(names).toContain(required)
  expect(names.some(name => name.startsWith('instrument rounds'))).toBe(true)
})

test('what has been done is not done again', async () => {
  const program = await compileText(around('(param i32) (result i64)', '(i64.extend_i32_s (local.get 0))'))
  const unit = unitOf(program, build(program))
  advance(unit, 'whole')
  const { done, fn, holds } = unit
  expect(holds).toEqual({ split: true, counted: true })
  const text = JSON.stringify([...done])
  advance(unit, 'cut')
  expect([...done].slice(0, products.whole.length)).toEqual(JSON.parse(text))
  expect(unit.fn).toBe(fn)
})

test('a pass that is not needed says so', async () => {
  const program = await compileText(around('', ''))
  const { module, tuning, panics } = program
  const asked = {
    largest: 1000,
    tuning,
    instruments: [{ name: 'nothing', over: 'rounds', rewrite() {} }] as const,
    panics,
    counts: false,
    counted: undefined,
  }
  const applies = (name: 'instrument rounds' | 'insert counts' | 'instrument'): boolean =>
    passes[name].when(asBuilt(build(program), module, asked))
  expect(applies('instrument rounds')).toBe(true)
  expect(applies('insert counts')).toBe(false)
  expect(applies('instrument')).toBe(false)
})

afterEach(() => vi.restoreAllMocks())

const wat = '(module (func) (func $copy_now (param i64) (result i64) (i64.add (local.get 0) (i64.const 1))))'

test('a fault names pass, function and place', async () => {
  const program = compile(await assemble(wat, 'fault.wat', 'named'))
  vi.spyOn(passes['split wide'], 'run').mockImplementation(() => {
    throw new TypeError('no words')
  })
  const { start } = program.module.bodies[1]!
  const fault = () => translate(program, 1)
  expect(fault).toThrow(InternalError)
  expect(fault).toThrow(`split wide, function 1 ('copy_now') at 0x${start.toString(16)}: no words`)
})

test('what a deadline throws is no fault', async () => {
  const program = await compileText(around('', ''))
  vi.spyOn(passes['remove dead'], 'run').mockImplementation(() => {
    throw new RangeError('too slow')
  })
  expect(() => translate(program, 1)).toThrow(RangeError)
})
