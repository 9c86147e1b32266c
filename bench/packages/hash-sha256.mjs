// SHA-256 of hash-wasm, from C: i32 arithmetic, many rotations.

import { hashCase } from './lib/hash.mjs'

export const { dependencies, load, work } = hashCase('createSHA256', 1_000_000)
