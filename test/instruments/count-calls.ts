// An instrument that counts how often each function is called, by whomever: a whole one, as an example.
import type { Instrument } from '#codegen/index.js'
import { constant } from '#codegen/ir/nodes.js'
import { ask } from '#codegen/passes/instrument.js'

type Count = (fn: number) => void

/** @param counts by function, in the order of the module */
export function countCalls(counts: number[]): Instrument<{ readonly counted: Count }> {
  const counted: Count = fn => {
    counts[fn] = (counts[fn] ?? 0) + 1
  }
  return {
    name: 'count calls',
    over: 'instructions',
    rewrite(fn, places) {
      const index = constant(fn.index)
      places.atHead([index, ask('counted', [index])])
    },
    values: { counted: () => counted },
    step: () => ({ head: (_, fn) => counted(fn) }),
    // What becomes part of its callers is not called.
    keeps: () => true,
    text: { head: fn => `counted(${fn});` },
  }
}
