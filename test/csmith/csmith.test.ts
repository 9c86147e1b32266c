// Some programs of csmith through all tiers. `npm run csmith` makes and runs as many as are asked for.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { observeWithin } from '../tiers/bounded.js'
import { differences } from '../tiers/differences.js'
import { type Jitless, openJitless } from '../tiers/jitless.js'
import { reference } from '../tiers/tiers.js'
import { chosen, readChosen } from './chosen.js'
import { programOf } from './programs.js'

/** In milliseconds, on a busy machine. */
const patience = 60_000

let jitless: Jitless | undefined

beforeAll(async () => {
  jitless = await openJitless()
})

afterAll(() => jitless?.close())

test.each(chosen)('seed %i at -%s', { timeout: 10 * patience }, async (seed, level) => {
  const program = programOf(readChosen(seed, level))
  const lines = observeWithin(reference, program, patience)
  expect(lines.filter(line => line.startsWith('run() = ')).length).toBe(2)
  expect(lines.length).toBeGreaterThan(30)
  expect(await differences(program, lines, { jitless })).toEqual([])
})
