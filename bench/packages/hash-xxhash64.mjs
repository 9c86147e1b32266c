// xxHash64 of hash-wasm, from C: multiplications of i64.

import { hashCase } from './lib/hash.mjs'

export const { dependencies, load, work } = hashCase('createXXHash64', 4_000_000)
