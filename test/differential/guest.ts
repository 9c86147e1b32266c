// One module, alive on one engine, with what the test sees of it: what its calls return or throw, the calls it
// makes to the host, and its memories, tables and globals.
//
// The host's functions answer from a stream of random numbers that begins anew for each guest, so that guests that
// behave alike are answered alike. What they do besides answering is what hurts engines: they throw, call
// back into the guest, grow its memory, and write its globals and tables.
import type { Import, Module } from '#src/wasm/module.js'
import { funcType } from '#src/wasm/module.js'
import type { ExternType, FuncType, Limits, ValueType } from '#src/wasm/types.js'
import type { Engine } from '../tiers/tiers.js'
import { faultKind, HostFault, overflow } from './faults.js'
import { Random } from './random.js'
import { anyValue, show } from './values.js'

type Callable = (...values: unknown[]) => unknown

interface MemoryObject {
  readonly buffer: ArrayBuffer
  grow(pages: number): number
}

interface TableObject {
  readonly length: number
  get(index: number): unknown
  set(index: number, value: unknown): void
}

interface GlobalObject {
  value: unknown
}

export interface Exported {
  readonly name: string
  readonly type: FuncType
  readonly run: Callable
}

/** Elements of a table that are looked at. */
const watched = 64

/** How often the host calls back during one call: each may lead to a hundred more. */
const callBacks = 20

const descriptorLimits = ({ min, max }: Limits) => ({
  initial: min,
  ...(max === undefined ? {} : { maximum: max }),
})

const typeName = (type: ValueType): string => {
  if (typeof type === 'string') return type
  return type.heap === 'extern' ? 'externref' : 'anyfunc'
}

export class Guest {
  readonly engine: Engine
  readonly log: string[] = []
  readonly memories: MemoryObject[] = []
  readonly tables: TableObject[] = []
  readonly globals: GlobalObject[] = []
  readonly functions: Exported[] = []
  /** Whether some call ran out of stack. Where it did depends on the engine: nothing counts any more. */
  overflowed = false
  readonly #random: Random
  readonly #module: Module
  #depth = 0
  #entered = 0

  /** @param module the decoded bytes, for the types of what is imported and exported */
  constructor(engine: Engine, module: Module, seed: number) {
    this.engine = engine
    this.#module = module
    this.#random = new Random(seed, 1)
  }

  /** Instantiates; gives nothing if that went well, else what was thrown. */
  start(): string | undefined {
    const { wasm } = this.engine
    const thrown = this.attempt(() => {
      const object = this.engine.module(this.#module.bytes)
      const { exports } = new wasm.Instance(object, this.#imports())
      this.#take(exports)
    })
    return thrown.startsWith('threw') ? thrown : undefined
  }

  /** Calls the function of that number. */
  call(index: number, values: readonly unknown[]): string {
    this.#entered = 0
    return this.attempt(() => this.functions[index]!.run(...values))
  }

  /** Arguments for a function, the same for guests of one module if `random` is in the same state. */
  argumentsFor({ type }: Exported, random: Random): unknown[] {
    const functions = this.functions.map(({ run }) => run)
    return type.params.map(param => anyValue(random, param, functions))
  }

  /** Sizes, globals and tables as text. Memories are compared as they are. */
  state(): string {
    const tables = this.tables.map(table => {
      const shown = Array.from({ length: Math.min(watched, table.length) }, (_, i) => show(table.get(i)))
      return `${table.length}: ${shown.join(' ')}`
    })
    const globals = this.globals.map(({ value }) => show(value))
    const sizes = this.memories.map(({ buffer }) => buffer.byteLength)
    return `memories ${sizes.join(' ')}; globals ${globals.join(' ')}; tables ${tables.join('; ')}`
  }

  attempt(run: Callable): string {
    try {
      return `returned ${show(run())}`
    } catch (error) {
      const kind = faultKind(error)
      if (kind === overflow) this.overflowed = true
      return `threw ${kind}`
    }
  }

  #take(exports: Readonly<Record<string, unknown>>): void {
    for (const { name, kind, index } of this.#module.exports) {
      const object = exports[name]
      if (kind === 'memory') this.memories.push(object as MemoryObject)
      if (kind === 'table') this.tables.push(object as TableObject)
      if (kind === 'global') this.globals.push(object as GlobalObject)
      if (kind !== 'func') continue
      const type = funcType(this.#module, this.#module.functions[index]!)
      this.functions.push({ name, type, run: object as Callable })
    }
  }

  #imports(): Record<string, Record<string, unknown>> {
    const imports: Record<string, Record<string, unknown>> = {}
    for (const entry of this.#module.imports) {
      const names = (imports[entry.module] ??= {})
      names[entry.name] ??= this.#import(entry, entry.type)
    }
    return imports
  }

  #import(entry: Import, { kind, type }: ExternType): unknown {
    const { wasm } = this.engine
    if (kind === 'func') return this.#host(entry.name, funcType(this.#module, type))
    if (kind === 'memory') return this.#keep(this.memories, new wasm.Memory(descriptorLimits(type.limits)))
    if (kind === 'table') {
      const descriptor = { ...descriptorLimits(type.limits), element: typeName(type.element) }
      return this.#keep(this.tables, new wasm.Table(descriptor))
    }
    if (kind === 'tag') throw new TypeError('tags are not compared')
    const descriptor = { value: typeName(type.type), mutable: type.mutable }
    return this.#keep(this.globals, new wasm.Global(descriptor, anyValue(this.#random, type.type, [])))
  }

  #keep<Kind>(list: Kind[], object: unknown): unknown {
    list.push(object as Kind)
    return object
  }

  /** A function of the host. Its name may say what it does, as binaryen's helpers of fuzzing have it. */
  #host(name: string, type: FuncType): Callable {
    return (...values) => {
      this.log.push(`${name}(${values.map(show).join(', ')})`)
      if (!name.startsWith('log')) this.#disturb(name, values)
      return this.#answer(type.results)
    }
  }

  #disturb(name: string, values: readonly unknown[]): void {
    const random = this.#random
    const callee = values.find(value => typeof value === 'function') as Callable | undefined
    if (name.startsWith('call-ref') && callee !== undefined) this.#enter(() => callee())
    else if (name.startsWith('call') || random.once(6)) this.#callBack(name)
    if (name.includes('-')) return
    if (random.once(12)) throw new HostFault(`number ${this.log.length}`)
    if (random.once(8) && this.memories[0] !== undefined) this.attempt(() => this.memories[0]!.grow(1))
    if (random.once(8)) this.#write()
  }

  #callBack(name: string): void {
    if (this.functions.length === 0) return
    const exported = this.#random.pick(this.functions)
    const values = this.argumentsFor(exported, this.#random)
    if (!name.includes('catch')) this.#enter(() => exported.run(...values))
    else this.log.push(this.attempt(() => this.#enter(() => exported.run(...values))))
    if (this.overflowed) throw new RangeError('Maximum call stack size exceeded')
  }

  #enter(run: () => unknown): void {
    if (this.#depth > 2 || this.#entered++ > callBacks) return
    this.#depth++
    try {
      this.log.push(`entered: ${show(run())}`)
    } finally {
      this.#depth--
    }
  }

  #write(): void {
    const global = this.#random.pick([...this.globals, undefined])
    const { value } = global ?? {}
    // Which bits a NaN brings back from JavaScript is for an engine to choose.
    if (typeof value === 'number' && !Number.isNaN(value)) this.attempt(() => (global!.value = value + 1))
    const table = this.#random.pick([...this.tables, undefined])
    if (table !== undefined && table.length > 0) table.set(this.#random.below(table.length), null)
  }

  #answer(results: readonly ValueType[]): unknown {
    const functions = this.functions.map(({ run }) => run)
    const values = results.map(result => anyValue(this.#random, result, functions))
    return values.length > 1 ? values : values[0]
  }
}
