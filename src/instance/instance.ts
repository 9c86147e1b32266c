// Instantiation (chapter 4.5.4 of the standard), in its order: the imports have been linked; tables,
// memories and globals are allocated; element segments are evaluated; active segments are copied, elements
// first; then the start function runs. A trap on the way leaves what has been written until then.
//
// A constant expression may name a function before there is any code: globals are evaluated first, since
// code is loaded with them. Such a function gets its code as soon as it is loaded, and only then goes into
// tables.

import { askedByEngine } from '../../codegen/boundary/index.js'
import {
  type Attached,
  attach,
  type Code,
  type Environment,
  type Functions,
  functionsFor,
  type Program,
} from '../../codegen/index.js'
import {
  type DataSegment,
  type ElementSegment,
  type Expression,
  funcType,
  importedCount,
  type Module,
} from '../wasm/module.js'
import { type Blueprint, blueprintOf } from './blueprint.js'
import { Constants } from './constant.js'
import type { Overdue } from './deadline.js'
import { Func, type Lender } from './func.js'
import { Global } from './global.js'
import type { Owned } from './image.js'
import type { Amounts, ResourceLimits, Supervision } from './limits.js'
import { type Extern, link, type Spaces } from './link.js'
import { Memory } from './memory.js'
import { type Condition, Supervisor } from './supervisor.js'
import { Table } from './table.js'
import { Tag } from './tag.js'
import { TenantTable, type Viewer } from './tenant-table.js'
import { wrapperOf } from './wrapper.js'

export interface InstanceOptions {
  /** Called when everything is there, before the start function runs. */
  readonly ready?: ((instance: Instance) => void) | undefined
  /** If they end what runs, the program is one that asks; see src/compile.ts. */
  readonly limits?: ResourceLimits | undefined
  /** Who shows its functions to JavaScript, where that is for a time only. Its image can be taken then. */
  readonly lender?: Lender | undefined
}

const minimum = (types: readonly { readonly limits: { readonly min: number } }[]): number =>
  types.reduce((sum, { limits }) => sum + limits.min, 0)

/** What an instance makes, beside what it imports. */
const wantedBy = (module: Module, imported: Spaces): Amounts => ({
  instances: 1,
  memoryPages: minimum(module.memories.slice(imported.memories.length)),
  tableElements: minimum(module.tables.slice(imported.tables.length).map(({ type }) => type)),
  globals: module.globals.length - imported.globals.length,
})

/** What a segment is that has been dropped. */
const dropped = new Uint8Array(0)

const notLoaded: Code = () => {
  throw new TypeError('the function has no code yet')
}

/** The newest code of a function that is another instance's, which may be translated later. */
const codeOf = (func: Func): Code =>
  func.pending === undefined ? func.code : (...words) => func.code(...words)

/** A module instance, section 4.2.5, linked and initialised. */
export class Instance {
  readonly #module: Module
  readonly #typeIds: readonly number[]
  readonly #spaces: Spaces
  readonly #constants: Constants
  readonly #imported: number
  readonly #lazy: boolean
  readonly #data: Uint8Array[]
  readonly #elements: (readonly unknown[])[]
  readonly #functions: Functions
  readonly #supervisor: Supervisor
  #isLinked = false
  /** The imported functions as its code calls them. */
  #outward: readonly Code[] = []
  /** What is known of it beforehand, if it is not the only one. */
  readonly #blueprint: Blueprint | undefined
  /** The tables as its code sees them, where that is shared. */
  #rows: readonly TenantTable[] = []
  #instruments: readonly Attached[] = []
  readonly #lender: Lender | undefined
  /** Which functions have their final code. */
  readonly #translated = new Set<number>()

  /**
   * Links, allocates, copies segments and runs the start function. `imports` in the order of the module. What
   * the instance wants beyond its limits is a LimitError, thrown before anything is allocated.
   */
  constructor(program: Program, imports: readonly Extern[], { ready, limits, lender }: InstanceOptions = {}) {
    const module = (this.#module = program.module)
    this.#typeIds = program.facts.typeIds
    const spaces = (this.#spaces = link(program, imports))
    this.#lazy = program.lazy
    this.#lender = lender
    this.#imported = spaces.functions.length
    this.#functions = functionsFor(program, lender === undefined ? 'any' : 'own')
    // Who restores an instance knows its tables as they are.
    if (this.#functions.isShared && lender === undefined) this.#blueprint = blueprintOf(program)
    this.#constants = new Constants(module, {
      globals: spaces.globals,
      refFunc: index => this.func(index),
    })
    limits?.require(wantedBy(module, spaces))
    this.#supervisor = new Supervisor(limits?.interrupts ? limits : undefined)
    this.#allocate({
      interrupt: program.interrupt && askedByEngine(() => void this.#supervisor.overdue()),
      limits,
    })
    this.#data = module.data.map(segment =>
      segment.mode.kind === 'active' ? dropped : this.#bytesOf(segment),
    )
    this.#elements = module.elements.map(() => [])
    this.#link(program)
    this.#fillTables()
    this.#fillMemories()
    ready?.(this)
    if (module.start !== undefined) wrapperOf(this.func(module.start))()
  }

  /** A function by its index. It is made when it is first wanted: most functions never are. */
  func(index: number): Func {
    return (this.#spaces.functions[index] ??= this.#makeFunc(index))
  }

  /** Whether it could go on, and what has ended it. */
  get condition(): Condition {
    return this.#supervisor.condition
  }

  /** All of them, whether exported or not. */
  get memories(): readonly Memory[] {
    return this.#spaces.memories
  }

  /** All of them, whether exported or not. */
  get tables(): readonly Table[] {
    return this.#spaces.tables
  }

  /** The boxes of all of them. Where a closure has a variable in its place, a box is what that began with. */
  get globals(): readonly Global[] {
    return this.#spaces.globals
  }

  /** What it has that a guest may change, and nobody else does: without what it imports. */
  get owned(): Owned {
    const { memories, tables } = this.#spaces
    const module = this.#module
    const isOwn = (_: unknown, i: number): boolean =>
      i >= importedCount(module, 'global') && module.globals[i]!.type.mutable
    return {
      memories: memories.slice(importedCount(module, 'memory')),
      tables: tables.slice(importedCount(module, 'table')),
      globals: this.#functions.globals().filter(isOwn),
      ...{ data: this.#data, elements: this.#elements },
    }
  }

  /** What an export names. */
  extern(kind: Extern['kind'], index: number): Extern {
    const { tables, memories, globals, tags } = this.#spaces
    if (kind === 'func') return { kind, value: this.func(index) }
    if (kind === 'table') return { kind, value: tables[index]! }
    if (kind === 'memory') return { kind, value: memories[index]! }
    if (kind === 'global') return { kind, value: globals[index]! }
    return { kind, value: tags[index]! }
  }

  #makeFunc(index: number): Func {
    const typeIndex = this.#module.functions[index]!
    const type = funcType(this.#module, typeIndex)
    const typeId = this.#typeIds[typeIndex]!
    const func = new Func({ type, typeId, index }, notLoaded)
    func.lender = this.#lender
    if (this.#functions.isShared) func.home = this.#functions
    if (this.#isLinked) this.#setCode(func)
    return func
  }

  #setCode(func: Func): void {
    const { index } = func
    const other = this.#reference(index)
    if (other !== undefined) {
      func.code = other
      return
    }
    func.code = this.#functions.code(index)
    if (this.#isStub(index)) func.pending = () => this.#functions.settle(index)
  }

  /** Whether everybody else is to be told when a function has been translated. */
  #isStub(index: number): boolean {
    return this.#lazy && !this.#functions.isShared && !this.#translated.has(index)
  }

  #allocate(supervision: Supervision): void {
    const { tables, memories, globals, tags } = this.#spaces
    const module = this.#module
    for (const { type } of module.tables.slice(tables.length)) tables.push(new Table(type, null, supervision))
    for (const type of module.memories.slice(memories.length)) memories.push(new Memory(type, supervision))
    for (const { type, init } of module.globals.slice(globals.length)) {
      globals.push(new Global(type, this.#constants.words(init!)))
    }
    for (const index of module.tags.slice(tags.length)) {
      tags.push(new Tag(funcType(module, index), this.#typeIds[index]!))
    }
  }

  /** What is imported will be called: better once translated than ever by way of a stub. */
  #importedCode(): Code[] {
    return this.#spaces.functions.slice(0, this.#imported).map(func => {
      func.pending?.()
      return this.#functions.outwardCode(func.code, func.type)
    })
  }

  #link(program: Program): void {
    const { memories, globals } = this.#spaces
    const functions = (this.#outward = this.#importedCode())
    const tables = this.#seenTables()
    this.#instruments = this.#attach(program, functions)
    const environment: Environment = {
      functions,
      instruments: this.#instruments,
      ...{ memories, tables, globals, data: this.#data, elements: this.#elements },
      refFunc: index => this.func(index),
    }
    this.#functions.link(environment, (index, code) => this.#settled(index, code))
    this.#isLinked = true
  }

  /** A function has other code than before. */
  #settled(index: number, code: Code): void {
    if (this.#functions.isShared) {
      for (const row of this.#rows) row.settled(index)
      return
    }
    this.#translated.add(index)
    if (this.#reference(index) === undefined) this.#spaces.functions[index]?.translated(code)
  }

  /** The tables as code sees them. */
  #seenTables(): readonly (Table | TenantTable)[] {
    const { tables } = this.#spaces
    if (!this.#functions.isShared) return tables
    const imported = importedCount(this.#module, 'table')
    this.#rows = tables.map((table, i) => {
      const row = new TenantTable(table, this.#viewer)
      if (table.holdsFunctions && i < imported) table.showTo(row)
      else if (table.holdsFunctions) table.addRow(row)
      return row
    })
    return this.#rows
  }

  /** How its code calls functions of tables. */
  readonly #viewer: Viewer = {
    owns: ({ home }) => home === this.#functions,
    codeOf: func => {
      if (func.home !== this.#functions) return this.#functions.outwardCode(codeOf(func), func.type)
      return this.#viewer.innerOf(func.index)
    },
    innerOf: index => this.#reference(index) ?? this.#functions.inner(index),
  }

  /** What the program's instruments have here; `imported` is the code of the imports. */
  #attach(
    { instruments, functions: states, tuning }: Program,
    imported: readonly Code[],
  ): readonly Attached[] {
    if (instruments.length === 0) return []
    const { functions, memories, tables } = this.#spaces
    const instance = {
      ...{
        tuning,
        memories,
        tables,
        data: this.#data,
        elements: this.#elements,
        imports: functions.slice(0, this.#imported),
      },
      promotions: () => states.promotions,
      isShared: this.#functions.isShared,
      supervise: (own: Overdue | undefined) => {
        this.#supervisor.add(own)
        return this.#supervisor
      },
      outward: this.#functions.outward.bind(this.#functions),
      code: (index: number) => imported[index] ?? this.#functions.code(index),
    }
    return instruments.map(instrument => attach(instrument, instance))
  }

  /** The code by which a function is known, if that is an instrument's. */
  #reference(index: number): Code | undefined {
    for (const instrument of this.#instruments) {
      const code = instrument.reference(index)
      if (code !== undefined) return code
    }
    return undefined
  }

  #fillTables(): void {
    const { functions, tables } = this.#spaces
    functions.forEach((func, index) => {
      if (index >= this.#imported) this.#setCode(func)
    })
    if (this.#fillAtOnce()) return
    this.#module.tables.forEach(({ init }, i) => {
      if (init !== undefined) tables[i]!.fill(0, this.#constants.word(init), tables[i]!.size)
    })
    this.#module.elements.forEach(({ items }, i) => {
      this.#elements[i] = this.#evaluate(items)
    })
    this.#module.elements.forEach(({ mode }, i) => {
      if (mode.kind === 'passive') return
      const segment = this.#elements[i]!
      if (mode.kind === 'active')
        tables[mode.index]!.init(segment, this.#offset(mode.offset), 0, segment.length)
      this.#elements[i] = []
    })
  }

  /** Fills tables by what is known to be the same in all instances; whether there is that. */
  #fillAtOnce(): boolean {
    const elements = this.#blueprint?.elements
    if (elements === undefined) return false
    const inner = (index: number): Code =>
      index < this.#imported ? this.#outward[index]! : this.#viewer.innerOf(index)
    elements.forEach((one, i) => {
      const row = this.#rows[importedCount(this.#module, 'table') + i]!
      if (one.refs.length > 0) row.begin(one, index => this.func(index), inner)
    })
    this.#module.elements.forEach(({ mode, items }, i) => {
      if (mode.kind === 'passive') this.#elements[i] = this.#evaluate(items)
    })
    return true
  }

  /** Copies data by what is known to be the same in all instances; whether there is that. */
  #copyAtOnce(): boolean {
    const runs = this.#blueprint?.runs
    if (runs === undefined) return false
    for (const { memory, start, bytes } of runs) this.#spaces.memories[memory]!.bytes.set(bytes, start)
    return true
  }

  #evaluate(items: ElementSegment['items']): readonly unknown[] {
    return items.map(item => (typeof item === 'number' ? this.func(item) : this.#constants.word(item)))
  }

  #bytesOf({ start, end }: DataSegment): Uint8Array {
    return this.#module.bytes.subarray(start, end)
  }

  /** Programs of Go have 100,000 segments: those that are active get no array of their own. */
  #fillMemories(): void {
    if (this.#copyAtOnce()) return
    const { bytes, data } = this.#module
    let i = 0
    try {
      for (; i < data.length; i++) {
        const { mode, start, end } = data[i]!
        if (mode.kind === 'active')
          this.#spaces.memories[mode.index]!.init(bytes, { start, end }, this.#offset(mode.offset))
      }
    } catch (error) {
      // A table may hold functions of this instance all the same, to which what is left is not dropped.
      for (; i < data.length; i++)
        if (data[i]!.mode.kind === 'active') this.#data[i] = this.#bytesOf(data[i]!)
      throw error
    }
  }

  #offset(expression: Expression): number {
    return this.#constants.word(expression) as number
  }
}

/** Makes an instance; for those who load this file only when there is one to make (src/build/cut.ts). */
export const instantiate = (
  program: Program,
  imports: readonly Extern[],
  options?: InstanceOptions,
): Instance => new Instance(program, imports, options)
