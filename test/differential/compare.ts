// What a module does on an engine, step by step: it is instantiated, then each export is called with several sets of
// arguments. After each step two engines must have done the same to everything that can be seen: result or kind of
// trap, calls to the host, memories byte by byte, tables, globals.
//
// Where an engine runs out of stack is its own affair: when one does, the comparison ends there, agreed.
import { Buffer } from 'node:buffer'
import { decode } from '#src/wasm/decode.js'
import type { Module } from '#src/wasm/module.js'
import type { Engine } from '../tiers/tiers.js'
import { Guest } from './guest.js'
import { Random } from './random.js'
import { show } from './values.js'

/** How often each export is called. */
const rounds = 4

export interface Mismatch {
  readonly engine: string
  /** What was called, as text. */
  readonly step: string
  readonly expected: string
  readonly actual: string
}

/** What could be seen after a step. */
export interface Step {
  readonly step: string
  /** What it returned or threw, and the calls of the host on the way. */
  readonly outcome: string
  readonly log: readonly string[]
  readonly state: string
  readonly memories: readonly Uint8Array[]
}

export interface Transcript {
  readonly engine: string
  readonly steps: readonly Step[]
  readonly overflowed: boolean
}

/** An engine to be recorded: for a second guest, where it can be had, the first one has run before. */
export interface Recorded extends Engine {
  again?(): object
}

/** Copies of memories, the same ones as long as nothing changes in them. */
function copies(guest: Guest, before: Step | undefined): readonly Uint8Array[] {
  return guest.memories.map(({ buffer }, i) => {
    const now = Buffer.from(buffer)
    const then = before?.memories[i]
    return then !== undefined && now.equals(then) ? then : Uint8Array.from(now)
  })
}

class Recording {
  readonly steps: Step[] = []
  readonly #guest: Guest
  readonly #random: Random

  constructor(guest: Guest, seed: number) {
    this.#guest = guest
    this.#random = new Random(seed, 2)
  }

  /** Goes on until something prevents it. */
  all(): void {
    const guest = this.#guest
    const outcome = this.#step('instantiate', () => guest.start() ?? 'started')
    if (outcome.startsWith('threw')) return
    for (let round = 0; round < rounds && !guest.overflowed; round++) this.#callAll()
  }

  #callAll(): void {
    const guest = this.#guest
    for (const [index, exported] of guest.functions.entries()) {
      const values = guest.argumentsFor(exported, new Random(this.#random.word()))
      const step = `${exported.name}(${values.map(show).join(', ')})`
      this.#step(step, () => guest.call(index, values))
      if (guest.overflowed) return
    }
  }

  #step(step: string, run: () => string): string {
    const guest = this.#guest
    const logged = guest.log.length
    const outcome = run()
    if (guest.overflowed) return outcome
    const [log, state] = [guest.log.slice(logged), guest.state()]
    this.steps.push({ step, outcome, log, state, memories: copies(guest, this.steps.at(-1)) })
    return outcome
  }
}

function recordOnce(
  engine: Recorded,
  decoded: Module,
  { seed, object }: { seed: number; object: () => object },
) {
  const guest = new Guest({ ...engine, module: object }, decoded, seed)
  const recording = new Recording(guest, seed)
  recording.all()
  return { engine: engine.name, steps: recording.steps, overflowed: guest.overflowed }
}

/** All that a module does on an engine; `seed` decides the arguments and what the host answers. */
export function record(engine: Recorded, bytes: Uint8Array, seed: number): Transcript {
  const decoded = decode(bytes)
  const first = recordOnce(engine, decoded, { seed, object: () => engine.module(bytes) })
  const { again } = engine
  if (again === undefined || first.steps[0]?.outcome !== 'started') return first
  return recordOnce(engine, decoded, { seed, object: again })
}

/** The first lines that two lists do not share. */
function lineDifference(
  expected: readonly string[],
  actual: readonly string[],
): readonly [string, string] | undefined {
  const count = Math.max(expected.length, actual.length)
  for (let i = 0; i < count; i++)
    if (expected[i] !== actual[i]) return [`host call ${i}: ${expected[i]}`, `host call ${i}: ${actual[i]}`]
  return undefined
}

/** The first place where memories differ. Their sizes are the same. */
function memoryDifference(expected: Step, actual: Step): readonly [string, string] | undefined {
  for (const [i, memory] of expected.memories.entries()) {
    const [a, b] = [Buffer.from(memory), Buffer.from(actual.memories[i]!)]
    if (a.equals(b)) continue
    const at = a.findIndex((byte, k) => byte !== b[k])
    const bytes = (of: Buffer) => `memory ${i} at ${at}: ${of.toString('hex', at & ~7, (at & ~7) + 16)}`
    return [bytes(a), bytes(b)]
  }
  return undefined
}

function stepDifference(expected: Step, actual: Step): readonly [string, string] | undefined {
  if (expected.outcome !== actual.outcome) return [expected.outcome, actual.outcome]
  const log = lineDifference(expected.log, actual.log)
  if (log !== undefined) return log
  if (expected.state !== actual.state) return [expected.state, actual.state]
  return memoryDifference(expected, actual)
}

/** Where one engine first did something else than another. */
export function differenceOf(expected: Transcript, actual: Transcript): Mismatch | undefined {
  for (const [i, step] of expected.steps.entries()) {
    const other = actual.steps[i]
    if (other === undefined) {
      if (actual.overflowed) return undefined
      return { engine: actual.engine, step: step.step, expected: step.outcome, actual: 'nothing more' }
    }
    const found = stepDifference(step, other)
    if (found === undefined) continue
    return { engine: actual.engine, step: step.step, expected: found[0], actual: found[1] }
  }
  return undefined
}
