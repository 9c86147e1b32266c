// Regions of functions that can be resumed, as they are before they are translated (see
// passes/resume/resumable.ts). They stand in the records of their functions, and only so many: a program of
// Go has millions of nodes. Those of a function that has been waiting longest are forgotten first, and
// built again if one of them is entered after all.

import type { FunctionIR } from '../ir/nodes.js'
import { countNodes } from '../ir/walk.js'
import type { FunctionState } from './state.js'

interface Kept {
  readonly state: FunctionState
  readonly size: number
}

/** Regions that have been cut off and wait to be translated, up to a number of nodes. */
export class WaitingRegions {
  /** The longest waiting come first. */
  #kept: Kept[] = []
  #total = 0

  /** @param mostNodes how many are kept, in all functions together */
  constructor(private readonly mostNodes: number) {}

  keep(state: FunctionState, regions: readonly FunctionIR[]): void {
    this.forget(state)
    const size = regions.reduce((sum, { body }) => sum + countNodes(body), 0)
    state.waiting = regions
    this.#kept.push({ state, size })
    this.#total += size
    for (const oldest of [...this.#kept]) {
      if (this.#total <= this.mostNodes || oldest.state === state) break
      this.forget(oldest.state)
    }
  }

  forget(state: FunctionState): void {
    state.waiting = undefined
    const kept = this.#kept.find(one => one.state === state)
    if (kept === undefined) return
    this.#total -= kept.size
    this.#kept = this.#kept.filter(one => one !== kept)
  }
}
