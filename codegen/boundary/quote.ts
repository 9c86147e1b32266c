// JavaScript in JavaScript: a text is read once, when the compiler is built, with identifiers like `$name` as
// holes, and printed when the holes are filled with trees. A hole that stands in a list (parameters,
// arguments, elements, statements) can be filled with a list. Nothing is ever pasted into a text.

import { generate } from 'astring'
import type { Expression, Identifier, Literal, Node, Program, Statement } from 'estree'
import { functionOf } from '../js/evaluation.js'
import { program } from '../js/reader/program.js'

export type Filling = Node | readonly Node[]
export type Holes = Readonly<Record<string, Filling>>
/** Makes an expression. */
export type Quote = (holes: Holes) => Expression

/** The name of the hole that a node is. A hole among statements is parsed as an expression statement. */
function holeIn(node: Node): string | undefined {
  const { type, name } = (node.type === 'ExpressionStatement' ? node.expression : node) as Identifier
  return type === 'Identifier' && name.startsWith('$') ? name.slice(1) : undefined
}

function filling(name: string, holes: Holes): Filling {
  const found = holes[name]
  if (found === undefined) throw new TypeError(`nothing fills the hole ${name}`)
  return found
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

/** A statement's hole is filled with statements; an expression keeps the statement around it. */
const fits = (node: Node, found: Filling): boolean =>
  node.type !== 'ExpressionStatement' || Array.isArray(found)

function fill(value: unknown, holes: Holes): unknown {
  if (Array.isArray(value)) return value.flatMap(element => fill(element, holes))
  if (!isNode(value)) return value
  const hole = holeIn(value)
  if (hole !== undefined && fits(value, filling(hole, holes))) return filling(hole, holes)
  const fields = Object.entries(value).map(([key, field]) => [key, fill(field, holes)])
  return Object.fromEntries(fields)
}

/** The only expression of a program with holes. */
export function expressionIn({ body }: Program): Quote {
  const [statement] = body
  if (statement?.type !== 'ExpressionStatement') throw new TypeError('no expression')
  return holes => fill(statement.expression, holes) as Expression
}

/** The statements of a program with holes. */
export const statementsIn =
  ({ body }: Program) =>
  (holes: Holes): readonly Statement[] =>
    fill(body, holes) as Statement[]

export const expression = (text: string): Quote => expressionIn(program(text))

export const statements = (text: string) => statementsIn(program(text))

export const identifier = (name: string): Identifier => ({ type: 'Identifier', name })

export const number = (value: number): Literal => ({ type: 'Literal', value })

/** Makes a function of one parameter whose body is these statements. */
export function evaluate(parameter: string, body: readonly Statement[]): (argument: unknown) => unknown {
  const program: Program = { type: 'Program', sourceType: 'script', body: [...body] }
  return functionOf(parameter, generate(program))
}
