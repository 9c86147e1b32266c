// What a guest is surrounded by on the command line, and a package of host functions made for it.
import type { Imports } from '../../imports/object.js'
import type { GuestInstance, WasiOptions } from '../../imports/wasi/index.js'
import type { Module } from '../instance/api.js'

/** What the guest is surrounded by: the process's own, within the limits that the flags set. */
export interface Surroundings extends WasiOptions {
  readonly module: Module
  /** Whether programs of Go may make requests. */
  readonly fetches: boolean
}

/** A package made for one guest. */
export interface Host {
  readonly imports: Imports
  /** Makes the instance known, before anything of it runs. */
  attach(instance: GuestInstance): void
  /** Runs the program, if there is more to it than calling `_start`; its exit code. */
  start?(instance: GuestInstance): number | Promise<number>
  /** The exported function by which it does so. */
  readonly entry?: string
  /** Closes what the guest has open. */
  close?(): void
}
