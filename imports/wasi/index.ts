// WASI preview 1: the imports of a guest, and the way to start it. The engine may be this one or the host's
// own WebAssembly: what is given is an import object, and what is asked for is an instance, which in the
// host's engine has to export its memory.
//
//   const system = wasi({ args: ['app', '--fast'], stdout: bytes => process.stdout.write(bytes) })
//   const { instance } = await WebAssembly.instantiate(bytes, system.imports)
//   const exitCode = system.start(instance)
//
// Files come from `preopens`: `memory`, `overlay` and `readOnly` of `imports/fs`, or the host's own folders,
// `hostFolder` of `imports/fs/node`.
import { underDeadline } from '../deadline.js'
import { type Closable, disposable } from '../dispose.js'
import { type GuestInstance, runStart } from '../exit.js'
import { type HostFunctions, type ImportedFunction, linkAll } from '../host.js'
import { memoryOf } from '../inside.js'
import type { Rows } from '../log/index.js'
import { bare } from '../object.js'
import { args } from './args.js'
import { clock } from './clock.js'
import { environ } from './environ.js'
import { fd } from './fd.js'
import { path } from './path.js'
import { poll } from './poll.js'
import { proc } from './proc.js'
import { random } from './random.js'
import { sched } from './sched.js'
import { sock } from './sock.js'
import { System, type WasiOptions } from './system.js'
import { unstable } from './unstable.js'

export { Exit, type GuestInstance } from '../exit.js'
export { type Imports, importObject } from '../object.js'
export type { Clock } from '../sources.js'
export type { Connection, Listener } from './open/socket.js'
export type { Input, Output, Read, Write } from './open/stream.js'
export { type Capture, capture, type InputSource, type OutputTarget, type StandardFile } from './streams.js'
export type { WasiOptions } from './system.js'

/** All functions, a family after the other. A guest that imports another one does not link. */
export const functions: HostFunctions<System> = {
  ...args,
  ...environ,
  ...clock,
  ...fd,
  ...path,
  ...poll,
  ...proc,
  ...random,
  ...sched,
  ...sock,
}

/** The same before preview 1. */
export const unstableFunctions: HostFunctions<System> = { ...functions, ...unstable }

/** How logs show them. */
export const rows: Rows = { wasi_snapshot_preview1: functions, wasi_unstable: unstableFunctions }

/** The imports of one guest of WASI, and the ways to run it. */
export interface Wasi extends Closable {
  readonly imports: {
    readonly wasi_snapshot_preview1: Record<string, ImportedFunction>
    readonly wasi_unstable: Record<string, ImportedFunction>
  }
  /**
   * Makes the guest's memory known, without running anything: for guests without `_start`. It is what the
   * guest exports as `memory`, or else its only one. The host's own engine shows only exports: if there is no
   * memory among them, what needs an address throws a LinkError, unless a memory was given before, as
   * `attach({ exports: { memory } })`. Every address of a guest without memory is out of bounds.
   */
  attach(instance: GuestInstance): void
  /** Runs `_start`, if there is one, and says with which code the guest ended. What it throws is a trap's. */
  start(instance: GuestInstance): number
  /** Closes what the guest has open; `start` does so at the end, however that comes. */
  close(): void
}

/** What a guest may import, over its surroundings. */
export const importsOf = (system: System): Wasi['imports'] =>
  bare({
    wasi_snapshot_preview1: linkAll(functions, system),
    wasi_unstable: linkAll(unstableFunctions, system),
  })

/**
 * Imports for one guest of WASI preview 1, and of what was before it. They belong to that guest alone. A
 * TypeError for arguments and variables that WASI cannot pass on: with a NUL, or names with `=`.
 */
export function wasi(options: WasiOptions = {}): Wasi {
  const system = new System(options)
  const attach = (instance: GuestInstance) => system.guest.attach(memoryOf(instance))
  return disposable<Wasi>({
    imports: underDeadline(importsOf(system), options),
    attach,
    start(instance) {
      attach(instance)
      try {
        return runStart(instance)
      } finally {
        system.files.closeAll()
      }
    },
    close: () => system.files.closeAll(),
  })
}
