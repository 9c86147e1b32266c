// The programs of csmith that `npm test` runs: their seeds and levels. Their wasm is kept, for compilers are not
// everywhere; `npm run csmith -- --rebuild` makes it anew, with csmith 2.3.0 and clang 14.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { here, type Level } from './programs.js'

// biome-ignore format: a table
export const chosen: readonly (readonly [seed: number, level: Level])[] = [
  [2, 'O2'],   [20, 'O0'],  [22, 'O1'],  [24, 'Os'],  [28, 'O2'],
  [29, 'O0'],  [31, 'O1'],  [35, 'Os'],  [58, 'O2'],  [92, 'Os'],
  [241, 'O0'], [250, 'O1'], [281, 'Os'], [285, 'O2'], [297, 'O0'],
  [304, 'O1'], [324, 'Os'], [339, 'O2'], [360, 'O0'], [364, 'O1'],
  // Found that a variable which is written in one round and read in the next must keep its slot (lower/kept.ts).
  [4039, 'O0'],
]

export const fileOf = (seed: number, level: Level): string => join(here, 'wasm', `${seed}.${level}.wasm`)

export const readChosen = (seed: number, level: Level): Uint8Array =>
  new Uint8Array(readFileSync(fileOf(seed, level)))
