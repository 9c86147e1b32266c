// The first calls of a function are interpreted. Most functions of a program are called a few times and never
// again, and to translate one, and have the engine read the text, takes as long as some hundred calls by the
// interpreter. What is called more often is translated; what goes round in a loop is left at the loop's head,
// where a translation of the rest goes on.

import type { GlobalType } from '../src/wasm/types.js'
import type { Flat } from './interpret/flat.js'
import { flatten } from './interpret/flatten.js'
import {
  callsLeft,
  type Door,
  type Global,
  hasRoom,
  type Machine,
  noMemory,
  roundsLeft,
} from './interpret/machine.js'
import { run } from './interpret/run.js'
import type { Environment, GlobalLike } from './load.js'
import { warm } from './lower/warm.js'
import type { LoopPlace } from './passes/entry.js'
import type { Program } from './program.js'
import { translateLoop } from './translate.js'
import type { Code } from './types.js'

/** So many rounds of loops count as one call. */
const roundsPerCall = 20

/** So many times more rounds pass before a loop is left for good. */
const patienceInLoop = 4

/** So many loops of a function are tried. */
const mostDoors = 8

/** After this share of its calls a function is warm. */
const warmAfter = (calls: number): number => Math.ceil(calls / 16)

/** What a function has that is never translated. */
const forever = 2 ** 31 - 1

const roundsFor = (calls: number): number => Math.min(calls * roundsPerCall, forever)

/** What the closure of the module has. */
interface Module {
  readonly environment: Environment
  /** The newest code of every function. */
  readonly codes: readonly Code[]
  /** The value of an expression within the closure. */
  evaluate(text: string): unknown
}

/** A global that is a variable of the closure, or two. */
function accessor(index: number, { type }: GlobalType): string {
  const word = (number: 0 | 1, variable: string): string =>
    `get${number}: () => ${variable}, set${number}: word => { ${variable} = word }`
  return `{ ${word(0, `g${index}`)}, ${word(1, type === 'i64' ? `g${index}h` : `g${index}`)} }`
}

/** A global that is an object. */
const accessorOf = (global: GlobalLike): Global => ({
  get0: () => global.word0,
  set0: word => {
    global.word0 = word
  },
  get1: () => global.word1,
  set1: word => {
    global.word1 = word
  },
})

/** A function that is interpreted. */
interface Interpreted {
  readonly flat: Flat
  /** How many heads of loops it has passed since it could be left. */
  passed: number
  /** How many loops may still be tried: each takes a translation of the whole function. */
  attempts: number
  /** Where its loops go on, as far as they have been left for good. */
  readonly doors: (Door | undefined)[]
}

export class Interpreter {
  readonly #program: Program
  readonly #module: Module
  readonly #functions = new Map<number, Interpreted>()
  /** By function index: what interpreted functions call without asking. */
  readonly #flats: (Flat | undefined)[]
  #machine: Machine | undefined

  constructor(program: Program, module: Module) {
    this.#program = program
    this.#module = module
    this.#flats = Array<Flat | undefined>(program.module.functions.length).fill(undefined)
  }

  /** Code for a function: the interpreter, as often as is allowed, and then the function's stub. */
  interpret(index: number, stub: Code): Code {
    if (this.#program.interpreted === 0) return stub
    let flat: Flat | undefined
    let asked = false
    return (...words) => {
      if (!asked) {
        asked = true
        flat = this.#flatten(index)
      }
      if (flat === undefined || (--flat.code[callsLeft]! < 0 && !this.#goesOn(index, flat)) || !hasRoom(flat))
        return stub(...words)
      return run((this.#machine ??= this.#makeMachine()), flat, words)
    }
  }

  /** Whether the calls of a function that have been counted were only the first part of those that are interpreted. */
  #goesOn(index: number, { code }: Flat): boolean {
    const { warm, interpreted } = this.#program
    if (warm.has(index)) return false
    warm.add(index)
    code[callsLeft] = Math.min(interpreted - warmAfter(interpreted), forever)
    return true
  }

  /** A function has been translated: from now on that is called. */
  retire(index: number): void {
    this.#flats[index] = undefined
  }

  #flatten(index: number): Flat | undefined {
    const { interpreted, context, warm } = this.#program
    const calls = warm.has(index) ? interpreted : warmAfter(interpreted)
    const flat = flatten(context, index, { calls: Math.min(calls, forever), rounds: roundsFor(interpreted) })
    if (flat === undefined) return undefined
    this.#flats[index] = flat
    this.#functions.set(index, { flat, passed: 0, attempts: mostDoors, doors: [] })
    return flat
  }

  #makeMachine(): Machine {
    const { environment, codes } = this.#module
    const { tables, data, memories } = environment
    return {
      memory: memories[0] ?? noMemory,
      tables,
      data,
      codes,
      flats: this.#flats,
      globals: this.#globals(),
      types: this.#program.facts.typeIds,
      door: (fn, loop) => this.#door(fn, loop),
    }
  }

  #globals(): Global[] {
    const { module, facts } = this.#program
    const globals = this.#module.environment.globals.map(accessorOf)
    const own = module.globals.flatMap(({ type }, i) => (type.mutable && !facts.boxed[i] ? [i] : []))
    if (own.length === 0) return globals
    const text = own.map(i => accessor(i, module.globals[i]!.type)).join(', ')
    const accessors = this.#module.evaluate(`[${text}]`) as Global[]
    own.forEach((index, i) => {
      globals[index] = accessors[i]!
    })
    return globals
  }

  /**
   * When a function has gone round often enough, its next call is one of translated code. If there is none
   * for a long time, the present call gets a translation of its own.
   */
  #door(index: number, number: number): Door | undefined {
    const fn = this.#functions.get(index)!
    const { flat, doors } = fn
    if (flat.code[callsLeft]! > 0) {
      if (this.#program.interpreted < forever) {
        this.#program.warm.add(index)
        flat.code[callsLeft] = 0
      }
      flat.code[roundsLeft] = roundsFor(this.#program.interpreted * patienceInLoop)
      return undefined
    }
    // An outer loop is the better place: inner ones go on for as many rounds for each loop around them.
    if (fn.passed++ < flat.loops[number]! * roundsFor(this.#program.interpreted)) {
      flat.code[roundsLeft] = 0
      return undefined
    }
    if (!(number in doors))
      doors[number] = --fn.attempts < 0 ? undefined : this.#makeDoor(index, { number, of: flat.loops.length })
    return doors[number]
  }

  /** A function that has been left so is worth translating before its first call in a later run. */
  #makeDoor(fn: number, loop: LoopPlace): Door | undefined {
    const entry = translateLoop(this.#program, fn, loop)
    if (entry === undefined) return undefined
    this.#program.called.add(fn)
    const code = this.#module.evaluate(entry.text) as Code
    warm(code, entry.text)
    return { code, words: entry.words }
  }
}
