// From the bytes of a function to its text: built, gone over by all passes, perhaps cut, lowered and printed.
// Callers use translated.ts, which keeps the text. The command line loads this file, and
// what only it needs, when there is something to translate (see src/build); so it exports functions.

import { type Explanation, record, stageList } from './explain.js'
import { buildFunction } from './ir/build.js'
import { locate } from './ir/fault.js'
import type { FunctionIR } from './ir/nodes.js'
import { see } from './ir/verifier.js'
import { type Lowered, lowerFunction } from './lower/function.js'
import { compact, type PrintOptions, printFunction } from './lower/print.js'
import { Scope } from './lower/scope.js'
import { withWarmUp } from './lower/warm.js'
import type { LoopPlace } from './passes/entry/loop.js'
import { measureList } from './passes/outline/size.js'
import { advance } from './passes/run.js'
import { type Asked, asBuilt, asRegion, type Unit } from './passes/unit.js'
import type { Program } from './program.js'
import type { Translated } from './tiers/text.js'
import { bounds } from './tiers/tuning.js'

/** How many bytes of wasm a function has. */
function lengthOf({ module, context }: Program, index: number): number {
  const { start, end } = module.bodies[index - context.importedFunctions]!
  return end - start
}

/**
 * A function that a caller hardly ever called while interpreted is called by its number, and goes on being
 * interpreted. Of a caller that never was nothing is known.
 */
function scopeOf({ facts, context, functions }: Program, caller: number): Scope {
  const known = functions.find(caller)?.hotCallees
  const isCold = (callee: number): boolean =>
    callee >= context.importedFunctions && !functions.isPromoted(callee)
  return new Scope(facts, callee => known !== undefined && !known.has(callee) && isCold(callee))
}

/** The size of a function, or a bound of it where it is small. */
function sizeOf(program: Program, { index, taken, body }: FunctionIR): number {
  const { largest } = program
  const most = (lengthOf(program, index) + taken) * bounds.bytecodePerByte
  return most <= largest ? most : measureList(body)
}

/** Whether a size is larger than the engine optimises, even with its limit raised, which this does. */
function isHuge({ largest, limit }: Program, size: number): boolean {
  if (size <= largest) return false
  limit?.raise()
  return limit === undefined || size >= limit.largest
}

/**
 * An expression whose value is the function, in a scope of its own with its regions. Regions that were
 * chosen by counts go on counting.
 */
function enclose(texts: readonly string[], index: number, counts: number): string {
  const inner = `${texts.slice(1).join('\n')}\nreturn ${texts[0]};`
  return counts === 0
    ? `(function () {\n${inner}\n})()`
    : `(function (n, spent) {\n${inner}\n}).apply(null, U.counted(${index}, ${counts}))`
}

/** A function that makes the function, of its counts and of whom it asks and calls; see tiers/profile.ts. */
const encloseProfiled = (texts: readonly string[]): string =>
  `(function (n, spent, enter) {\n${texts.slice(1).join('\n')}\nreturn ${texts[0]};\n})`

interface Printer {
  readonly scope: Scope
  readonly print: PrintOptions
}

const printerFor = (program: Program, index: number, print: PrintOptions = compact): Printer => ({
  scope: scopeOf(program, index),
  print,
})

const lower = ({ module, fn }: Unit, scope: Scope): Lowered =>
  locate({ module, fn: fn.index, during: 'lower' }, () => lowerFunction(fn, scope))

function printWhole(unit: Unit, { scope, print }: Printer): string {
  return printFunction(lower(unit, scope), print)
}

/** Variables are shared between a function and its regions, so each is counted just before it is lowered. */
const printRegions = (unit: Unit, printer: Printer): string[] =>
  unit.regions.map(region => printWhole(advance(asRegion(unit, region), 'region'), printer))

/** It has another name than the final one, which it would hide from itself. */
function printProfiled(unit: Unit, printer: Printer): string {
  const lowered = lower(advance(unit, 'profiled'), printer.scope)
  const text = printFunction({ ...lowered, name: `${lowered.name}u` }, printer.print)
  return encloseProfiled([text, ...printRegions(unit, printer)])
}

/** How a unit begins. */
interface Begun extends Pick<Asked, 'loop' | 'exit'> {
  /** Whether small functions become part of it. */
  readonly inlines?: boolean
}

const askedOf = (program: Program, index: number, { loop, exit }: Begun = {}): Asked => ({
  largest: program.largest,
  tuning: program.tuning,
  instruments: program.instruments,
  panics: program.panics,
  counts: program.profileSteps > 0,
  counted: program.functions.find(index)?.counts,
  loop,
  exit,
})

function begin(program: Program, index: number, begun: Begun = {}): Unit {
  const { module, context } = program
  const inlining = begun.inlines ? program.inlining : undefined
  const fn = locate({ module, fn: index, during: 'build' }, () => buildFunction(context, index, inlining))
  see(fn, { name: 'build', split: false, counted: false }, module)
  return asBuilt(fn, module, askedOf(program, index, begun))
}

/** A function that has been cut. */
function printCut(unit: Unit, printer: Printer): string {
  const texts = [printWhole(unit, printer), ...printRegions(unit, printer)]
  return texts.length === 1 ? texts[0]! : enclose(texts, unit.fn.index, unit.places)
}

interface Regions {
  readonly regions: readonly FunctionIR[]
  readonly printer: Printer
}

/** A region may be too large itself, if one of its cases is. It is cut by its size. */
function printRegion(
  { module, asked }: Pick<Unit, 'module' | 'asked'>,
  region: FunctionIR,
  printer: Printer,
): string {
  const unit = asRegion({ module, asked: { ...asked, counted: undefined } }, region)
  return printCut(advance(unit, 'cut region'), printer)
}

/** An expression whose value is a function that can be resumed, where all is translated at once. */
function withRegions(unit: Unit, whole: string, { regions, printer }: Regions): string {
  const texts = regions.map(region => `var ${region.name} = ${printRegion(unit, region, printer)};`)
  return `(function () {\n${texts.join('\n')}\nreturn ${whole};\n})()`
}

/** A function whose regions are translated one by one, where functions are. */
function printResumed(program: Program, unit: Unit, printer: Printer): Translated {
  const { helpers } = printer.scope
  const { fn, regions } = unit
  const text = printWhole(advance(asRegion(unit, fn), 'region'), printer)
  if (program.lazy) {
    program.waiting.keep(program.functions.of(fn.index), regions)
    return { text, helpers, regions: new Array(regions.length).fill(undefined), counts: undefined }
  }
  return { text: withRegions(unit, text, { regions, printer }), helpers, counts: undefined }
}

/** The function as it was, for when it is to go on; see passes/resume/structure.ts. */
function asItWas(program: Program, index: number): FunctionIR {
  const { fn } = advance(begin(program, index), 'unstructured')
  return { ...fn, name: `${fn.name}p0` }
}

/** Which region of a function, and of how many. */
export interface RegionPlace {
  readonly region: number
  readonly count: number
}

/** A region as it is before it is translated. */
function waitingRegion(program: Program, index: number, { region, count }: RegionPlace): FunctionIR {
  if (count === 1) return asItWas(program, index)
  const state = program.functions.of(index)
  if (state.waiting === undefined)
    program.waiting.keep(state, advance(begin(program, index), 'resumed').regions)
  return state.waiting![region]!
}

/** The text of a region of a function that can be resumed. */
export function translateRegion(program: Program, index: number, place: RegionPlace): string {
  const region = waitingRegion(program, index, place)
  const unit = { module: program.module, asked: askedOf(program, index) }
  return printRegion(unit, region, printerFor(program, index))
}

function printStructured(program: Program, unit: Unit, printer: Printer): Translated {
  const { text, helpers } = printUncut(program, unit, printer)
  if (program.lazy) return { text, helpers, regions: [undefined], counts: undefined }
  const regions = [asItWas(program, unit.fn.index)]
  return { text: withRegions(unit, text, { regions, printer }), helpers, counts: undefined }
}

/** A function that is not cut. */
function printUncut(program: Program, unit: Unit, { scope, print }: Printer): Translated {
  const lowered = lower(unit, scope)
  const text = printFunction(
    program.warms ? withWarmUp(lowered, unit.fn, program.tuning.warming) : lowered,
    print,
  )
  return { text, helpers: scope.helpers, counts: undefined }
}

/**
 * A function that can be resumed: as statements, if it is not too large, or in regions. Nothing if it is too
 * large, and cannot be cut so.
 */
function printResumable(program: Program, unit: Unit, printer: Printer): Translated | undefined {
  const { index } = unit.fn
  const isLong = lengthOf(program, index) * bounds.leastBytecodePerByte > program.largest
  if (!isLong) {
    advance(unit, 'structured')
    if (sizeOf(program, unit.fn) <= program.largest)
      return (unit.isStructured ? printStructured : printUncut)(program, unit, printer)
  }
  // A function that has to be cut takes in nothing.
  const isWhole = isLong && unit.fn.taken === 0
  const cut = advance(isWhole ? unit : begin(program, index), 'resumed')
  return cut.isResumed ? printResumed(program, cut, printer) : undefined
}

/** Cuts a huge function, perhaps by its profile. */
function printHuge(unit: Unit, printer: Printer): Translated {
  const { helpers } = printer.scope
  const { counts, counted } = unit.asked
  if (counts && counted === undefined) {
    const text = printProfiled(unit, printer)
    return { text, helpers, counts: unit.places }
  }
  return { text: printCut(advance(unit, 'cut'), printer), helpers, counts: undefined }
}

/** Runs one function through all stages. */
export function translate(program: Program, index: number, print: PrintOptions = compact): Translated {
  const printer = printerFor(program, index, print)
  const begun = begin(program, index, { inlines: true })
  const resumable = begun.found && printResumable(program, begun, printer)
  if (resumable !== undefined) return resumable
  const whole = begun.found === undefined ? begun : begin(program, index, { inlines: true })
  advance(whole, 'whole')
  if (!isHuge(program, sizeOf(program, whole.fn))) return printUncut(program, whole, printer)
  // A function that has to be cut takes in nothing.
  return printHuge(whole.fn.taken === 0 ? whole : advance(begin(program, index), 'whole'), printer)
}

/** The text of what goes on where a function that has been profiled is left; see passes/entry/exits.ts. */
export function translateExit(program: Program, index: number, exit: number): string {
  return printCut(advance(begin(program, index, { exit }), 'from an exit'), printerFor(program, index))
}

/** An expression whose value goes on at a loop, and with which words. */
export interface LoopEntry {
  readonly text: string
  readonly words: readonly number[]
}

/** The text of what goes on where the interpreter leaves a function; see passes/entry/loop.ts. */
export function translateLoop(program: Program, index: number, loop: LoopPlace): LoopEntry | undefined {
  const unit = advance(begin(program, index, { loop }), 'from a loop')
  const { fn, words } = unit
  if (words === undefined) return undefined
  const printer = printerFor(program, index)
  const text = isHuge(program, sizeOf(program, fn))
    ? printRegion(unit, fn, printer)
    : printUncut(program, unit, printer).text
  return { text: `(${text})`, words }
}

/** Translates one function, and tells how. */
export const explain = (program: Program, index: number): Explanation =>
  record(() => translate(program, index, { indent: '  ' }).text)

/** The stages that `explain` can show, with what each does. */
export const explainStages = stageList
