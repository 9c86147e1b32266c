// MD5 of hash-wasm, from C: i32 arithmetic.

import { hashCase } from './lib/hash.mjs'

export const { dependencies, load, work } = hashCase('createMD5', 1_000_000)
