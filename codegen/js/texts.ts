// Texts that instruments (passes/instrument.ts) have for a translator that makes text of bytes, without
// nodes: it asks at the same places, and puts statements there.

import type { Instruction } from '../../src/wasm/binary/instructions.js'

/** The work of what runs, counted in ticks, about one for each operation. */
export interface Cost {
  /** One run, loops within counted as nothing. */
  readonly weight: number
  /** Whether others run before it is over. */
  readonly calls: boolean
  /** Whether no loop stands in it. */
  readonly isInnermost: boolean
}

/** A loop, as an instrument is offered it. */
export interface LoopCost extends Cost {
  /** The loop around it in the same function. */
  readonly outer: LoopCost | undefined
  /** A label that the instrument may give to a loop of its own. */
  readonly label: string
}

/** Statements around a loop, and in it. */
export interface LoopTexts {
  /** Variables of the function that they name; they begin as 0. */
  readonly variables?: readonly string[]
  /** Before the loop, and where its end is reached. */
  readonly before?: string
  readonly after?: string
  /** Around the loop, such as another one that it stands in. */
  readonly open?: string
  readonly close?: string
  /** Where every round begins. */
  readonly head?: string
  /** Before a jump that leaves the loop. */
  readonly leave?: string
  /** Before and behind a call of a part of the loop that has become a function. */
  readonly setDown?: string
  readonly takeUp?: string
}

/** A function that does an instruction: the text before its operands, and behind them. */
export type InsteadText = readonly [before: string, behind: string]

/** JavaScript for a translator without nodes, where it asks for it. */
export interface Texts {
  /** Statements at the head of a function. */
  head?(fn: number, cost: Cost): string
  loop?(loop: LoopCost): LoopTexts
  /** By the name of an instruction, a call of a function or what is done to a whole memory or table. */
  readonly instead?: Readonly<Record<string, (instruction: Instruction) => InsteadText | undefined>>
}
