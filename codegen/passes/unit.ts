// A function on its way through the passes, with what is known of it and what is asked for.

import type { Module } from '../../src/wasm/module.js'
import type { FunctionIR } from '../ir/nodes.js'
import type { Tuning } from '../tiers/tuning.js'
import type { LoopPlace } from './entry/loop.js'
import type { Instrument } from './instrument.js'
import type { Counts } from './outline/cold.js'
import { findResumable, type Numbers, type Resumable } from './resume/resume.js'

/** The product that is asked for, and all that passes must know for it. */
export interface Asked {
  readonly tuning: Tuning
  /** How many bytes of bytecode a function may come to. */
  readonly largest: number
  /** The instruments that rewrite it, in this order. */
  readonly instruments: readonly Instrument[]
  /** Functions that never return 0. */
  readonly panics: Numbers
  /** Whether it is to count what it runs, and what it has counted before. */
  readonly counts: boolean
  readonly counted: Counts | undefined
  /** Where it is entered, if not at its beginning. */
  readonly loop?: LoopPlace | undefined
  readonly exit?: number | undefined
}

/** A function on its way, with what is known of it. */
export interface Unit {
  readonly module: Module
  readonly asked: Asked
  /** The function, or what a pass has put in its place. */
  fn: FunctionIR
  /**
   * The regions that have been cut off. Variables are shared with them: their uses are counted when they
   * are printed.
   */
  regions: readonly FunctionIR[]
  /** How it can be resumed, if it can. */
  readonly found: Resumable | undefined
  isStructured: boolean
  /** Whether it has been cut where it is resumed. */
  isResumed: boolean
  /** How many counts it has, as numbers of an array. */
  places: number
  /** The words of the interpreter's frame to call it with, where it is entered at a loop. */
  words: readonly number[] | undefined
  /** Passes that it has been through, by their names. */
  readonly done: Set<string>
  /** The properties that hold of its nodes. */
  holds: { readonly split: boolean; readonly counted: boolean }
}

/** A function as it has been built. */
export const asBuilt = (fn: FunctionIR, module: Module, asked: Asked): Unit => ({
  ...{ module, asked, fn },
  regions: [],
  found: findResumable(fn),
  isStructured: false,
  isResumed: false,
  places: 0,
  words: undefined,
  done: new Set(),
  holds: { split: false, counted: false },
})

/** A region of a function, which passes have been over. */
export const asRegion = (unit: Pick<Unit, 'module' | 'asked'>, region: FunctionIR): Unit => ({
  ...asBuilt(region, unit.module, unit.asked),
  found: undefined,
  holds: { split: true, counted: false },
})
