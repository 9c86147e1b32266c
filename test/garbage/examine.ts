// What may become of garbage: a CompileError; a module that cannot be instantiated, by a LinkError, a trap, or
// for want of memory; or one that runs, and whose calls return, trap, overflow the stack, or take too long.
// Everything else is a fault of ours: another error, or a compilation that does not end.
//
// All functions of a valid module are translated, whether they are called or not. A guest that goes on forever is
// stopped by the host engine, and that is none of our business.

import type { Program } from '#codegen/index.js'
import { translateOnce } from '#codegen/tiers/translated.js'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { CompileError } from '#src/wasm/errors.js'
import { importedCount } from '#src/wasm/module.js'
import { endsWithin } from '../differential/bounded.js'
import { faultKind, overflow } from '../differential/faults.js'
import { Guest } from '../differential/guest.js'
import type { Random } from '../differential/random.js'

export type Outcome =
  | 'rejected'
  | 'not linked'
  | 'trapped at once'
  | 'too large'
  | 'ran'
  | 'ran too long'
  | 'fault'

export interface Examined {
  readonly outcome: Outcome
  /** What is wrong with us. */
  readonly fault?: string
  /** How long compiling took, in milliseconds. */
  readonly compiling: number
}

/** Far more than any of these modules needs. */
const patience = 10_000
/** For all calls of one guest. */
const guestTime = 40

/** What a module may ask for and be refused. */
const largeMemory = 4096
const largeTable = 1_000_000

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : String(error)

class Examination {
  program: Program | undefined
  outcome: Outcome = 'rejected'
  fault: string | undefined
  compiling = 0
  readonly #bytes: Uint8Array
  readonly #random: Random

  constructor(bytes: Uint8Array, random: Random) {
    this.#bytes = bytes
    this.#random = random
  }

  compile(): void {
    const started = performance.now()
    const lazy = this.#random.once(2) ? 'always' : 'never'
    const ended = this.#guarded('compile', patience, () => {
      const program = compile(this.#bytes, { lazy })
      const { module } = program
      for (let i = importedCount(module, 'func'); i < module.functions.length; i++) translateOnce(program, i)
      this.program = program
    })
    this.compiling = performance.now() - started
    if (!ended) this.#fail(`does not compile within ${patience} ms`)
  }

  run(program: Program): void {
    this.outcome = 'ran'
    const engine = { name: 'jitsam', wasm: WebAssembly, module: () => moduleFor(program) }
    const guest = new Guest(engine, program.module, this.#random.word())
    const ended = this.#guarded('run', guestTime, () => this.#call(program, guest))
    if (!ended) this.outcome = 'ran too long'
  }

  #call(program: Program, guest: Guest): void {
    const thrown = guest.start()
    if (thrown !== undefined) return this.#notStarted(program, thrown.slice('threw '.length))
    for (const index of guest.functions.keys()) {
      const values = guest.argumentsFor(guest.functions[index]!, this.#random)
      const unknown = /threw (unknown trap.*|no error.*|.*Error)/.exec(guest.call(index, values))?.[1]
      if (unknown !== undefined) this.#fail(`a call throws ${unknown}`)
    }
  }

  #notStarted({ module }: Program, kind: string): void {
    const isLarge =
      module.memories.some(({ limits }) => limits.min > largeMemory) ||
      module.tables.some(({ type }) => type.limits.min > largeTable)
    if (kind === 'LinkError') this.outcome = 'not linked'
    else if (kind === 'RangeError' && isLarge) this.outcome = 'too large'
    else if (kind === overflow && module.start === undefined) this.#fail('instantiating overflows the stack')
    else if (/Error|unknown/.test(kind)) this.#fail(`instantiating throws ${kind}`)
    else this.outcome = 'trapped at once'
  }

  /** Whether it ended. Nothing but a CompileError may come out. */
  #guarded(what: string, milliseconds: number, run: () => void): boolean {
    try {
      return endsWithin(milliseconds, run)
    } catch (error) {
      if (!(error instanceof CompileError))
        this.#fail(`${what} throws ${faultKind(error)}: ${describe(error)}`)
      return true
    }
  }

  #fail(fault: string): void {
    this.outcome = 'fault'
    this.fault ??= fault
  }
}

export function examine(bytes: Uint8Array, random: Random): Examined {
  const examination = new Examination(bytes, random)
  examination.compile()
  if (examination.program !== undefined) examination.run(examination.program)
  const { outcome, fault, compiling } = examination
  return { outcome, compiling, ...(fault === undefined ? {} : { fault }) }
}
