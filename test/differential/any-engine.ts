// Which engine of ours a generated module is tried on: any, by its number.
import { type Engine, ours, type Tier, type Way } from '../tiers/tiers.js'
import type { Random } from './random.js'

const starts = ['first call', 'interpreted', 'left', 'left later', 'default'] as const
const sizes = ['cut 300', 'cut 600', 'cut 800', 'cut 1000', 'cut 1500'] as const

/** One of the words, once in `count` times. */
const perhaps = (random: Random, count: number, words: readonly Way[]): Tier =>
  random.once(count) ? [random.pick(words)] : []

/** Mostly the plain ways, for they are what everybody uses. */
export function anyOurs(random: Random): Engine {
  const start = random.pick(['eager', random.pick(starts)] as const)
  return ours([
    start,
    ...perhaps(random, 4, ['low blocks']),
    ...perhaps(random, 3, sizes),
    ...perhaps(random, 2, ['trial']),
    ...perhaps(random, 8, ['deadline']),
    ...perhaps(random, 8, ['listeners']),
  ])
}
