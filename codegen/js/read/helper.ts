// Reads helpers: the text of a function of the running program, exactly as tsc wrote it. acorn finds the
// names that it takes from outside. Each of them must be a helper, a registered value or a global of
// JavaScript; the build stops otherwise.

import { type Comment, type FunctionDeclaration, parse } from 'acorn'
import { helpers, isRegistered } from '../../helpers/index.js'
import { assert } from '../assert.js'
import { globals } from '../names.js'
import type { Helper } from '../readings.js'
import { namesOf } from './scope.js'

/** Removes comments, and their lines where nothing else is on them. */
function withoutComments(text: string, comments: readonly Comment[]): string {
  let result = ''
  let at = 0
  for (const { start, end } of comments) {
    const before = text.slice(0, start).match(/\n[ \t]*$/)
    const whole = before !== null && /^[ \t]*(\n|$)/.test(text.slice(end))
    result += text.slice(at, whole ? start - before[0].length : start)
    at = end
  }
  return result + text.slice(at)
}

export function readHelper(name: string): Helper {
  const text = String(helpers[name])
  const comments: Comment[] = []
  const program = parse(text, { ecmaVersion: 2018, onComment: comments })
  const declaration = program.body[0] as FunctionDeclaration
  assert(declaration?.type === 'FunctionDeclaration', `helper ${name} is not a function declaration`)
  assert(declaration.id.name === name, `helper ${name} is called ${declaration.id.name} in its text`)
  const { free, declared } = namesOf(declaration)
  const needs = new Set(free.map(reference => reference.name).filter(needed => !globals.has(needed)))
  for (const needed of needs)
    assert(isRegistered(needed), `helper ${name} uses ${needed}, which is not registered`)
  for (const local of declared) {
    assert(
      !globals.has(local) && !isRegistered(local),
      `helper ${name} declares ${local}, the name of something else`,
    )
  }
  needs.delete(name)
  return { name, source: withoutComments(text, comments), needs: [...needs] }
}
