// A program is a validated module with what translation needs to know of it, and the text of its functions as
// far as they have been translated (translate.ts): several instances share them.

import { CompileError } from '../src/wasm/errors.js'
import { codeLengthOf, importedCount, type Module } from '../src/wasm/module.js'
import type { ExternKind } from '../src/wasm/types.js'
import type { Validated } from '../src/wasm/validate/index.js'
import { canBeResumed, makeSource, type Source, suits } from './baseline/suits.js'
import { type ModuleContext, makeContext } from './ir/context.js'
import { Inlining } from './ir/inlining.js'
import { Panics } from './ir/panics.js'
import { mayEvaluate } from './js/evaluation.js'
import { declaredLimit, type ModuleFacts } from './js/variables.js'
import { type Instrument, interruptOf } from './passes/instrument.js'
import { type Budget, budgetOf } from './tiers/budget.js'
import { compiles } from './tiers/engine.js'
import { FunctionStates } from './tiers/state.js'
import type { Translated } from './tiers/text.js'
import { type Adjustments, type Tuning, tuningsWith } from './tiers/tuning.js'
import { WaitingRegions } from './tiers/waiting.js'
import { typeNumbers } from './type-ids.js'

export interface TranslateOptions {
  /**
   * Whether functions are translated one by one as they are called (`always`), all at once and by all passes
   * when the module is instantiated (`never`), or as suits it: one by one, but for small modules that the
   * baseline translator is not for and that are no commands. Very large modules do not ask.
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
   * How many calls of a function are interpreted before it is translated by all passes, where functions are
   * translated when first called; see tiers/interpreter.ts. 0: none; Infinity: all. Where it is not said, the
   * baseline translator comes first, and of what it does not take the number depends on the length
   * (tiers/budget.ts).
   */
  readonly interpreted?: number | undefined
  /**
   * `many`: the first instance shares its code with all others, as they do anyhow; otherwise it has code of
   * its own, which is faster in the long run, and of no use to the next one.
   */
  readonly instances?: 'few' | 'many' | undefined
  /** Thresholds that are to be others than usual. */
  readonly tuning?: Adjustments | undefined
  /**
   * Functions of any module are translated when they are called, for tests: by the baseline translator, for
   * good, where that suits them, or when they have been interpreted.
   */
  readonly tier?: 'baseline' | 'interpreted' | undefined
  /**
   * Whether text is evaluated. Without, all functions are interpreted for good (tiers/alone.ts). The default
   * is whether the host lets us.
   */
  readonly evaluates?: boolean | undefined
  /**
   * The instruments that watch or hold the guest, in the order in which they rewrite code; see
   * passes/instrument.ts.
   */
  readonly instruments?: readonly Instrument[] | undefined
  /** Results of earlier runs. */
  readonly cache?: CodeCache | undefined
}

/** A way to raise what an engine is ready to optimise. */
export interface EngineLimit {
  /** How large a function may be then, in bytes of V8's bytecode. */
  readonly largest: number
  /** Called before the first function is used that is larger than is usual. */
  raise(): void
}

/** Results that are kept of a module that was translated with the same options. */
export interface CodeCache {
  /** Functions that need no translation any more. */
  readonly translated: ReadonlyMap<number, Translated>
  /** Functions of a lazy module that have been called: they are there from the start. All are translated. */
  readonly called: ReadonlySet<number>
  /** Results of validation, so that it need not be done again. */
  readonly validated: Validated | undefined
  /** Evaluates the text of a module, which is an expression. */
  evaluate(text: string): unknown
}

/** A validated module with the text of its functions, shared by all its instances. */
export interface Program {
  /** As it was prepared, for whoever prepares the module in another way. */
  readonly options: TranslateOptions
  readonly tuning: Tuning
  readonly largest: number
  readonly limit: EngineLimit | undefined
  /** How many steps a huge function runs whole, and counts; 0: it is cut at once. */
  readonly profileSteps: number
  /** How long functions are interpreted; nothing if none is. */
  readonly budget: Budget | undefined
  readonly module: Module
  readonly facts: ModuleFacts
  readonly context: ModuleContext
  /** The module as the baseline translator takes it. */
  readonly source: Source
  /** The functions that may become part of their callers; not there if none may. */
  readonly inlining: Inlining | undefined
  readonly panics: Panics
  /** Whether text is evaluated. Otherwise the program is interpreted for good, and has no text. */
  readonly evaluates: boolean
  /** Whether functions with loops can be warmed; see lower/warm.ts. */
  readonly warms: boolean
  readonly lazy: boolean
  /** Whether the first instance has no code for itself either. */
  readonly many: boolean
  /** How many there have been. Their common code is known by this object (shared/shared.ts). */
  readonly instances: { count: number }
  /** The life of each function so far; see tiers/state.ts. */
  readonly functions: FunctionStates
  /** Bounds how many regions wait to be translated. */
  readonly waiting: WaitingRegions
  readonly cache: CodeCache | undefined
  /** Whether texts of the baseline translator count calls, until others take their place. */
  readonly heats: boolean
  /** Whether functions that suit it are first translated by the baseline translator. */
  readonly baseline: boolean
  readonly instruments: readonly Instrument[]
  /** Called now and then while the host works for the guest. What it throws ends that. */
  readonly interrupt: (() => void) | undefined
}

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

/**
 * Whether functions are first translated by the baseline translator: it knows instruments by their texts.
 * What asks for another way of translation gets that.
 */
const hasBaseline = ({
  tier,
  lazy,
  interpreted,
  largest,
  profile,
  instruments = [],
}: TranslateOptions): boolean => {
  if (instruments.some(({ text }) => text === undefined)) return false
  if (tier !== undefined) return tier !== 'interpreted'
  return lazy !== 'never' && (interpreted ?? largest ?? profile) === undefined
}

/**
 * Whether functions that are not first translated by the baseline translator are translated one by one. Very
 * large modules always are; others as they are asked to be, and else by their kind and size.
 */
function isLazy(module: Module, { lazy = 'auto', tier }: TranslateOptions, { loading }: Tuning): boolean {
  if (tier !== undefined) return true
  const { functions, tables, memories, globals, types } = module
  const declared = ({ length }: readonly unknown[]): number => Math.min(length, declaredLimit)
  const names =
    functions.length + declared(types) + 2 * (declared(memories) + declared(globals)) + 3 * declared(tables)
  const codeLength = codeLengthOf(module)
  if (names > loading.eagerNames || codeLength > loading.eagerText) return true
  if (lazy !== 'auto') return lazy === 'always'
  if (isCommand(module)) return true
  return codeLength > loading.eagerBytes
}

/** Interpreted code knows an instrument by its steps. */
function requireSteps(instruments: readonly Instrument[]): void {
  for (const { name, step } of instruments)
    if (step === undefined)
      throw new CompileError(`${name}: this instrument has no steps, and text may not be evaluated here`)
}

/** Where a function of the module begins, if text is evaluated. */
function beginning(
  options: TranslateOptions,
  { module, reader }: ModuleContext,
  tuning: Tuning,
): Pick<Program, 'baseline' | 'lazy'> {
  const baseline = hasBaseline(options) && (options.tier === 'baseline' || !canBeResumed(module, reader))
  return { baseline, lazy: baseline || isLazy(module, options, tuning) }
}

/** The records of functions, of which those of a small module are there from the start. */
function statesFor(source: Source, { cache, tier }: TranslateOptions, { loading }: Tuning): FunctionStates {
  const states = new FunctionStates(cache)
  const { module } = source.facts
  if (tier !== undefined || codeLengthOf(module) > loading.presentBytes) return states
  for (let index = source.importedFunctions; index < module.functions.length; index++)
    if (suits(source, index)) states.promote(index)
  return states
}

export function prepare(module: Module, validated: Validated, options: TranslateOptions = {}): Program {
  const tunings = tuningsWith(options.tuning)
  const tuning = compiles() ? tunings.v8 : tunings.jitless
  const { instruments = [], evaluates = mayEvaluate() } = options
  if (!evaluates) requireSteps(instruments)
  const context = makeContext(module, validated.depths)
  const { baseline, lazy } = evaluates
    ? beginning(options, context, tuning)
    : { baseline: false, lazy: false }
  const isInterpreted = lazy && instruments.every(({ step }) => step !== undefined)
  const isKept = (index: number) => instruments.some(({ keeps }) => keeps?.(index))
  const facts = {
    module,
    boxed: findBoxed(module),
    fixed: findFixed(module),
    typeIds: typeNumbers(module),
  }
  const texts = instruments.flatMap(({ text }) => text ?? [])
  const source = makeSource({ facts, ...context, cutting: tuning.cutting, texts })
  return {
    options,
    tuning,
    module,
    facts,
    context,
    source,
    inlining: new Inlining(module, isKept, tuning.inlining),
    panics: new Panics(module),
    evaluates,
    warms: true,
    lazy,
    many: options.instances === 'many',
    instances: { count: 0 },
    largest: options.largest ?? tuning.outlining.largest,
    limit: options.limit,
    profileSteps: lazy ? (options.profile ?? tuning.profiling.steps) : 0,
    budget:
      isInterpreted && (!baseline || tuning.baseline.interpretsOthers)
        ? budgetOf(options.interpreted, tunings)
        : undefined,
    functions: baseline ? statesFor(source, options, tuning) : new FunctionStates(options.cache),
    waiting: new WaitingRegions(tuning.resuming.waitingNodes),
    cache: options.cache,
    heats: baseline && options.tier !== 'baseline' && compiles(),
    baseline,
    instruments,
    interrupt: interruptOf(instruments),
  }
}
