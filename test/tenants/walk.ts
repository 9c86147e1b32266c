// A random walk over up to six instances of some modules, which call each other by way of the host, directly, and
// through tables; they trap, throw, catch, grow, and give each other their functions. All that can be seen
// of it is written down, and has to be what another engine writes.
import { createHash } from 'node:crypto'
import { faultKind, HostFault } from '../differential/faults.js'
import { Random } from '../differential/random.js'
import type { Engine } from '../tiers/tiers.js'
import { guest, type Shape } from './guest.js'

const shapes: readonly Shape[] = [{}, { importsTable: true }, { importsMemory: true }]

export const guests: readonly Uint8Array[] = await Promise.all(shapes.map(shape => guest(shape)))

type Numeric = (...values: readonly number[]) => number

/** The functions of an instance, and what of it the host can get at. */
interface Actor {
  readonly id: number
  readonly call: Readonly<Record<string, Numeric>>
  readonly table: { get(at: number): unknown; set(at: number, value: unknown): void }
  readonly memory: { readonly buffer: ArrayBuffer }
}

const tableSize = 24
/** Calls of the host in one walk, at the most. */
const mostSteps = 300

class Walk {
  readonly lines: string[] = []
  readonly #random: Random
  readonly #actors: Actor[] = []
  #steps = 0

  constructor(
    private readonly engine: Engine,
    seed: number,
  ) {
    this.#random = new Random(seed)
  }

  run(): readonly string[] {
    const random = this.#random
    const { wasm } = this.engine
    const table = new wasm.Table({ element: 'anyfunc', initial: tableSize })
    const memory = new wasm.Memory({ initial: 1, maximum: 64 })
    const modules = guests.map(bytes => this.engine.module(bytes.slice()))
    const used = random.once(2) ? [0, 1, 2] : [random.below(3)]
    const count = random.between(2, 6)
    for (let id = 1; id <= count; id++) this.#begin(modules[random.pick(used)]!, { id, table, memory })
    for (let i = 0; i < 12; i++) this.#attempt('top', () => this.#act(random.below(5)))
    for (const actor of this.#actors) this.#look(actor)
    return this.lines
  }

  #begin(module: object, { id, ...shared }: { id: number; table: object; memory: object }): void {
    const random = this.#random
    const earlier = this.#actors.at(-1)
    const host = {
      other: (me: number, n: number) => this.#step(`other ${me} ${n}`, n),
      // An instance calls another one without the host between them, or the host does.
      next: earlier && random.once(2) ? earlier.call.visit : (n: number) => this.#step(`next ${n}`, n),
      ...shared,
    }
    const { exports } = new this.engine.wasm.Instance(module, { host })
    const call = exports as unknown as Readonly<Record<string, Numeric>>
    const { table = shared.table, memory = shared.memory } = exports as unknown as Partial<typeof shared>
    this.#actors.push({ id, call, table: table as Actor['table'], memory: memory as Actor['memory'] })
    call.begin!(id)
    call.place!(id)
  }

  #step(what: string, n: number): number {
    this.lines.push(what)
    if (++this.#steps > mostSteps) return 0
    const random = this.#random
    if (random.once(12)) throw new HostFault(what)
    if (random.once(3)) return this.#attempt(what, () => this.#act(n))
    return this.#act(n)
  }

  /** Does something, and goes on whatever comes of it. */
  #attempt(what: string, act: () => number): number {
    try {
      const result = act()
      this.lines.push(`${what} -> ${result}`)
      return result
    } catch (error) {
      this.lines.push(`${what} !! ${faultKind(error)}`)
      return -1
    }
  }

  #act(n: number): number {
    const random = this.#random
    const { call, table } = random.pick(this.#actors)
    const at = random.below(tableSize - 2)
    const kind = random.below(12)
    if (kind < 3) return call.visit!(n)
    if (kind === 3) return call.chain!(n)
    if (kind === 4) return call.through!(at, n)
    if (kind === 5) return call.deep!(random.below(40))
    if (kind === 6) return call.trap!(n + 1)
    if (kind === 7) return call.grow!(random.below(2))
    if (kind === 8) call.copy!(at, random.below(tableSize - 2))
    else if (kind === 9) call.place!(at)
    else if (kind === 10) table.set(at, random.once(4) ? null : random.pick(this.#actors).call.visit)
    else {
      const found = table.get(at) as Numeric | null
      return found === null ? -2 : found(n)
    }
    return kind
  }

  #look({ id, call, table, memory }: Actor): void {
    const digest = createHash('sha256').update(new Uint8Array(memory.buffer)).digest('hex').slice(0, 16)
    const entries = Array.from({ length: tableSize }, (_, at) => {
      const found = table.get(at)
      return this.#actors.findIndex(actor => actor.call.visit === found)
    })
    this.lines.push(`${id}: ${call.faults!(id)} faults, memory ${digest}, table ${entries.join()}`)
  }
}

/** The lines of a walk. */
export const walk = (engine: Engine, seed: number): readonly string[] => new Walk(engine, seed).run()
