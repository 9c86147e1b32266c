// How a hostile module is written: the writers of its sections, or its functions and what they need. A row is
// a name and what makes the bytes; with it goes, rarely, what its exports are called with.
import { byName, type InstructionName } from '#src/wasm/ops/index.js'
import { type Bytes, body, funcType, i32, type Shape, wasm } from '../bytes.js'

export type Write = (bytes: Bytes) => unknown

export interface Hostile {
  readonly bytes: () => Uint8Array
  /** What exports are called with; nothing by itself. */
  readonly values?: readonly unknown[]
  /**
   * Pages of memory that have to be looked at when it grows, since nobody has noted which of them the guest has
   * written. Native need not; so what the system takes for reading that many is allowed besides, twice.
   */
  readonly reads?: number
  /** What the CompileError says by which ours refuses it. */
  readonly refused?: RegExp
}

/** By name. */
export type Table = Readonly<Record<string, Hostile | (() => Uint8Array)>>

/** A module has so many bytes at most. */
export const most = 100 * 1024

/** Most rows fill the room that there is, and leave some for what stands around it. */
export const room = 99_000

const sectionIds = {
  ...{ types: 1, imports: 2, functions: 3, tables: 4, memories: 5, globals: 6, exports: 7, start: 8 },
  ...{ elements: 9, dataCount: 12, code: 10, data: 11, custom: 0 },
} as const

type Section = keyof typeof sectionIds
export type Sections = Readonly<Partial<Record<Section, Write>>>

const order: readonly Section[] = [
  ...(['types', 'imports', 'functions', 'tables', 'memories', 'globals', 'exports', 'start'] as const),
  ...(['elements', 'dataCount', 'code', 'data', 'custom'] as const),
]

/** A module of these sections, in the order of the standard. */
export const sections = (parts: Sections): Uint8Array =>
  wasm(bytes => {
    for (const name of order) if (parts[name] !== undefined) bytes.section(sectionIds[name], parts[name])
  })

/** Parameters and results. */
export type Type = readonly [params: readonly number[], results: readonly number[]]

export const writeTypes =
  (types: readonly Type[]): Write =>
  bytes =>
    bytes.u(types.length).times(types.length, (inner, i) => funcType(inner, ...types[i]!))

/** A function of type 0, if nothing else is said. It is exported if it has a name. */
export interface Part extends Pick<Shape, 'locals' | 'code'> {
  readonly type?: number
  readonly name?: string
}

interface Plan {
  readonly types?: readonly Type[]
  readonly functions: readonly Part[]
  readonly more?: Sections
}

const nothing: Type = [[], []]
const onePage: Write = bytes => bytes.u(1).bytes(0).u(1)

const exported = (functions: readonly Part[]): readonly (readonly [string, number])[] =>
  functions.flatMap(({ name }, i) => (name === undefined ? [] : [[name, i] as const]))

/** A module of functions, with a memory of a page. */
export const module = ({ types = [nothing], functions, more }: Plan): Uint8Array =>
  sections({
    types: writeTypes(types),
    functions: bytes =>
      bytes.u(functions.length).times(functions.length, (inner, i) => inner.u(functions[i]!.type ?? 0)),
    memories: onePage,
    exports(bytes) {
      const names = exported(functions)
      bytes.u(names.length)
      for (const [name, index] of names) bytes.text(name).bytes(0).u(index)
    },
    code: bytes =>
      bytes.u(functions.length).times(functions.length, (inner, i) => body(inner, functions[i]!)),
    ...more,
  })

/** As many functions as that; only some are exported: the first, the last, and those between now and then. */
export const many = (count: number, part: (index: number) => Part, exports = 16): readonly Part[] =>
  Array.from({ length: count }, (_, i) => {
    const isNamed = i === count - 1 || i % Math.ceil(count / exports) === 0
    return isNamed ? { name: `f${i}`, ...part(i) } : part(i)
  })

/** A module of one function that takes nothing and gives a number. */
export const one = (part: Part, more?: Sections): Uint8Array =>
  module({
    types: [[[], [i32]]],
    functions: [{ name: 'f', ...part }],
    ...(more === undefined ? {} : { more }),
  })

export const repeat = <Item>(count: number, item: Item): readonly Item[] => new Array<Item>(count).fill(item)

/** An instruction by its name, without immediates. */
export function plain(bytes: Bytes, ...names: readonly InstructionName[]): Bytes {
  for (const name of names) {
    const { code } = byName[name]
    const prefix = code >>> 16
    if (prefix === 0) bytes.bytes(code)
    else bytes.bytes(prefix).u(code & 0xffff)
  }
  return bytes
}
