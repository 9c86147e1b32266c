// The locals that a function declares. A few bytes can declare 50,000, of which nobody uses most: so a
// variable is made of each when it is first used, and all that is kept of the others is their type, by runs.

import type { LocalRun } from '../../src/wasm/module.js'
import { type FunctionIR, makeDeclared, nodeType, type Type, type Variable } from './nodes.js'

/** The types of locals by their index, those of the parameters aside. */
export class LocalTypes {
  /** Where each run ends. */
  private readonly ends: number[] = []
  readonly count: number

  /** @param params how many locals come before the first run */
  constructor(
    params: number,
    private readonly runs: readonly LocalRun[],
  ) {
    let end = params
    for (const { count } of runs) this.ends.push((end += count))
    this.count = end
  }

  of(index: number): Type {
    const { ends, runs } = this
    let [low, high] = [0, ends.length - 1]
    while (low < high) {
      const middle = (low + high) >> 1
      if (index < ends[middle]!) high = middle
      else low = middle + 1
    }
    return nodeType(runs[low]!.type)
  }
}

/** Keeps the numbers of a function's locals for the variables that they may become. */
export function reserveLocals(fn: FunctionIR, { count }: LocalTypes): void {
  fn.variableCount = count
  fn.localCount = count
}

/** The variable of a local that is used for the first time. */
export const declareLocal = (fn: FunctionIR, types: LocalTypes, index: number): Variable =>
  makeDeclared(fn, types.of(index), index)

/** Puts variables into the order of their numbers, whichever was used first. */
export function orderVariables({ variables }: FunctionIR): void {
  variables.sort((a, b) => a.id - b.id)
}
