// The result registers. A JavaScript function returns one value, a wasm function any number of words. Word
// 0 is what the function returns; word k is left at index k of the array of its kind and read at once after
// the call.
//
//   (func (result i64))      return low, with the high word in resultInt[1]
//   (func (result i32 f64))  return the i32, with the f64 in resultFloat[1]
//
// The arrays are shared by everything in the process, so that instances can call each other. A word is never
// kept there over a call; that is why one register for each index is enough.

/** i32, and the halves of i64. */
export const resultInt = new Int32Array(4096)

/** f32 and f64. */
export const resultFloat = new Float64Array(4096)

/** References. */
export const resultRef: unknown[] = []
