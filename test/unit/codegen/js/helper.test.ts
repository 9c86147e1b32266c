// The source text of helpers: that it is found whole, and runs alone.

import { expect, test } from 'vitest'
import { divS } from '#codegen/helpers/i32.js'
import { helpers, isRegistered } from '#codegen/helpers/index.js'
import { collect, nameOf } from '#codegen/js/helper.js'
import { RuntimeError } from '#src/wasm/errors.js'

const functionNames = (names: readonly string[]) => collect(names).functions.map(({ name }) => name)

/** A closure with nothing but what was collected in scope. */
function evaluate(names: readonly string[]): Readonly<Record<string, (...args: unknown[]) => unknown>> {
  const { functions, values } = collect(names)
  const sources = functions.map(({ source }) => source).join('\n')
  const text = `'use strict'\n${sources}\nreturn { ${names.join(', ')} }`
  return new Function(...values.keys(), text)(...values.values())
}

test('a helper brings what it calls', () => {
  expect(functionNames(['divS'])).toEqual(['divS', 'trap'])
  expect([...collect(['divS']).values]).toEqual([['RuntimeError', RuntimeError]])
  expect(functionNames(['storeF32']).sort()).toEqual(['nanToBits', 'storeF32'])
  expect([...collect(['storeF32']).values.keys()].sort()).toEqual(['scratchFloat64', 'scratchInt'])
})

test('each is collected once', () => {
  const names = functionNames(['divS', 'divU', 'divS', 'trap'])
  expect(names.sort()).toEqual(['divS', 'divU', 'trap'])
  expect(functionNames([])).toEqual([])
})

test('a value is handed over itself', () => {
  const { functions, values } = collect(['resultInt'])
  expect(functions).toEqual([])
  expect(values.get('resultInt')).toBe(helpers.resultInt)
})

test('what is not registered is refused', () => {
  expect(() => collect(['process'])).toThrow('process is not registered')
  expect(() => collect(['toString'])).toThrow('toString is not registered')
  expect(isRegistered('__proto__')).toBe(false)
  expect(() => nameOf(() => 1)).toThrow('not a registered helper')
  expect(nameOf(divS)).toBe('divS')
})

test('all text is plain ASCII without comments', () => {
  const { functions } = collect(Object.keys(helpers))
  expect(functions.length).toBeGreaterThan(50)
  for (const { name, source } of functions) {
    expect(source).toMatch(/^[\n -~]*$/)
    expect(source).not.toMatch(/\/\/|\/\*/)
    expect(source.startsWith(`function ${name}(`)).toBe(true)
  }
})

test('the text works alone', () => {
  const alone = evaluate(['divS', 'divS64', 'nearest64', 'reinterpretF32', 'fromBitsF32', 'toI64'])
  expect(alone.divS!(-7, 2)).toBe(-3)
  expect(() => alone.divS!(1, 0)).toThrow(RuntimeError)
  expect(alone.divS64!(-1, 0x7fffffff, 3, 1)).toBe(0x7ffffffe)
  expect(alone.nearest64!(2.5)).toBe(2)
  expect(alone.reinterpretF32!(alone.fromBitsF32!(0x7fa00001))).toBe(0x7fa00001)
  expect(alone.toI64!(-1)).toBe(-1)
})

test('every helper can be evaluated alone', () => {
  const names = Object.keys(helpers).filter(name => /^function\b/.test(String(helpers[name])))
  for (const name of names) {
    if (String(helpers[name]).includes('[native code]')) continue
    expect(typeof evaluate([name])[name]).toBe('function')
  }
})
