// Helpers as source text. A helper is an ordinary function of the running program; generated code gets a
// copy of its text, together with the text of all that it calls. acorn reads the text and finds the names
// that it takes from outside. Each of them must be a helper, a registered value or a global of JavaScript;
// the compiler stops otherwise.
//
//   collect(['divS'])   functions: divS, trap        values: RuntimeError
//
// A minifying bundler renames functions and values, consistently. So a name is looked up among the present
// names first of the values, as the text of `bindings` gives them, and of the functions; the copied text is
// given the registered names back.

import { type Comment, type FunctionDeclaration, parse, parseExpressionAt } from 'acorn'
import { bindings, helpers, values } from '../helpers/index.js'
import { assert } from './assert.js'
import { globals } from './names.js'
import { namesOf, type Reference } from './scope.js'

export interface HelperFunction {
  readonly name: string
  /** A function declaration of that name. */
  readonly source: string
}

export interface Collected {
  readonly functions: readonly HelperFunction[]
  readonly values: ReadonlyMap<string, unknown>
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A helper that has been read. */
interface Read extends HelperFunction {
  /** The registered names it needs. */
  readonly needs: readonly string[]
}

type AnyFunction = (...args: never[]) => unknown

const has = (record: object, name: string) => Object.hasOwn(record, name)

const isFunction = (name: string) => has(helpers, name) && !has(values, name)

/** Registered names by the functions themselves, and by the names that things have now. */
const byFunction = new Map<unknown, string>()
const byPresentName = new Map<string, string>()
for (const [name, helper] of Object.entries(helpers)) {
  if (typeof helper !== 'function') continue
  byFunction.set(helper, name)
  if (isFunction(name)) byPresentName.set(helper.name, name)
}

interface Binding {
  readonly key: { readonly name: string }
  readonly value: { readonly name: string }
}

/** `() => ({ resultInt: a })` */
const text = parseExpressionAt(String(bindings), 0, { ecmaVersion: 2022 })
const { body } = text as unknown as { body: { properties: readonly Binding[] } }
for (const { key, value } of body.properties) byPresentName.set(value.name, key.name)

/** Whether a name is registered as a helper or a value. */
export const isRegistered = (name: string): boolean => has(helpers, name)

/** The name by which generated code calls a helper. */
export function nameOf(helper: AnyFunction): string {
  const name = byFunction.get(helper)
  assert(name !== undefined, `${helper.name} is not a registered helper`)
  return name
}

function apply(text: string, edits: readonly Edit[]): string {
  let result = ''
  let at = 0
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}

/** Removes a comment, and its line where nothing else is on it. */
function withoutComment(text: string, start: number, end: number): Edit {
  const before = text.slice(0, start).match(/\n[ \t]*$/)
  const whole = before !== null && /^[ \t]*(\n|$)/.test(text.slice(end))
  return { start: whole ? start - before[0].length : start, end, text: '' }
}

const seen = new Map<string, Read>()

function read(name: string): Read {
  const known = seen.get(name)
  if (known) return known
  const text = String(helpers[name])
  const comments: Comment[] = []
  const program = parse(text, { ecmaVersion: 2018, onComment: comments })
  const edits = comments.map(({ start, end }) => withoutComment(text, start, end))
  const declaration = program.body[0] as FunctionDeclaration
  assert(declaration?.type === 'FunctionDeclaration', `helper ${name} is not a function declaration`)
  const rename = (reference: Reference, to: string) => edits.push({ ...reference, text: to })
  const { free, declared } = namesOf(declaration)
  const needs = new Set<string>()
  for (const reference of free) {
    if (globals.has(reference.name)) continue
    const target = byPresentName.get(reference.name)
    assert(target !== undefined, `helper ${name} uses ${reference.name}, which is not registered`)
    if (target !== reference.name) rename(reference, target)
    needs.add(target)
  }
  for (const local of declared) {
    assert(
      !globals.has(local) && !isRegistered(local),
      `helper ${name} declares ${local}, the name of something else`,
    )
  }
  needs.delete(name)
  const result = { name, source: apply(text, edits), needs: [...needs] }
  seen.set(name, result)
  return result
}

/** The functions and values that code with these names in it needs, each once. */
export function collect(names: Iterable<string>): Collected {
  const wanted = new Set<string>(names)
  const functions: HelperFunction[] = []
  const bound = new Map<string, unknown>()
  for (const name of wanted) {
    assert(isRegistered(name), `${name} is not registered as a helper`)
    if (isFunction(name)) {
      const { source, needs } = read(name)
      functions.push({ name, source })
      for (const need of needs) wanted.add(need)
    } else bound.set(name, helpers[name])
  }
  return { functions, values: bound }
}
