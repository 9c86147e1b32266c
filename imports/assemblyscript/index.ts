// AssemblyScript: what its programs import from the module `env`. The engine may be this one or the host's
// own WebAssembly.
//
//   const program = assemblyscript({ stdout: bytes => process.stdout.write(bytes), trace: 'stderr' })
//   const { instance } = await WebAssembly.instantiate(bytes, program.imports)
//   const exitCode = program.start(instance)
//
// Strings are read from the guest's memory, which has to be exported in the host's engine. Code at the top of
// a program runs while it is instantiated, before anybody else can know that memory: compile with
// `--exportStart _start`, which `start` calls, or with `--importMemory`, and give that memory.
import { linkGuarded } from '../bounds.js'
import { checkOf, underDeadline } from '../deadline.js'
import { type GuestInstance, runStart } from '../exit.js'
import { Guest, type GuestMemory } from '../guest.js'
import { memoryOf } from '../inside.js'
import type { Rows } from '../log/index.js'
import { bare, type Imports } from '../object.js'
import { clockOf, hostRandom } from '../sources.js'
import type { WasiOptions } from '../wasi/index.js'
import { outputOf } from '../wasi/streams.js'
import { builtins } from './builtins.js'
import { consoleFunctions } from './console.js'
import { cryptoFunctions } from './crypto.js'
import { environment, mathConstants } from './environment.js'
import type { Program, Trace } from './kinds.js'

export { Exit, type GuestInstance } from '../exit.js'
export { type Imports, importObject } from '../object.js'
export type { Trace } from './kinds.js'

/** What a program compiled by AssemblyScript is given. All of it can be left out. */
export interface AssemblyScriptOptions
  extends Pick<WasiOptions, 'stdout' | 'stderr' | 'clock' | 'random' | 'check' | 'deadline'> {
  /** Where `trace` writes to; nowhere if this is not said. */
  readonly trace?: Trace | undefined
  /** Whether `abort` says why the program ends; it does if this is not said. */
  readonly abortMessage?: boolean | undefined
  /** The memory of a guest that imports it. */
  readonly memory?: GuestMemory | undefined
}

/** All functions. A guest that imports another one does not link. */
export const functions = { ...builtins, ...consoleFunctions, ...cryptoFunctions, ...environment }

/** How logs show them. */
export const rows: Rows = { env: functions }

/** The imports of one guest of AssemblyScript, and the ways to run it. */
export interface AssemblyScript {
  readonly imports: { readonly env: Imports[string] }
  /** Makes the guest's memory known, without running anything. */
  attach(instance: GuestInstance): void
  /** Runs `_start`, if there is one, and says with which code the guest ended. What it throws is a trap's. */
  start(instance: GuestInstance): number
}

/**
 * Imports for one guest compiled by AssemblyScript: `env` with `abort`, `trace`, `seed`, and what its library
 * asks of consoles, clocks and `crypto`. They belong to that guest alone.
 */
export function assemblyscript(options: AssemblyScriptOptions = {}): AssemblyScript {
  const { trace = 'off', abortMessage = true, memory, clock, random = hostRandom } = options
  const program: Program = {
    guest: new Guest(checkOf(options)),
    stdout: outputOf(options.stdout),
    stderr: outputOf(options.stderr),
    clock: clockOf(clock),
    timers: new Map(),
    exports: {},
    ...{ trace, abortMessage, random },
  }
  if (memory !== undefined) program.guest.attach(memory)
  const attach = (instance: GuestInstance) => {
    program.exports = instance.exports
    program.guest.attach(memoryOf(instance))
  }
  const given = memory === undefined ? {} : { memory }
  const members = { ...linkGuarded('env', functions, program), ...mathConstants, ...given }
  const env = bare(members as Imports[string])
  return {
    imports: underDeadline(bare({ env }), options),
    attach,
    start(instance) {
      attach(instance)
      return runStart(instance)
    },
  }
}
