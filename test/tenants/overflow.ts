// The stack ends at many depths, in the middle of instances that call each other: somewhere within a switch
// from one to another, before, or behind it. Host functions on the way catch that and go on, or do not. None of
// the instances may ever see what is another one's, and afterwards all of them compute what they did before.
import type { Engine } from '../tiers/tiers.js'
import { guest } from './guest.js'

const bytes = await Promise.all([guest(), guest({ importsTable: true })])

type Numeric = (...values: readonly number[]) => number
type Functions = Readonly<Record<string, Numeric>>

/** So many instances are inside each other. */
const nested = 9
const count = 4

/** Frames of several sizes, so that the stack ends at every word of what is called then. */
type Filler = (left: number, then: () => number) => number
// biome-ignore format: a table
const fillers: readonly Filler[] = [
  function fill(left, then): number { return left === 0 ? then() : fill(left - 1, then) },
  function fill(left, then, a = 1): number { return left === 0 ? then() + a - 1 : fill(left - 1, then) },
  function fill(left, then, a = 1, b = 1): number { return left === 0 ? then() + a - b : fill(left - 1, then) },
  function fill(left, then, a = 1, b = 1, c = 0): number { return left === 0 ? then() + a - b + c : fill(left - 1, then) },
]

const isOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message.includes('call stack')

class Company {
  readonly #all: Functions[] = []
  /** Whether host functions go on behind an error: one bit for each of the next calls. */
  #catching = 0
  caught = 0

  constructor({ wasm, module }: Engine) {
    const table = new wasm.Table({ element: 'anyfunc', initial: 24 })
    const modules = bytes.map(one => module(one.slice()))
    for (let id = 1; id <= count; id++) {
      const host = { other: (me: number, n: number) => this.#other(me, n), next: () => 0, table }
      const { exports } = new wasm.Instance(modules[id % 2]!, { host })
      const call = exports as unknown as Functions
      call.begin!(id)
      call.place!(id)
      this.#all.push(call)
    }
  }

  #other(me: number, n: number): number {
    const next = this.#all[me % count]!
    const goesOn = this.#catching & 1
    this.#catching >>= 1
    try {
      return n % 3 === 1 ? next.through!((me % count) + 1, n) : next.visit!(n)
    } catch (error) {
      if (!isOverflow(error)) throw error
      this.caught++
      if (goesOn === 0) throw error
      return 0
    }
  }

  /** All instances within each other, at a depth of the stack. */
  descend(depth: number, filler: Filler, catching: number): number | undefined {
    this.#catching = catching
    try {
      return filler(depth, () => this.#all[0]!.visit!(nested))
    } catch (error) {
      if (!isOverflow(error)) throw error
      return undefined
    }
  }

  /** Whether each instance finds what is its own. */
  get isWhole(): boolean {
    return this.#all.every((call, i) => call.faults!(i + 1) === 0)
  }
}

/** The deepest at which something can be done, of which it is known that it can be at 0. */
function deepest(canBeDone: (depth: number) => boolean): number {
  let [least, most] = [0, 1 << 20]
  while (most - least > 1) {
    const middle = (least + most) >> 1
    if (canBeDone(middle)) least = middle
    else most = middle
  }
  return least
}

function fits(depth: number, filler: Filler): boolean {
  try {
    filler(depth, () => 0)
    return true
  } catch {
    return false
  }
}

/** Frames of a filler are found out so often: they become smaller when the engine optimises it. */
const often = 64

/** Depths from which the stack ends somewhere in a company, one for each number. */
function depthsOf(company: Company, filler: Filler): (share: number) => number {
  const most = deepest(depth => fits(depth, filler))
  const least = deepest(depth => company.descend(depth, filler, 0) !== undefined)
  const margin = 4
  return share => Math.round(least - margin + share * (most - least + margin))
}

/** What came of it: how often the stack ended, and what was wrong then. */
export interface Outcome {
  readonly ended: number
  readonly faults: readonly string[]
}

/** Lets the stack end at so many depths. */
export function provoke(engine: Engine, depths: number): Outcome {
  const company = new Company(engine)
  const expected = company.descend(0, fillers[0]!, 0)
  const faults: string[] = []
  let depthAt: readonly ((share: number) => number)[] = []
  for (let i = 0; i < depths; i++) {
    if (i % often === 0) depthAt = fillers.map(filler => depthsOf(company, filler))
    const filler = i % fillers.length
    const depth = depthAt[filler]!(((i * 0.618) % 1) ** 2)
    const before = company.caught
    const result = company.descend(depth, fillers[filler]!, i * 0x9e3779b1)
    if (result !== undefined && company.caught === before && result !== expected)
      faults.push(`${depth}: ${result}`)
    if (!company.isWhole) faults.push(`${depth}: something of another instance`)
    if (company.descend(0, fillers[0]!, 0) !== expected) faults.push(`${depth}: does not go on`)
  }
  return { ended: company.caught, faults }
}
