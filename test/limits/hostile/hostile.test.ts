// A few of the hostile modules; `npm run hostile` tries all of them, in each tier. What translating costs is counted
// (work.ts). What only a process can show, its time and its memory, is held to the limits of judge.ts.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { setVerifier, type Verifier } from '#codegen/ir/verifier.js'
import { judge } from './judge.js'
import { rows } from './rows.js'
import { mostWork, workOf } from './work.js'

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

// What looks behind every stage costs the square of how deep loops nest.
let verifier: Verifier | undefined
beforeAll(() => {
  verifier = setVerifier(undefined)
})
afterAll(() => void setVerifier(verifier))

test.each(representative)('%s: work', { timeout: 120_000 }, name => {
  const bytes = rows[name]!.bytes()
  expect(workOf(bytes)).toBeLessThan(mostWork(bytes))
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
