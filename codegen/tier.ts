// The first calls of a function are interpreted. Most functions of a program are called a few times and never
// again, and to translate one, and have the engine read the text, takes as long as some hundred calls by the
// interpreter. What is called more often is translated; what goes round in a loop is left at the loop's head,
// where a translation of the rest goes on.

import type { GlobalType } from '../src/wasm/types.js'
import type { Flat } from './interpret/flat.js'
import { flatten } from './interpret/flatten.js'
import { type Door, hasRoom, type Machine } from './interpret/machine.js'
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

const roundsFor = (calls: number): number => Math.min(calls * roundsPerCall, 2 ** 31 - 1)

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
  const word = (name: string, variable: string): string =>
    `get ${name}() { return ${variable}; }, set ${name}(v) { ${variable} = v; }`
  return `{ ${word('word0', `g${index}`)}${type === 'i64' ? `, ${word('word1', `g${index}h`)}` : ''} }`
}

/** A function that is interpreted. */
interface Interpreted {
  readonly flat: Flat
  /** How many calls are left. */
  calls: number
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
  #machine: Machine | undefined

  constructor(program: Program, module: Module) {
    this.#program = program
    this.#module = module
  }

  /** Code for a function: the interpreter, as often as is allowed, and then the function's stub. */
  interpret(index: number, stub: Code): Code {
    if (this.#program.interpreted === 0) return stub
    let fn: Interpreted | undefined
    let asked = false
    return (...words) => {
      if (!asked) {
        asked = true
        fn = this.#flatten(index)
      }
      if (fn === undefined || --fn.calls < 0 || !hasRoom(fn.flat.words)) return stub(...words)
      return run((this.#machine ??= this.#makeMachine()), fn.flat, words)
    }
  }

  #flatten(index: number): Interpreted | undefined {
    const calls = this.#program.interpreted
    const flat = flatten(this.#program.context, index, roundsFor(calls))
    if (flat === undefined) return undefined
    const fn = { flat, calls, passed: 0, attempts: mostDoors, doors: [] }
    this.#functions.set(index, fn)
    return fn
  }

  #makeMachine(): Machine {
    const { environment, codes } = this.#module
    const { tables, data, memories } = environment
    return {
      memory: memories[0]!,
      tables,
      data,
      codes,
      globals: this.#globals(),
      types: this.#program.facts.typeIds,
      door: (fn, loop) => this.#door(fn, loop),
    }
  }

  /** Boxes stay as they are, and so does what never changes. */
  #globals(): GlobalLike[] {
    const { module, facts } = this.#program
    const globals = [...this.#module.environment.globals]
    const own = module.globals.flatMap(({ type }, i) => (type.mutable && !facts.boxed[i] ? [i] : []))
    if (own.length === 0) return globals
    const text = own.map(i => accessor(i, module.globals[i]!.type)).join(', ')
    const accessors = this.#module.evaluate(`[${text}]`) as GlobalLike[]
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
    if (fn.calls > 0) {
      if (fn.calls < Number.POSITIVE_INFINITY) fn.calls = 0
      flat.code[0] = roundsFor(this.#program.interpreted * patienceInLoop)
      return undefined
    }
    // An outer loop is the better place: inner ones go on for as many rounds for each loop around them.
    if (fn.passed++ < flat.loops[number]! * roundsFor(this.#program.interpreted)) {
      flat.code[0] = 0
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
