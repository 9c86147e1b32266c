// A part of `npm run pools`.
import { expect, test } from 'vitest'
import { rounds } from './rounds.js'
import { poolTiers } from './tiers.js'

test.each(poolTiers)('random requests: %j', async (...tier) => {
  const seed = Math.floor(Math.random() * 2 ** 31)
  expect(await rounds(tier, seed, 60)).toBe(undefined)
})
