// A program is a validated module with what translation needs to know of it, and the text of its functions,
// translated when first asked for and kept: several instances share them.

import { importedCount, type Module } from '../src/wasm/module.js'

import type { ExternKind } from '../src/wasm/types.js'
import type { Validated } from '../src/wasm/validate/index.js'
import { buildFunction } from './ir/build.js'
import { type ModuleContext, makeContext } from './ir/builder.js'
import { Callees } from './ir/callees.js'
import type { FunctionIR } from './ir/nodes.js'
import { NeverZero } from './ir/returns.js'
import { findListening, type Listeners, type Listening } from './logging.js'
import { lowerFunction } from './lower/function.js'
import { compact, type PrintOptions, printFunction } from './lower/print.js'
import { type ModuleFacts, Scope } from './lower/scope.js'
import { withWarmUp } from './lower/warm.js'
import { type Translated, WaitingParts } from './parts.js'
import { insertChecks } from './passes/deadline.js'
import { enterLoop, type LoopPlace } from './passes/entry.js'
import { passes } from './passes/index.js'
import { logCalls } from './passes/logging.js'
import { largestFunction } from './passes/split/choose.js'
import type { Counts } from './passes/split/cold.js'
import { insertCounts } from './passes/split/count.js'
import { enterDoor } from './passes/split/door.js'
import { prepareTrial, recount, type SplitOptions, splitHuge } from './passes/split/index.js'
import { type Resumed, splitResumable } from './passes/split/resumable.js'
import { endAtCalls, findResumable, isSeparate, type Resumable } from './passes/split/resume.js'
import { measureList } from './passes/split/size.js'
import { structureResumable } from './passes/split/structure.js'
import { threadJumps } from './passes/split/thread.js'
import { typeNumbers } from './type-ids.js'

export interface TranslateOptions {
  /**
   * Whether functions are translated one by one as they are called (`always`), all at once when the module is
   * instantiated (`never`), or as suits its size, and lazily if it is a command. Very large modules do not
   * ask.
   */
  readonly lazy?: 'auto' | 'always' | 'never'
  /**
   * How many bytes of V8's bytecode a function may come to before it is cut into parts. The default is what
   * V8 optimises; another engine, or a test, may want less.
   */
  readonly largest?: number | undefined
  /** Lets the engine optimise larger functions than it usually does, which then are not cut. */
  readonly limit?: EngineLimit | undefined
  /**
   * How many steps, of some operations each, a function that is larger than that runs whole, to see what to
   * cut off, where functions are translated when first called; see trial.ts. 0: it is cut at once.
   */
  readonly trial?: number | undefined
  /**
   * How many calls of a function are interpreted before it is translated, where functions are translated when
   * first called and nobody listens or sets a deadline; see tier.ts. 0: none; Infinity: all.
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
  readonly trial: number
  /** How many calls of a function are interpreted. */
  readonly interpreted: number
  /** What functions on trial have counted until now, and what those had that have run long enough. */
  readonly counting: Map<number, Int32Array>
  readonly counts: Map<number, Counts>
  /** How often functions were cut anew because their parts were called too often. */
  readonly revisions: Map<number, number>
  readonly module: Module
  readonly facts: ModuleFacts
  readonly context: ModuleContext
  /** What may become part of its callers; not there if nothing may. */
  readonly callees: Callees | undefined
  readonly neverZero: NeverZero
  /** Whether functions with loops can be warmed; see lower/warm.ts. */
  readonly warms: boolean
  readonly lazy: boolean
  readonly translated: Map<number, Translated>
  /** Parts that are translated when they are entered. */
  readonly waiting: WaitingParts
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

/** Whether calls are listened to, or a clock is looked at: then nothing is interpreted. */
const isWatched = ({ listeners, deadline }: TranslateOptions): boolean =>
  listeners !== undefined || deadline !== undefined

/** By the convention of WASI: a program that runs once, most of its functions a few times. */
const isCommand = ({ exports }: Module): boolean =>
  exports.some(({ kind, name }) => kind === 'func' && name === '_start')

function isLazy(module: Module, options: TranslateOptions): boolean {
  const { lazy = 'auto' } = options
  const { functions, tables, memories, globals, types } = module
  const names = functions.length + types.length + 2 * (memories.length + globals.length) + 3 * tables.length
  if (names > frameLimit) return true
  if (lazy !== 'auto') return lazy === 'always'
  if (isCommand(module) && !isWatched(options)) return true
  const first = module.bodies[0]
  const last = module.bodies.at(-1)
  return first !== undefined && last!.end - first.start > eagerLimit
}

/** Most functions are called less often than this while a program starts. */
const usualCalls = 500

/** What a function does in the first seconds without optimisation: to cut it takes a second by itself. */
const usualTrial = 4_000_000

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
    callees: new Callees(module, listening?.functions ?? new Set()),
    neverZero: new NeverZero(module),
    warms: true,
    lazy,
    largest: options.largest ?? largestFunction,
    limit: options.limit,
    trial: lazy ? (options.trial ?? usualTrial) : 0,
    interpreted: lazy && !isWatched(options) ? (options.interpreted ?? usualCalls) : 0,
    counting: new Map(),
    counts: new Map(),
    revisions: new Map(),
    translated: new Map(options.cache?.translated),
    waiting: new WaitingParts(),
    called: new Set(options.cache?.called),
    cache: options.cache,
    listening,
    deadline: options.deadline,
  }
}

/** Bytes of bytecode that a byte of wasm comes to at the very most; a look at the length spares measuring. */
const mostPerByte = 30

/** What a function comes to, or less where it is small. */
function sizeOf({ module, context, largest }: Program, { index, taken, body }: FunctionIR): number {
  const { start, end } = module.bodies[index - context.importedFunctions]!
  const most = (end - start + taken) * mostPerByte
  return most <= largest ? most : measureList(body)
}

/** Whether a size is larger than the engine optimises, even with its limit raised, which this does. */
function isHuge({ largest, limit }: Program, size: number): boolean {
  if (size <= largest) return false
  limit?.raise()
  return limit === undefined || size >= limit.largest
}

/**
 * An expression whose value is the function, in a scope of its own with its parts. Parts that were chosen by
 * counts go on counting.
 */
function enclose(texts: readonly string[], index: number, counts: number): string {
  const inner = `${texts.slice(1).join('\n')}\nreturn ${texts[0]};`
  return counts === 0
    ? `(function () {\n${inner}\n})()`
    : `(function (n, spent) {\n${inner}\n}).apply(null, U.counted(${index}, ${counts}))`
}

/** A function that makes the function, of its counts and of whom it asks and calls; see trial.ts. */
const encloseTrial = (texts: readonly string[]): string =>
  `(function (n, spent, enter) {\n${texts.slice(1).join('\n')}\nreturn ${texts[0]};\n})`

interface Printer {
  readonly scope: Scope
  readonly print: PrintOptions
}

function printWhole(fn: FunctionIR, { scope, print }: Printer): string {
  return printFunction(lowerFunction(fn, scope), print)
}

/** Variables are shared between a function and its parts, so each is counted just before it is lowered. */
function printRecounted(part: FunctionIR, printer: Printer): string {
  recount(part)
  return printWhole(part, printer)
}

/** It has another name than the final one, which it would hide from itself. */
function printTrial(fn: FunctionIR, largest: number, printer: Printer): string {
  const parts = prepareTrial(fn, largest)
  const lowered = lowerFunction(fn, printer.scope)
  const text = printFunction({ ...lowered, name: `${lowered.name}u` }, printer.print)
  return encloseTrial([text, ...parts.map(part => printRecounted(part, printer))])
}

/** A function before all passes, and how it can be resumed. */
interface Built {
  readonly fn: FunctionIR
  readonly found: Resumable | undefined
}

function begin(program: Program, index: number, callees: Callees | undefined): Built {
  const fn = buildFunction(program.context, index, callees)
  const found = findResumable(fn)
  if (found !== undefined) endAtCalls(found, program.neverZero)
  return { fn, found }
}

const build = (program: Program, index: number, callees: Callees | undefined): FunctionIR =>
  finish(program, begin(program, index, callees).fn)

/** All passes over what has been built. */
function finish(program: Program, fn: FunctionIR): FunctionIR {
  if (program.listening !== undefined) logCalls(fn, program.listening)
  if (program.deadline !== undefined) insertChecks(fn)
  for (const pass of passes) pass(fn)
  return fn
}

/** How a function is cut, and how many counts its parts go on with. */
type CutOptions = SplitOptions & { readonly places?: number }

/** Cuts a function that has been recounted. */
function printCut(fn: FunctionIR, { places = 0, ...split }: CutOptions, printer: Printer): string {
  const parts = splitHuge(fn, split)
  const texts = [printWhole(fn, printer), ...parts.map(part => printRecounted(part, printer))]
  return parts.length === 0 ? texts[0]! : enclose(texts, fn.index, places)
}

/** A part may be too large itself, if one of its cases is. */
function printPart(part: FunctionIR, largest: number, printer: Printer): string {
  recount(part)
  return printCut(part, { largest }, printer)
}

/** How large the parts of a function are that can be resumed, as a share of the largest function. */
const shareOfPart = 0.3

function resumed(program: Program, fn: FunctionIR): Resumed | undefined {
  const found = findResumable(fn)
  if (found === undefined || !isSeparate(found)) return undefined
  return splitResumable(found, program.largest * shareOfPart)
}

/** A function whose parts are translated one by one, where functions are. */
function printResumed(program: Program, { whole, parts }: Resumed, printer: Printer): Translated {
  const { helpers } = printer.scope
  const text = printRecounted(whole, printer)
  if (program.lazy) {
    program.waiting.keep(whole.index, parts)
    return { text, helpers, parts: new Array(parts.length).fill(undefined), counts: undefined }
  }
  const texts = parts.map(part => `var ${part.name} = ${printPart(part, program.largest, printer)};`)
  return { text: `(function () {\n${texts.join('\n')}\nreturn ${text};\n})()`, helpers, counts: undefined }
}

/** The function as it was, for when it is to go on; see passes/split/structure.ts. */
function asItWas(program: Program, index: number): FunctionIR {
  const fn = build(program, index, undefined)
  return { ...fn, name: `${fn.name}p0` }
}

/** A part as it is before it is translated. */
function waitingPart(program: Program, index: number, part: number): FunctionIR {
  if (translateOnce(program, index).parts!.length === 1) return asItWas(program, index)
  if (program.waiting.get(index) === undefined)
    program.waiting.keep(index, resumed(program, build(program, index, undefined))!.parts)
  return program.waiting.get(index)![part]!
}

/** The text of a part of a function that can be resumed, remembered. */
export function translatePart(program: Program, index: number, part: number): string {
  const texts = translateOnce(program, index).parts!
  const known = texts[part]
  if (known !== undefined) return known
  const printer = { scope: new Scope(program.facts), print: compact }
  const text = printPart(waitingPart(program, index, part), program.largest, printer)
  texts[part] = text
  return text
}

function printStructured(program: Program, fn: FunctionIR, printer: Printer): Translated {
  const { text, helpers } = printUncut(program, fn, printer)
  if (program.lazy) return { text, helpers, parts: [undefined], counts: undefined }
  const part = asItWas(program, fn.index)
  const own = `var ${part.name} = ${printPart(part, program.largest, printer)};`
  return { text: `(function () {\n${own}\nreturn ${text};\n})()`, helpers, counts: undefined }
}

/** A function that is not cut. */
function printUncut(program: Program, fn: FunctionIR, { scope, print }: Printer): Translated {
  const lowered = lowerFunction(fn, scope)
  const text = printFunction(program.warms ? withWarmUp(lowered, fn) : lowered, print)
  return { text, helpers: scope.helpers, counts: undefined }
}

/** Runs one function through all stages. */
export function translate(program: Program, index: number, print: PrintOptions = compact): Translated {
  const { trial, largest, counts } = program
  const scope = new Scope(program.facts)
  const { helpers } = scope
  const printer = { scope, print }
  const { fn: begun, found } = begin(program, index, program.callees)
  const isStructured = found !== undefined && structureResumable(found)
  const whole = finish(program, begun)
  const size = sizeOf(program, whole)
  if (size <= largest) return (isStructured ? printStructured : printUncut)(program, whole, printer)
  // What has to be cut takes in nothing.
  const fn = whole.taken === 0 && !isStructured ? whole : build(program, index, undefined)
  const parts = resumed(program, fn)
  if (parts !== undefined) return printResumed(program, parts, printer)
  if (!isHuge(program, size)) return printUncut(program, whole, printer)
  threadJumps(fn)
  const places = trial > 0 ? insertCounts(fn) : 0
  if (trial > 0 && !counts.has(index))
    return { text: printTrial(fn, largest, printer), helpers, counts: places }
  const text = printCut(fn, { largest, counts: counts.get(index), places }, printer)
  return { text, helpers, counts: undefined }
}

/** The text of what goes on where a function that has been on trial is left; see passes/split/door.ts. */
export function translateDoor(program: Program, index: number, door: number): string {
  const fn = build(program, index, undefined)
  threadJumps(fn)
  const places = insertCounts(fn)
  const entered = enterDoor(fn, door)
  recount(entered)
  const { largest, counts } = program
  const printer = { scope: new Scope(program.facts), print: compact }
  return printCut(entered, { largest, counts: counts.get(index), places }, printer)
}

/** An expression whose value goes on at a loop, and with which words. */
export interface LoopEntry {
  readonly text: string
  readonly words: readonly number[]
}

/** The text of what goes on where the interpreter leaves a function; see passes/entry.ts. */
export function translateLoop(program: Program, index: number, loop: LoopPlace): LoopEntry | undefined {
  const entry = enterLoop(build(program, index, undefined), loop)
  if (entry === undefined) return undefined
  const { fn, words } = entry
  recount(fn)
  const printer = { scope: new Scope(program.facts), print: compact }
  const text = isHuge(program, sizeOf(program, fn))
    ? printCut(fn, { largest: program.largest }, printer)
    : printUncut(program, fn, printer).text
  return { text: `(${text})`, words }
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

/** Whether a function that has been translated is there to stay. */
export const isFinal = ({ translated }: Program, index: number): boolean =>
  translated.get(index)?.counts === undefined
