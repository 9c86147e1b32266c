// A decoded module: plain data, chapter 2.5 of the standard. Every index space lists its imports first, so
// that an index of the binary is an index of the array. Function bodies stay bytes: they are read again,
// one instruction at a time, by whoever needs them (validation, translation).

import { lastOf } from '../engine/list.js'
import type { Features } from './features.js'
import type {
  ExternKind,
  ExternType,
  FuncType,
  GlobalType,
  MemoryType,
  RecursionGroup,
  RefType,
  SubType,
  TableType,
  ValueType,
} from './types.js'

/** An import, section 2.5.11. */
export interface Import {
  readonly module: string
  readonly name: string
  readonly type: ExternType
}

export interface Export {
  readonly name: string
  readonly kind: ExternKind
  readonly index: number
}

/** A constant expression: the bytes from `start` up to and including the `end` instruction. */
export interface Expression {
  readonly start: number
  readonly end: number
}

/** `count` locals of one type, as the binary declares them. */
export interface LocalRun {
  readonly count: number
  readonly type: ValueType
}

/** A function's body: its declared locals, and the bytes of its code up to and including the last `end`. */
export interface Body extends Expression {
  readonly locals: readonly LocalRun[]
}

export interface Table {
  readonly type: TableType
  /** How every element begins; `undefined`: null. */
  readonly init: Expression | undefined
}

export interface Global {
  readonly type: GlobalType
  /** `undefined` for an imported global. */
  readonly init: Expression | undefined
}

export type SegmentMode =
  | { readonly kind: 'passive' }
  | { readonly kind: 'declarative' }
  | { readonly kind: 'active'; readonly index: number; readonly offset: Expression }

/** An element segment, section 2.5.6. */
export interface ElementSegment {
  readonly type: RefType
  readonly mode: SegmentMode
  /** Function indices, or one constant expression an element. */
  readonly items: readonly number[] | readonly Expression[]
  readonly at: number
}

/** A data segment, section 2.5.7. */
export interface DataSegment {
  readonly mode: SegmentMode
  /** Where the bytes lie in the module. */
  readonly start: number
  readonly end: number
  readonly at: number
}

export interface CustomSection {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** What the name section says; a damaged one says nothing. */
export interface Names {
  readonly module: string | undefined
  readonly functions: ReadonlyMap<number, string>
}

/** The numbers of sections in the binary. */
// biome-ignore format: a table
export const sectionNumber = {
  types: 1, imports: 2, functions: 3, tables: 4, memories: 5, globals: 6, exports: 7, start: 8,
  elements: 9, code: 10, data: 11, dataCount: 12, tags: 13,
} as const

/** A module, section 2.5, as it was decoded. */
export interface Module {
  readonly bytes: Uint8Array
  /** What it was allowed to use. */
  readonly features: Features
  readonly types: readonly SubType[]
  readonly groups: readonly RecursionGroup[]
  readonly imports: readonly Import[]
  /** Type index of each function, imports first. */
  readonly functions: readonly number[]
  readonly tables: readonly Table[]
  readonly memories: readonly MemoryType[]
  readonly globals: readonly Global[]
  /** Type index of each tag, imports first. */
  readonly tags: readonly number[]
  readonly exports: readonly Export[]
  readonly start: number | undefined
  readonly elements: readonly ElementSegment[]
  readonly data: readonly DataSegment[]
  readonly dataCount: number | undefined
  /** One for each function that is not imported. */
  readonly bodies: readonly Body[]
  readonly custom: readonly CustomSection[]
  readonly names: Names
  /** Where the content of each section begins, by the section's number; 0: there is none. */
  readonly sections: readonly number[]
}

/** How many of an index space are imported: the index of the first one defined here. */
export const importedCount = (module: Module, kind: ExternKind): number =>
  module.imports.reduce((count, entry) => count + (entry.type.kind === kind ? 1 : 0), 0)

/** The type of a function type index that validation has found to be one. */
export function funcType(module: Module, typeIndex: number): FuncType {
  const composite = module.types[typeIndex]?.composite
  if (composite?.kind !== 'func') throw new RangeError(`type ${typeIndex} is no function type`)
  return composite
}

/** Bytes from the beginning of the first body to the end of the last. */
export const codeLengthOf = ({ bodies }: Module): number =>
  (lastOf(bodies)?.end ?? 0) - (bodies[0]?.start ?? 0)
