// How a row of the instruction table is written. A row says everything that is true of an instruction
// whatever its stage: number, immediates, type, effect and the feature it belongs to. Decoding, validation,
// printing and the IR ask the row; nobody else names opcodes.
//
//   'i32.add':   op(0x6a, 'i32 i32 -> i32'),
//   'i32.div_s': op(0x6d, 'i32 i32 -> i32', 'trap'),
//   'i32.load':  load(0x28, 'i32', 4),
//   'call':      special(0x10, ['function'], 'call'),
//   ...since('gc', { … }),                           rows that came with a later feature
//   ...having('quiets', { … }),                      rows with a trait
//
// A number is one byte, or `prefix << 16 | sub`, written 0xfc_0000. An instruction whose type depends on
// its immediates or on the stack is `special`: a rule of src/wasm/validate/rules types it.

import type { Feature, Translated } from '../features.js'
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

/** What passes ask of an instruction beside its effect. */
export type Trait =
  | 'commutes' // its two operands may change places
  | 'quiets' //   a NaN's bits do not matter to it, and an f32 that it gives is never a signalling NaN
  | 'bulk' //     works on a range, as long as an operand says
  | 'ends' //     control never goes on behind it

export type OperandType = NumberType | VectorType

export interface Signature {
  readonly params: readonly OperandType[]
  readonly results: readonly OperandType[]
}

/** The parameters are what the compiler needs to know of a row, to say which rows a stage must have. */
export interface Op<
  S extends Signature | undefined = Signature | undefined,
  I extends Immediate = Immediate,
  F extends Feature | undefined = Feature | undefined,
> {
  readonly code: number
  readonly immediates: readonly I[]
  /**
   * `undefined` where a rule of validation finds the type. Addresses and indices are those of 32-bit memories
   * and tables: for 64-bit ones a rule of validation widens them.
   */
  readonly signature: S
  readonly effect: Effect
  /** Bytes that a memory access touches: its natural alignment, 0 for everything else. */
  readonly width: number
  /** What the instruction came with; `undefined`: wasm 1.0. */
  readonly feature: F
  readonly traits: readonly Trait[]
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

/** The names of a group's rows that came with wasm 1.0 or a feature that is translated. */
export type Present<G> = {
  [N in keyof G]: G[N] extends Op<infer _S, infer _I, infer F>
    ? F extends Translated | undefined
      ? N
      : never
    : never
}[keyof G] &
  string

/** The names of a group's rows that say more than a signature and immediates of the kinds `Known`. */
export type Special<G, Known extends Immediate = never> = {
  [N in keyof G]: G[N] extends Op<Signature, Known> ? never : N
}[keyof G] &
  string

/** A row of wasm 1.0, which `since` may give another feature. */
type Core<S extends Signature | undefined, I extends Immediate> = Op<S, I, undefined>

/** What a builder is given, beside the number. */
interface Facts<S, I> {
  readonly signature: S
  readonly immediates: readonly I[]
  readonly effect: Effect
  readonly width?: number
}

const row = <S extends Signature | undefined, I extends Immediate>(
  code: number,
  { signature, immediates, effect, width = 0 }: Facts<S, I>,
): Core<S, I> => ({ code, immediates, signature, effect, width, feature: undefined, traits: none })

const none: readonly Trait[] = []

/** An instruction without immediates. */
export const op = (code: number, type: string, effect: Effect = 'none'): Core<Signature, never> =>
  row(code, { signature: signature(type), immediates: [], effect })

/** An instruction with a fixed type, and immediates. */
export const withImmediates = <I extends Immediate>(
  instruction: Core<Signature, never>,
  ...immediates: I[]
): Core<Signature, I> => ({ ...instruction, immediates })

/** An instruction that a rule of validation types. */
export const special = <I extends Immediate = never>(
  code: number,
  immediates: readonly I[],
  effect: Effect,
): Core<undefined, I> => row(code, { signature: undefined, immediates, effect })

type Access = Core<Signature, 'memarg'>
type LaneAccess = Core<Signature, 'memarg' | 'lane'>

/** A load of `width` bytes. */
export const load = (code: number, type: OperandType, width: number): Access =>
  row(code, { immediates: ['memarg'], signature: signature(`i32 -> ${type}`), effect: 'load', width })

/** A store of `width` bytes. */
export const store = (code: number, type: OperandType, width: number): Access =>
  row(code, { immediates: ['memarg'], signature: signature(`i32 ${type} ->`), effect: 'store', width })

/** A load of one lane of `width` bytes into a vector. */
export const loadLane = (code: number, width: number): LaneAccess =>
  row(code, {
    immediates: ['memarg', 'lane'],
    signature: signature('i32 v128 -> v128'),
    effect: 'load',
    width,
  })

/** A store of one lane of `width` bytes of a vector. */
export const storeLane = (code: number, width: number): LaneAccess =>
  row(code, { immediates: ['memarg', 'lane'], signature: signature('i32 v128 ->'), effect: 'store', width })

/** An atomic access of `width` bytes. */
export const access = (code: number, type: string, width: number): Access =>
  row(code, { immediates: ['memarg'], signature: signature(type), effect: 'store', width })

/** A wait for others, which may do anything meanwhile. */
export const wait = (code: number, type: string, width: number): Access => ({
  ...access(code, type, width),
  effect: 'call',
})

interface Fresh {
  feature: Feature | undefined
  traits: readonly Trait[]
}

/** The rows of a group that is being made, whose facts can still be written. */
const fresh = (rows: Group): readonly Fresh[] => Object.values(rows) as readonly Op[] as readonly Fresh[]

/** Rows with one more trait. They have just been made, so it is put into them as it is. */
export function having<Rows extends Group>(trait: Trait, rows: Rows): Rows {
  for (const row of fresh(rows)) row.traits = [...row.traits, trait]
  return rows
}

/** Rows with another feature than they had. */
type Since<F extends Feature, Rows> = {
  readonly [N in keyof Rows]: Rows[N] extends Op<infer S, infer I> ? Op<S, I, F> : never
}

/** Rows that came with a feature. They have just been made, so it is put into them as they are. */
export function since<F extends Feature, Rows extends Group>(feature: F, rows: Rows): Since<F, Rows> {
  for (const row of fresh(rows)) row.feature = feature
  return rows as unknown as Since<F, Rows>
}
