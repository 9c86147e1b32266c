// Instruments: what watches a guest or holds it, by rewriting its code where the guest is compiled with
// one. An instrument is one file. It is offered places (places.ts) and puts nodes there; what its code
// needs of the closure it names, and gives for each instance. In interpreted code it has one step for all
// heads, and other code in the place of instructions. A program without instruments has no trace of any.
//
//   at the head of a loop      L1: for (;;) { ticks = ticks - 9 | 0; if (ticks < 0) ticks = overdue(); …
//   in the place of a call     L.calls[3](a, b)
//
// The nodes that it can put anywhere: `get state`, `set state` for its variables, `ask` for a call of a value
// that it gives, `call by` for a call by way of one.

import { importedCount, type Module } from '../../src/wasm/module.js'
import type { Code } from '../abi.js'
import type { Steps } from '../interpret/hooks.js'
import type { Memory, Table } from '../interpret/machine.js'
import { Effects } from '../ir/effects.js'
import { type FunctionIR, makeOwn, type Node, withEffect } from '../ir/nodes.js'
import type { Type } from '../ir/ops.js'
import { nameOf } from '../js/helper.js'
import type { Texts } from '../js/texts.js'
import type { Tuning } from '../tiers/tuning.js'
import { Places } from './places.js'

/** Values by the names under which the code of an instrument finds them. */
export type Values = Readonly<Record<string, unknown>>

/** An instance, as an instrument sees it while it is made. */
export interface Instrumented {
  readonly memories: readonly (Memory & {
    readonly buffer: ArrayBufferLike
    /** Shows it to others than generated code, where that is for a time only. */
    readonly shown: (() => { readonly buffer: ArrayBufferLike }) | undefined
  })[]
  readonly tables: readonly Table[]
  /** Data segments; a dropped one is empty. Element segments likewise. */
  readonly data: readonly Uint8Array[]
  readonly elements: readonly (readonly unknown[])[]
  /** The imported functions, as values. */
  readonly imports: readonly object[]
  readonly tuning: Tuning
  /** Whether others have the same code. */
  readonly isShared: boolean
  /** How many functions of the program have been put in the place of their stubs. */
  promotions(): number
  /** Code that calls what is not ours, so that the instance goes on as the one that runs; see shared/. */
  outward<Words extends readonly never[], Result>(
    code: (...words: Words) => Result,
  ): (...words: Words) => Result
  /** Whoever decides how long the instance may go on; `own` does so for all instances of the module. */
  supervise(own: Asked | undefined): Asked
  /** The code of a function; looked up at each call, since a stub may have been replaced. */
  code(index: number): Code
}

/** Asked whether a guest may go on: it throws, or gives how many ticks may pass until it is asked again. */
interface Asked {
  overdue(): number
}

/** Something that watches or limits a running module, in one file. */
export interface Instrument<Given extends Values = Values> {
  readonly name: string
  /**
   * The functions that it goes over. `instructions`: each function as it has been built, once. `rounds`:
   * the function when its loops have come to be; one that is cut, or entered within, is gone over region by
   * region.
   */
  readonly over: 'instructions' | 'rounds'
  rewrite(fn: FunctionIR, places: Places): void
  /** Variables of the closure, each a word, and what they begin as. */
  readonly state?: Readonly<Record<string, number>>
  /** Values that the code finds in the closure besides, made for each instance. */
  readonly values?: { readonly [Name in keyof Given]: (instance: Instrumented) => Given[Name] }
  /** The steps of interpreted code. Without it nothing is interpreted. */
  step?(instance: Instrumented, values: Given): Steps
  /** The code by which tables, exports and the host know a function, if that is not its own. */
  reference?(values: Given, index: number): Code | undefined
  /** Whether the calls of a function stay calls: small ones become part of their callers else. */
  keeps?(index: number): boolean
  /**
   * Asked now and then while the host works for a guest, as in translating: for an instance, if there are
   * values, or for the module alone. What it throws ends that.
   */
  interrupt?(values?: Given): void
  /** The texts that a translator without nodes puts at the same places. */
  readonly text?: Texts
}

/** An instrument, as it is in one instance. */
export interface Attached {
  readonly values: Values
  readonly steps: Steps | undefined
  reference(index: number): Code | undefined
  /** Asked now and then while the host works for the instance. */
  interrupt(): void
}

/** Brings an instrument to an instance. */
export function attach(instrument: Instrument, instance: Instrumented): Attached {
  const made = Object.entries(instrument.values ?? {}).map(([name, make]) => [name, make(instance)])
  const values: Values = Object.fromEntries(made)
  return {
    values,
    steps: instrument.step?.(instance, values),
    reference: index => instrument.reference?.(values, index),
    interrupt: () => instrument.interrupt?.(values),
  }
}

/** Asks all instruments that can be asked whether work for the guest may go on. */
export function interruptOf(instruments: readonly Instrument[]): (() => void) | undefined {
  const asked = instruments.filter(({ interrupt }) => interrupt !== undefined)
  if (asked.length === 0) return undefined
  return () => {
    for (const one of asked) one.interrupt!()
  }
}

/** Lets instruments rewrite a function, one after the other. */
export function instrument(instruments: readonly Instrument[], fn: FunctionIR, module: Module): void {
  for (const one of instruments) {
    const places = new Places(fn, importedCount(module, 'func'))
    one.rewrite(fn, places)
    places.apply()
  }
}

/** Reads a variable of the closure. */
export const getState = (name: string): Node => named(makeOwn('get state'), name)

/** Writes one. */
export const setState = (name: string, value: Node): Node => named(makeOwn('set state', [value]), name)

/** Calls something that an instrument gives, with words; it gives one of the type, or none. */
export const ask = (name: string, args: readonly Node[] = [], { type, effect }: Asking = nothing): Node =>
  withEffect(named(makeOwn('ask', args, type), name), effect)

/** Nobody is given anything, and it has to happen where it stands. */
const nothing: Asking = { type: 'none', effect: Effects.control }

interface Asking {
  readonly type: Type
  readonly effect: number
}

/** Has a node done by something that an instrument gives: its result and its effect stay. */
export function becomeAsk(node: Node, name: string, args: readonly Node[]): void {
  node.op = 'ask'
  node.args = args
  named(node, name)
}

/** Has a node done by a helper. */
export function becomeHelper(node: Node, helper: (...args: never[]) => unknown, args: readonly Node[]): void {
  node.op = 'helper'
  node.args = args
  named(node, nameOf(helper))
}

/** An object, or a value, that stands in the closure. */
export const inClosure = (name: string): Node => named(makeOwn('in closure'), name)

function named(node: Node, name: string): Node {
  node.helper = name
  return node
}
