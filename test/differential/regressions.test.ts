// Modules that once did something else here than on the host engine, each in every way of translating. What was
// wrong stands at their heads.
import { expect, test } from 'vitest'
import { list, read } from '../sources.js'
import { assemble } from '../wat.js'
import { check } from './cases.js'
import { ours, type Ways } from './engines.js'

const ways: readonly Partial<Ways>[] = [
  ...[{}, { lazy: true }, { flat: true }, { cut: true }, { flat: true, cut: true }],
  ...[{ timed: true }, { listened: true }, { flat: true, timed: true }],
]

const given = { seed: 1, index: 1, maker: 'a person' } as const

test.each(list(['test/differential/regressions'], '.wat'))('%s', async file => {
  const bytes = await assemble(read(file), file)
  for (const way of ways) {
    const { mismatch, calls } = check({ ...given, bytes, engine: ours(way) })
    expect(mismatch).toBeUndefined()
    expect(calls).toBeGreaterThan(4)
  }
})
