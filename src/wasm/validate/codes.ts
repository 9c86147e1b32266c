// Value types as numbers, so that the stack of operands is an array of integers and comparing two types is
// mostly comparing two integers.
//
//   0 any type (below the end of unreachable code)   1 i32   2 i64   3 f32   4 f64   5 v128
//   from 16 references: 16 + 2 * heap + nullable, where heap counts the abstract ones, then the type indices

import type { AbstractHeapType, HeapType, NumberType, RefType, ValueType, VectorType } from '../types.js'

export const any = 0
export const i32 = 1
export const i64 = 2
export const f32 = 3
export const f64 = 4
export const v128 = 5

const firstRef = 16

const numbers: readonly (NumberType | VectorType)[] = ['i32', 'i64', 'f32', 'f64', 'v128']

const numberCodes: { readonly [T in NumberType | VectorType]: number } = { i32, i64, f32, f64, v128 }

// biome-ignore format: a table
const heaps: readonly AbstractHeapType[] = [
  'func', 'nofunc', 'extern', 'noextern', 'any', 'eq', 'i31', 'struct', 'array', 'none', 'exn', 'noexn',
]

const heapCode = (heap: HeapType): number =>
  typeof heap === 'number' ? heaps.length + heap : heaps.indexOf(heap)

/** A reference that is not null. */
export const ref = (heap: HeapType): number => firstRef + 2 * heapCode(heap)

/** A reference that may be null. */
export const nullableRef = (heap: HeapType): number => ref(heap) + 1

export const encode = (type: ValueType): number =>
  typeof type === 'string' ? numberCodes[type] : type.nullable ? nullableRef(type.heap) : ref(type.heap)

export const isRefCode = (code: number): boolean => code >= firstRef

/** The reference type of a number. */
export function decodeRef(code: number): RefType {
  const heap = (code - firstRef) >> 1
  return { nullable: (code & 1) !== 0, heap: heaps[heap] ?? heap - heaps.length }
}

export const decodeType = (code: number): ValueType =>
  isRefCode(code) ? decodeRef(code) : numbers[code - 1]!

export const asNonNull = (code: number): number => code & ~1

/** A list of types. */
export type Codes = readonly number[]

export const noCodes: Codes = []
