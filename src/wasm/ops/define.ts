// How a row of the instruction table is written. A row says everything that is true of an instruction
// whatever its stage: number, immediates, type, effect and the feature it belongs to. Decoding, validation,
// printing and the IR ask the row; nobody else names opcodes.
//
//   'i32.add':   op(0x6a, 'i32 i32 -> i32'),
//   'i32.div_s': op(0x6d, 'i32 i32 -> i32', 'trap'),
//   'i32.load':  load(0x28, 'i32', 4),
//   'call':      special(0x10, ['function'], 'call'),
//   ...since('gc', { … }),                           rows that came with a later feature
//
// A number is one byte, or `prefix << 16 | sub`, written 0xfc_0000. An instruction whose type depends on
// its immediates or on the stack is `special`: a rule of src/wasm/validate/rules types it.

import type { Feature } from '../features.js'
import type { NumberType, VectorType } from '../types.js'

/** What an instruction may do besides computing its results; what may be reordered follows from it. */
export type Effect =
  | 'none'
  | 'trap' //       may trap, and that is all
  | 'load' //       reads a memory, may trap
  | 'store' //      writes a memory, may trap
  | 'memory' //     memory.size and memory.grow
  | 'get local'
  | 'set local'
  | 'get global'
  | 'set global'
  | 'get table' //  reads a table, may trap
  | 'set table' //  writes a table or drops a segment, may trap
  | 'get heap' //   reads a field or an element of a garbage-collected object, may trap
  | 'set heap'
  | 'call' //       anything at all
  | 'control' //    changes what runs next

/** The kinds of immediates; the binary reader has one function for each. */
export type Immediate =
  | 'local'
  | 'global'
  | 'function'
  | 'type'
  | 'table'
  | 'memory'
  | 'data'
  | 'element'
  | 'tag'
  | 'label'
  | 'labels' //      br_table: all labels, the default last
  | 'block type'
  | 'value types' // select with types
  | 'heap type'
  | 'memarg'
  | 'lane' //        one byte
  | 'lanes' //       sixteen bytes (i8x16.shuffle)
  | 'field' //       field index of a struct type
  | 'count' //       array.new_fixed
  | 'cast' //        br_on_cast: flags, label, two heap types
  | 'catches' //     try_table
  | 'order' //       atomic.fence
  | 'i32'
  | 'i64'
  | 'f32'
  | 'f64'
  | 'v128'

export type OperandType = NumberType | VectorType

export interface Signature {
  readonly params: readonly OperandType[]
  readonly results: readonly OperandType[]
}

export interface Op {
  readonly code: number
  readonly immediates: readonly Immediate[]
  /**
   * `undefined` where a rule of validation finds the type. Addresses and indices are those of 32-bit memories
   * and tables: for 64-bit ones a rule of validation widens them.
   */
  readonly signature: Signature | undefined
  readonly effect: Effect
  /** Bytes that a memory access touches: its natural alignment, 0 for everything else. */
  readonly width: number
  /** What the instruction came with; `undefined`: wasm 1.0. */
  readonly feature: Feature | undefined
}

/** A row as the joined table holds it. */
export interface Row extends Op {
  readonly name: string
  /** The place in the joined table: what a stage knows of each instruction is an array by this number. */
  readonly id: number
}

/** A group of the table: its rows by the instruction's name. */
export type Group = Readonly<Record<string, Op>>

function readSignature(text: string): Signature {
  const [params, results] = text
    .split('->')
    .map(side => side.split(' ').filter(word => word !== '') as OperandType[])
  return { params: params!, results: results! }
}

/** There are some sixty, for more than six hundred instructions. */
const signatures = new Map<string, Signature>()

function signature(text: string): Signature {
  const known = signatures.get(text) ?? readSignature(text)
  signatures.set(text, known)
  return known
}

const row = (code: number, facts: Partial<Op>): Op => ({
  code,
  immediates: facts.immediates ?? [],
  signature: facts.signature,
  effect: facts.effect ?? 'none',
  width: facts.width ?? 0,
  feature: undefined,
})

/** An instruction without immediates. */
export const op = (code: number, type: string, effect: Effect = 'none'): Op =>
  row(code, { signature: signature(type), effect })

/** An instruction with a fixed type, and immediates. */
export const withImmediates = (instruction: Op, ...immediates: Immediate[]): Op => ({
  ...instruction,
  immediates,
})

/** An instruction that a rule of validation types. */
export const special = (code: number, immediates: readonly Immediate[], effect: Effect): Op =>
  row(code, { immediates, effect })

/** A load of `width` bytes. */
export const load = (code: number, type: OperandType, width: number): Op =>
  row(code, { immediates: ['memarg'], signature: signature(`i32 -> ${type}`), effect: 'load', width })

/** A store of `width` bytes. */
export const store = (code: number, type: OperandType, width: number): Op =>
  row(code, { immediates: ['memarg'], signature: signature(`i32 ${type} ->`), effect: 'store', width })

/** A load of one lane of `width` bytes into a vector. */
export const loadLane = (code: number, width: number): Op =>
  row(code, {
    immediates: ['memarg', 'lane'],
    signature: signature('i32 v128 -> v128'),
    effect: 'load',
    width,
  })

/** A store of one lane of `width` bytes of a vector. */
export const storeLane = (code: number, width: number): Op =>
  row(code, { immediates: ['memarg', 'lane'], signature: signature('i32 v128 ->'), effect: 'store', width })

/** An atomic access of `width` bytes. */
export const access = (code: number, type: string, width: number): Op =>
  row(code, { immediates: ['memarg'], signature: signature(type), effect: 'store', width })

/** A wait for others, which may do anything meanwhile. */
export const wait = (code: number, type: string, width: number): Op => ({
  ...access(code, type, width),
  effect: 'call',
})

/** Rows that came with a feature. They have just been made, so it is put into them as they are. */
export function since<Rows extends Group>(feature: Feature, rows: Rows): Rows {
  for (const name in rows) (rows[name] as { feature: Feature }).feature = feature
  return rows
}
