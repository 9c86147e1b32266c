// Reads the types of the binary format (chapter 5.3 of the standard). The types that one byte writes are
// shared constants: equal ones are mostly identical. A type of a feature that is not supported is rejected
// here.

import { fail } from '../errors.js'
import type { Feature } from '../features.js'
import {
  type AbstractHeapType,
  externref,
  funcref,
  type HeapType,
  type RefType,
  type StorageType,
  type SubType,
  type ValueType,
} from '../types.js'
import type { Reader } from './reader.js'

interface Coded<T> {
  readonly type: T
  readonly feature: Feature | undefined
  readonly name: string
}

const coded = <T>(type: T, name: string, feature?: Feature): Coded<T> => ({ type, feature, name })

// biome-ignore format: a table
const heapTypes: Readonly<Record<number, Coded<AbstractHeapType>>> = {
  105: coded('exn',      'exn',      'exceptions'),
  106: coded('array',    'array',    'gc'),
  107: coded('struct',   'struct',   'gc'),
  108: coded('i31',      'i31',      'gc'),
  109: coded('eq',       'eq',       'gc'),
  110: coded('any',      'any',      'gc'),
  111: coded('extern',   'extern',   'reference-types'),
  112: coded('func',     'func'),
  113: coded('none',     'none',     'gc'),
  114: coded('noextern', 'noextern', 'gc'),
  115: coded('nofunc',   'nofunc',   'gc'),
  116: coded('noexn',    'noexn',    'exceptions'),
}

const shorthand = (heap: AbstractHeapType): RefType =>
  heap === 'func' ? funcref : heap === 'extern' ? externref : { nullable: true, heap }

/** Value types of one byte. */
const valueTypes: readonly (Coded<ValueType> | undefined)[] = Array.from({ length: 0x80 }, (_, code) => {
  if (code === 0x7f) return coded<ValueType>('i32', 'i32')
  if (code === 0x7e) return coded<ValueType>('i64', 'i64')
  if (code === 0x7d) return coded<ValueType>('f32', 'f32')
  if (code === 0x7c) return coded<ValueType>('f64', 'f64')
  if (code === 0x7b) return coded<ValueType>('v128', 'v128', 'simd')
  const heap = heapTypes[code]
  // A function reference is a value type since reference types, though tables held them from the beginning.
  return heap && coded<ValueType>(shorthand(heap.type), heap.name + 'ref', heap.feature ?? 'reference-types')
})

/** An abstract heap type, or a type index, which may be unknown. */
export function readHeapType(reader: Reader): HeapType {
  const at = reader.position
  const code = reader.peek()
  if ((code & 0xc0) !== 0x40) {
    const index = reader.s33()
    if (index < 0) fail('malformed heap type', at)
    reader.need('function-references', `type index ${index} as heap type`, at)
    return index
  }
  const entry = heapTypes[code] ?? fail('malformed heap type', at)
  if (entry.feature !== undefined) reader.need(entry.feature, entry.name, at)
  reader.position++
  return entry.type
}

export function readValueType(reader: Reader): ValueType {
  const at = reader.position
  const code = reader.byte()
  const entry = valueTypes[code]
  if (entry !== undefined) {
    if (entry.feature !== undefined) reader.need(entry.feature, entry.name, at)
    return entry.type
  }
  if (code !== 0x63 && code !== 0x64) fail('malformed value type', at)
  reader.need('function-references', 'ref', at)
  return { nullable: code === 0x63, heap: readHeapType(reader) }
}

export function readRefType(reader: Reader): RefType {
  const at = reader.position
  // The element type of the tables of wasm 1.0.
  if (reader.peek() === 0x70) {
    reader.position++
    return funcref
  }
  const code = reader.peek()
  if (typeof valueTypes[code]?.type !== 'object' && code !== 0x63 && code !== 0x64) {
    fail('malformed reference type', at)
  }
  return readValueType(reader) as RefType
}

export function readStorageType(reader: Reader): StorageType {
  const code = reader.peek()
  if (code !== 0x77 && code !== 0x78) return readValueType(reader)
  reader.position++
  return code === 0x78 ? 'i8' : 'i16'
}

/** What goes into a block and what comes out of it. */
export interface BlockType {
  readonly params: readonly ValueType[]
  readonly results: readonly ValueType[]
}

const none: readonly ValueType[] = []
const emptyBlock: BlockType = { params: none, results: none }
const oneResult: readonly (BlockType | undefined)[] = valueTypes.map(
  entry => entry && { params: none, results: [entry.type] },
)

export function readBlockType(reader: Reader, types: readonly SubType[]): BlockType {
  const at = reader.position
  const code = reader.peek()
  if (code === 0x40) {
    reader.position++
    return emptyBlock
  }
  if ((code & 0xc0) === 0x40) {
    const type = readValueType(reader)
    if (typeof type === 'object' && Number(type.heap) >= types.length) fail(`unknown type ${type.heap}`, at)
    return oneResult[code] ?? { params: none, results: [type] }
  }
  const index = reader.s33()
  if (index < 0) fail('malformed block type', at)
  reader.need('multi-value', `block type ${index}`, at)
  const composite = types[index]?.composite
  if (composite?.kind !== 'func') fail(`unknown type ${index}`, at)
  return composite
}
