// The text around a module's functions: one strict function that takes the environment, binds it to the names
// of js/variables.ts, and holds the functions. It is evaluated for the first instance, so that V8 can treat
// what that holds as constants, and once more for all others together (shared/switch.ts).
//
// Variables that optimised code looks at most come first and are `var`. V8 follows the first thirty
// variables of a scope, so that one of them is read once in a function and not at each use; a `let` is up
// to twice as slow. The parameters have a scope of their own, in which they take the place of none of them.
//
// A lazy module starts with stubs, `var f5 = stub(5)`. Translating a function evaluates its text within the
// closure, where `f5 = function f5…` replaces the stub for good. Strict mode keeps the scopes static even so.
//
// The names below and the texts of the functions are ours; nothing that the module says is spliced in.

import { importedCount } from '../src/wasm/module.js'
import { loopLines } from './baseline/loops.js'
import {
  declared,
  type Fixed,
  globalWords,
  importBindings,
  nearBindings,
  objectBindings,
  range,
  sourceText,
  type Word,
} from './bindings.js'
import { accessorsText } from './globals.js'
import { helpers } from './helpers/index.js'
import { collect } from './js/helper.js'
import { slotLimit } from './js/variables.js'
import type { CodeCache, Program } from './program.js'
import { switchName, switchText } from './shared/switch.js'
import { heatLines, heatName } from './tiers/heat.js'
import { textOf } from './tiers/text.js'
import { improveKept, isFinal, translateOnce } from './tiers/translated.js'

/**
 * Whose closure it is: one instance's, whose objects are constants in it, or that of all others; or one
 * instance's, whose globals are read and written from outside.
 */
export type Owner = 'one' | 'many' | 'open'

/** One `var` with a declarator for each. */
const declare = (declarators: readonly string[]): string[] =>
  declarators.length === 0 ? [] : [`var ${declarators.join(', ')};`]

/** Variables that hold what an instance has, from the start or once it is the one that runs. */
const bound = (owner: Owner, bindings: readonly (Fixed | Word)[]): string[] =>
  declare(
    bindings.map(({ name, from }) => {
      if (owner === 'many') return name
      return `${name} = ${typeof from === 'number' ? from : sourceText(from)}`
    }),
  )

/** Values of the closure; those of instruments are an instance's. */
const given = (owner: Owner, name: string): string => (owner === 'many' ? name : `${name} = values.${name}`)

/** State that code reads and writes. */
function stateLines(program: Program, owner: Owner): string[] {
  const { heats, tuning } = program
  const instrumented = program.instruments.flatMap(({ state = {}, values = {} }) => [
    ...Object.entries(state).map(([name, first]) => (owner === 'many' ? name : `${name} = ${first}`)),
    ...Object.keys(values).map(name => given(owner, name)),
  ])
  return [
    ...declare(instrumented),
    ...bound(owner, globalWords(program)),
    ...(heats ? heatLines(tuning.baseline) : []),
    ...nearBindings(program).flatMap(bindings => bound(owner, bindings)),
  ]
}

/** Objects that it needs less often. */
function objectLines(program: Program, owner: Owner): string[] {
  const { types } = program.module
  return [
    ...objectBindings(program).flatMap(bindings => bound(owner, bindings)),
    ...declare(
      declared(types)
        .filter(i => types[i]!.composite.kind === 'func')
        .map(i => `Y${i} = types[${i}]`),
    ),
  ]
}

const drops = [
  'function dropData(i) { data[i] = new Uint8Array(0); }',
  'function dropElements(i) { elements[i] = []; }',
]

/** The lines before the functions of the module. */
function preamble(program: Program, owner: Owner, names: Iterable<string>): string[] {
  const { functions, values } = collect(names)
  return [
    ...stateLines(program, owner),
    ...[...values.keys()].map(name => `var ${name} = values.${name};`),
    ...objectLines(program, owner),
    ...functions.map(({ source }) => source),
    ...drops,
  ]
}

/** The imports, and what changes whose functions these are. */
const instanceLines = (program: Program, owner: Owner): string[] => [
  ...bound(owner, importBindings(program)),
  ...(owner === 'many' ? [switchText(program)] : []),
]

const environment = 'functions, memories, tables, globals, types, data, elements, refFunc, values'

/**
 * `U` knows functions that are profiled, see tiers/profile.ts; `home` whose functions these are, see
 * shared/switch.ts.
 */
const parameters = ({ heats }: Program, owner: Owner): string =>
  [environment, 'stub', 'F', 'U', ...(heats ? [heatName] : []), ...(owner === 'many' ? ['home'] : [])].join(
    ', ',
  )

/** A closure that is called with the environment and evaluates text within itself. */
export interface Closure {
  readonly text: string
  readonly values: ReadonlyMap<string, unknown>
}

const slots = (from: number, to: number): number[] => range(from, Math.min(to, slotLimit))

/** A function cut into regions, or of another name, is an expression; all others are declarations. */
const declaration = (index: number, text: string): string =>
  text.startsWith(`function f${index}(`) ? text : `var f${index} = ${text};`

/**
 * The functions that stand in the closure of a lazy module from the start, with their texts: those that
 * earlier runs have called. What does not fit is evaluated when it is called.
 */
function presentIn(program: Program): ReadonlyMap<number, string> {
  const present = new Map<number, string>()
  let length = 0
  for (const index of program.functions.promoted()) {
    const text = textOf(index, translateOnce(program, index))
    length += text.length
    if (length > program.tuning.loading.textLength) break
    present.set(index, text)
  }
  return present
}

/** They are no stubs, but for those that are profiled. */
const presentLine = (program: Program, index: number, text: string): string => {
  if (!isFinal(program, index)) return `U.factories[${index}] = ${text};`
  return index < slotLimit
    ? `${declaration(index, text)}\nF[${index}] = f${index};`
    : `F[${index}] = ${text};`
}

/** A closure, and which functions it has that are there to stay. */
export interface LazyClosure extends Closure {
  readonly done: readonly number[]
}

/** The closure of a module that is translated function by function. */
export function lazyClosure(program: Program, owner: Owner = 'one'): LazyClosure {
  const { module } = program
  const present = presentIn(program)
  const isDone = (index: number): boolean => present.has(index) && isFinal(program, index)
  const imported = importedCount(module, 'func')
  const names = Object.keys(helpers)
  const lines = [
    ...preamble(program, owner, names),
    ...(program.baseline ? loopLines : []),
    ...instanceLines(program, owner),
    ...declare(
      slots(imported, module.functions.length)
        .filter(i => !isDone(i))
        .map(i => `f${i} = stub(${i})`),
    ),
    ...Array.from(present, ([index, text]) => presentLine(program, index, text)),
    'return function (text) { return eval(text); };',
  ]
  return { ...finish(program, owner, { lines, names }), done: [...present.keys()].filter(isDone) }
}

/** Behind the functions of a closure: what changes whose they are, or what knows the globals. */
const behind = (program: Program, owner: Owner): readonly string[] =>
  ({ one: [], many: [switchName], open: [accessorsText(program)] })[owner]

/** The closure of a module that is translated at once; it returns the functions that are not imported. */
export function eagerClosure(program: Program, owner: Owner = 'one'): Closure {
  const { module } = program
  const imported = importedCount(module, 'func')
  const own = range(imported, module.functions.length)
  const translated = own.map(index => translateOnce(program, index))
  const names = [...new Set(translated.flatMap(({ helpers }) => [...helpers]))]
  const lines = [
    ...preamble(program, owner, names),
    ...instanceLines(program, owner),
    ...translated.map(({ text }, i) => declaration(own[i]!, text)),
    `return [${[...own.map(index => `f${index}`), ...behind(program, owner)].join(', ')}];`,
  ]
  return finish(program, owner, { lines, names })
}

interface Parts {
  readonly lines: readonly string[]
  /** The helpers that are named. */
  readonly names: Iterable<string>
}

function finish(program: Program, owner: Owner, { lines, names }: Parts): Closure {
  const body = ['"use strict";', 'return (function () {', ...lines, '})();'].join('\n')
  return { text: `(function (${parameters(program, owner)}) {\n${body}\n})`, values: collect(names).values }
}

/**
 * The text that is evaluated within a lazy closure to put a function in the place of its stub. The function
 * is called at once: in parentheses, V8 compiles it as it reads it, and need not read it twice.
 */
export const replacement = (index: number, text: string): string =>
  index < slotLimit ? `f${index} = (${text})` : `(${text})`

/** The text that the next instance of a program will evaluate. */
export const programText = (program: Program): string =>
  (program.lazy ? lazyClosure(program) : eagerClosure(program)).text

/**
 * All that is worth keeping for another run: all that has been translated or, if that is too much, what will
 * stand in the closure.
 */
export function keepable(program: Program): Pick<CodeCache, 'translated' | 'called'> {
  improveKept(program)
  const translated = new Map(program.functions.texts())
  const called = new Set(program.functions.promoted().filter(index => translated.has(index)))
  let length = 0
  for (const [index, known] of translated) length += textOf(index, known).length
  if (length <= 2 * program.tuning.loading.textLength) return { translated, called }
  const present = presentIn(program)
  const kept = [...translated].filter(([index]) => present.has(index))
  return { translated: new Map(kept), called: new Set(kept.map(([index]) => index)) }
}
