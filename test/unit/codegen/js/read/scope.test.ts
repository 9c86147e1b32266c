// Free names of functions and expressions.

import { parse } from 'acorn'
import { expect, test } from 'vitest'
import { namesOf } from '#codegen/js/read/scope.js'

const free = (source: string) => {
  const [statement] = parse(source, { ecmaVersion: 2020 }).body
  return [...new Set(namesOf(statement!).free.map(({ name }) => name))]
}

test.each([
  { source: 'a + b.c[d]', names: ['a', 'b', 'd'] },
  { source: '({ a: b, [c]: d, e })', names: ['b', 'c', 'd', 'e'] },
  { source: 'function f(x, { y, z: [w] = v }) { return x + y + z + w }', names: ['f', 'v', 'z'] },
  { source: 'function f() { var a = b; for (let i = 0; i < a; i++) c(i) }', names: ['f', 'b', 'c'] },
  { source: 'function f() { return f() }', names: ['f'] },
  { source: 'function f() { g(); function g(a) { return a + h } }', names: ['f', 'h'] },
  { source: 'function f() { return (a => a + b)(function c(d) { return d })  }', names: ['f', 'b', 'c'] },
  { source: 'function f() { try { a() } catch (e) { b(e) } }', names: ['f', 'a', 'b'] },
  { source: 'function f() { x: for (;;) { break x } }', names: ['f'] },
])('$source', ({ source, names }) => {
  expect(free(source)).toEqual(names)
})

test('positions point at the names', () => {
  const source = 'a + bc'
  const [statement] = parse(source, { ecmaVersion: 2020 }).body
  expect(namesOf(statement!).free.map(({ start, end }) => source.slice(start, end))).toEqual(['a', 'bc'])
})
