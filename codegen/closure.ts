// The text around a module's functions: one strict function that takes the environment, binds it to the names
// that lowering uses (see lower/scope.ts), and holds the functions. It is evaluated once for each instance,
// so that V8 can treat what an instance holds as constants.
//
// Mutable state comes first and is `var`: V8 11 is up to twice as slow with a `let`, or one declared late.
//
// A lazy module starts with stubs, `var f5 = stub(5)`. Translating a function evaluates its text within the
// closure, where `f5 = function f5…` replaces the stub for good. Strict mode keeps the scopes static even so.
//
// The names below and the texts of the functions are ours; nothing that the module says is spliced in.

import { importedCount } from '../src/wasm/module.js'
import { helpers } from './helpers/index.js'
import { collect } from './js/helper.js'
import { slotLimit } from './lower/scope.js'
import { isFinal, type Program, translateOnce } from './program.js'

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i)

/** One `var` with a declarator for each index. */
function declare(indices: readonly number[], declarator: (index: number) => string): string[] {
  return indices.length === 0 ? [] : [`var ${indices.map(declarator).join(', ')};`]
}

function stateLines({ module, facts, deadline }: Program): string[] {
  const globals = range(0, module.globals.length)
  const isPair = (i: number): boolean => module.globals[i]!.type.type === 'i64'
  return [
    ...(deadline === undefined ? [] : ['var ticks = 0, overdue = values.overdue;']),
    ...declare(
      globals.filter(i => !facts.boxed[i]),
      i => `g${i} = globals[${i}].word0${isPair(i) ? `, g${i}h = globals[${i}].word1` : ''}`,
    ),
    ...declare(
      globals.filter(i => facts.boxed[i]),
      i => `G${i} = globals[${i}]`,
    ),
    ...declare(range(0, module.memories.length), i => `M${i} = memories[${i}], H${i} = M${i}.holder`),
    ...declare(
      range(0, module.tables.length),
      i => `X${i} = tables[${i}], T${i} = X${i}.types, C${i} = X${i}.codes`,
    ),
    ...declare(
      range(0, module.types.length).filter(i => module.types[i]!.composite.kind === 'func'),
      i => `Y${i} = types[${i}]`,
    ),
  ]
}

function helperLines(names: Iterable<string>): string[] {
  const { functions, values } = collect(names)
  return [
    ...[...values.keys()].map(name => `var ${name} = values.${name};`),
    ...functions.map(({ source }) => source),
  ]
}

const environment = 'functions, memories, tables, globals, types, data, elements, refFunc, values'

/** `L` is there only if calls are listened to; `U` knows functions on trial, see trial.ts. */
const parameters = ({ listening }: Program): string => `${environment}${listening ? ', L' : ''}, stub, F, U`

const drops = [
  'function dropData(i) { data[i] = new Uint8Array(0); }',
  'function dropElements(i) { elements[i] = []; }',
]

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
    const { text, counts } = translateOnce(program, index)
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
    ...stateLines(program),
    ...declare(slots(0, imported), i => `f${i} = functions[${i}]`),
    ...helperLines(names),
    ...drops,
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
    ...stateLines(program),
    ...declare(range(0, imported), i => `f${i} = functions[${i}]`),
    ...helperLines(names),
    ...drops,
    ...translated.map(({ text }, i) => declaration(own[i]!, text)),
    `return [${own.map(index => `f${index}`).join(', ')}];`,
  ]
  return finish(program, lines, names)
}

function finish(program: Program, lines: readonly string[], names: Iterable<string>): Closure {
  const body = ['"use strict";', ...lines].join('\n')
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
