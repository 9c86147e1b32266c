// Identifiers and strings of generated code, given the worst names.

import { parse } from 'acorn'
import { expect, test } from 'vitest'
import { globals, isIdentifier, Names, quote } from '#codegen/js/names.js'

const hostile = [
  '',
  "'",
  '\\',
  "\\'",
  "'); process.exit(); ('",
  '$' + '{x}',
  '`',
  '\n\r\0\u2028\u2029\ufeff',
  '</script><script>alert(1)</script>',
  '<!-- x -->',
  '*/ x /*',
  '\ud800',
  '\udc00\ud800',
  'naïve \u{1f600}',
  '__proto__',
  'constructor',
  'function',
  'undefined',
  'Math',
  '$0',
  '1',
  '\x7f\x80\xff',
  'a'.repeat(100_000),
]

const unquoted = (source: string): unknown => new Function(`'use strict'; return ${source}`)()

test.each(hostile)('quote gives the string back: %j', text => {
  const source = quote(text)
  expect(source).toMatch(/^'[ -~]*'$/)
  expect(source).not.toContain('<')
  expect(unquoted(source)).toBe(text)
})

test('quote handles every code unit', () => {
  const all = String.fromCharCode(...Array.from({ length: 0x10000 }, (_, i) => i))
  expect(unquoted(quote(all))).toBe(all)
  expect(quote('plain text')).toBe("'plain text'")
})

test('Names gives identifiers, each once', () => {
  const names = new Names(['divS'])
  const given = [...hostile, ...hostile, 'divS', 'divS_1', 'divS', 'eval'].map(hint => names.take(hint))
  expect(given.filter(name => !isIdentifier(name))).toEqual([])
  expect(new Set(given).size).toBe(given.length)
  expect(given.filter(name => globals.has(name) || name === 'divS')).toEqual([])
  expect(() => parse(`'use strict'; var ${given.join(', ')}`, { ecmaVersion: 2020 })).not.toThrow()
})

test('Names keeps what can be read', () => {
  const names = new Names()
  const hints = ['main', 'std::vec<u8>::push', 'main', '3d', '-', 'class']
  expect(hints.map(hint => names.take(hint))).toEqual([
    'main',
    'std_vec_u8_push',
    'main_1',
    '_3d',
    '_',
    'class_1',
  ])
})

test('many equal hints are cheap', () => {
  const names = new Names()
  for (let i = 0; i < 50_000; i++) names.take('f')
  expect(names.take('f')).toBe('f_50000')
})

test.each(['a', '$', '_1', 'of', 'x9'])('isIdentifier %s', text => expect(isIdentifier(text)).toBe(true))

test.each(['', '1a', 'let', 'await', 'eval', 'a b', 'é', 'a\u200d', 'null', 'a\n'])(
  'no identifier: %j',
  text => expect(isIdentifier(text)).toBe(false),
)
