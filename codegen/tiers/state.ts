// The life of a function, and the record of it. Functions of a lazy module go this way, each for itself; what
// leads from one stage to the next are thresholds of tuning.ts:
//
//   stub ──called──▶ baseline ──called often, when the instance is old enough──▶ optimised
//
// Functions that the baseline translator does not take, and all of a module with an instrument that has no
// texts for it, go another way:
//
//   stub ──called──▶ interpreted ──budget used up──▶ optimised
//                      │    │                          ▲
//                      │    └─a loop goes on and on──▶ its present call ends in an OSR entry of that loop
//                      │
//                      └─too large for the engine─▶ profiling ──steps──▶ optimised, cut by its counts
//                                                     │                    └─regions called too often─▶ again
//                                                     └─one call takes too long──▶ it ends at an OSR exit
//
// A function of Go that is too large is optimised in regions, each translated when it is first entered. In a
// module that is not lazy all functions are optimised from the start, and cut by their size.
//
// A record belongs to the code that all instances of a module share, never to an instance: what one of them
// has found out the others need not find out again.

import type { FunctionIR } from '../ir/nodes.js'
import type { Counts } from '../passes/outline/cold.js'
import type { Translated } from './text.js'

/** How far a function has come in any of the instances. Its newest text is that of its stage. */
export type Stage = 'stub' | 'interpreted' | 'baseline' | 'profiling' | 'optimised'

export class FunctionState {
  stage: Stage = 'stub'
  /** The newest text; none as long as nobody has wanted it, and when another has become due. */
  text: Translated | undefined = undefined
  /** Whether a text of the baseline translator will not do any more. */
  isHot = false
  /** The counts of the text that is profiling, which go on; element 0 is free for others. */
  counting: Int32Array | undefined = undefined
  /** The counts that the function is cut by, once they are known. */
  counts: Counts | undefined = undefined
  /** How often the function was cut anew because its regions were called too often. */
  revision = 0
  /** Regions that are translated when they are entered; see waiting.ts. */
  waiting: readonly FunctionIR[] | undefined = undefined
  /** Other functions, interpreted themselves, that this one often called while it was interpreted. */
  hotCallees: ReadonlySet<number> | undefined = undefined
  /** The place in the order in which functions were promoted: 1 for the first of a program, 0 for none. */
  promotion = 0

  constructor(readonly index: number) {}

  setText(text: Translated): void {
    this.text = text
    this.stage = text.baseline ? 'baseline' : text.counts === undefined ? 'optimised' : 'profiling'
  }

  /** Wants a text that all passes have made, when it is next asked for. */
  heat(): void {
    this.isHot = true
    this.text = undefined
  }

  /** Cuts the function by other counts, when its text is next wanted. */
  cutBy(counts: Counts): void {
    this.counts = counts
    this.text = undefined
  }
}

/** Results of earlier runs of the same module. */
export interface Earlier {
  readonly translated: ReadonlyMap<number, Translated>
  /** Functions that were promoted, in that order. */
  readonly called: Iterable<number>
}

/** The records of a program, made as they are wanted: most functions of a large module never run. */
export class FunctionStates {
  readonly #states = new Map<number, FunctionState>()
  #promotions = 0

  constructor(earlier?: Earlier) {
    for (const [index, text] of earlier?.translated ?? []) this.of(index).setText(text)
    for (const index of earlier?.called ?? []) this.promote(index)
  }

  /** The record of a function, by its index (imports counted). */
  of(index: number): FunctionState {
    let state = this.#states.get(index)
    if (state === undefined) {
      state = new FunctionState(index)
      this.#states.set(index, state)
    }
    return state
  }

  /** The record of a function that something has happened to. */
  find(index: number): FunctionState | undefined {
    return this.#states.get(index)
  }

  /**
   * Notes that a function has been put in the place of its stub, or left in a loop: it stands in the closure
   * from the start in other instances, and in other runs.
   */
  promote(index: number): void {
    const state = this.of(index)
    if (state.promotion === 0) state.promotion = ++this.#promotions
  }

  isPromoted(index: number): boolean {
    return (this.#states.get(index)?.promotion ?? 0) > 0
  }

  /** How many functions have been promoted. */
  get promotions(): number {
    return this.#promotions
  }

  /** The functions that have been promoted, in that order. */
  promoted(): readonly number[] {
    const states = [...this.#states.values()].filter(({ promotion }) => promotion > 0)
    return states.sort((a, b) => a.promotion - b.promotion).map(({ index }) => index)
  }

  /** The newest text of each function that has one. */
  *texts(): Iterable<readonly [index: number, text: Translated]> {
    for (const { index, text } of this.#states.values()) if (text !== undefined) yield [index, text]
  }
}
