// Some of what `npm run garbage` tries by the hundred thousand.
import { expect, test } from 'vitest'
import { judge, type Verdict } from './judge.js'
import { makeGarbage, readSeeds } from './mutate.js'

test('damaged modules are rejected, fail to link, or run', () => {
  const seeds = readSeeds()
  const counts: Partial<Record<Verdict, number>> = {}
  for (let index = 0; index < 2000; index++) {
    const verdict = judge(makeGarbage(seeds, 20, index))
    counts[verdict] = (counts[verdict] ?? 0) + 1
  }
  expect(counts.rejected).toBeGreaterThan(500)
  expect(counts.ran).toBeGreaterThan(100)
}, 120_000)
