// The types of the language, as in chapter 2.3 of the standard, laid out for wasm 3.0: a reference type
// names a heap type, a heap type is abstract or an index into the module's types, and types are defined
// in recursion groups. Numbers and vectors are plain strings, so that comparing them is comparing pointers;
// the two reference types of wasm 2.0 are shared constants.

import type { Translated } from './features.js'

/** A number type. */
export type NumberType = 'i32' | 'i64' | 'f32' | 'f64'
export type VectorType = 'v128'
/** What an address of a memory or an index of a table is counted in. */
export type AddressType = 'i32' | 'i64'

/** A row for each type of address that is translated: what a stage makes of it. */
export type ByAddress<Fact> = Readonly<Record<TranslatedAddress, Fact>>
/** The address types that are translated. */
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

/** A reference type. */
export interface RefType {
  readonly nullable: boolean
  readonly heap: HeapType
}

/** A value type. */
export type ValueType = NumberType | VectorType | RefType

/** `funcref`, by its other name. */
export const funcref: RefType = { nullable: true, heap: 'func' }
/** `externref`, by its other name. */
export const externref: RefType = { nullable: true, heap: 'extern' }

/** A function type. */
export interface FuncType {
  readonly kind: 'func'
  readonly params: readonly ValueType[]
  readonly results: readonly ValueType[]
}

/** A storage type: what a field holds. */
export type StorageType = ValueType | 'i8' | 'i16'

/** A field of a structure or an array. */
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

/** A composite type: a function, a structure or an array. */
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

/** A table type. */
export interface TableType {
  readonly element: RefType
  readonly limits: Limits
  readonly address: AddressType
}

/** A memory type. */
export interface MemoryType {
  readonly limits: Limits
  readonly address: AddressType
  readonly shared: boolean
}

/** A global type. */
export interface GlobalType {
  readonly type: ValueType
  readonly mutable: boolean
}

/** An external type. */
export type ExternType =
  | { readonly kind: 'func'; readonly type: number }
  | { readonly kind: 'table'; readonly type: TableType }
  | { readonly kind: 'memory'; readonly type: MemoryType }
  | { readonly kind: 'global'; readonly type: GlobalType }
  | { readonly kind: 'tag'; readonly type: number }

/** What is imported or exported. */
export type ExternKind = ExternType['kind']

/** Whether a value type is a reference type. */
export const isRef = (type: ValueType): type is RefType => typeof type === 'object'

/** Whether two storage types are the same. */
export function sameType(a: StorageType, b: StorageType): boolean {
  if (a === b) return true
  return typeof a === 'object' && typeof b === 'object' && a.nullable === b.nullable && a.heap === b.heap
}

const sameTypes = (a: readonly ValueType[], b: readonly ValueType[]): boolean =>
  a.length === b.length && a.every((type, i) => sameType(type, b[i]!))

/** Whether two function types are the same. */
export const sameFunc = (a: FuncType, b: FuncType): boolean =>
  sameTypes(a.params, b.params) && sameTypes(a.results, b.results)
