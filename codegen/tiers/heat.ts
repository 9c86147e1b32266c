// Functions that stay hot. Their first text comes from the baseline translator, and a program that is over in
// a second has no use for a better one: to make it takes longer than it saves, and V8 begins anew with it. So
// functions count their calls at their heads, never in loops, where counting would be felt; now and then one
// of them is looked at, and when the instance is old enough it is translated by all passes. A call that is
// running goes on as it is, and the next one meets the new text. Loops with 64-bit products, which are slow
// in this text, do count, each call for itself, and go on in better code in the middle.
//
//   function f7b(l0){var k=20000,x=0;if(--N[7]<0)hot(7);…
//   L1:for(;;){if(--k<0){x=osr(7,0,'l0,l1');if(typeof x==='function')return x(l0,l1);k=x|0;}…

import type { Code } from '../abi.js'
import type { Ways } from '../baseline/translate.js'
import { under } from '../interpret/clock.js'
import { now } from '../interpret/speed.js'
import { warm } from '../lower/convention.js'
import type { Program } from '../program.js'
import { translateLoop } from '../translate.js'
import type { Translated } from './text.js'
import type { Baseline } from './tuning.js'

/** The parameters of the closure by which the text finds the counts, and whom it tells. */
export const heatNames = 'N, hot, osr'

/** The statements that count, and ask for better code. */
export const waysOf = (index: number, { wideRounds }: Baseline): Ways => ({
  head: `if(--N[${index}]<0)hot(${index});`,
  leave: (loop, locals) =>
    `if(--k<0){x=osr(${index},${loop},'${locals}');if(typeof x==='function')return x(${locals});k=x|0;}`,
  variables: [`k=${wideRounds}`, 'x=0'],
})

/** The closure of the module. */
interface Module {
  /** Puts the newest text of a function in the place of the one there is. */
  renew(index: number): void
  /** The value of an expression within the closure. */
  evaluate(text: string): unknown
}

/** The name of a word of the locals; see passes/entry/loop.ts. */
const wordText = (word: number): string => `l${word >> 2}${word & 2 ? 'h' : ''}`

const forever = 2 ** 31 - 1

export class Heat {
  /** Calls of each function until it is looked at. */
  readonly #counts: Int32Array
  /** Calls that each function has been given. */
  readonly #calls: Float64Array
  readonly #program: Program
  readonly #module: Module
  readonly #start = now()
  /** By function and loop: code that goes on there, as far as it has been wanted. */
  readonly #entries: (Code | undefined)[][] = []
  /** How many loops functions have. */
  readonly #loops: number[] = []

  constructor(program: Program, module: Module) {
    this.#program = program
    this.#module = module
    // Functions that stand in the closure from the start begin with as many as any.
    this.#counts = new Int32Array(program.module.functions.length).fill(program.tuning.baseline.calls)
    this.#calls = new Float64Array(program.module.functions.length)
  }

  /** Arguments for the parameters that the text uses. */
  get given(): readonly unknown[] {
    return [
      this.#counts,
      (index: number) => this.#look(index),
      (index: number, loop: number, locals: string) => this.#leave(index, loop, locals),
    ]
  }

  /** A function begins to count, or goes on. */
  begin(index: number, { baseline }: Translated): void {
    const { calls, callsOfLoops, wideCalls, wideCallsOfLoops } = this.#program.tuning.baseline
    if (baseline !== undefined) this.#loops[index] = baseline.loops
    const narrow = baseline?.hasLoops ? callsOfLoops : calls
    const counts = { nowhere: narrow, once: wideCalls, 'in loops': wideCallsOfLoops }
    const count = counts[baseline?.wide ?? 'nowhere']
    this.#counts[index] = count
    this.#calls[index] = this.#calls[index]! + count
  }

  /** A function with 64-bit products has had its calls; another instance may have found one hot. */
  #look(index: number): void {
    const state = this.#program.functions.of(index)
    const { text } = state
    const isOld = now() - this.#start >= this.#program.tuning.baseline.young
    const isWide = text?.baseline !== undefined && text.baseline.wide !== 'nowhere'
    const isHot = state.isHot || this.#calls[index]! >= this.#program.tuning.baseline.hotCalls
    if (isOld || isHot || isWide) this.#promote(index)
    else if (text !== undefined) this.begin(index, text)
  }

  /** Near the end of the stack there is no room to translate: the function tries again later. */
  #promote(index: number): void {
    this.#counts[index] = forever
    const state = this.#program.functions.of(index)
    if (!state.isHot) state.heat()
    try {
      this.#module.renew(index)
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      this.#counts[index] = this.#program.tuning.baseline.calls
    }
  }

  /**
   * Code that goes on at a loop, called with the words of all locals; or how many rounds until somebody asks
   * again.
   */
  #leave(index: number, number: number, locals: string): Code | number {
    const entries = (this.#entries[index] ??= [])
    try {
      if (!(number in entries)) entries[number] = this.#makeEntry(index, { number, locals })
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      return this.#program.tuning.baseline.wideRounds
    }
    return entries[number] ?? forever
  }

  #makeEntry(index: number, { number, locals }: { number: number; locals: string }): Code | undefined {
    const program = this.#program
    const of = this.#loops[index] ?? program.functions.of(index).text?.baseline?.loops ?? 0
    this.#promote(index)
    const entry = under(program.interrupt, () => translateLoop(program, index, { number, of }))
    if (entry === undefined) return undefined
    const code = this.#module.evaluate(entry.text) as Code
    warm(code, entry.text)
    const passed = entry.words.map(wordText).join()
    const make = this.#module.evaluate(
      `(function(code){return function(${locals}){return code(${passed});};})`,
    ) as (code: Code) => Code
    return make(code)
  }
}
