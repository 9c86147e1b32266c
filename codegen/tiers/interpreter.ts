// The first calls of a function are interpreted. Most functions of a program are called a few times and never
// again, and to translate one, and have the engine read the text, takes as long as some hundred calls by the
// interpreter. What is called more often is translated; what goes round in a loop is left at the loop's head,
// where a translation of the rest goes on.

import { now } from '../../src/engine/clock.js'
import type { Code } from '../abi.js'
import type { Environment } from '../environment.js'
import { accessorsOf, joinGlobals } from '../globals.js'
import { assemble } from '../interpret/assemble.js'
import type { Source } from '../interpret/assembler.js'
import type { Bytecode } from '../interpret/bytecode.js'
import { under } from '../interpret/clock.js'
import type { Hooks } from '../interpret/hooks.js'
import {
  callsLeft,
  type Global,
  type Machine,
  mayEnter,
  type OsrEntry,
  roundsLeft,
} from '../interpret/machine.js'
import { run } from '../interpret/run.js'
import { warm } from '../lower/convention.js'
import type { LoopPlace } from '../passes/entry/loop.js'
import type { Program } from '../program.js'
import { translateLoop } from '../translate.js'
import { forever } from './budget.js'
import { makeMachine, type Running } from './machine.js'
import { bounds, type Interpreting } from './tuning.js'

/** The closure of the module. */
interface ModuleClosure {
  readonly hooks: Hooks | undefined
  /** The instance that runs. */
  running(): Running
  /** The newest code of every function. */
  readonly codes: readonly Code[]
  /** The value of an expression within the closure. */
  evaluate(text: string): unknown
}

/** A function that is interpreted. */
interface Interpreted {
  readonly bytecode: Bytecode
  /** How many calls it has been given. */
  given: number
  /** How many heads of loops it has passed since it could be left. */
  passed: number
  /** How many loops may still be left: each takes a translation of the whole function. */
  attempts: number
  /** Where its loops go on, as far as they have been left for good. */
  readonly entries: (OsrEntry | undefined)[]
}

/** The first tier of an instance: runs functions until their budget is used up. */
export class Interpreter {
  readonly #program: Program
  readonly #tuning: Interpreting
  readonly #closure: ModuleClosure
  readonly #source: Source
  readonly #hooks: Hooks | undefined
  readonly #functions = new Map<number, Interpreted>()
  /** By function index: what interpreted functions call without asking. */
  readonly #bytecodes: (Bytecode | undefined)[]
  readonly #indices = new Map<unknown, number>()
  /** The globals that are variables of the closure: those of whoever runs. */
  #accessors: ReadonlyMap<number, Global> | undefined
  /** When the first function had used up its calls, in milliseconds. */
  #start: number | undefined

  constructor(program: Program, closure: ModuleClosure) {
    this.#program = program
    this.#tuning = program.tuning.interpreting
    this.#closure = closure
    this.#hooks = closure.hooks
    this.#source = { ...program.context, hooks: this.#hooks }
    this.#bytecodes = Array<Bytecode | undefined>(program.module.functions.length).fill(undefined)
  }

  /** Code for a function: the interpreter, as often as is allowed, and then the function's stub. */
  interpret(index: number, stub: Code): Code {
    const { budget } = this.#program
    if (budget === undefined) return stub
    let fn: Interpreted | undefined
    let asked = false
    const code: Code = (...words) => {
      if (!asked) {
        fn = this.#assemble(index, budget.first())
        this.#indices.set(code, index)
        asked = true
      }
      if (
        fn === undefined ||
        (--fn.bytecode.code[callsLeft]! < 0 && !this.#goesOn(index, fn)) ||
        !mayEnter(fn.bytecode)
      )
        return stub(...words)
      const running = this.#closure.running()
      return run((running.machine ??= this.#makeMachine(running)), fn.bytecode, words)
    }
    return code
  }

  /**
   * Whether a function that has had its calls gets more: all that are due to one of its length, and as many
   * once more if it often calls one that is still interpreted. Where translated code meets first the
   * interpreter and then the function's code, V8 makes no direct call any more.
   */
  #goesOn(index: number, fn: Interpreted): boolean {
    const enough = this.#enough(index, fn)
    if (fn.given < enough) this.#give(fn, enough - fn.given)
    else if (this.#findOften(index, fn) && fn.given < enough * this.#tuning.times) this.#give(fn, enough)
    else return false
    return true
  }

  /** The rounds of loops that go with some calls. */
  #roundsFor(calls: number): number {
    return Math.min(calls * this.#tuning.roundsPerCall, forever)
  }

  #enough(index: number, { given }: Interpreted): number {
    return this.#program.budget!.enough(this.#lengthOf(index), given, this.#age())
  }

  #age(): number {
    return now() - (this.#start ??= now())
  }

  /** Finds out which functions that are still interpreted one often calls; gives whether there are any. */
  #findOften(index: number, { bytecode, given }: Interpreted): boolean {
    const { functions, context } = this.#program
    const isOften = (callee: number): boolean =>
      callee !== index &&
      callee >= context.importedFunctions &&
      !functions.isPromoted(callee) &&
      !this.#isLong(callee) &&
      this.#callsOf(callee) * this.#tuning.rarest >= given
    const found = new Set([...bytecode.callees].filter(isOften))
    functions.of(index).hotCallees = found
    return found.size > 0
  }

  /** Whether it makes no difference to a function how it is called. */
  #isLong(index: number): boolean {
    return this.#lengthOf(index) > this.#tuning.longLength
  }

  #lengthOf(index: number): number {
    const { module, context } = this.#program
    const { start, end } = module.bodies[index - context.importedFunctions]!
    return end - start
  }

  /** How often a function has been called, as far as it was interpreted. */
  #callsOf(index: number): number {
    const fn = this.#functions.get(index)
    return fn === undefined ? 0 : fn.given - Math.max(0, fn.bytecode.code[callsLeft]!)
  }

  /** Gives a function more calls, and the rounds that go with them. */
  #give(fn: Interpreted, calls: number): void {
    const { code } = fn.bytecode
    const more = (left: number, by: number): number => Math.min(Math.max(0, left) + by, forever)
    fn.given += calls
    code[callsLeft] = more(code[callsLeft]!, calls)
    code[roundsLeft] = more(code[roundsLeft]!, this.#roundsFor(calls))
  }

  /** A function has been translated: from now on that is called. */
  retire(index: number): void {
    this.#bytecodes[index] = undefined
  }

  #assemble(index: number, given: number): Interpreted | undefined {
    const bytecode = under(this.#program.interrupt, () =>
      assemble(this.#source, index, {
        ...{ calls: given, rounds: this.#roundsFor(given) },
        words: bounds.frameWords,
      }),
    )
    if (bytecode === undefined) return undefined
    const fn = { bytecode, given, passed: 0, attempts: this.#tuning.loops, entries: [] }
    this.#bytecodes[index] = bytecode
    const state = this.#program.functions.of(index)
    if (state.stage === 'stub') state.stage = 'interpreted'
    this.#functions.set(index, fn)
    return fn
  }

  #makeMachine({ environment }: Running): Machine {
    const { codes } = this.#closure
    return makeMachine(this.#program, environment, {
      ...{ codes, bytecodes: this.#bytecodes, indices: this.#indices, hooks: this.#hooks },
      globals: this.#globals(environment),
      osrEntry: (fn, loop) => this.#enter(fn, loop),
    })
  }

  #globals({ globals }: Environment): readonly Global[] {
    this.#accessors ??= accessorsOf(this.#program, text => this.#closure.evaluate(text))
    return joinGlobals(globals, this.#accessors)
  }

  /**
   * When a function has gone round often enough, its next call is one of translated code. If there is none
   * for a long time, the present call gets a translation of its own.
   */
  #enter(index: number, number: number): OsrEntry | undefined {
    const fn = this.#functions.get(index)!
    const { bytecode, entries } = fn
    const enough = this.#program.budget!.enoughInLoop(this.#lengthOf(index), this.#age())
    if (fn.given < enough) {
      this.#give(fn, enough - fn.given)
      return undefined
    }
    if (bytecode.code[callsLeft]! > 0) {
      if (enough < forever) bytecode.code[callsLeft] = 0
      bytecode.code[roundsLeft] = this.#roundsFor(enough * this.#tuning.shareInLoop)
      return undefined
    }
    const rounds = Math.min(this.#tuning.roundsForOuter, this.#roundsFor(enough))
    if (fn.passed++ < bytecode.loops[number]! * rounds) {
      bytecode.code[roundsLeft] = 0
      return undefined
    }
    if (!(number in entries))
      entries[number] =
        --fn.attempts < 0 ? undefined : this.#makeEntry(index, { number, of: bytecode.loops.length })
    return entries[number]
  }

  /** A function that has been left so is worth translating before its first call in a later run. */
  #makeEntry(fn: number, loop: LoopPlace): OsrEntry | undefined {
    this.#findOften(fn, this.#functions.get(fn)!)
    const program = this.#program
    const entry = under(program.interrupt, () => translateLoop(program, fn, loop))
    if (entry === undefined) return undefined
    program.functions.promote(fn)
    const code = this.#closure.evaluate(entry.text) as Code
    warm(code, entry.text)
    return { code, words: entry.words }
  }
}
