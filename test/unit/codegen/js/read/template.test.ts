// Templates: what holes ask of operands, what is refused, and that any nesting of templates prints to the
// expression that was meant.

import { parseExpressionAt } from 'acorn'
import { expect, test } from 'vitest'
import { precedence } from '#codegen/js/precedence.js'
import { readTemplate as js } from '#codegen/js/read/template.js'
import type { Template } from '#codegen/js/template.js'

test.each([
  { source: '1', holes: [], own: 20 },
  { source: '$0 + $1 | 0', holes: [12, 13], own: 6 },
  { source: '$0 - $1', holes: [12, 13], own: 12 },
  { source: '$0 >>> $1', holes: [11, 12], own: 11 },
  { source: '$0 ** $1', holes: [16, 14], own: 14 },
  { source: '$0 && $1', holes: [5, 6], own: 5 },
  { source: '$0 || $1', holes: [4, 5], own: 4 },
  { source: '$0 ?? $1', holes: [6, 6], own: 3 },
  { source: '$0 ? $1 : $2', holes: [4, 2, 2], own: 3 },
  { source: '-$0', holes: [16], own: 15 },
  { source: '- $0', holes: [16], own: 15 },
  { source: '+$0', holes: [16], own: 15 },
  { source: '~$0', holes: [15], own: 15 },
  { source: '$0 | -$1', holes: [6, 16], own: 6 },
  { source: 'Math.imul($0, $1)', holes: [2, 2], own: 18 },
  { source: '$0($1)', holes: [18, 2], own: 18 },
  { source: '$0.getInt32($1, true)', holes: [18, 2], own: 18 },
  { source: '$0[$1]', holes: [18, 0], own: 18 },
  { source: '$0[$1] = $2', holes: [18, 0, 2], own: 2 },
  { source: '($0)', holes: [0], own: 20 },
  { source: '$0, $1', holes: [2, 2], own: 0 },
  { source: '($0, $1)', holes: [2, 2], own: 20 },
  { source: '[$0, $1]', holes: [2, 2], own: 20 },
  { source: '(scratchInt[0] = $0, scratchFloat32[0])', holes: [2], own: 20 },
  { source: '$0', holes: [20], own: 20 },
])('$source', ({ source, holes, own }) => {
  const template = js(source)
  expect(template.holes).toEqual(holes)
  expect(template.precedence).toBe(own)
  expect(template.texts.length).toBe(holes.length + 1)
  expect(template.texts.reduce((text, piece, i) => `${text}$${i - 1}${piece}`)).toBe(source)
})

test.each([
  { source: '$1 + $0', says: 'each once and in order' },
  { source: '$0 + $0', says: 'each once and in order' },
  { source: '$1', says: 'each once and in order' },
  { source: '$0 + $2', says: 'each once and in order' },
  { source: '$0 = 1', says: 'not a variable' },
  { source: '$0++', says: 'not a variable' },
  { source: '--$0', says: 'not a variable' },
  { source: '$0-$1', says: 'spaces' },
  { source: '$0 -$1', says: 'spaces' },
  { source: '$0<$1', says: 'spaces' },
  { source: 'x => $0', says: 'no ArrowFunctionExpression' },
  { source: '({ a: $0 })', says: 'no ObjectExpression' },
  { source: '`$0`', says: 'no TemplateLiteral' },
  { source: '$0; $1', says: 'not one expression' },
  { source: '$0 // x', says: 'not one expression' },
  { source: 'nobody($0)', says: 'nobody is not registered' },
  { source: 'process', says: 'process is not registered' },
  { source: '$0 +', says: 'Unexpected token' },
])('refuses $source', ({ source, says }) => {
  expect(() => js(source)).toThrow(says)
})

test('names', () => {
  expect(js('divS($0, $1) + divS(1, 2) | Math.imul(3, resultInt[1])').names).toEqual(['divS', 'resultInt'])
  expect(js('view.getInt32($0)', ['view']).names).toEqual(['view'])
  expect(() => js('view.getInt32($0)')).toThrow('view is not registered')
})

interface Tree {
  readonly template: Template
  readonly operands: readonly Tree[]
}

function print({ template, operands }: Tree): string {
  return template.texts.reduce((text, piece, i) => {
    const operand = operands[i - 1]!
    const inner = print(operand)
    const bare = operand.template.precedence >= template.holes[i - 1]!
    return text + (bare ? inner : `(${inner})`) + piece
  })
}

/** The same with parentheses everywhere: what was meant. */
function printSafely({ template, operands }: Tree): string {
  return template.texts.reduce((text, piece, i) => `${text}(${printSafely(operands[i - 1]!)})${piece}`)
}

const templates = [
  ...['$0 + $1', '$0 - $1', '$0 * $1', '$0 / $1', '$0 % $1', '$0 ** $1', '$0 << $1', '$0 >>> $1', '$0 & $1'],
  ...['$0 ^ $1', '$0 | $1', '$0 < $1', '$0 === $1', '$0 && $1', '$0 || $1', '$0 ?? $1', '$0 ? $1 : $2'],
  ...['-$0', '+$0', '~$0', '!$0', '$0 - -$1', 'Math.imul($0, $1)', '$0[$1]', '$0.x', '$0($1)', '($0, $1)'],
  ...['$0, $1', 'a = $0', '$0[$1] = $2', '$0 + $1 | 0', 'typeof $0', 'void $0', 'a--', '--a', 'new a($0)'],
].map(source => js(source, ['a']))

const leaf: Tree = { template: js('a', ['a']), operands: [] }
const negative: Tree = { template: { ...js('-1'), precedence: precedence.unary }, operands: [] }

/** The tree that acorn reads, without positions: parentheses leave no trace in it. */
const meaning = (source: string) =>
  JSON.stringify(parseExpressionAt(source, 0, { ecmaVersion: 2020 }), (key, value) =>
    key === 'start' || key === 'end' ? undefined : value,
  )

function check(tree: Tree): void {
  const source = print(tree)
  if (meaning(source) !== meaning(printSafely(tree))) expect(source).toBe(printSafely(tree))
}

/** A template with one tree in one hole and leaves in the others. */
const filled = (template: Template, place: number, tree: Tree): Tree => ({
  template,
  operands: template.holes.map((_, i) => (i === place ? tree : leaf)),
})

const inside = (tree: Tree) =>
  templates.flatMap(template => template.holes.map((_, place) => filled(template, place, tree)))

test('any template in any hole means what was meant, three deep', () => {
  const one = [leaf, negative, ...templates.map(template => filled(template, -1, leaf))]
  const two = one.flatMap(inside)
  for (const tree of two) check(tree)
  const three = two.flatMap(inside)
  for (const tree of three) check(tree)
  expect(three.length).toBeGreaterThan(50_000)
})

test('no parentheses without need', () => {
  const sum = js('$0 + $1 | 0')
  const nested = { template: sum, operands: [leaf, { template: js('$0 * $1'), operands: [leaf, leaf] }] }
  expect(print(nested)).toBe('a + a * a | 0')
  expect(print({ template: js('imul($0, $1)'), operands: [nested, negative] })).toBe(
    'imul(a + a * a | 0, -1)',
  )
  expect(print({ template: js('$0 - $1'), operands: [leaf, negative] })).toBe('a - -1')
  expect(print({ template: js('-$0'), operands: [negative] })).toBe('-(-1)')
})
