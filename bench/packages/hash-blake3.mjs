// BLAKE3 of hash-wasm, from C: rotations over a block that is unrolled into one large function.

import { hashCase } from './lib/hash.mjs'

export const { dependencies, load, work } = hashCase('createBLAKE3', 500_000)
