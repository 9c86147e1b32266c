// Instruments in interpreted code (see passes/instrument.ts). At the heads of functions and of loops
// stands one step for each of them that wants it, which calls a hook; where an instruction is to be done by
// other code, that is called like a function, with the instruction's operands.

import type { Instruction } from '../../src/wasm/binary/instructions.js'
import { type Row, rows } from '../../src/wasm/ops/index.js'
import type { Code } from '../abi.js'

/** Called with how many ticks a call, or a round, takes, and in which function. */
export type Hook = (weight: number, fn: number) => void

/** The code that does an instruction, if it is to be other code; it takes and leaves words. */
export type Instead = (instruction: Instruction) => Code | undefined

/** The steps of one instrument, in one instance. */
export interface Steps {
  /** At the head of each function. */
  readonly head?: Hook | undefined
  /** At the head of each loop. */
  readonly loop?: Hook | undefined
  /** By the name of an instruction. */
  readonly instead?: Readonly<Record<string, Instead>>
}

/** Of all instruments of an instance. */
export class Hooks {
  /** By their number. */
  readonly hooks: Hook[] = []
  readonly codes: Code[] = []
  /** The numbers of those that are called at heads. */
  readonly heads: readonly number[]
  readonly loops: readonly number[]
  readonly #instead: readonly (readonly Instead[] | undefined)[]

  constructor(all: readonly Steps[]) {
    this.heads = all.flatMap(({ head }) => this.#numberOf(head))
    this.loops = all.flatMap(({ loop }) => this.#numberOf(loop))
    this.#instead = rows.map(row => insteadOf(row, all))
  }

  #numberOf(hook: Hook | undefined): number[] {
    if (hook === undefined) return []
    const known = this.hooks.indexOf(hook)
    return [known < 0 ? this.hooks.push(hook) - 1 : known]
  }

  /** The number of the code that is called in the place of an instruction, if there is one. */
  insteadOf(instruction: Instruction): number | undefined {
    for (const find of this.#instead[instruction.row.id] ?? []) {
      const code = find(instruction)
      if (code !== undefined) return this.codes.push(code) - 1
    }
    return undefined
  }
}

function insteadOf({ name }: Row, all: readonly Steps[]): readonly Instead[] | undefined {
  const found = all.flatMap(({ instead = {} }) => (Object.hasOwn(instead, name) ? [instead[name]!] : []))
  return found.length === 0 ? undefined : found
}
