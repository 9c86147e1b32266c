// One module on two engines, step by step: instantiate, then call each export with several sets of arguments. After
// each step both must have done the same to everything that can be seen: result or kind of trap, calls to the host,
// memories byte by byte, tables, globals.
//
// Where an engine runs out of stack is its own affair: when one does, the comparison ends there, agreed.
import { Buffer } from 'node:buffer'
import { decode } from '#src/wasm/decode.js'
import { type Engine, reference } from '../tiers/tiers.js'
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

export interface Comparison {
  readonly mismatch: Mismatch | undefined
  readonly calls: number
  readonly traps: number
  readonly overflowed: boolean
}

const asBytes = (buffer: ArrayBuffer) => Buffer.from(buffer)

/** The first place where memories differ. Their sizes are the same. */
function memoryDifference(expected: Guest, actual: Guest): readonly [string, string] | undefined {
  for (const [i, memory] of expected.memories.entries()) {
    const [a, b] = [asBytes(memory.buffer), asBytes(actual.memories[i]!.buffer)]
    if (a.equals(b)) continue
    const at = a.findIndex((byte, k) => byte !== b[k])
    const bytes = (of: Buffer) => `memory ${i} at ${at}: ${of.toString('hex', at & ~7, (at & ~7) + 16)}`
    return [bytes(a), bytes(b)]
  }
  return undefined
}

/** The lines that two logs have after `from`, from the first that differs. */
function logDifference(expected: Guest, actual: Guest, from: number): readonly [string, string] | undefined {
  const count = Math.max(expected.log.length, actual.log.length)
  for (let i = from; i < count; i++) {
    if (expected.log[i] === actual.log[i]) continue
    return [`host call ${i}: ${expected.log[i]}`, `host call ${i}: ${actual.log[i]}`]
  }
  return undefined
}

class Run {
  readonly expected: Guest
  readonly actual: Guest
  readonly #random: Random
  #logged = 0
  calls = 0
  traps = 0
  mismatch: Mismatch | undefined

  constructor(engine: Engine, bytes: Uint8Array, seed: number) {
    const module = decode(bytes)
    this.expected = new Guest(reference, module, seed)
    this.actual = new Guest(engine, module, seed)
    this.#random = new Random(seed, 2)
  }

  get overflowed(): boolean {
    return this.expected.overflowed || this.actual.overflowed
  }

  /** Goes on until something differs. */
  all(): void {
    const started = this.#step('instantiate', guest => guest.start() ?? 'started')
    if (!started || this.expected.functions.length === 0) return
    for (let round = 0; round < rounds; round++) {
      for (const index of this.expected.functions.keys()) if (!this.#call(index)) return
    }
  }

  #call(index: number): boolean {
    const seed = this.#random.word()
    const exported = this.expected.functions[index]!
    const values = (guest: Guest) => guest.argumentsFor(guest.functions[index]!, new Random(seed))
    const step = `${exported.name}(${values(this.expected).map(show).join(', ')})`
    return this.#step(step, guest => guest.call(index, values(guest)))
  }

  /** Whether to go on. */
  #step(step: string, run: (guest: Guest) => string): boolean {
    const [expected, actual] = [run(this.expected), run(this.actual)]
    if (this.overflowed) return false
    this.calls++
    if (expected.startsWith('threw')) this.traps++
    const difference = expected === actual ? this.#difference() : ([expected, actual] as const)
    if (difference === undefined) return !(step === 'instantiate' && expected.startsWith('threw'))
    const [wanted, got] = difference
    this.mismatch = { engine: this.actual.engine.name, step, expected: wanted, actual: got }
    return false
  }

  #difference(): readonly [string, string] | undefined {
    const { expected, actual } = this
    const logs = logDifference(expected, actual, this.#logged)
    this.#logged = expected.log.length
    if (logs !== undefined) return logs
    const states = [expected.state(), actual.state()] as const
    return states[0] === states[1] ? memoryDifference(expected, actual) : states
  }
}

/** Compares an engine with the host's own on a valid module. */
export function compare(engine: Engine, bytes: Uint8Array, seed: number): Comparison {
  const run = new Run(engine, bytes, seed)
  run.all()
  const { mismatch, calls, traps, overflowed } = run
  return { mismatch, calls, traps, overflowed }
}
