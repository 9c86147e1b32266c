// The machine that interprets the functions of an instance, in whichever tier.

import type { Environment } from '../environment.js'
import { Hooks } from '../interpret/hooks.js'
import { type Machine, noMemory } from '../interpret/machine.js'
import { warmLoop } from '../interpret/warm.js'
import type { Program } from '../program.js'

/** The hooks of an instance's instruments in interpreted code, if there are any. */
export function hooksOf({ instruments }: Environment): Hooks | undefined {
  const steps = instruments.flatMap(({ steps }) => steps ?? [])
  return steps.length === 0 ? undefined : new Hooks(steps)
}

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
