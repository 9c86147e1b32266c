// Values that cross the boundary: those given to functions, chosen near the edges of their types, and those that
// come back, written as text so that values of two engines can be compared.
import type { ValueType } from '#src/wasm/types.js'
import type { Random } from './random.js'

const integers = [
  0, 1, 2, 3, 5, 7, 8, 31, 32, 33, 63, 64, 100, 127, 128, 255, 256, 32767, 32768, 65535, 65536,
]
const edges32 = [2147483647, -2147483648, 0x7fff8000, -65536, 1000003, 0x12345678, -0x12345679]
const edges64 = [
  ...[0x7fff_ffffn, 0x8000_0000n, 0xffff_ffffn, 0x1_0000_0000n, 0x1_ffff_ffffn, 0x7fff_ffff_ffff_ffffn],
  ...[-0x8000_0000_0000_0000n, -0x8000_0000n, -0x1_0000_0000n, 0x1234_5678_9abc_def0n, 0x20_0000_0000_0001n],
]
const fractions = [
  0.5,
  1.5,
  2.5,
  0.1,
  1e-10,
  1e10,
  1e300,
  5e-324,
  2 ** -149,
  2 ** -126,
  3.4028234663852886e38,
]
const edgesFloat = [
  ...[NaN, Infinity, 2 ** 31, 2 ** 32, 2 ** 63, 2 ** 64, 2 ** 31 - 1, 2 ** 31 - 0.5, 2 ** 32 - 1, 16777217],
  ...[2 ** 63 - 1024, 2 ** 64 - 2048, 9007199254740992, 1.7976931348623157e308, 0, 4503599627370495.5],
]

export function anyI32(random: Random): number {
  const kind = random.below(8)
  if (kind === 0) return random.word()
  if (kind < 3) return random.pick(edges32)
  return random.pick(integers) * (random.once(4) ? -1 : 1) + (random.once(6) ? random.between(-1, 1) : 0)
}

export function anyI64(random: Random): bigint {
  const kind = random.below(8)
  if (kind === 0) return random.long()
  if (kind < 4) return BigInt.asIntN(64, random.pick(edges64) + BigInt(random.between(-1, 1)))
  if (kind === 4) return BigInt.asIntN(64, BigInt(anyI32(random)) << BigInt(random.below(64)))
  return BigInt(anyI32(random))
}

export function anyFloat(random: Random): number {
  const kind = random.below(8)
  const sign = random.once(3) ? -1 : 1
  if (kind === 0) return random.word() * 2 ** random.between(-60, 60)
  if (kind < 3) return sign * random.pick(edgesFloat)
  if (kind < 5) return sign * random.pick(fractions)
  return sign * random.pick(integers)
}

/** Values of the host, the same for all engines. */
const things: readonly unknown[] = [null, undefined, 7, 'text', true, 12n, { thing: 1 }, Symbol('thing')]

/** A value for a parameter or a result. `functions` are those that a funcref can be. */
export function anyValue(random: Random, type: ValueType, functions: readonly unknown[]): unknown {
  if (type === 'i32') return anyI32(random)
  if (type === 'i64') return anyI64(random)
  if (type === 'f32') return Math.fround(anyFloat(random))
  if (type === 'f64') return anyFloat(random)
  if (type === 'v128') throw new TypeError('a vector cannot cross the boundary')
  if (type.heap === 'extern') return random.pick(things)
  return functions.length === 0 || random.once(3) ? null : random.pick(functions)
}

/** What two engines must agree on. A function of wasm bears its number as its name. */
export function show(value: unknown): string {
  if (Object.is(value, -0)) return '-0'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value === 'function') return `function ${value.name}`
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`
  if (typeof value === 'object' && value !== null) return `thing ${things.indexOf(value)}`
  return String(value)
}
