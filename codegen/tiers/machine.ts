// The machine that interprets the functions of an instance, in whichever tier.

import type { Environment } from '../environment.js'
import { Hooks, type Steps } from '../interpret/hooks.js'
import { type Machine, noMemory } from '../interpret/machine.js'
import { warmLoop } from '../interpret/warm.js'
import type { Program } from '../program.js'

/** An instance, as it runs. */
export interface Running {
  readonly environment: Environment
  /** The machine that interprets its functions, once any has been. */
  machine: Machine | undefined
}

/** A program, as it is translated for whoever runs: their instruments are asked whether that may go on. */
export function askedOf(program: Program, running: () => Running): Program {
  if (program.interrupt === undefined) return program
  const interrupt = (): void => {
    for (const instrument of running().environment.instruments) instrument.interrupt()
  }
  return { ...program, interrupt }
}

/** The hooks that are made of the steps of instruments, if there are any. */
export const hooksOf = (steps: readonly Steps[]): Hooks | undefined =>
  steps.length === 0 ? undefined : new Hooks(steps)

/** The steps of an instance's instruments. */
export const stepsOf = ({ instruments }: Environment): readonly Steps[] =>
  instruments.flatMap(({ steps }) => steps ?? [])

/** The part of a machine that is a tier's own. */
interface Parts extends Pick<Machine, 'codes' | 'bytecodes' | 'indices' | 'globals' | 'osrEntry'> {
  readonly hooks: Hooks | undefined
}

/** An instance as the interpreter sees it. */
export function makeMachine({ facts }: Program, environment: Environment, parts: Parts): Machine {
  warmLoop()
  const { tables, data, memories, elements } = environment
  const { hooks, ...others } = parts
  return {
    ...others,
    ...{ tables, data, elements },
    memories: memories.length === 0 ? [noMemory] : memories,
    refFunc: index => environment.refFunc(index),
    types: facts.typeIds,
    hooks: hooks?.hooks ?? [],
    instead: hooks?.codes ?? [],
  }
}
