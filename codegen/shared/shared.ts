// The code that all instances of a module but the first share, and whose it is at a time. An instance is a
// *tenant* of it: it *enters*, which gives the closure's variables to it (switch.ts), and they stay its own
// until another one enters. Nobody leaves. Instead, who may find another tenant enters:
//
//   code(i)       what everybody else calls         enters, then calls
//   outward(f)    what the tenant's code calls      calls, and enters behind it, if somebody else has since
//   inner(i)      what the tenant's code calls of its own
//
// Nothing of a tenant's code goes on behind a call of somebody else's but by way of `outward`. What is thrown
// there needs none: wasm does not catch, so that it ends all code of the tenant, up to a call of the host's.
// So a switch that fails, because there is no room on the stack, ends the code that was to go on.
//
// The text, bytecode, counts and the engine's own code belong to all: what one tenant has learnt is known to
// the next. Functions that are translated meanwhile are noted in a log, which each tenant reads on when it
// enters, for its tables hold codes.

import { funcType, importedCount } from '../../src/wasm/module.js'
import type { FuncType } from '../../src/wasm/types.js'
import { type Code, wordsOf } from '../abi.js'
import { type Closure, eagerClosure } from '../closure.js'
import type { Environment } from '../environment.js'
import type { Functions } from '../functions.js'
import type { Global, Machine } from '../interpret/machine.js'
import { evaluateExpression } from '../js/evaluation.js'
import { warm } from '../lower/convention.js'
import type { Program } from '../program.js'
import { interpretAlone } from '../tiers/alone.js'
import { lazyFunctions, type Within } from '../tiers/lazy.js'
import { askedOf, hooksOf, type Running } from '../tiers/machine.js'
import { translateOnce } from '../tiers/translated.js'
import { inwardGate, outwardGate } from './gates.js'
import { noteTurn } from './keep.js'
import { nobodysEnvironment } from './nobody.js'
import { stepsForAll } from './steps.js'
import { switchName, variablesFor } from './switch.js'

type Settled = (index: number, code: Code) => void

const ignore = (): void => {}

/** The words that code of a type is called with. */
const wordCount = ({ params }: FuncType): number =>
  params.reduce((count, type) => count + wordsOf(type).length, 0)

/** An instance whose code is shared. */
export class Tenant implements Functions, Running {
  readonly isShared = true
  /** The values of the closure's variables, from time to time and for good; see switch.ts. */
  words: unknown[] = []
  fixed: readonly unknown[] = []
  environment: Environment
  machine: Machine | undefined = undefined
  /** How much of the log it has read. */
  read = 0
  settled: Settled = ignore
  readonly #shared: Shared
  readonly #codes = new Map<number, Code>()

  constructor(shared: Shared, environment: Environment) {
    this.#shared = shared
    this.environment = environment
  }

  outward<Words extends readonly never[], Result>(
    code: (...words: Words) => Result,
  ): (...words: Words) => Result {
    const shared = this.#shared
    return (...words) => {
      const result = code(...words)
      if (shared.current !== this) shared.turnTo(this)
      return result
    }
  }

  outwardCode(code: Code, type: FuncType): Code {
    const shared = this.#shared
    return outwardGate(wordCount(type), shared)(shared, this, code)
  }

  link(environment: Environment, settled: Settled): void {
    this.environment = environment
    this.#shared.admit(this)
    this.settled = settled
  }

  code(index: number): Code {
    let code = this.#codes.get(index)
    if (code === undefined) this.#codes.set(index, (code = this.#makeCode(index)))
    return code
  }

  #makeCode(index: number): Code {
    const shared = this.#shared
    return inwardGate(wordCount(shared.typeOf(index)), shared)(shared, this, index)
  }

  inner(index: number): Code {
    return this.#shared.codes[index]!
  }

  settle(index: number): Code {
    return this.code(index)
  }

  /** Who asks for them shares code only where none is evaluated, so that there are no variables. */
  globals(): readonly Global[] {
    return this.environment.globals
  }
}

const all = new WeakMap<object, Shared>()

/** The code that instances of a program share, made when there is the first of them. */
export function sharedOf(program: Program): Shared {
  let shared = all.get(program.instances)
  if (shared === undefined) all.set(program.instances, (shared = new Shared(program)))
  return shared
}

/** The code that instances of a program share. */
export class Shared {
  /** Whose the closure is, and when it is nobody's. */
  current: Tenant
  readonly nobody: Tenant
  /** The newest code of every function; imports are those of whoever runs. */
  codes: readonly Code[] = []
  readonly #program: Program
  readonly #variables: ReturnType<typeof variablesFor>
  readonly #imports: readonly Code[]
  #enter: ((tenant: Tenant) => void) | undefined
  /** The one that all is being made for, which is not the current one yet. */
  #first: Tenant | undefined
  /** The functions that have got other code, in order. */
  readonly #log: number[] = []

  constructor(program: Program) {
    this.#program = askedOf(program, () => this.#first ?? this.current)
    this.#variables = variablesFor(program)
    this.nobody = new Tenant(this, nobodysEnvironment(program))
    Object.assign(this.nobody, this.#variables(this.nobody.environment))
    this.current = this.nobody
    const imported = importedCount(program.module, 'func')
    this.#imports = Array.from({ length: imported }, (_, i): Code => {
      return (...words) => this.current.environment.functions[i]!(...words)
    })
  }

  get evaluates(): boolean {
    return this.#program.evaluates
  }

  typeOf(index: number): FuncType {
    const { module } = this.#program
    return funcType(module, module.functions[index]!)
  }

  tenancy(): Functions {
    return new Tenant(this, this.nobody.environment)
  }

  /** Somebody has been linked. */
  admit(tenant: Tenant): void {
    Object.assign(tenant, this.#variables(tenant.environment))
    if (this.#enter === undefined) this.#beginFor(tenant)
    tenant.read = this.#log.length
  }

  /** Makes a tenant the one whose code runs. What it has missed comes first: nothing is changed by then. */
  turnTo(tenant: Tenant): void {
    for (; tenant.read < this.#log.length; tenant.read++) {
      const index = this.#log[tenant.read]!
      tenant.settled(index, this.codes[index]!)
    }
    noteTurn(this)
    this.#enter!(tenant)
  }

  #settled(index: number, code: Code): void {
    this.#log.push(index)
    const { current } = this
    if (current.read !== this.#log.length - 1) return
    current.settled(index, code)
    current.read++
  }

  #beginFor(first: Tenant): void {
    this.#first = first
    try {
      this.#begin(first)
    } finally {
      this.#first = undefined
    }
  }

  #begin(first: Tenant): void {
    const program = this.#program
    this.current = this.nobody
    const running = (): Running => this.current
    const hooks = hooksOf(stepsForAll(first, running))
    const imports = this.#imports
    if (!program.evaluates) {
      this.codes = interpretAlone(program, { imports, hooks, running })
      this.#enter = tenant => {
        this.current = tenant
      }
    } else if (program.lazy) this.#beginLazy({ imports, hooks, running })
    else this.#beginEager(first)
  }

  #beginLazy(instances: Pick<Parameters<typeof lazyFunctions>[1], 'imports' | 'hooks' | 'running'>): void {
    const { codes, within } = lazyFunctions(this.#program, {
      ...instances,
      owner: 'many',
      begin: (closure, given) => this.#evaluate(closure, [...given, this]) as Within,
      read: ignore,
      settled: (index, code) => this.#settled(index, code),
    })
    this.codes = codes
    this.#enter = within(switchName) as (tenant: Tenant) => void
  }

  /** The functions are warmed as those of somebody, which is what they will meet. */
  #beginEager(first: Tenant): void {
    const program = this.#program
    const closure = eagerClosure(program, 'many')
    const codes = this.#evaluate(closure, [undefined, undefined, undefined, this]) as Code[]
    const enter = codes.pop() as unknown as (tenant: Tenant) => void
    enter(first)
    codes.forEach((code, i) => {
      warm(code, translateOnce(program, this.#imports.length + i).text)
    })
    this.codes = [...this.#imports, ...codes]
    this.#enter = enter
  }

  /** Brings a closure to life that is nobody's yet. */
  #evaluate({ text, values }: Closure, given: readonly unknown[]): unknown {
    const { typeIds } = this.#program.facts
    const make = evaluateExpression(text) as (...given: readonly unknown[]) => unknown
    const empty = Array.from({ length: 4 }, () => undefined)
    const named = Object.fromEntries(values)
    return make(...empty, typeIds, undefined, undefined, undefined, named, ...given)
  }
}
