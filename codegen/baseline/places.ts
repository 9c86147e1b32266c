// The places of a function's bytes at which instruments do something (../js/texts.ts): its head, and the
// loops that are repeated, with what a run of each costs. They are found before there is any text, since what
// stands at a jump depends on the whole loop that it leaves. passes/places.ts does the same with nodes.

import { lastOf } from '../../src/engine/list.js'
import type { Instruction, InstructionReader } from '../../src/wasm/binary/instructions.js'
import type { Body as Code } from '../../src/wasm/module.js'
import { weights } from '../interpret/weights.js'
import type { Cost } from '../js/texts.js'
import { bounds } from '../tiers/tuning.js'

export interface Places {
  readonly head: Cost
  /** By the place behind the instruction. */
  readonly loops: ReadonlyMap<number, Cost>
}

type Mutable<Value> = { -readonly [Name in keyof Value]: Value[Name] }

/** A label, which is a loop's or not. */
interface Label {
  readonly loop: { readonly at: number; readonly cost: Mutable<Cost> } | undefined
  used: boolean
}

const isHeavy = (name: string): name is Exclude<keyof typeof weights, 'imported'> =>
  Object.hasOwn(weights, name)

const isCall = (name: string): boolean => name.includes('call') || name.startsWith('throw')

function weigh({ row: { name }, index }: Instruction, imported: number): number {
  if (isHeavy(name)) return weights[name]
  if (!isCall(name)) return 1
  return name === 'call' && index < imported ? weights.imported : bounds.callTicks
}

const nothing = (): Mutable<Cost> => ({ weight: 0, calls: false, isInnermost: true })

class Finder {
  readonly loops = new Map<number, Cost>()
  /** The costs of the function, and of the loops around what is being read. */
  readonly costs = [nothing()]
  readonly #labels: Label[] = [{ loop: undefined, used: false }]

  constructor(private readonly imported: number) {}

  /** @param at the place behind the instruction */
  meet(instruction: Instruction, at: number): void {
    const { name, immediates } = instruction.row
    const cost = lastOf(this.costs)!
    cost.weight += weigh(instruction, this.imported)
    cost.calls ||= isCall(name)
    if (immediates[0] === 'block type') this.#open(name === 'loop' ? at : undefined)
    else if (immediates[0] === 'label') this.#use(instruction.index)
    else if (name === 'br_table') for (const depth of instruction.labels) this.#use(depth)
    else if (name === 'end') this.#close()
  }

  #open(at: number | undefined): void {
    const loop = at === undefined ? undefined : { at, cost: nothing() }
    if (loop !== undefined) this.costs.push(loop.cost)
    this.#labels.push({ loop, used: false })
  }

  #use(depth: number): void {
    const label = this.#labels[this.#labels.length - 1 - depth]
    if (label !== undefined) label.used = true
  }

  /** A loop that is not repeated is a part of what is around it. */
  #close(): void {
    const { loop, used } = this.#labels.pop()!
    if (loop === undefined) return
    const { weight, calls, isInnermost } = this.costs.pop()!
    const around = lastOf(this.costs)!
    around.calls ||= calls
    around.isInnermost &&= isInnermost && !used
    if (used) this.loops.set(loop.at, loop.cost)
    else around.weight += weight
  }
}

/** @param imported how many functions the module imports: calls of those may take long */
export function findPlaces(reader: InstructionReader, { start, end }: Code, imported: number): Places {
  const finder = new Finder(imported)
  reader.position = start
  while (reader.position < end) {
    const instruction = reader.next()
    finder.meet(instruction, reader.position)
  }
  return { head: finder.costs[0]!, loops: finder.loops }
}
