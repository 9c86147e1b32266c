// A program is a validated module with what translation needs to know of it, and the text of its functions,
// translated when first asked for and kept: several instances share them.

import { importedCount, type Module } from '../src/wasm/module.js'

import type { ExternKind } from '../src/wasm/types.js'
import type { Validated } from '../src/wasm/validate/index.js'
import { buildFunction } from './ir/build.js'
import { type ModuleContext, makeContext } from './ir/builder.js'
import type { FunctionIR } from './ir/nodes.js'
import { findListening, type Listeners, type Listening } from './logging.js'
import { lowerFunction } from './lower/function.js'
import { compact, type PrintOptions, printFunction } from './lower/print.js'
import { type ModuleFacts, Scope } from './lower/scope.js'
import { insertChecks } from './passes/deadline.js'
import { passes } from './passes/index.js'
import { logCalls } from './passes/logging.js'
import { largestFunction } from './passes/split/choose.js'
import { recount, splitHuge } from './passes/split/index.js'
import { typeNumbers } from './type-ids.js'

export interface TranslateOptions {
  /**
   * Whether functions are translated when first called (`always`), all at once when the module is
   * instantiated (`never`), or as the module's size suggests. Very large modules do not ask.
   */
  readonly lazy?: 'auto' | 'always' | 'never'
  /**
   * How many bytes of V8's bytecode a function may come to before it is cut into parts. The default is what
   * V8 optimises; another engine, or a test, may want less.
   */
  readonly largest?: number | undefined
  /** Who wants to be told of calls; see logging.ts. */
  readonly listeners?: Listeners | undefined
  /** Asked again and again while functions of the module run; see passes/deadline.ts. */
  readonly deadline?: Overdue | undefined
  /** What earlier runs have left. */
  readonly cache?: CodeCache | undefined
}

/** What is kept of a module that was translated with the same options. */
export interface CodeCache {
  /** Functions that need no translation any more. */
  readonly translated: ReadonlyMap<number, Translated>
  /** Functions of a lazy module that have been called: they are there from the start. All are translated. */
  readonly called: ReadonlySet<number>
  /** What validation learned, so that it need not be done again. */
  readonly validated: Validated | undefined
  /** Evaluates the text of a module, which is an expression. */
  evaluate(text: string): unknown
}

/** Decides how long a guest may go on. */
export interface Overdue {
  /** How many ticks, about one for each operation, may pass until it is asked again; or throws. */
  overdue(): number
}

/** The text of one function, and the helpers that it calls. */
export interface Translated {
  readonly text: string
  readonly helpers: ReadonlySet<string>
}

export interface Program {
  readonly largest: number | undefined
  readonly module: Module
  readonly facts: ModuleFacts
  readonly context: ModuleContext
  readonly lazy: boolean
  readonly translated: Map<number, Translated>
  /** Functions of a lazy module that an instance has put in the place of their stubs, now or earlier. */
  readonly called: Set<number>
  readonly cache: CodeCache | undefined
  readonly listening: Listening | undefined
  readonly deadline: Overdue | undefined
}

/** Code sections larger than this, in bytes, are translated function by function as they are called. */
const eagerLimit = 24 * 1024

/**
 * Modules with more to name than this are always lazy. The variables of their closure would be part of its
 * frame, for which the stack is too small; where code is evaluated in it, they live in the heap.
 */
const frameLimit = 20_000

const exportedIndices = (module: Module, kind: ExternKind): ReadonlySet<number> =>
  new Set(module.exports.filter(entry => entry.kind === kind).map(({ index }) => index))

/** Globals that other modules or the host can reach live in boxes. */
function findBoxed(module: Module): boolean[] {
  const imported = importedCount(module, 'global')
  const exported = exportedIndices(module, 'global')
  return module.globals.map((_, i) => i < imported || exported.has(i))
}

/** A memory that nobody else sees, with equal limits, keeps its view: even growing by 0 changes that. */
function findFixed(module: Module): boolean[] {
  const imported = importedCount(module, 'memory')
  const exported = exportedIndices(module, 'memory')
  return module.memories.map(
    ({ limits }, i) => i >= imported && !exported.has(i) && limits.min === limits.max,
  )
}

function isLazy(module: Module, { lazy = 'auto' }: TranslateOptions): boolean {
  const { functions, tables, memories, globals, types } = module
  const names = functions.length + types.length + 2 * (memories.length + globals.length) + 3 * tables.length
  if (names > frameLimit) return true
  if (lazy !== 'auto') return lazy === 'always'
  const first = module.bodies[0]
  const last = module.bodies.at(-1)
  return first !== undefined && last!.end - first.start > eagerLimit
}

export function prepare(module: Module, validated: Validated, options: TranslateOptions = {}): Program {
  const facts = {
    module,
    boxed: findBoxed(module),
    fixed: findFixed(module),
    typeIds: typeNumbers(module),
  }
  return {
    module,
    facts,
    context: makeContext(module, validated.depths),
    lazy: isLazy(module, options),
    largest: options.largest,
    translated: new Map(options.cache?.translated),
    called: new Set(options.cache?.called),
    cache: options.cache,
    listening: findListening(module, options.listeners),
    deadline: options.deadline,
  }
}

/** Bytes of bytecode that a byte of wasm comes to at the very most; a look at the length spares measuring. */
const mostPerByte = 20

function mayBeHuge({ module, context, largest = largestFunction }: Program, index: number): boolean {
  const { start, end } = module.bodies[index - context.importedFunctions]!
  return (end - start) * mostPerByte > largest
}

/** An expression whose value is the function, in a scope of its own with its parts. */
const enclose = (text: string, parts: readonly string[]): string =>
  `(function () {\n${parts.join('\n')}\nreturn ${text};\n})()`

/** Runs one function through all stages. */
export function translate(program: Program, index: number, print: PrintOptions = compact): Translated {
  const fn = buildFunction(program.context, index)
  if (program.listening !== undefined) logCalls(fn, program.listening)
  if (program.deadline !== undefined) insertChecks(fn)
  for (const pass of passes) pass(fn)
  const parts = mayBeHuge(program, index) ? splitHuge(fn, program.largest) : []
  const scope = new Scope(program.facts)
  const lower = (part: FunctionIR): string => printFunction(lowerFunction(part, scope), print)
  const text = lower(fn)
  // Variables are shared with the parts, so each is counted just before it is lowered.
  const partTexts = parts.map(part => {
    recount(part)
    return lower(part)
  })
  return { text: partTexts.length === 0 ? text : enclose(text, partTexts), helpers: scope.helpers }
}

/** The same, remembered. */
export function translateOnce(program: Program, index: number): Translated {
  let translated = program.translated.get(index)
  if (translated === undefined) {
    translated = translate(program, index)
    program.translated.set(index, translated)
  }
  return translated
}
