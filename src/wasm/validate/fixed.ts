// Most instructions have one type, whatever the module: at most three operands and one result. It is packed
// into a number, so that the validation of such an instruction is one look into an array.
//
//   i32.store8   operands i32 (deepest) i32 (top), no result     0x00_01_01_00
//                                                                third second top result

import { rows, type Signature } from '../ops/index.js'
import { encode } from './codes.js'

const pack = ({ params, results }: Signature): number => {
  const [top = 0, second = 0, third = 0] = params.map(encode).reverse()
  return (third << 24) | (second << 16) | (top << 8) | (results[0] === undefined ? 0 : encode(results[0]))
}

/** The packed types by the row's number; -1 where a row has none. */
export const packed: Int32Array = Int32Array.from(rows, ({ signature }) => (signature ? pack(signature) : -1))
