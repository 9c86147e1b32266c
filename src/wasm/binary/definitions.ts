// Reads the types that modules define and that imports have: functions, structures and arrays in their
// recursion groups; limits, memories, tables, globals and tags.

import { fail } from '../errors.js'
import { checkLimit } from '../limits.js'
import type {
  AddressType,
  CompositeType,
  ExternType,
  FieldType,
  FuncType,
  GlobalType,
  Limits,
  MemoryType,
  StructType,
  SubType,
  TableType,
  ValueType,
} from '../types.js'
import { readVector } from './immediates.js'
import type { Reader } from './reader.js'
import { readRefType, readStorageType, readValueType } from './types.js'

const noTypes: readonly ValueType[] = []
const noSupertypes: readonly number[] = []

function readValueTypes(reader: Reader, what: 'parameters' | 'results'): readonly ValueType[] {
  const at = reader.position
  const types = readVector(reader, readValueType)
  checkLimit(what, types.length, at)
  return types.length === 0 ? noTypes : types
}

function readFuncType(reader: Reader): FuncType {
  const params = readValueTypes(reader, 'parameters')
  const at = reader.position
  const results = readValueTypes(reader, 'results')
  if (results.length > 1) reader.need('multi-value', `${results.length} results`, at)
  return { kind: 'func', params, results }
}

function readMutability(reader: Reader): boolean {
  const at = reader.position
  const mutability = reader.byte()
  if (mutability > 1) fail('malformed mutability', at)
  return mutability === 1
}

function readField(reader: Reader): FieldType {
  const type = readStorageType(reader)
  return { type, mutable: readMutability(reader) }
}

function readStructType(reader: Reader): StructType {
  const at = reader.position
  const fields = readVector(reader, readField)
  checkLimit('struct fields', fields.length, at)
  return { kind: 'struct', fields }
}

function readComposite(reader: Reader): CompositeType {
  const at = reader.position
  const form = reader.byte()
  if (form === 0x60) return readFuncType(reader)
  if (form === 0x5f || form === 0x5e) reader.need('gc', form === 0x5f ? 'struct type' : 'array type', at)
  if (form === 0x5f) return readStructType(reader)
  if (form === 0x5e) return { kind: 'array', field: readField(reader) }
  return fail('malformed definition type', at)
}

/** One member of a recursion group; `sub` and its supertypes are rarely written. */
export function readSubType(reader: Reader): SubType {
  const at = reader.position
  const form = reader.peek()
  if (form !== 0x50 && form !== 0x4f)
    return { final: true, supertypes: noSupertypes, composite: readComposite(reader) }
  reader.need('gc', 'sub type', at)
  reader.position++
  const supertypes = readVector(reader, source => source.u32())
  return { final: form === 0x4f, supertypes, composite: readComposite(reader) }
}

interface Flags {
  readonly limited: boolean
  readonly shared: boolean
  readonly address: AddressType
}

/** Bit 0: there is a maximum. Bit 1: shared. Bit 2: 64-bit addresses. */
function readFlags(reader: Reader, most: number): Flags {
  const at = reader.position
  const flags = reader.byte()
  if (flags > most || (flags & 2 && most < 7)) fail('malformed limits flags', at)
  if (flags & 2) reader.need('threads', 'shared memory', at)
  if (flags & 4) reader.need('memory64', '64-bit addresses', at)
  return { limited: (flags & 1) !== 0, shared: (flags & 2) !== 0, address: flags & 4 ? 'i64' : 'i32' }
}

/** Whether 32 bits hold them is a matter of validation. */
function readLimits(reader: Reader, { limited }: Flags): Limits {
  const min = reader.u64()
  return { min, max: limited ? reader.u64() : undefined }
}

export function readTableType(reader: Reader): TableType {
  const element = readRefType(reader)
  const flags = readFlags(reader, 5)
  return { element, limits: readLimits(reader, flags), address: flags.address }
}

export function readMemoryType(reader: Reader): MemoryType {
  const flags = readFlags(reader, 7)
  return { limits: readLimits(reader, flags), address: flags.address, shared: flags.shared }
}

export const readGlobalType = (reader: Reader): GlobalType => {
  const type = readValueType(reader)
  return { type, mutable: readMutability(reader) }
}

/** The type index of a tag. */
export function readTag(reader: Reader): number {
  const at = reader.position
  if (!reader.features.has('exceptions-legacy')) reader.need('exceptions', 'tag', at)
  if (reader.byte() !== 0) fail('malformed tag attribute', at)
  return reader.u32()
}

const externs: readonly ((reader: Reader) => ExternType)[] = [
  reader => ({ kind: 'func', type: reader.u32() }),
  reader => ({ kind: 'table', type: readTableType(reader) }),
  reader => ({ kind: 'memory', type: readMemoryType(reader) }),
  reader => ({ kind: 'global', type: readGlobalType(reader) }),
  reader => ({ kind: 'tag', type: readTag(reader) }),
]

/** What an import must be. */
export function readExternType(reader: Reader): ExternType {
  const at = reader.position
  const read = externs[reader.byte()] ?? fail('malformed import kind', at)
  return read(reader)
}
