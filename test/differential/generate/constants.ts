// Constants, as bytes of code: mostly small numbers and edges, sometimes any bits, NaNs of all kinds among them.
import { isRef, type ValueType } from '#src/wasm/types.js'
import { s, u } from '../../unit/wasm/bytes.js'
import type { Random } from '../random.js'
import { anyFloat, anyI32, anyI64 } from '../values.js'
import type { Shape } from './shape.js'

const little = (value: bigint, count: number): number[] =>
  Array.from({ length: count }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn))

const view = new DataView(new ArrayBuffer(8))

function f32Bits(random: Random): bigint {
  if (random.once(8)) return BigInt(random.word() >>> 0)
  // A NaN, quiet or signalling, of either sign.
  if (random.once(8))
    return BigInt((0x7f80_0001 + random.below(0x7f_ffff) + (random.once(2) ? 2 ** 31 : 0)) >>> 0)
  view.setFloat32(0, anyFloat(random))
  return BigInt(view.getUint32(0))
}

function f64Bits(random: Random): bigint {
  if (random.once(8)) return BigInt.asUintN(64, random.long())
  if (random.once(8))
    return 0x7ff0_0000_0000_0001n + BigInt(random.word() >>> 0) + (random.once(2) ? 1n << 63n : 0n)
  view.setFloat64(0, anyFloat(random))
  return view.getBigUint64(0)
}

/** The instruction that makes some constant. */
export function constantBytes(shape: Shape, type: ValueType): number[] {
  const { random } = shape
  if (type === 'i32') return [0x41, ...s(BigInt(anyI32(random)))]
  if (type === 'i64') return [0x42, ...s(anyI64(random))]
  if (type === 'f32') return [0x43, ...little(f32Bits(random), 4)]
  if (type === 'f64') return [0x44, ...little(f64Bits(random), 8)]
  if (isRef(type) && type.heap === 'func' && !random.once(3)) {
    return [0xd2, ...u(random.below(shape.functions.length))]
  }
  return [0xd0, isRef(type) && type.heap === 'func' ? 0x70 : 0x6f]
}
