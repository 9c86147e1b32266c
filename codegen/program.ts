// A program is a validated module with what translation needs to know of it, and the text of its functions as
// far as they have been translated (translate.ts): several instances share them.

import { importedCount, type Module } from '../src/wasm/module.js'

import type { ExternKind } from '../src/wasm/types.js'
import type { Validated } from '../src/wasm/validate/index.js'
import { type ModuleContext, makeContext } from './ir/builder.js'
import { Inlining } from './ir/inlining.js'
import { Panics } from './ir/panics.js'
import { declaredLimit, type ModuleFacts } from './js/variables.js'
import { findListening, type Listeners, type Listening } from './logging.js'
import { largestFunction } from './passes/split/choose.js'
import { type Budget, budgetOf } from './tiers/budget.js'
import { FunctionStates } from './tiers/state.js'
import type { Translated } from './tiers/text.js'
import { WaitingRegions } from './tiers/waiting.js'
import { typeNumbers } from './type-ids.js'

export interface TranslateOptions {
  /**
   * Whether functions are translated one by one as they are called (`always`), all at once when the module is
   * instantiated (`never`), or as suits its size, and lazily if it is a command. Very large modules do not
   * ask.
   */
  readonly lazy?: 'auto' | 'always' | 'never' | undefined
  /**
   * How many bytes of V8's bytecode a function may come to before it is cut into regions. The default is what
   * V8 optimises; another engine, or a test, may want less.
   */
  readonly largest?: number | undefined
  /** Lets the engine optimise larger functions than it usually does, which then are not cut. */
  readonly limit?: EngineLimit | undefined
  /**
   * How many steps, of some operations each, a function that is larger than that runs whole, to see what to
   * cut off, where functions are translated when first called; see tiers/profile.ts. 0: it is cut at once.
   */
  readonly profile?: number | undefined
  /**
   * How many calls of a function are interpreted before it is translated, where functions are translated
   * when first called; see tiers/interpreter.ts. 0: none; Infinity: all. The default depends on the
   * function's length (tiers/budget.ts).
   */
  readonly interpreted?: number | undefined
  /** Who wants to be told of calls; see logging.ts. */
  readonly listeners?: Listeners | undefined
  /** Asked again and again while functions of the module run; see passes/deadline.ts. */
  readonly deadline?: Overdue | undefined
  /** What earlier runs have left. */
  readonly cache?: CodeCache | undefined
}

/** A way to raise what an engine is ready to optimise. */
export interface EngineLimit {
  /** How large a function may be then, in bytes of V8's bytecode. */
  readonly largest: number
  /** Called before the first function is used that is larger than is usual. */
  raise(): void
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

export interface Program {
  readonly largest: number
  readonly limit: EngineLimit | undefined
  readonly profile: number
  /** How long functions are interpreted; nothing if none is. */
  readonly budget: Budget | undefined
  readonly module: Module
  readonly facts: ModuleFacts
  readonly context: ModuleContext
  /** What may become part of its callers; not there if nothing may. */
  readonly inlining: Inlining | undefined
  readonly panics: Panics
  /** Whether functions with loops can be warmed; see lower/warm.ts. */
  readonly warms: boolean
  readonly lazy: boolean
  /** The life of each function so far; see tiers/state.ts. */
  readonly functions: FunctionStates
  /** Bounds how many regions wait to be translated. */
  readonly waiting: WaitingRegions
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

/**
 * So are modules of more code than this, in bytes: a byte comes to 50 characters at most, and the text of a
 * module that is not lazy is one string.
 */
const textLimit = 8 * 2 ** 20

const exportedIndices = (module: Module, kind: ExternKind): ReadonlySet<number> =>
  new Set(module.exports.filter(entry => entry.kind === kind).map(({ index }) => index))

/** Globals that other modules or the host can reach live in boxes, and those that have no variable. */
function findBoxed(module: Module): boolean[] {
  const imported = importedCount(module, 'global')
  const exported = exportedIndices(module, 'global')
  return module.globals.map((_, i) => i < imported || i >= declaredLimit || exported.has(i))
}

/** A memory that nobody else sees, with equal limits, keeps its view: even growing by 0 changes that. */
function findFixed(module: Module): boolean[] {
  const imported = importedCount(module, 'memory')
  const exported = exportedIndices(module, 'memory')
  return module.memories.map(
    ({ limits }, i) => i >= imported && !exported.has(i) && limits.min === limits.max,
  )
}

/** By the convention of WASI: a program that runs once, most of its functions a few times. */
const isCommand = ({ exports }: Module): boolean =>
  exports.some(({ kind, name }) => kind === 'func' && name === '_start')

function isLazy(module: Module, options: TranslateOptions): boolean {
  const { lazy = 'auto' } = options
  const { functions, tables, memories, globals, types } = module
  const declared = ({ length }: readonly unknown[]): number => Math.min(length, declaredLimit)
  const names =
    functions.length + declared(types) + 2 * (declared(memories) + declared(globals)) + 3 * declared(tables)
  const codeLength = (module.bodies.at(-1)?.end ?? 0) - (module.bodies[0]?.start ?? 0)
  if (names > frameLimit || codeLength > textLimit) return true
  if (lazy !== 'auto') return lazy === 'always'
  if (isCommand(module)) return true
  return codeLength > eagerLimit
}

/** What a function does in the first seconds without optimisation: to cut it takes a second by itself. */
const usualProfile = 4_000_000

export function prepare(module: Module, validated: Validated, options: TranslateOptions = {}): Program {
  const lazy = isLazy(module, options)
  const listening = findListening(module, options.listeners)
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
    inlining: new Inlining(module, listening?.functions ?? new Set()),
    panics: new Panics(module),
    warms: true,
    lazy,
    largest: options.largest ?? largestFunction,
    limit: options.limit,
    profile: lazy ? (options.profile ?? usualProfile) : 0,
    budget: lazy ? budgetOf(options.interpreted) : undefined,
    functions: new FunctionStates(options.cache),
    waiting: new WaitingRegions(),
    cache: options.cache,
    listening,
    deadline: options.deadline,
  }
}
