// Numbers of one word, and floats: a step says what an instruction does to its slots. Its code is
//
//   number  result  operand  operand
//
// where all but the number are positions in the frame. `c` is the code, `p` the position of the instruction
// in it, `f` the frame; what comes back is the position of the next instruction.
//
// Instructions that have a form, as data that both translators read, have a step that is made of it
// (formed.ts). The others stand here: those that each translator writes in a way of its own, and those that
// change a sign, which they do by words, since V8's interpreter would make a signalling NaN quiet.

import type { Present, WideName } from '../../../src/wasm/ops/index.js'
import type { numeric } from '../../../src/wasm/ops/numeric.js'
import { I } from '../machine.js'
import { formedSteps } from './formed.js'
import type { Step } from './step.js'

type Constant = Extract<keyof typeof numeric, `${string}.const`>

/** Steps that are written by hand. */
// biome-ignore format: a table
export const ownSteps = {
  'i32.eqz':      (c, p, f) => { I[f + c[p + 1]!] = I[f + c[p + 2]!]! === 0 ? 1 : 0; return p + 3 },
  'i32.rotl':     (c, p, f) => { const x = I[f + c[p + 2]!]!; const n = I[f + c[p + 3]!]!; I[f + c[p + 1]!] = (x << n) | (x >>> (32 - n)); return p + 4 },
  'i32.rotr':     (c, p, f) => { const x = I[f + c[p + 2]!]!; const n = I[f + c[p + 3]!]!; I[f + c[p + 1]!] = (x >>> n) | (x << (32 - n)); return p + 4 },
  'f64.abs':      (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; I[d + 1] = I[a + 1]! & 0x7fffffff; I[d] = I[a]!; return p + 3 },
  'f64.neg':      (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!; I[d + 1] = I[a + 1]! ^ -0x80000000; I[d] = I[a]!; return p + 3 },
  'f64.copysign': (c, p, f) => { const d = f + c[p + 1]!, a = f + c[p + 2]!, b = f + c[p + 3]!; I[d + 1] = (I[a + 1]! & 0x7fffffff) | (I[b + 1]! & -0x80000000); I[d] = I[a]!; return p + 4 },
} satisfies Readonly<Record<string, Step>>

export const numericSteps: Readonly<Record<Exclude<Present<typeof numeric>, WideName | Constant>, Step>> = {
  ...formedSteps,
  ...ownSteps,
}
