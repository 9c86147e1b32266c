// The text around a module's functions: one strict function that takes the environment, binds it to the names
// that lowering uses (see lower/scope.ts), and holds the functions. It is evaluated once for each instance,
// so that V8 can treat what an instance holds as constants.
//
// What optimised code looks at most comes first and is `var`. V8 follows the first thirty variables of a
// scope, so that one of them is read once in a function and not at each use; a `let` is up to twice as slow.
// The parameters have a scope of their own, in which they take the place of none of them.
//
// A lazy module starts with stubs, `var f5 = stub(5)`. Translating a function evaluates its text within the
// closure, where `f5 = function f5…` replaces the stub for good. Strict mode keeps the scopes static even so.
//
// The names below and the texts of the functions are ours; nothing that the module says is spliced in.

import { importedCount } from '../src/wasm/module.js'
import { helpers } from './helpers/index.js'
import { collect } from './js/helper.js'
import { slotLimit } from './lower/convention.js'
import { textOf } from './parts.js'
import type { Program } from './program.js'
import { isFinal, translateOnce } from './translated.js'

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** One `var` with a declarator for each index. */
function declare(indices: readonly number[], declarator: (index: number) => string): string[] {
  return indices.length === 0 ? [] : [`var ${indices.map(declarator).join(', ')};`]
}

/** What code reads and writes. */
function stateLines({ module, facts, deadline }: Program): string[] {
  const isPair = (i: number): boolean => module.globals[i]!.type.type === 'i64'
  return [
    ...(deadline === undefined ? [] : ['var ticks = 0, overdue = values.overdue;']),
    ...declare(
      range(0, module.globals.length).filter(i => !facts.boxed[i]),
      i => `g${i} = globals[${i}].word0${isPair(i) ? `, g${i}h = globals[${i}].word1` : ''}`,
    ),
    ...declare(range(0, module.memories.length), i => `H${i} = memories[${i}].holder`),
    ...declare(range(0, module.tables.length), i => `T${i} = tables[${i}].types, C${i} = tables[${i}].codes`),
  ]
}

/** What it needs less often. */
function objectLines({ module, facts }: Program): string[] {
  return [
    ...declare(
      range(0, module.globals.length).filter(i => facts.boxed[i]),
      i => `G${i} = globals[${i}]`,
    ),
    ...declare(range(0, module.memories.length), i => `M${i} = memories[${i}]`),
    ...declare(range(0, module.tables.length), i => `X${i} = tables[${i}]`),
    ...declare(
      range(0, module.types.length).filter(i => module.types[i]!.composite.kind === 'func'),
      i => `Y${i} = types[${i}]`,
    ),
  ]
}

const drops = [
  'function dropData(i) { data[i] = new Uint8Array(0); }',
  'function dropElements(i) { elements[i] = []; }',
]

/** What comes before the functions of the module. */
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

/** `L` is there only if calls are listened to; `U` knows functions on trial, see trial.ts. */
const parameters = ({ listening }: Program): string => `${environment}${listening ? ', L' : ''}, stub, F, U`

/** A closure that is called with the environment and evaluates text within itself. */
export interface Closure {
  readonly text: string
  readonly values: ReadonlyMap<string, unknown>
}

const slots = (from: number, to: number): number[] => range(from, Math.min(to, slotLimit))

/** A function cut into parts is an expression; all others are declarations. */
const declaration = (index: number, text: string): string =>
  text.startsWith('function') ? text : `var f${index} = ${text};`

/** Functions that earlier runs have called are no stubs, but for those on trial. */
const calledLines = (program: Program): readonly string[] =>
  [...program.called].map(index => {
    const translated = translateOnce(program, index)
    const text = textOf(index, translated)
    const { counts } = translated
    if (counts !== undefined) return `U.factories[${index}] = ${text};`
    return index < slotLimit
      ? `${declaration(index, text)}\nF[${index}] = f${index};`
      : `F[${index}] = ${text};`
  })

/** The closure of a module that is translated function by function. */
export function lazyClosure(program: Program): Closure {
  const { module } = program
  const isStub = (index: number): boolean => !program.called.has(index) || !isFinal(program, index)
  const imported = importedCount(module, 'func')
  const names = Object.keys(helpers)
  const lines = [
    ...preamble(program, names),
    ...declare(slots(0, imported), i => `f${i} = functions[${i}]`),
    ...declare(slots(imported, module.functions.length).filter(isStub), i => `f${i} = stub(${i})`),
    ...calledLines(program),
    'return function (text) { return eval(text); };',
  ]
  return finish(program, lines, names)
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
 * What is evaluated within a lazy closure to put a function in the place of its stub. The function is called
 * at once: in parentheses, V8 compiles it as it reads it, and need not read it twice.
 */
export const replacement = (index: number, text: string): string =>
  index < slotLimit ? `f${index} = (${text})` : `(${text})`

/** What the next instance of a program will evaluate. */
export const programText = (program: Program): string =>
  (program.lazy ? lazyClosure(program) : eagerClosure(program)).text
