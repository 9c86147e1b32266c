// What happens to a function between building and lowering, in this order. Each pass says what holds after
// it.

import type { FunctionIR } from '../ir/nodes.js'
import type { Behind } from '../ir/verifier.js'
import { fitAddresses } from './address.js'
import { removeDead } from './dead.js'
import { relaxFloats } from './float.js'
import { splitWide } from './wide/index.js'

export type Pass = (fn: FunctionIR) => void

export const passes: readonly Pass[] = [
  splitWide, //   every node is of one word
  removeDead, //  every value is used or has an effect; uses are counted
  relaxFloats, // an f32 access whose NaN bits do not matter is `plain`
  fitAddresses, // an access whose address cannot be too large for a word is marked
]

/** What holds behind each of them. */
export const behindPasses: readonly Behind[] = passes.map(({ name }, i) => {
  const done = passes.slice(0, i + 1)
  return { name, split: done.includes(splitWide), counted: done.includes(removeDead) }
})
