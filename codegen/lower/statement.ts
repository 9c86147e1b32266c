// Statements of generated JavaScript: those of ESTree, with our expressions in them, and two short forms for
// what is most frequent. Only these are made; the printer knows no others.

import { lastOf } from '../../src/engine/list.js'
import type { Expression } from './expression.js'

export interface Assign {
  readonly type: 'Assign'
  readonly name: string
  readonly value: Expression
}

export interface Run {
  readonly type: 'Run'
  readonly value: Expression
}

export interface Block {
  readonly type: 'BlockStatement'
  readonly body: readonly Statement[]
}

export interface Case {
  readonly type: 'SwitchCase'
  /** `null`: default. */
  readonly test: Expression | null
  readonly consequent: Statement[]
}

interface Identifier {
  readonly type: 'Identifier'
  readonly name: string
}

export type Statement =
  | Assign
  | Run
  | Block
  | { readonly type: 'LabeledStatement'; readonly label: Identifier; readonly body: Statement }
  | {
      readonly type: 'ForStatement'
      readonly init: null
      readonly test: null
      readonly update: null
      readonly body: Block
    }
  | {
      readonly type: 'IfStatement'
      readonly test: Expression
      readonly consequent: Statement
      readonly alternate: Statement | null
    }
  | { readonly type: 'SwitchStatement'; readonly discriminant: Expression; readonly cases: readonly Case[] }
  | { readonly type: 'BreakStatement'; readonly label: Identifier | null }
  | { readonly type: 'ContinueStatement'; readonly label: Identifier }
  | { readonly type: 'ReturnStatement'; readonly argument: Expression | null }

const identifier = (name: string): Identifier => ({ type: 'Identifier', name })

export const block = (body: readonly Statement[]): Block => ({ type: 'BlockStatement', body })

export const labeled = (name: string, body: Statement): Statement => ({
  type: 'LabeledStatement',
  label: identifier(name),
  body,
})

export const forever = (body: readonly Statement[]): Statement => ({
  type: 'ForStatement',
  init: null,
  test: null,
  update: null,
  body: block(body),
})

export const breakTo = (name: string | null): Statement => ({
  type: 'BreakStatement',
  label: name === null ? null : identifier(name),
})

export const continueTo = (name: string): Statement => ({
  type: 'ContinueStatement',
  label: identifier(name),
})

export const returnStatement = (argument: Expression | null): Statement => ({
  type: 'ReturnStatement',
  argument,
})

const jumps: ReadonlySet<string> = new Set(['BreakStatement', 'ContinueStatement', 'ReturnStatement'])

/** Whether control surely does not run past the last of these. */
export function endsInJump(statements: readonly Statement[]): boolean {
  const last = lastOf(statements)
  return last !== undefined && jumps.has(last.type)
}
