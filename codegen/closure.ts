// The text around a module's functions: one strict function that takes the environment, binds it to the names
// of js/variables.ts, and holds the functions. It is evaluated once for each instance, so that V8 can treat
// what an instance holds as constants.
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
import { wordName, wordsOf } from './abi.js'
import { loopLines } from './baseline/loops.js'
import { helpers } from './helpers/index.js'
import { collect } from './js/helper.js'
import { declaredLimit, slotLimit } from './js/variables.js'
import { declarators } from './passes/instrument.js'
import type { CodeCache, Program } from './program.js'
import { heatLines, heatName } from './tiers/heat.js'
import { textOf } from './tiers/text.js'
import { isFinal, translateOnce } from './tiers/translated.js'

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** The indices of a space that have variables. */
const declared = ({ length }: { readonly length: number }): number[] =>
  range(0, Math.min(length, declaredLimit))

/** One `var` with a declarator for each index. */
function declare(indices: readonly number[], declarator: (index: number) => string): string[] {
  return indices.length === 0 ? [] : [`var ${indices.map(declarator).join(', ')};`]
}

/** State that code reads and writes. */
function stateLines({ module, facts, instruments, heats, tuning }: Program): string[] {
  const wordsOfGlobal = (i: number): string =>
    wordsOf(module.globals[i]!.type.type)
      .map((_, word) => `${wordName(`g${i}`, word)} = globals[${i}].word${word}`)
      .join(', ')
  const instrumented = declarators(instruments)
  return [
    ...(instrumented.length === 0 ? [] : [`var ${instrumented.join(', ')};`]),
    ...declare(
      declared(module.globals).filter(i => !facts.boxed[i]),
      wordsOfGlobal,
    ),
    ...(heats ? heatLines(tuning.baseline) : []),
    ...declare(declared(module.memories), i => `H${i} = memories[${i}].holder`),
    ...declare(declared(module.tables), i => `T${i} = tables[${i}].types, C${i} = tables[${i}].codes`),
  ]
}

/** Objects that it needs less often. */
function objectLines({ module, facts }: Program): string[] {
  return [
    ...declare(
      declared(module.globals).filter(i => facts.boxed[i]),
      i => `G${i} = globals[${i}]`,
    ),
    ...declare(declared(module.memories), i => `M${i} = memories[${i}]`),
    ...declare(declared(module.tables), i => `X${i} = tables[${i}]`),
    ...declare(
      declared(module.types).filter(i => module.types[i]!.composite.kind === 'func'),
      i => `Y${i} = types[${i}]`,
    ),
  ]
}

const drops = [
  'function dropData(i) { data[i] = new Uint8Array(0); }',
  'function dropElements(i) { elements[i] = []; }',
]

/** The lines before the functions of the module. */
function preamble(program: Program, names: Iterable<string>): string[] {
  const { functions, values } = collect(names)
  return [
    ...stateLines(program),
    ...[...values.keys()].map(name => `var ${name} = values.${name};`),
    ...objectLines(program),
    ...functions.map(({ source }) => source),
    ...drops,
  ]
}

const environment = 'functions, memories, tables, globals, types, data, elements, refFunc, values'

/** `U` knows functions that are profiled, see tiers/profile.ts. */
const parameters = ({ heats }: Program): string => `${environment}, stub, F, U${heats ? `, ${heatName}` : ''}`

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
export function lazyClosure(program: Program): LazyClosure {
  const { module } = program
  const present = presentIn(program)
  const isDone = (index: number): boolean => present.has(index) && isFinal(program, index)
  const imported = importedCount(module, 'func')
  const names = Object.keys(helpers)
  const lines = [
    ...preamble(program, names),
    ...(program.baseline ? loopLines : []),
    ...declare(slots(0, imported), i => `f${i} = functions[${i}]`),
    ...declare(
      slots(imported, module.functions.length).filter(i => !isDone(i)),
      i => `f${i} = stub(${i})`,
    ),
    ...Array.from(present, ([index, text]) => presentLine(program, index, text)),
    'return function (text) { return eval(text); };',
  ]
  return { ...finish(program, lines, names), done: [...present.keys()].filter(isDone) }
}

/** The closure of a module that is translated at once; it returns the functions that are not imported. */
export function eagerClosure(program: Program): Closure {
  const { module } = program
  const imported = importedCount(module, 'func')
  const own = range(imported, module.functions.length)
  const translated = own.map(index => translateOnce(program, index))
  const names = [...new Set(translated.flatMap(({ helpers }) => [...helpers]))]
  const lines = [
    ...preamble(program, names),
    ...declare(range(0, imported), i => `f${i} = functions[${i}]`),
    ...translated.map(({ text }, i) => declaration(own[i]!, text)),
    `return [${own.map(index => `f${index}`).join(', ')}];`,
  ]
  return finish(program, lines, names)
}

function finish(program: Program, lines: readonly string[], names: Iterable<string>): Closure {
  const body = ['"use strict";', 'return (function () {', ...lines, '})();'].join('\n')
  return { text: `(function (${parameters(program)}) {\n${body}\n})`, values: collect(names).values }
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
 * All that is worth keeping for another run: all that has been translated by all passes or, if that is too
 * much, what will stand in the closure.
 */
export function keepable(program: Program): Pick<CodeCache, 'translated' | 'called'> {
  const translated = new Map([...program.functions.texts()].filter(([, { baseline }]) => !baseline))
  const called = new Set(program.functions.promoted().filter(index => translated.has(index)))
  let length = 0
  for (const [index, known] of translated) length += textOf(index, known).length
  if (length <= 2 * program.tuning.loading.textLength) return { translated, called }
  const present = presentIn(program)
  const kept = [...translated].filter(([index]) => present.has(index))
  return { translated: new Map(kept), called: new Set(kept.map(([index]) => index)) }
}
