// What a generated module declares, chosen before any code is written: code then refers to it by number.
import {
  externref,
  type FuncType,
  funcref,
  type GlobalType,
  type RefType,
  type ValueType,
} from '#src/wasm/types.js'
import { name, s, section, sized, u, vec, wasm } from '../../unit/wasm/bytes.js'
import type { Random } from '../random.js'
import { constantBytes } from './constants.js'
import type { EmphasisName } from './emphases/index.js'
import type { Emphasis, Planned } from './emphasis.js'
import { sameTypes, typeByte } from './writer.js'

type Bytes = readonly number[]
type Types = readonly ValueType[]

const numbers: Types = ['i32', 'i32', 'i32', 'i64', 'i64', 'f32', 'f64']

export const anyType = (random: Random): ValueType =>
  random.once(12) ? random.pick([funcref, externref]) : random.pick(numbers)

export const anyTypes = (random: Random, most: number): Types =>
  random.list(random.below(most + 1), () => anyType(random))

export interface Limits {
  readonly min: number
  readonly max: number
}

interface TableShape extends Limits {
  readonly element: RefType
}

const limitBytes = ({ min, max }: Limits): Bytes => [1, ...u(min), ...u(max)]
const tableBytes = (table: TableShape): Bytes => [typeByte(table.element), ...limitBytes(table)]
const globalBytes = ({ type, mutable }: GlobalType): Bytes => [typeByte(type), mutable ? 1 : 0]

interface Elements {
  readonly active: boolean
  readonly items: readonly number[]
  /** Where the first stands in the table, if it is active. */
  readonly offset: number
}

/** A family that a module belongs to. */
export interface Subject extends Emphasis {
  readonly name: EmphasisName
}

/** How NaN bits are kept from deciding anything: see `veils`. */
export type Regime = 'canonical when seen' | 'canonical when made'

export class Shape {
  readonly types: FuncType[] = []
  /** The type of every function, imports first. */
  readonly functions: FuncType[] = []
  readonly globals: GlobalType[] = []
  readonly tables: readonly TableShape[]
  readonly memory: Limits
  readonly importedFunctions: number
  readonly importedGlobals: number
  readonly importsMemory: boolean
  readonly importsTable: boolean
  /** If not, its view may be fixed. */
  readonly exportsMemory: boolean
  readonly data: readonly { readonly active: boolean; readonly bytes: Uint8Array }[]
  readonly elements: readonly Elements[]
  /** What the module is about. */
  readonly about: readonly Subject[]
  /** The functions that families have, by number. */
  readonly planned = new Map<number, Planned>()
  readonly regime: Regime
  /** The numbers of the functions that make a NaN canonical. */
  readonly veils: { readonly f32: number; readonly f64: number }
  /** A counter that ends what would run too long. */
  readonly fuel: number
  readonly start: boolean
  readonly random: Random
  readonly #families = new Map<EmphasisName, readonly number[]>()

  constructor(random: Random, about: readonly Subject[]) {
    this.random = random
    this.about = about
    const wants = (what: 'showsBits' | 'fillsTable' | 'grows') => about.some(subject => subject[what])
    this.regime = wants('showsBits') || random.once(2) ? 'canonical when made' : 'canonical when seen'
    this.importedFunctions = random.between(1, 3)
    for (let i = 0; i < this.importedFunctions; i++) this.#declare(anyTypes(random, 3), anyTypes(random, 2))
    this.veils = {
      f32: this.#declare(['f32'], ['f32']),
      f64: this.#declare(['f64'], ['f64']),
    }
    this.start = random.once(8)
    if (this.start) this.#declare([], [])
    for (const subject of about) this.#plan(subject)
    const count = about.length > 0 ? random.between(1, 2) : random.between(2, 7)
    for (let i = 0; i < count; i++) {
      this.#declare(anyTypes(random, random.once(8) ? 12 : 4), anyTypes(random, random.once(4) ? 4 : 1))
    }
    this.importedGlobals = random.below(4)
    const globals = random.between(this.importedGlobals, this.importedGlobals + 6)
    for (let i = 0; i < globals; i++) this.globals.push({ type: anyType(random), mutable: !random.once(4) })
    this.fuel = this.globals.push({ type: 'i32', mutable: true }) - 1
    const min = random.between(1, 2)
    this.memory = {
      min,
      max: min + (wants('grows') && !random.once(6) ? random.between(2, 4) : random.below(3)),
    }
    this.tables = random.list(random.between(1, 2), i => {
      const least = random.between(4, 10) + (i === 0 && wants('fillsTable') ? this.planned.size : 0)
      const element = i === 0 || random.once(2) ? funcref : externref
      return { element, min: least, max: least + random.below(8) }
    })
    this.importsMemory = random.once(5)
    this.importsTable = random.once(5)
    this.exportsMemory = !random.once(6)
    this.data = random.list(random.between(1, 3), i => {
      return { active: i === 0, bytes: random.bytes(random.between(1, 200)) }
    })
    this.elements = random.list(random.between(1, 3), i => {
      const items = random.list(random.between(1, 4), () => random.below(this.functions.length))
      const own = i === 0 && wants('fillsTable') ? [...this.planned.keys()] : []
      return { active: i === 0, items: [...own, ...items], offset: random.below(3) }
    })
  }

  /** The number of a type, which is made if there is none like it. */
  typeIndex(params: Types, results: Types): number {
    const found = this.types.findIndex(
      type => sameTypes(type.params, params) && sameTypes(type.results, results),
    )
    return found < 0 ? this.types.push({ kind: 'func', params, results }) - 1 : found
  }

  /** The first function whose body is random. */
  get firstBody(): number {
    return this.veils.f64 + 1
  }

  /** The numbers of the functions that a family has; it has some, if the module is about it. */
  familyOf(name: EmphasisName): readonly number[] {
    return this.#families.get(name) ?? []
  }

  /** Where a function stands in the first table, or -1. */
  placeOf(index: number): number {
    const { items, offset } = this.elements[0]!
    const at = items.indexOf(index)
    return at < 0 ? at : at + offset
  }

  #plan({ name, plan }: Subject): void {
    const indices = (plan?.(this.random) ?? []).map(planned => {
      const index = this.#declare(planned.params, planned.results)
      this.planned.set(index, planned)
      return index
    })
    this.#families.set(name, indices)
  }

  #declare(params: Types, results: Types): number {
    const type = this.types[this.typeIndex(params, results)]!
    return this.functions.push(type) - 1
  }
}

const imported = (names: readonly [string, string], ...type: Bytes[]): number[] => [
  ...names.flatMap(name),
  ...type.flat(),
]

function importSection(shape: Shape): number[] {
  const { functions, globals, importedFunctions, importedGlobals, tables } = shape
  const indexOf = ({ params, results }: FuncType) => u(shape.typeIndex(params, results))
  return section(
    2,
    vec(
      ...functions
        .slice(0, importedFunctions)
        .map((type, i) => imported(['host', `f${i}`], [0], indexOf(type))),
      ...(shape.importsTable ? [imported(['host', 'table'], [1], tableBytes(tables[0]!))] : []),
      ...(shape.importsMemory ? [imported(['host', 'memory'], [2], limitBytes(shape.memory))] : []),
      ...globals
        .slice(0, importedGlobals)
        .map((type, i) => imported(['host', `g${i}`], [3], globalBytes(type))),
    ),
  )
}

/** All functions, so that every one of them may be referred to; tables, memory, and most globals. */
function exportSection(shape: Shape): number[] {
  const { random, fuel } = shape
  const globals = shape.globals.flatMap((_, i) =>
    i === fuel || random.once(3) ? [] : [[...name(`g${i}`), 3, ...u(i)]],
  )
  return section(
    7,
    vec(
      ...shape.functions.map((_, i) => [...name(`f${i}`), 0, ...u(i)]),
      ...shape.tables.map((_, i) => [...name(`t${i}`), 1, ...u(i)]),
      ...(shape.exportsMemory ? [[...name('memory'), 2, 0]] : []),
      ...globals,
    ),
  )
}

const constantOffset = (value: number): number[] => [0x41, ...s(BigInt(value)), 0x0b]

function elementSection({ elements }: Shape): number[] {
  return section(
    9,
    vec(
      ...elements.map(({ active, items, offset }) => [
        ...(active ? [0, ...constantOffset(offset)] : [1, 0]),
        ...vec(...items.map(u)),
      ]),
    ),
  )
}

function dataSection({ data, random }: Shape): number[] {
  return section(
    11,
    vec(
      ...data.map(({ active, bytes }) => [
        ...(active ? [0, ...constantOffset(random.below(100))] : [1]),
        ...sized([...bytes]),
      ]),
    ),
  )
}

function globalSection(shape: Shape): number[] {
  const { globals, importedGlobals, fuel } = shape
  return section(
    6,
    vec(
      ...globals.slice(importedGlobals).map((global, i) => {
        const value = importedGlobals + i === fuel ? [0x41, ...s(3000n)] : constantBytes(shape, global.type)
        return [...globalBytes(global), ...value, 0x0b]
      }),
    ),
  )
}

/** The module, its code being made of the entries that `bodies` holds. */
export function encode(shape: Shape, bodies: readonly Bytes[]): Uint8Array {
  const imports = importSection(shape)
  const defined = shape.functions.slice(shape.importedFunctions)
  const types = shape.types.map(({ params, results }) => [
    0x60,
    ...vec(...params.map(type => [typeByte(type)])),
    ...vec(...results.map(type => [typeByte(type)])),
  ])
  return wasm(
    section(1, vec(...types)),
    imports,
    section(3, vec(...defined.map(({ params, results }) => u(shape.typeIndex(params, results))))),
    section(4, vec(...shape.tables.slice(shape.importsTable ? 1 : 0).map(tableBytes))),
    shape.importsMemory ? [] : section(5, vec(limitBytes(shape.memory))),
    globalSection(shape),
    exportSection(shape),
    shape.start ? section(8, u(shape.firstBody)) : [],
    elementSection(shape),
    section(12, u(shape.data.length)),
    section(10, vec(...bodies)),
    dataSection(shape),
  )
}
