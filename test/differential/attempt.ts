// Records what a module does on an engine of ours, for a limited time.
import { drawn } from './any-engine.js'
import { endsWithin } from './bounded.js'
import { record } from './compare.js'
import type { Answer, Order } from './jitless.js'

export function attempt({ bytes, seed, draw, milliseconds }: Order): Answer {
  let answer: Answer = 'endless'
  try {
    endsWithin(milliseconds, () => {
      answer = record(drawn(draw), bytes, seed)
    })
  } catch (error) {
    return { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
  return answer
}
