// Brings a program to life: evaluates its text, linked with an environment. Functions are translated at once
// in small modules, and else when they have been called a few times (tiers/lazy.ts). Where no text may be
// evaluated they are interpreted.
//
// The first instance has a closure of its own, in which all that it holds is a constant: it is as fast as can
// be. All others share one closure (shared/shared.ts), in which what the first of them has learnt is known to
// the next: a request that has an instance to itself begins warm.

import { lastOf } from '../src/engine/list.js'
import { importedCount } from '../src/wasm/module.js'
import type { Code } from './abi.js'
import { type Closure, eagerClosure } from './closure.js'
import type { Environment } from './environment.js'
import type { Functions } from './functions.js'
import { accessorsOf, joinGlobals } from './globals.js'
import type { Global } from './interpret/machine.js'
import { evaluateExpression } from './js/evaluation.js'
import { warm } from './lower/convention.js'
import type { Program } from './program.js'
import { sharedOf } from './shared/shared.js'
import { lazyFunctions, type Within } from './tiers/lazy.js'
import { askedOf, hooksOf, type Running, stepsOf } from './tiers/machine.js'
import { translateOnce } from './tiers/translated.js'

/**
 * The functions of another instance of a program; nothing is linked yet. One that is restored again and again
 * has functions of its own (src/pool), wherever any has, and shows its globals.
 */
export function functionsFor(program: Program, which: 'any' | 'own'): Functions {
  if (which === 'own' && program.evaluates) return new Own(program, 'open')
  const isFirst = program.instances.count++ === 0
  return isFirst && program.evaluates && !program.many ? new Own(program, 'one') : sharedOf(program).tenancy()
}

const evaluate = ({ cache }: Program, text: string): unknown =>
  cache === undefined ? evaluateExpression(text) : cache.evaluate(text)

type Arguments = readonly unknown[]

function closureArguments(program: Program, environment: Environment, { values }: Closure): Arguments {
  const { functions, memories, tables, globals, data, elements, instruments } = environment
  const refFunc = (index: number): unknown => environment.refFunc(index)
  const named = Object.assign(Object.fromEntries(values), ...instruments.map(({ values }) => values))
  const ids = program.facts.typeIds
  return [functions, memories, tables, globals, ids, data, elements, refFunc, named]
}

/** The functions of an instance that has a closure for itself. */
class Own implements Functions {
  readonly isShared = false
  readonly #program: Program
  /** Imports first. */
  #codes: readonly Code[] = []
  #settle: ((index: number) => Code) | undefined
  #globals: () => readonly Global[] = () => []

  constructor(
    program: Program,
    private readonly owner: 'one' | 'open',
  ) {
    this.#program = program
  }

  globals(): readonly Global[] {
    return this.#globals()
  }

  outward<Function>(code: Function): Function {
    return code
  }

  outwardCode(code: Code): Code {
    return code
  }

  code(index: number): Code {
    return this.#codes[index]!
  }

  inner(index: number): Code {
    return this.#codes[index]!
  }

  settle(index: number): Code {
    return this.#settle === undefined ? this.#codes[index]! : this.#settle(index)
  }

  link(environment: Environment, settled: (index: number, code: Code) => void): void {
    if (this.#program.lazy) this.#linkLazy(environment, settled)
    else this.#linkEager(environment)
  }

  #linkEager(environment: Environment): void {
    const running: Running = { environment, machine: undefined }
    const program = askedOf(this.#program, () => running)
    const closure = eagerClosure(program, this.owner)
    const make = evaluate(program, closure.text) as (...args: Arguments) => Code[]
    const codes = make(...closureArguments(program, environment, closure))
    if (this.owner === 'open') {
      const accessors = accessorsOf(program, () => lastOf(codes))
      codes.pop()
      this.#globals = () => joinGlobals(environment.globals, accessors)
    }
    const imported = importedCount(program.module, 'func')
    for (const memory of environment.memories) memory.addReaders(codes.length)
    codes.forEach((code, i) => {
      warm(code, translateOnce(program, imported + i).text)
    })
    this.#codes = [...environment.functions, ...codes]
  }

  #linkLazy(environment: Environment, settled: (index: number, code: Code) => void): void {
    const running: Running = { environment, machine: undefined }
    const program = askedOf(this.#program, () => running)
    const { codes, settle, within } = lazyFunctions(program, {
      owner: 'one',
      imports: environment.functions,
      hooks: hooksOf(stepsOf(environment)),
      running: () => running,
      begin: (closure, given) => {
        const make = evaluate(program, closure.text) as (...args: Arguments) => Within
        return make(...closureArguments(program, environment, closure), ...given)
      },
      read: count => {
        for (const memory of environment.memories) memory.addReaders(count)
      },
      settled,
    })
    this.#codes = codes
    this.#settle = settle
    this.#globals = () => joinGlobals(environment.globals, accessorsOf(program, within))
  }
}
