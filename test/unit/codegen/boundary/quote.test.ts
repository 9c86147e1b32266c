// JavaScript with holes: what fills them, and that nothing is pasted into a text.
import { generate } from 'astring'
import type { Program, Statement } from 'estree'
import { describe, expect, test } from 'vitest'
import { expressionIn, identifier, number, statementsIn } from '#codegen/boundary/quote.js'
import { readProgram } from '#codegen/js/read/program.js'

const expression = (text: string) => expressionIn(readProgram(text))
const statements = (text: string) => statementsIn(readProgram(text))

function print(body: readonly Statement[]): string {
  const program: Program = { type: 'Program', sourceType: 'script', body: [...body] }
  return generate(program).trim()
}

describe('a hole', () => {
  test('takes an expression, with the precedence it has', () => {
    const sum = expression('$a + $b')
    const product = expression('$a * $b')
    const [a, b, c] = [identifier('a'), identifier('b'), number(3)]
    expect(generate(product({ a: sum({ a, b }), b: c }))).toBe('(a + b) * 3')
    expect(generate(sum({ a: product({ a, b }), b: c }))).toBe('a * b + 3')
  })
  test('takes a list where a list may stand', () => {
    const call = expression('f($first, ...$rest, [$rest])')
    const rest = [identifier('x'), identifier('y')]
    expect(generate(expression('f($rest)')({ rest }))).toBe('f(x, y)')
    expect(generate(expression('f($rest)')({ rest: [] }))).toBe('f()')
    expect(generate(call({ first: number(1), rest: identifier('z') }))).toBe('f(1, ...z, [z])')
  })
  test('takes statements where a statement may stand', () => {
    const make = statements('function f($params) { $body }')
    const body = [...statements('g($a)')({ a: number(1) }), ...statements('return $a')({ a: number(2) })]
    expect(print(make({ params: [identifier('a')], body }))).toBe('function f(a) {\n  g(1);\n  return 2;\n}')
  })
  test('must be filled', () => {
    expect(() => expression('$a + 1')({})).toThrow(/nothing fills the hole a/)
  })
})

test('a quote can be used again and again', () => {
  const quote = expression('f($a)')
  expect(['x', 'y', 'x'].map(name => generate(quote({ a: identifier(name) })))).toEqual([
    'f(x)',
    'f(y)',
    'f(x)',
  ])
})

test('an expression is one expression', () => {
  expect(() => expression('const a = 1')).toThrow(TypeError)
})
