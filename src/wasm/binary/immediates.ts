// The immediates of instructions (chapter 5.4 of the standard): for each kind one function that reads it
// into the record of the current instruction. The record is filled again and again, so that reading
// allocates only for what is rare (br_table, select with types, catches).

import { fail } from '../errors.js'
import { byName, type Immediate, type Row } from '../ops/index.js'
import { funcref, type HeapType, type RefType, type SubType, type ValueType } from '../types.js'
import type { Reader } from './reader.js'
import { type BlockType, readBlockType, readHeapType, readValueType } from './types.js'

export interface Catch {
  readonly kind: 'catch' | 'catch_ref' | 'catch_all' | 'catch_all_ref'
  /** The tag's index; 0 for the kinds that catch all. */
  readonly tag: number
  readonly label: number
}

/**
 * What a field begins as that is mostly a small integer, but not always. From then on V8 knows that it may be
 * anything: else the first large number would change the shape of its object, and throw away all code that
 * reads it.
 */
const unread = undefined as unknown as number

/** An instruction as read. Which fields count follows from `row.immediates`; the others are left over. */
export class Instruction {
  row: Row = byName.nop
  /** Byte offset of the opcode. */
  at = 0
  /** The first index: local, global, function, type, table, label, tag, segment; the memory of a memarg. */
  index = 0
  /** The second index, in the binary's order; also a field, and the count of array.new_fixed. */
  index2 = 0
  /** i32 constant or f32 bits; low word of an i64 constant or of f64 bits. Signed. */
  low = 0
  high = 0
  /** Of a memarg; beyond 2^53 rounded. */
  offset = unread
  /** Of a memarg, as a power of two. */
  align = 0
  /** The lane of an access or extraction. */
  lane = 0
  /** A v128 constant, or the lanes of a shuffle. */
  readonly lanes = new Uint8Array(16)
  blockType: BlockType = { params: [], results: [] }
  /** br_table: the default last. */
  labels: readonly number[] | Uint32Array = []
  types: readonly ValueType[] = []
  heap: HeapType = 'func'
  /** br_on_cast: what the operand is, and what is tried. */
  from: RefType = funcref
  to: RefType = funcref
  catches: readonly Catch[] = []
}

export type Read = (reader: Reader, into: Instruction, types: readonly SubType[]) => void

const readIndex: Read = (reader, into) => {
  into.index = reader.u32()
}

const readSecond: Read = (reader, into) => {
  into.index2 = reader.u32()
}

/** Bit 6 of the alignment says that a memory index follows. */
const readMemarg: Read = (reader, into) => {
  const at = reader.position
  const flags = reader.u32()
  into.index = 0
  if (flags >= 0x40) {
    if (flags >= 0x80) fail('malformed memop flags', at)
    reader.need('multi-memory', 'memory index', at)
    into.index = reader.u32()
  }
  into.align = flags & 0x3f
  into.offset = reader.u64()
}

const readLabels: Read = (reader, into) => {
  const count = reader.count()
  const labels = new Uint32Array(count + 1)
  for (let i = 0; i <= count; i++) labels[i] = reader.u32()
  into.labels = labels
}

const readLanes: Read = (reader, into) => {
  for (let i = 0; i < 16; i++) into.lanes[i] = reader.byte()
}

const readCast: Read = (reader, into) => {
  const at = reader.position
  const flags = reader.byte()
  if (flags > 3) fail('malformed br_on_cast flags', at)
  into.index = reader.u32()
  into.from = { nullable: (flags & 1) !== 0, heap: readHeapType(reader) }
  into.to = { nullable: (flags & 2) !== 0, heap: readHeapType(reader) }
}

const catchKinds: readonly Catch['kind'][] = ['catch', 'catch_ref', 'catch_all', 'catch_all_ref']

function readCatch(reader: Reader): Catch {
  const kind = catchKinds[reader.byte()] ?? fail('malformed catch clause', reader.position - 1)
  const tag = kind === 'catch' || kind === 'catch_ref' ? reader.u32() : 0
  return { kind, tag, label: reader.u32() }
}

const readOrder: Read = reader => {
  if (reader.byte() !== 0) fail('zero byte expected', reader.position - 1)
}

/** Reads `count` things. */
export function readVector<T>(reader: Reader, read: (reader: Reader) => T): T[] {
  const list: T[] = []
  for (let left = reader.count(); left > 0; left--) list.push(read(reader))
  return list
}

// biome-ignore format: a table
const first: { readonly [Kind in Immediate]: Read } = {
  local:         readIndex,
  global:        readIndex,
  function:      readIndex,
  type:          readIndex,
  table:         readIndex,
  memory:        readIndex,
  data:          readIndex,
  element:       readIndex,
  tag:           readIndex,
  label:         readIndex,
  field:         readIndex,
  count:         readIndex,
  labels:        readLabels,
  'block type':  (reader, into, types) => { into.blockType = readBlockType(reader, types) },
  'value types': (reader, into) => { into.types = readVector(reader, readValueType) },
  'heap type':   (reader, into) => { into.heap = readHeapType(reader) },
  memarg:        readMemarg,
  lane:          (reader, into) => { into.lane = reader.byte() },
  lanes:         readLanes,
  cast:          readCast,
  catches:       (reader, into) => { into.catches = readVector(reader, readCatch) },
  order:         readOrder,
  i32:           (reader, into) => { into.low = reader.s32() },
  i64:           (reader, into) => { reader.s64(); into.low = reader.low; into.high = reader.high },
  f32:           (reader, into) => { into.low = reader.word() },
  f64:           (reader, into) => { into.low = reader.word(); into.high = reader.word() },
  v128:          readLanes,
}

/** What reads all immediates of a row; `undefined` if there are none. */
export function readerOf(row: Row): Read | undefined {
  const [kind, kind2] = row.immediates
  if (kind === undefined) return undefined
  const read = first[kind]
  if (kind2 === undefined) return read
  const read2 = first[kind2] === readIndex ? readSecond : first[kind2]
  return (reader, into, types) => {
    read(reader, into, types)
    read2(reader, into, types)
  }
}
