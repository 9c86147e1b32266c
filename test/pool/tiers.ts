// The tiers in which pools are tested.
import type { Tier } from '../tiers/tiers.js'

// biome-ignore format: a table
export const poolTiers: readonly Tier[] = [
  ['eager'],
  ['baseline'],
  ['hot'],
  ['default'],
  ['left'],
  ['interpreted'],
  ['alone'],
  ['eager', 'cut 300', 'low blocks'],
  ['eager', 'listeners'],
  ['default', 'deadline'],
]
