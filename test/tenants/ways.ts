// The ways of translating in which instances share code, and those in which the first one does not.
import { type Engine, ours, type Tier } from '../tiers/tiers.js'

// biome-ignore format: a table
export const ways: readonly Tier[] = [
  ['default'],
  ['default', 'shared'],
  ['eager'],
  ['eager', 'shared'],
  ['eager', 'shared', 'deadline'],
  ['eager', 'shared', 'listeners'],
  ['eager', 'shared', 'cut 300'],
  ['baseline', 'shared'],
  ['hot', 'shared'],
  ['first call', 'shared'],
  ['interpreted'],
  ['interpreted', 'shared'],
  ['interpreted', 'shared', 'listeners'],
  ['alone'],
  ['alone', 'deadline'],
  ['left', 'shared'],
  ['left', 'shared', 'deadline', 'listeners'],
  ['left later', 'shared', 'cut 300', 'profile'],
]

export const engines: readonly Engine[] = ways.map(ours)
