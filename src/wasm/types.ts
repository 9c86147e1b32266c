// The types of the language, as in chapter 2.3 of the standard, laid out for wasm 3.0: a reference type
// names a heap type, a heap type is abstract or an index into the module's types, and types are defined
// in recursion groups. Numbers and vectors are plain strings, so that comparing them is comparing pointers;
// the two reference types of wasm 2.0 are shared constants.

import type { Translated } from './features.js'

export type NumberType = 'i32' | 'i64' | 'f32' | 'f64'
export type VectorType = 'v128'
/** What an address of a memory or an index of a table is counted in. */
export type AddressType = 'i32' | 'i64'

/** A row for each type of address that is translated: what a stage makes of it. */
export type ByAddress<Fact> = Readonly<Record<TranslatedAddress, Fact>>
export type TranslatedAddress = 'i32' | ('memory64' extends Translated ? 'i64' : never)

export type AbstractHeapType =
  | 'func'
  | 'nofunc'
  | 'extern'
  | 'noextern'
  | 'any'
  | 'eq'
  | 'i31'
  | 'struct'
  | 'array'
  | 'none'
  | 'exn'
  | 'noexn'

/** A heap type: an abstract one, or a type index of the module. */
export type HeapType = AbstractHeapType | number

export interface RefType {
  readonly nullable: boolean
  readonly heap: HeapType
}

export type ValueType = NumberType | VectorType | RefType

export const funcref: RefType = { nullable: true, heap: 'func' }
export const externref: RefType = { nullable: true, heap: 'extern' }

export interface FuncType {
  readonly kind: 'func'
  readonly params: readonly ValueType[]
  readonly results: readonly ValueType[]
}

export type StorageType = ValueType | 'i8' | 'i16'

export interface FieldType {
  readonly type: StorageType
  readonly mutable: boolean
}

export interface StructType {
  readonly kind: 'struct'
  readonly fields: readonly FieldType[]
}

export interface ArrayType {
  readonly kind: 'array'
  readonly field: FieldType
}

export type CompositeType = FuncType | StructType | ArrayType

/** A defined type: one member of a recursion group. */
export interface SubType {
  readonly final: boolean
  readonly supertypes: readonly number[]
  readonly composite: CompositeType
}

/** `length` consecutive types, from index `start`, that may refer to each other. */
export interface RecursionGroup {
  readonly start: number
  readonly length: number
}

/** Sizes in pages or elements. 64-bit limits beyond 2^53 are rounded; none of them can be allocated. */
export interface Limits {
  readonly min: number
  readonly max: number | undefined
}

export interface TableType {
  readonly element: RefType
  readonly limits: Limits
  readonly address: AddressType
}

export interface MemoryType {
  readonly limits: Limits
  readonly address: AddressType
  readonly shared: boolean
}

export interface GlobalType {
  readonly type: ValueType
  readonly mutable: boolean
}

export type ExternType =
  | { readonly kind: 'func'; readonly type: number }
  | { readonly kind: 'table'; readonly type: TableType }
  | { readonly kind: 'memory'; readonly type: MemoryType }
  | { readonly kind: 'global'; readonly type: GlobalType }
  | { readonly kind: 'tag'; readonly type: number }

export type ExternKind = ExternType['kind']

export const isRef = (type: ValueType): type is RefType => typeof type === 'object'

export function sameType(a: StorageType, b: StorageType): boolean {
  if (a === b) return true
  return typeof a === 'object' && typeof b === 'object' && a.nullable === b.nullable && a.heap === b.heap
}

const sameTypes = (a: readonly ValueType[], b: readonly ValueType[]): boolean =>
  a.length === b.length && a.every((type, i) => sameType(type, b[i]!))

export const sameFunc = (a: FuncType, b: FuncType): boolean =>
  sameTypes(a.params, b.params) && sameTypes(a.results, b.results)
