// A guest that only moves floats, whatever their bits: it loads them, passes them through calls as parameters
// and as results in registers, or through a loop, and stores what arrives. What has arrived is compared with
// native WebAssembly, bit for bit.
import { assemble } from '../wat.js'
import type { Engine } from './tiers.js'

type Exports = Readonly<Record<string, (...values: unknown[]) => unknown>> & {
  readonly memory: { readonly buffer: ArrayBuffer }
}

/** Quiet and signalling NaNs, with payloads, of either sign; and some numbers. */
const doubles = [
  ...[0x7ff8_0000_0000_0000n, 0x7ff8_0000_dead_beefn, 0xfff8_1234_5678_9abcn, 0xffff_ffff_ffff_ffffn],
  ...[0x7ff0_0000_0000_0001n, 0x7ff4_0000_0000_0000n, 0xfff7_ffff_ffff_ffffn, 0x7ff0_1234_0000_0000n],
  ...[0x8000_0000_0000_0000n, 0x0000_0000_0000_0001n, 0x7ff0_0000_0000_0000n, 0x3ff1_9999_9999_999an],
]
const singles = [
  ...[0x7fc0_0000, 0x7fc1_2345, 0xffc0_beef, 0xffff_ffff],
  ...[0x7f80_0001, 0x7fa0_0000, 0xffbf_ffff, 0x7f81_0000],
  ...[0x8000_0000, 0x0000_0001, 0x7f80_0000, 0x3f8c_cccd],
]

type Type = 'f32' | 'f64' | 'i64'

const size: Readonly<Record<Type, number>> = { f32: 4, f64: 8, i64: 8 }

/** How often each pattern has its turn at each place. */
export const rounds = 2 * doubles.length

/** Where the values stand, and where they are to arrive. */
const [from, to] = [0, 4096]

/** The types of the values that pass together. Seven words and more are called otherwise than fewer. */
export const shapes: Readonly<Record<string, readonly Type[]>> = {
  'two doubles': ['f64', 'f64'],
  'doubles alone': Array.from({ length: 8 }, () => 'f64' as const),
  'singles alone': Array.from({ length: 8 }, () => 'f32' as const),
  'all kinds': ['f64', 'f32', 'f64', 'f32', 'i64', 'f64', 'f32'],
}

/** The exports that move them. */
export const ways = ['direct', 'indirect', 'looped', 'hosted'] as const

const offset = (types: readonly Type[], i: number): number =>
  types.slice(0, i).reduce((sum, type) => sum + size[type], 0)

function text(types: readonly Type[]): string {
  const list = types.join(' ')
  const each = (line: (type: Type, i: number) => string): string => types.map(line).join('\n')
  const function_ = (name: string, call: string): string =>
    `(func (export "${name}") (param $from i32) (param $to i32)
      (call $load (local.get $from)) ${call} (local.get $to) (call $store))`
  return `(module
    (import "env" "host" (func $host (param ${list}) (result ${list})))
    (memory (export "memory") 1)
    (func $pass (param ${list}) (result ${list})
      ${each((_, i) => `local.get ${i}`)})
    (func $loop (param ${list}) (result ${list}) (local $rounds i32)
      (loop $more
        (local.set $rounds (i32.add (local.get $rounds) (i32.const 1)))
        (br_if $more (i32.lt_u (local.get $rounds) (i32.const 3000))))
      ${each((_, i) => `local.get ${i}`)})
    (func $load (param $from i32) (result ${list})
      ${each((type, i) => `(${type}.load offset=${offset(types, i)} (local.get $from))`)})
    (func $store (param ${list}) (param $to i32)
      ${each((type, i) => `(${type}.store offset=${offset(types, i)} (local.get $to) (local.get ${i}))`)})
    (table 1 funcref) (elem (i32.const 0) $pass)
    (type $t (func (param ${list}) (result ${list})))
    (export "load" (func $load))
    ${function_('direct', '(call $pass)')}
    ${function_('indirect', '(call_indirect (type $t) (i32.const 0))')}
    ${function_('looped', '(call $loop)')}
    ${function_('hosted', '(call $host)')})`
}

export const guestFor = (shape: string): Promise<Uint8Array> => assemble(text(shapes[shape]!))

/** Writes the values of a round to the guest's memory. */
function fill({ memory }: Exports, types: readonly Type[], round: number): void {
  const view = new DataView(memory.buffer)
  for (const [i, type] of types.entries()) {
    const at = from + offset(types, i)
    if (type === 'f32') view.setUint32(at, singles[(round + i) % singles.length]!, true)
    else view.setBigUint64(at, doubles[(round + i) % doubles.length]!, true)
  }
}

/** A signalling NaN made quiet, of each type. */
const quietBit = { f32: 0x0040_0000, f64: 0x0008_0000_0000_0000n }

const isNaN32 = (bits: number): boolean => (bits & 0x7fff_ffff) > 0x7f80_0000
const isNaN64 = (bits: bigint): boolean => (bits & 0x7fff_ffff_ffff_ffffn) > 0x7ff0_0000_0000_0000n

function readOne(view: DataView, type: Type, at: number): number | bigint {
  return type === 'f32' ? view.getUint32(at, true) : view.getBigUint64(at, true)
}

/**
 * The bits without that which makes a NaN quiet. JavaScript may make any NaN quiet, and newer engines do so now and
 * then, native ones too; but nobody changes payload or sign.
 */
export const quieted = (bits: number | bigint): number | bigint => {
  if (typeof bits === 'bigint') return isNaN64(bits) ? bits | quietBit.f64 : bits
  return isNaN32(bits) ? (bits | quietBit.f32) >>> 0 : bits
}

const host = (...values: unknown[]): unknown[] => values

/** The guest on an engine. */
export const start = ({ wasm, module }: Engine, bytes: Uint8Array): Exports =>
  new wasm.Instance(module(bytes) as never, { env: { host } }).exports as unknown as Exports

/** The bits that have arrived in each round. */
export function arrived(exports: Exports, shape: string, way: string): readonly (number | bigint)[][] {
  const types = shapes[shape]!
  return Array.from({ length: rounds }, (_, round) => {
    fill(exports, types, round)
    exports[way]!(from, to)
    const view = new DataView(exports.memory.buffer)
    return types.map((type, i) => readOne(view, type, to + offset(types, i)))
  })
}

/** The bits of the values that JavaScript gets in each round. */
export function returned(exports: Exports, shape: string): readonly (number | bigint)[][] {
  const types = shapes[shape]!
  const view = new DataView(new ArrayBuffer(8))
  return Array.from({ length: rounds }, (_, round) => {
    fill(exports, types, round)
    const values = exports.load!(from) as readonly unknown[]
    return types.map((type, i) => {
      if (type === 'i64') view.setBigUint64(0, values[i] as bigint, true)
      else if (type === 'f32') view.setFloat32(0, values[i] as number, true)
      else view.setFloat64(0, values[i] as number, true)
      return readOne(view, type, 0)
    })
  })
}
