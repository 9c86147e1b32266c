// The operations of the IR that are not of the standard, a row for each: what it takes and gives, what it
// may do besides, how many bytes of bytecode it comes to, and what else passes ask. A new one is a row here
// and one of codegen/lower.
//
//   'i32.high': own('f64 i32 -> i32'),                  its type, and nothing to be seen
//   'set state': own('i32 ->', setResult),              its effect
//   goto: own('->', control, { size: 14, ends: true }),
//   helper: special(0, …)                               check.ts has a rule for its type

import { Effects } from './effects.js'

/**
 * The type of a node's result; 'none' for nodes that are only done. References are all alike to JavaScript.
 */
export type Type = 'none' | 'i32' | 'i64' | 'f32' | 'f64' | 'v128' | 'ref'

export interface Signature {
  readonly args: readonly Type[]
  readonly type: Type
}

/** A node as far as its size depends on it. */
interface Sized {
  readonly args: readonly unknown[]
}

/** Bytes of V8's bytecode, about; nothing where they follow from the effect. See passes/outline/size.ts. */
export type Size = number | ((node: Sized) => number) | undefined

interface Traits {
  readonly size?: Size
  /** Whether control never goes on behind it. */
  readonly ends?: boolean
  /** Whether its operands may change places. */
  readonly commutes?: boolean
}

/** A row of an operation that is not of the standard. */
export interface OwnRow<S extends Signature | undefined = Signature | undefined> extends Traits {
  readonly signature: S
  /** Effect bits; of an operation that another becomes they stay those of the other. */
  readonly effect: number
}

function own(text: string, effect = 0, traits: Traits = {}): OwnRow<Signature> {
  const [args, type] = text.split('->').map(side => side.split(' ').filter(word => word !== '') as Type[])
  return { signature: { args: args!, type: type![0] ?? 'none' }, effect, ...traits }
}

const special = (effect: number, traits: Traits = {}): OwnRow<undefined> => ({
  signature: undefined,
  effect,
  ...traits,
})

const { control, getResult, setResult, call } = Effects

const perArgument =
  (fixed: number): Size =>
  ({ args }) =>
    fixed + 5 * args.length

/** A call of a function: 14 bytes, and 5 for each argument. */
export const callSize = perArgument(14)

// biome-ignore format: a table
const coreOps = {
  /** Reads `variable`. */
  'get':        special(0, { size: 0 }),
  /** Writes `variable`. */
  'set':        special(0, { size: 6 }),
  /** `cases`, entered at the first, or by the value of args[0]. */
  'dispatch':   special(control),
  /** Goes on at case `target` of a dispatch. */
  'goto':       own('->', control, { size: 14, ends: true }),
  /** A br_table: leaves to one of `targets`. */
  'switch':     own('i32 ->', control, { ends: true }),
  /** Result word `index` of the call `leftBy`. */
  'result':     special(getResult, { size: 21 }),
  /** Leaves a word as result `index`. */
  'set result': special(setResult),
  /** A call of the helper `helper`. */
  'helper':     special(0, { size: perArgument(10) }),
  /** A call of a region of the function, `helper`; see passes/outline. */
  'call region':  special(call, { size: callSize }),
  /** Both of two truth values, or one of them; operands have no effects. */
  'and':        own('i32 i32 -> i32', 0, { commutes: true }),
  'or':         own('i32 i32 -> i32', 0, { commutes: true }),
  /** The high word of an integer, from an f64 close to it and its low word. */
  'i32.high':       own('f64 i32 -> i32'),
  /** The high word of the product of a word and a constant, an i64. */
  'i32.mul_high u': own('i32 -> i32'),
  'i32.mul_high s': own('i32 -> i32'),
  /** High and low word to a 64-bit integer as f64. */
  'f64.from words':   own('i32 i32 -> f64'),
  'f64.from words u': own('i32 i32 -> f64'),
  /** May quieten a signalling NaN: only arithmetic uses it. */
  'f32.load plain':   own('i32 -> f32'),
  /** The value is a result of arithmetic, never a marked NaN. */
  'f32.store plain':  own('i32 f32 ->'),
  'f64.promote_f32 plain': own('f32 -> f64'),
}

/** The operations that count while a huge function is profiled; see passes/outline/count.ts. */
const profileOps = {
  /** One more of number `index`. */
  count: own('->', control, { size: 0 }),
  /** Whether this version has run long enough. */
  spent: own('-> i32', control),
}

/** The operations that instruments bring in; see passes/instrument.ts. */
// biome-ignore format: a table
const instrumentOps = {
  /** Reads `helper`, a variable of the closure that an instrument has. */
  'get state':  own('-> i32', getResult),
  'set state':  own('i32 ->', setResult),
  /** Calls `helper`, which an instrument gives. */
  'ask':        special(0),
  /** A call of function `index` by way of `helper`, which an instrument gives. */
  'call by':    special(call),
  /** `helper`, an object that stands in the closure. */
  'in closure': own('-> ref'),
}

/** All operations that are not of the standard. */
export const ownOps = { ...coreOps, ...profileOps, ...instrumentOps } as const

export type OwnOp = keyof typeof ownOps
export type ProfileOp = keyof typeof profileOps
export type InstrumentOp = keyof typeof instrumentOps

/** Those whose type does not follow from their row. */
export type SpecialOwn = {
  [N in OwnOp]: (typeof ownOps)[N] extends OwnRow<undefined> ? N : never
}[OwnOp]

/** The row of an operation that is not of the standard. */
export const ownRow = (op: string): OwnRow | undefined =>
  Object.hasOwn(ownOps, op) ? ownOps[op as OwnOp] : undefined
