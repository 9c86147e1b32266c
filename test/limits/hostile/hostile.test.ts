// A few of the hostile modules; `npm run hostile` tries all of them, in each tier. What translating costs is counted,
// in the work that it tells a deadline of, so that it does not depend on the machine: a fixed multiple of the module's
// bytes. What only a process can show, its time and its memory, is held to the limits of judge.ts.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setVerifier, type Verifier } from '#codegen/ir/verifier.js'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { judge } from './judge.js'
import { rows } from './rows.js'

/** So much work lies between two looks at the clock, and so much each byte may cost; most rows cost a tenth. */
const look = 10_000
const mostPerByte = 200

/** What is translated once at least, however small the module. */
const always = 300_000

/** Whose cost could be that of one thing times another: variables, loops, cases, callers, conditions, operands. */
const representative = [
  '50000 locals of i64, unused, in each function',
  '49000 locals and thirty calls of itself',
  'functions with 50000 locals of i64 taken in',
  'functions that call themselves in a loop',
  'a thousand loops in each other, thirty times',
  'loops that each go round once more',
  'blocks in each other, each with a result',
  'loops that go round of 6 values of i64',
  '1000 values of i64 and many br_if',
  'i64 handed back in 800 loops',
  'i64 under conditions in each other',
  'a ladder of rungs',
  'a state machine with states everywhere',
] as const

/** The work of translating all of a module. */
function workOf(bytes: Uint8Array): number {
  let looks = 0
  const deadline = { overdue: () => ++looks }
  const module = moduleFor(compile(bytes, { lazy: 'never', deadline }))
  new WebAssembly.Instance(module)
  return looks * look
}

// What looks behind every stage costs the square of how deep loops nest.
let verifier: Verifier | undefined
beforeAll(() => {
  verifier = setVerifier(undefined)
})
afterAll(() => void setVerifier(verifier))

test.each(representative)('%s: work', { timeout: 120_000 }, name => {
  const bytes = rows[name]!.bytes()
  expect(workOf(bytes)).toBeLessThan(mostPerByte * bytes.length + always)
})

test.each([
  '49000 locals and a call of itself',
  'a thousand loops in each other, thirty times',
  'i64 under conditions in each other',
])('%s: time and memory', { timeout: 120_000 }, name => {
  const { native, judged } = judge(rows[name]!, ['usual'])
  expect(native).toHaveProperty('outcome')
  expect(judged.map(({ way, fault }) => ({ way, fault }))).toEqual([{ way: 'usual', fault: undefined }])
})
