// From the bytes of a function to its text: built, gone over by all passes, perhaps cut, lowered and printed.
// Who wants the text asks for it in translated.ts, which keeps it. The command line loads this file, and
// what only it needs, when there is something to translate (src/build/bundle.ts); so it exports functions.

import { buildFunction } from './ir/build.js'
import type { Callees } from './ir/callees.js'
import type { FunctionIR } from './ir/nodes.js'
import { type Behind, see } from './ir/verifier.js'
import { lowerFunction } from './lower/function.js'
import { compact, type PrintOptions, printFunction } from './lower/print.js'
import { Scope } from './lower/scope.js'
import { withWarmUp } from './lower/warm.js'
import type { Translated } from './parts.js'
import { insertChecks } from './passes/deadline.js'
import { enterLoop, keepBelow, type LoopPlace } from './passes/entry.js'
import { behindPasses, passes } from './passes/index.js'
import { logCalls } from './passes/logging.js'
import { insertCounts } from './passes/split/count.js'
import { enterDoor } from './passes/split/door.js'
import { prepareTrial, recount, type SplitOptions, splitHuge } from './passes/split/index.js'
import { type Resumed, splitResumable } from './passes/split/resumable.js'
import { endAtCalls, findResumable, isSeparate, type Resumable } from './passes/split/resume.js'
import { measureList } from './passes/split/size.js'
import { structureResumable } from './passes/split/structure.js'
import { threadJumps } from './passes/split/thread.js'
import type { Program } from './program.js'

const asBuilt = { split: false, counted: false }
const asWords = { split: true, counted: false }
const asCounted = { split: true, counted: true }

// biome-ignore format: a table
/** What holds behind each stage but for the passes. */
const behind = {
  built:      { name: 'buildFunction',     ...asBuilt },
  ending:     { name: 'endAtCalls',        ...asBuilt },
  structured: { name: 'structureResumable', ...asBuilt },
  checked:    { name: 'insertChecks',      ...asBuilt },
  logged:     { name: 'logCalls',          ...asBuilt },
  kept:       { name: 'keepBelow',         ...asBuilt },
  resumed:    { name: 'splitResumable',    ...asWords },
  counting:   { name: 'insertCounts',      ...asWords },
  atDoor:     { name: 'enterDoor',         ...asWords },
  atLoop:     { name: 'enterLoop',         ...asWords },
  threaded:   { name: 'threadJumps',       ...asCounted },
  onTrial:    { name: 'prepareTrial',      ...asCounted },
  cut:        { name: 'splitHuge',         ...asCounted },
  recounted:  { name: 'recount',           ...asCounted },
} satisfies Readonly<Record<string, Behind>>

/** Bytes of bytecode that a byte of wasm comes to at the very most; a look at the length spares measuring. */
const mostPerByte = 30

/** Of functions that can be resumed hardly any byte comes to less. */
const leastPerByte = 4

/** How many bytes of wasm a function has. */
function lengthOf({ module, context }: Program, index: number): number {
  const { start, end } = module.bodies[index - context.importedFunctions]!
  return end - start
}

/**
 * What a caller hardly ever called while it was interpreted is called by its number, and goes on being
 * interpreted. Of a caller that never was nothing is known.
 */
function scopeOf({ facts, context, called, often }: Program, caller: number): Scope {
  const known = often.get(caller)
  const isCold = (callee: number): boolean => callee >= context.importedFunctions && !called.has(callee)
  return new Scope(facts, callee => known !== undefined && !known.has(callee) && isCold(callee))
}

/** What a function comes to, or less where it is small. */
function sizeOf(program: Program, { index, taken, body }: FunctionIR): number {
  const { largest } = program
  const most = (lengthOf(program, index) + taken) * mostPerByte
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

const seeIn = ({ scope }: Printer, fn: FunctionIR, behind: Behind): void =>
  see(fn, behind, scope.facts.module)

function printWhole(fn: FunctionIR, { scope, print }: Printer): string {
  return printFunction(lowerFunction(fn, scope), print)
}

/** Variables are shared between a function and its parts, so each is counted just before it is lowered. */
function printRecounted(part: FunctionIR, printer: Printer): string {
  recount(part)
  seeIn(printer, part, behind.recounted)
  return printWhole(part, printer)
}

/** It has another name than the final one, which it would hide from itself. */
function printTrial(fn: FunctionIR, largest: number, printer: Printer): string {
  const parts = prepareTrial(fn, largest)
  seeIn(printer, fn, behind.onTrial)
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
  see(fn, behind.built, program.module)
  const found = findResumable(fn)
  if (found === undefined) return { fn, found }
  endAtCalls(found, program.neverZero)
  see(fn, behind.ending, program.module)
  return { fn, found }
}

const build = (program: Program, index: number, callees: Callees | undefined): FunctionIR =>
  finish(program, begin(program, index, callees).fn)

/** All passes over what has been built but that for a deadline. */
function passOver({ listening, module }: Program, fn: FunctionIR): FunctionIR {
  if (listening !== undefined) {
    logCalls(fn, listening)
    see(fn, behind.logged, module)
  }
  for (const [i, pass] of passes.entries()) {
    pass(fn)
    see(fn, behindPasses[i]!, module)
  }
  return fn
}

/** Lets a function look at the clock, if there is a deadline. */
function addChecks({ deadline, module }: Program, fn: FunctionIR, held: Omit<Behind, 'name'>): void {
  if (deadline === undefined) return
  insertChecks(fn)
  see(fn, { ...behind.checked, ...held }, module)
}

function finish(program: Program, fn: FunctionIR): FunctionIR {
  addChecks(program, fn, asBuilt)
  return passOver(program, fn)
}

/** Shortens jumps of a function that all passes have been over. */
function thread({ module }: Program, fn: FunctionIR): void {
  threadJumps(fn)
  see(fn, behind.threaded, module)
}

/** Inserts counts; gives how many numbers they take. */
function count({ module }: Program, fn: FunctionIR): number {
  const places = insertCounts(fn)
  see(fn, behind.counting, module)
  return places
}

/** How a function is cut, and how many counts its parts go on with. */
type CutOptions = SplitOptions & { readonly places?: number }

/** Cuts a function that has been recounted. */
function printCut(fn: FunctionIR, { places = 0, ...split }: CutOptions, printer: Printer): string {
  const parts = splitHuge(fn, split)
  seeIn(printer, fn, behind.cut)
  const texts = [printWhole(fn, printer), ...parts.map(part => printRecounted(part, printer))]
  return parts.length === 0 ? texts[0]! : enclose(texts, fn.index, places)
}

/** A part may be too large itself, if one of its cases is. */
function printPart(part: FunctionIR, largest: number, printer: Printer): string {
  recount(part)
  seeIn(printer, part, behind.recounted)
  return printCut(part, { largest }, printer)
}

/** How large the parts of a function are that can be resumed, as a share of the largest function. */
const shareOfPart = 0.3

/** Cuts a function that no pass has been over where it can be resumed. Each part looks at the clock. */
function resumed(program: Program, fn: FunctionIR): Resumed | undefined {
  const found = findResumable(passOver(program, fn))
  if (found === undefined || !isSeparate(found)) return undefined
  const cut = splitResumable(found, program.largest * shareOfPart)
  for (const part of cut === undefined ? [] : [cut.whole, ...cut.parts]) {
    see(part, behind.resumed, program.module)
    addChecks(program, part, asWords)
  }
  return cut
}

interface Parts {
  readonly parts: readonly FunctionIR[]
  readonly printer: Printer
}

/** An expression whose value is a function that can be resumed, where all is translated at once. */
function withParts({ largest }: Program, whole: string, { parts, printer }: Parts): string {
  const texts = parts.map(part => `var ${part.name} = ${printPart(part, largest, printer)};`)
  return `(function () {\n${texts.join('\n')}\nreturn ${whole};\n})()`
}

/** A function whose parts are translated one by one, where functions are. */
function printResumed(program: Program, { whole, parts }: Resumed, printer: Printer): Translated {
  const { helpers } = printer.scope
  const text = printRecounted(whole, printer)
  if (program.lazy) {
    program.waiting.keep(whole.index, parts)
    return { text, helpers, parts: new Array(parts.length).fill(undefined), counts: undefined }
  }
  return { text: withParts(program, text, { parts, printer }), helpers, counts: undefined }
}

/** The function as it was, for when it is to go on; see passes/split/structure.ts. */
function asItWas(program: Program, index: number): FunctionIR {
  const fn = build(program, index, undefined)
  return { ...fn, name: `${fn.name}p0` }
}

/** Which part of a function, and of how many. */
export interface PartPlace {
  readonly part: number
  readonly count: number
}

/** A part as it is before it is translated. */
function waitingPart(program: Program, index: number, { part, count }: PartPlace): FunctionIR {
  if (count === 1) return asItWas(program, index)
  if (program.waiting.get(index) === undefined)
    program.waiting.keep(index, resumed(program, begin(program, index, undefined).fn)!.parts)
  return program.waiting.get(index)![part]!
}

/** The text of a part of a function that can be resumed. */
export function translatePart(program: Program, index: number, place: PartPlace): string {
  const printer = { scope: scopeOf(program, index), print: compact }
  return printPart(waitingPart(program, index, place), program.largest, printer)
}

function printStructured(program: Program, fn: FunctionIR, printer: Printer): Translated {
  const { text, helpers } = printUncut(program, fn, printer)
  if (program.lazy) return { text, helpers, parts: [undefined], counts: undefined }
  const parts = [asItWas(program, fn.index)]
  return { text: withParts(program, text, { parts, printer }), helpers, counts: undefined }
}

/** A function that is not cut. */
function printUncut(program: Program, fn: FunctionIR, { scope, print }: Printer): Translated {
  const lowered = lowerFunction(fn, scope)
  const text = printFunction(program.warms ? withWarmUp(lowered, fn) : lowered, print)
  return { text, helpers: scope.helpers, counts: undefined }
}

/**
 * A function that can be resumed: as statements, if it is not too large, or in parts. Nothing if it is too
 * large, and cannot be cut so.
 */
function printResumable(program: Program, found: Resumable, printer: Printer): Translated | undefined {
  const { fn } = found
  const isLong = lengthOf(program, fn.index) * leastPerByte > program.largest
  if (!isLong) {
    const isStructured = structureResumable(found)
    see(fn, behind.structured, program.module)
    const whole = finish(program, fn)
    if (sizeOf(program, whole) <= program.largest)
      return (isStructured ? printStructured : printUncut)(program, whole, printer)
  }
  // What has to be cut takes in nothing.
  const isWhole = isLong && fn.taken === 0
  const parts = resumed(program, isWhole ? fn : begin(program, fn.index, undefined).fn)
  return parts && printResumed(program, parts, printer)
}

/** Cuts a huge function, perhaps after a trial. */
function printHuge(program: Program, fn: FunctionIR, printer: Printer): Translated {
  const { trial, largest, counts } = program
  const { helpers } = printer.scope
  const places = trial > 0 ? count(program, fn) : 0
  if (trial > 0 && !counts.has(fn.index))
    return { text: printTrial(fn, largest, printer), helpers, counts: places }
  const text = printCut(fn, { largest, counts: counts.get(fn.index), places }, printer)
  return { text, helpers, counts: undefined }
}

/** Runs one function through all stages. */
export function translate(program: Program, index: number, print: PrintOptions = compact): Translated {
  const printer = { scope: scopeOf(program, index), print }
  const { fn: begun, found } = begin(program, index, program.callees)
  const resumable = found && printResumable(program, found, printer)
  if (resumable !== undefined) return resumable
  const whole = found === undefined ? finish(program, begun) : build(program, index, program.callees)
  thread(program, whole)
  if (!isHuge(program, sizeOf(program, whole))) return printUncut(program, whole, printer)
  // What has to be cut takes in nothing.
  const fn = whole.taken === 0 ? whole : build(program, index, undefined)
  if (fn !== whole) thread(program, fn)
  return printHuge(program, fn, printer)
}

/** The text of what goes on where a function that has been on trial is left; see passes/split/door.ts. */
export function translateDoor(program: Program, index: number, door: number): string {
  const fn = build(program, index, undefined)
  thread(program, fn)
  const places = count(program, fn)
  const entered = enterDoor(fn, door)
  see(entered, behind.atDoor, program.module)
  recount(entered)
  see(entered, behind.recounted, program.module)
  const { largest, counts } = program
  const printer = { scope: scopeOf(program, index), print: compact }
  return printCut(entered, { largest, counts: counts.get(index), places }, printer)
}

/** An expression whose value goes on at a loop, and with which words. */
export interface LoopEntry {
  readonly text: string
  readonly words: readonly number[]
}

/** The text of what goes on where the interpreter leaves a function; see passes/entry.ts. */
export function translateLoop(program: Program, index: number, loop: LoopPlace): LoopEntry | undefined {
  const built = begin(program, index, undefined).fn
  keepBelow(built, loop)
  see(built, behind.kept, program.module)
  const entry = enterLoop(passOver(program, built), loop)
  if (entry === undefined) return undefined
  const { fn, words } = entry
  see(fn, behind.atLoop, program.module)
  addChecks(program, fn, asWords)
  recount(fn)
  see(fn, behind.recounted, program.module)
  const printer = { scope: scopeOf(program, index), print: compact }
  const text = isHuge(program, sizeOf(program, fn))
    ? printCut(fn, { largest: program.largest }, printer)
    : printUncut(program, fn, printer).text
  return { text: `(${text})`, words }
}
