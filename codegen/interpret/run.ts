// Runs flat code. A call of another function leaves the interpreter, whatever that function is: it is called
// as generated code calls it, and may be interpreted in turn.

import { type Flat, steps } from './flat.js'
import { I, type Machine, machine, pop, push, write } from './machine.js'
import { gone, left, takeResults } from './steps/control.js'

/** Steps until the function ends; gives its first result word. */
function stepThrough(code: Int32Array, start: number, frame: number): unknown {
  let at = start
  do at = steps[code[at]!]!(code, at, frame)
  while (at >= 0)
  return at === gone ? left : takeResults(code, ~at + 1, frame)
}

/** Calls a function of an instance with words, for which there must be room; see `hasRoom`. */
export function run(owner: Machine, flat: Flat, words: readonly unknown[]): unknown {
  const before = machine
  const frame = push(owner, flat.words)
  const { params } = flat
  for (let i = 0; i < params.length; i++) write(params[i]!, frame, words[i] as number)
  I.fill(0, frame + flat.zeros, frame + flat.locals)
  try {
    return stepThrough(flat.code, flat.start, frame)
  } finally {
    pop(frame, before)
  }
}
