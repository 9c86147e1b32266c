// Reads templates. Holes must appear each once and in order, so that operands are evaluated as often and in
// the order that wasm says; every other name must be a registered helper, a global of JavaScript, or one that
// the caller announces. What a hole asks of its operand follows from the node above it, the record `shapes`
// below.

import { type Expression, parseExpressionAt } from 'acorn'
import { isRegistered } from '../../helpers/index.js'
import { assert } from '../assert.js'
import { globals } from '../names.js'
import { precedence } from '../precedence.js'
import type { Template } from '../readings.js'
import { namesOf } from './scope.js'

/** Of the operators with two operands; all but `**` group to the left. `??` may not stand next to `||` and
 *  `&&` without parentheses, so it passes for weaker than both. */
export const operators: Readonly<Record<string, number>> = {
  '??': precedence.conditional,
  '||': precedence.or,
  '&&': precedence.and,
  '|': precedence.bitOr,
  '^': precedence.bitXor,
  '&': precedence.bitAnd,
  ...rank('== != === !==', precedence.equality),
  ...rank('< > <= >= in instanceof', precedence.relational),
  ...rank('<< >> >>>', precedence.shift),
  ...rank('+ -', precedence.additive),
  ...rank('* / %', precedence.multiplicative),
  '**': precedence.exponent,
}

function rank(names: string, level: number): Readonly<Record<string, number>> {
  return Object.fromEntries(names.split(' ').map(name => [name, level]))
}

/** A node: its own precedence, and the operands below it with the least that each of them must have. */
interface Shape {
  readonly precedence: number
  readonly operands: readonly (readonly [operand: Expression, least: number])[]
}

type Shapes = { readonly [Type in Expression['type']]?: (node: Extract<Expression, { type: Type }>) => Shape }

const leaf = (): Shape => ({ precedence: precedence.primary, operands: [] })

/** Patterns, private names and `super` cannot stand where acorn's types allow them; `shapes` refuses them. */
const operand = (node: { readonly type: string }): Expression => node as Expression

const all = (nodes: readonly (object | null)[], least: number) =>
  nodes.map(node => [operand(node as Expression), least] as const)

function binary(operator: string, left: Expression, right: Expression): Shape {
  const own = operators[operator]
  assert(own !== undefined, `no operator ${operator} in templates`)
  const least: readonly [left: number, right: number] =
    operator === '**'
      ? [precedence.postfix, own]
      : operator === '??'
        ? [precedence.bitOr, precedence.bitOr]
        : [own, own + 1]
  return {
    precedence: own,
    operands: [
      [left, least[0]],
      [right, least[1]],
    ],
  }
}

const shapes: Shapes = {
  Identifier: leaf,
  Literal: leaf,
  ParenthesizedExpression: node => ({
    precedence: precedence.primary,
    operands: [[node.expression, precedence.comma]],
  }),
  SequenceExpression: node => ({
    precedence: precedence.comma,
    operands: all(node.expressions, precedence.assignment),
  }),
  AssignmentExpression: node => ({
    precedence: precedence.assignment,
    operands: [
      [operand(node.left), precedence.primary],
      [node.right, precedence.assignment],
    ],
  }),
  ConditionalExpression: node => ({
    precedence: precedence.conditional,
    operands: [
      [node.test, precedence.or],
      [node.consequent, precedence.assignment],
      [node.alternate, precedence.assignment],
    ],
  }),
  LogicalExpression: node => binary(node.operator, node.left, node.right),
  BinaryExpression: node => binary(node.operator, operand(node.left), node.right),
  // `- -x` must not become `--x`: behind a sign, an operand that could begin with one gets parentheses.
  UnaryExpression: node => ({
    precedence: precedence.unary,
    operands: [[node.argument, /[-+]/.test(node.operator) ? precedence.postfix : precedence.unary]],
  }),
  UpdateExpression: node => ({
    precedence: node.prefix ? precedence.unary : precedence.postfix,
    operands: [[node.argument, precedence.primary]],
  }),
  CallExpression: node => ({
    precedence: precedence.call,
    operands: [[operand(node.callee), precedence.call], ...all(node.arguments, precedence.assignment)],
  }),
  NewExpression: node => ({
    precedence: precedence.call,
    operands: [[node.callee, precedence.primary], ...all(node.arguments, precedence.assignment)],
  }),
  MemberExpression: node => ({
    precedence: precedence.call,
    operands: [
      [operand(node.object), precedence.call],
      ...(node.computed ? all([node.property], precedence.comma) : []),
    ],
  }),
  ArrayExpression: node => ({
    precedence: precedence.primary,
    operands: all(node.elements, precedence.assignment),
  }),
}

interface Hole {
  readonly number: number
  readonly start: number
  readonly end: number
  readonly least: number
}

const holePattern = /^\$(\d+)$/

const isHole = (node: Expression) => node.type === 'Identifier' && holePattern.test(node.name)

function shapeOf(node: Expression): Shape {
  const shape = shapes[node.type] as ((node: Expression) => Shape) | undefined
  assert(shape, `no ${node.type} in templates`)
  return shape(node)
}

/** The holes of an expression, in the order of the text. */
function holesIn(node: Expression, least: number): readonly Hole[] {
  const match = node.type === 'Identifier' && holePattern.exec(node.name)
  if (match) return [{ number: Number(match[1]), start: node.start, end: node.end, least }]
  const { operands } = shapeOf(node)
  const assigns = /^(Assignment|Update)Expression$/.test(node.type)
  assert(!assigns || !isHole(operands[0]![0]), 'a hole is not a variable')
  return operands.flatMap(([child, least]) => holesIn(child, least))
}

/** `a -$1` would print a negative operand as `a --1`, and `a<$1` could begin an HTML comment. */
function checkSpaces(source: string, hole: Hole): void {
  const before = source.slice(0, hole.start)
  const tight = /[\w$)\]]\s*[-+*/%<>=!&|^]+$/.test(before) || /^[-+*/%<>=!&|^]/.test(source.slice(hole.end))
  assert(!tight, `spaces around operators, please: ${source}`)
}

/** @param announced names that generated code provides where the template is used. */
export function readTemplate(source: string, announced: readonly string[] = []): Template {
  const root = parseExpressionAt(source, 0, { ecmaVersion: 2020, preserveParens: true })
  assert(root.end === source.length && root.start === 0, `not one expression: ${source}`)
  const holes = holesIn(root, precedence.primary)
  for (const [i, hole] of holes.entries()) {
    assert(hole.number === i, `holes must appear each once and in order: ${source}`)
    checkSpaces(source, hole)
  }
  const names = new Set(
    namesOf(root)
      .free.map(reference => reference.name)
      .filter(name => !holePattern.test(name) && !globals.has(name)),
  )
  for (const name of names) {
    assert(isRegistered(name) || announced.includes(name), `${name} is not registered: ${source}`)
  }
  const ends = [0, ...holes.map(hole => hole.end)]
  const starts = [...holes.map(hole => hole.start), source.length]
  return {
    source,
    texts: ends.map((end, i) => source.slice(end, starts[i])),
    holes: holes.map(hole => hole.least),
    precedence: shapeOf(root).precedence,
    names: [...names],
  }
}
