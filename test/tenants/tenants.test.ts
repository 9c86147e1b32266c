// Instances that share code are told apart, whoever calls whom, and wherever the stack ends. `npm run tenants`
// does the same many times.
import { describe, expect, test } from 'vitest'
import { reference } from '../tiers/tiers.js'
import { provoke } from './overflow.js'
import { walk } from './walk.js'
import { engines } from './ways.js'

const walks = 12
const depths = 60

describe('a walk over instances is that of the host', () => {
  const expected = Array.from({ length: walks }, (_, seed) => walk(reference, seed))
  test.each(engines)('$name', engine => {
    for (const [seed, lines] of expected.entries())
      expect([seed, ...walk(engine, seed)]).toEqual([seed, ...lines])
  })

  test('it is worth following', () => {
    const all = expected.flat().join('\n')
    for (const seen of ['!! host', '!! memory access', '!! indirect call', '-> ', 'next'])
      expect(all).toContain(seen)
    expect(all).not.toMatch(/: [1-9]\d* faults/)
  })
})

describe('the stack ends, and nothing of one instance is seen by another', () => {
  test.each(engines)('$name', engine => {
    const { ended, faults } = provoke(engine, depths)
    expect(faults).toEqual([])
    expect(ended).toBeGreaterThan(0)
  })
})
