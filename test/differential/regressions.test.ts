// Modules that once did something else here than on the host engine, each in every way of translating. What was
// wrong stands at their heads.
import { expect, test } from 'vitest'
import { list, read } from '../sources.js'
import { engines } from '../tiers/tiers.js'
import { assemble } from '../wat.js'
import { compareWith } from './cases.js'

test.each(list(['test/differential/regressions'], '.wat'))('%s', async file => {
  const bytes = await assemble(read(file), file)
  for (const engine of engines) {
    const { mismatch, calls } = compareWith(engine, bytes)
    expect(mismatch, engine.name).toBeUndefined()
    expect(calls).toBeGreaterThan(4)
  }
})
