// Some of what `npm run garbage` tries by the hundred thousand.
import { expect, test } from 'vitest'
import { Random } from '../differential/random.js'
import { readCorpus } from './corpus.js'
import { examine, type Outcome } from './examine.js'
import { makeGarbage } from './mutate.js'

const seed = 20

test('damaged modules are rejected, fail to link, or run', () => {
  const corpus = readCorpus()
  const counts: Partial<Record<Outcome, number>> = {}
  for (let index = 0; index < 2000; index++) {
    const random = new Random(seed, index)
    const { outcome, fault } = examine(makeGarbage(corpus, random), random)
    expect(fault, `npm run garbage -- --seed ${seed} --only ${index}`).toBeUndefined()
    counts[outcome] = (counts[outcome] ?? 0) + 1
  }
  expect(counts.rejected).toBeGreaterThan(500)
  expect(counts.ran).toBeGreaterThan(100)
}, 120_000)
