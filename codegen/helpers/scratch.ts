// Thirty-two bytes seen as every type, to move bits between types. They hold nothing from one helper call to
// the next. Words are in the order of a little-endian machine, the only order that JavaScript engines run on
// today; helpers check nothing.

const buffer = new ArrayBuffer(32)

export const scratchInt = new Int32Array(buffer)
export const scratchFloat32 = new Float32Array(buffer)
export const scratchFloat64 = new Float64Array(buffer)
export const scratchI64 = new BigInt64Array(buffer)
export const scratchU64 = new BigUint64Array(buffer)
