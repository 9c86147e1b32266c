// All instruments, in the order in which they rewrite a function: a row for each, which makes it of a
// module and of what was asked for, or says that nobody wants it.

import type { Instrument } from '../../codegen/index.js'
import type { Module } from '../wasm/module.js'
import { type DeadlineOptions, deadlineInstrument, deadlineKey } from './deadline.js'
import { type ListeningOptions, listeningInstrument } from './listening.js'

export type { Definition } from './definition.js'
export type { Call, Growth, Listener, Listeners } from './listening.js'

/** What can be asked of instruments. */
export interface InstrumentOptions extends DeadlineOptions, ListeningOptions {}

type Make = (module: Module, options: InstrumentOptions) => Instrument | undefined

const instruments: readonly Make[] = [deadlineInstrument, listeningInstrument]

/** The instruments that a module is translated with. */
export const instrumentsFor = (module: Module, options: InstrumentOptions): readonly Instrument[] =>
  instruments.flatMap(make => make(module, options) ?? [])

/**
 * What text that is kept depends on. Whom listeners listen to is known to those alone who ask for them, and
 * have a key of their own.
 */
export const instrumentsKey = (options: InstrumentOptions): readonly unknown[] => [deadlineKey(options)]
