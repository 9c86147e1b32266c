// The globals of an instance for those who stand outside its closure: the interpreter, and a pool that makes
// an instance what it was. Those that are variables of the closure are read and written by functions that are
// evaluated within it; all others have boxes.

import type { GlobalType } from '../src/wasm/types.js'
import { wordName, wordsOf } from './abi.js'
import type { Global } from './interpret/machine.js'
import type { Program } from './program.js'

/** A global that is a variable of the closure, or two. */
function accessor(index: number, { type }: GlobalType): string {
  const word = (number: 0 | 1, variable: string): string =>
    `get${number}: () => ${variable}, set${number}: word => { ${variable} = word }`
  const last = wordsOf(type).length - 1
  return `{ ${word(0, `g${index}`)}, ${word(1, wordName(`g${index}`, last))} }`
}

/** The globals that are variables, and change. */
const variables = ({ module, facts }: Program): readonly number[] =>
  module.globals.flatMap(({ type }, i) => (type.mutable && !facts.boxed[i] ? [i] : []))

/** An expression of the closure: a list of those that are variables. */
export function accessorsText(program: Program): string {
  const { globals } = program.module
  return `[${variables(program)
    .map(i => accessor(i, globals[i]!.type))
    .join(', ')}]`
}

/** Those that are variables, by their index; `evaluate` gives the value of an expression of the closure. */
export function accessorsOf(
  program: Program,
  evaluate: (text: string) => unknown,
): ReadonlyMap<number, Global> {
  const own = variables(program)
  if (own.length === 0) return new Map()
  const made = evaluate(accessorsText(program)) as readonly Global[]
  return new Map(own.map((index, i) => [index, made[i]!]))
}

/** All globals: boxes, and in the place of some of them what has been evaluated. */
export function joinGlobals(
  boxes: readonly Global[],
  accessors: ReadonlyMap<number, Global>,
): readonly Global[] {
  const globals = boxes.slice()
  for (const [index, global] of accessors) globals[index] = global
  return globals
}
