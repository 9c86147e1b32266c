// Modules that once did something else here than on the host engine, each in every way of translating. What was
// wrong stands at their heads.
import { expect, test } from 'vitest'
import { list, read } from '../sources.js'
import { engines } from '../tiers/tiers.js'
import { assemble } from '../wat.js'
import { check } from './cases.js'

const given = { seed: 1, index: 1, maker: 'a person' } as const

test.each(list(['test/differential/regressions'], '.wat'))('%s', async file => {
  const bytes = await assemble(read(file), file)
  for (const engine of engines) {
    const { mismatch, calls } = check({ ...given, bytes, engine })
    expect(mismatch, engine.name).toBeUndefined()
    expect(calls).toBeGreaterThan(4)
  }
})
