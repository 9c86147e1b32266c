// Emscripten: what its programs import from `env`, beside WASI. The engine may be this one or the host's own
// WebAssembly; what is given depends on what the module asks for.
//
//   const program = emscripten(module, { args: ['app'], stdout: bytes => process.stdout.write(bytes) })
//   const instance = new WebAssembly.Instance(module, program.imports)
//   const exitCode = program.start(instance)
//
// Functions of one's own are given as `imports`, and come before ours. If something is still missing the
// module cannot be instantiated: a LinkError names all of it.
import { guarded, linkGuarded } from '../bounds.js'
import { underDeadline } from '../deadline.js'
import { type Closable, disposable } from '../dispose.js'
import { exitCode, type GuestInstance, runStart } from '../exit.js'
import type { HostFunctions, ImportedFunction } from '../host.js'
import type { Rows } from '../log/index.js'
import { type Imports, importObject, own } from '../object.js'
import { reopened } from '../preopens.js'
import { requireImports, type Wanted, wantedBy } from '../wanted.js'
import type { WasiOptions } from '../wasi/index.js'
import { System } from '../wasi/system.js'
import { exceptions, flexibleExceptions } from './exceptions.js'
import { flexibleRow, joining, linkFlexible } from './flexible.js'
import { initialize } from './initialize.js'
import { invokeRow, isInvoke, makeInvoke } from './invoke.js'
import { memory } from './memory.js'
import { process } from './process.js'
import { Program } from './program.js'
import { syscalls } from './syscalls/index.js'
import { calendars, time } from './time.js'
import { wasiFor } from './wasi.js'

export { Exit, type GuestInstance } from '../exit.js'
export { type Imports, importObject } from '../object.js'
export { missing, requireImports } from '../wanted.js'

/** The functions whose types are always the same. */
export const functions: HostFunctions<Program> = {
  ...exceptions,
  ...memory,
  ...process,
  ...time,
  ...syscalls,
}

/** Those that take what the guest passes. */
const flexible = (name: string) => own(calendars, name) ?? flexibleExceptions(name)

/** How logs show them. */
export const rows: Rows = {
  env({ imported, type }) {
    const { name } = imported!
    if (isInvoke(name)) return invokeRow(type)
    const found = flexible(name)
    return found === undefined ? own(functions, name) : flexibleRow(found, type)
  },
}

/**
 * What a program compiled by Emscripten is given: what WASI guests are, and what the embedder gives itself.
 */
export interface EmscriptenOptions extends WasiOptions {
  /** What the embedder gives itself. */
  readonly imports?: Imports | undefined
  /** Called when the guest says that its memory has grown: views of it must be made anew. */
  readonly onMemoryGrowth?: (() => void) | undefined
}

/** The imports of one guest of Emscripten, and the ways to run it. */
export interface Emscripten extends Closable {
  readonly imports: Imports
  /** Makes the guest's exports known, without running anything: for guests without `_start`. */
  attach(instance: GuestInstance): void
  /**
   * Runs `_start`, or if there is none the constructors and `main`, and says with which code the guest ended.
   * What it throws is a trap's.
   */
  start(instance: GuestInstance): number
  /** Closes what the guest has open; `start` does so at the end. */
  close(): void
}

/** The function for one import whose type only the import knows. */
function made(program: Program, wanted: Wanted): ImportedFunction | undefined {
  const { name, type } = wanted
  if (isInvoke(name)) return makeInvoke(program, wanted)
  const found = flexible(name)
  if (found === undefined) return undefined
  const run = linkFlexible(found, program, type)
  return (...words) => guarded(`env.${name}`, () => run(...words))
}

/** The functions of `env` that a module asks for. */
function envFor(program: Program, wanted: readonly Wanted[]): Readonly<Record<string, unknown>> {
  const asked = wanted.filter(({ module, kind }) => module === 'env' && kind === 'function')
  const given = (entry: Wanted) => {
    const { name } = entry
    const row = own(functions, name)
    return row === undefined
      ? made(program, entry)
      : joining(row, linkGuarded('env', { [name]: row }, program)[name]!)
  }
  return Object.fromEntries(
    asked.map(entry => [entry.name, given(entry)] as const).filter(([, run]) => run !== undefined),
  )
}

const isStandalone = ({ exports }: GuestInstance): boolean => typeof exports._start === 'function'

/** What is given to a module, be it all that it asks for or not. */
export function offer(module: object, options: EmscriptenOptions = {}): Emscripten {
  const { imports: given = {}, onMemoryGrowth, ...surroundings } = options
  const system = new System(surroundings)
  const program = new Program(
    system,
    reopened(surroundings.preopens, system.interruptible.check),
    onMemoryGrowth,
  )
  const ours = underDeadline({ env: envFor(program, wantedBy(module)), ...wasiFor(program) }, options)
  const attach = (instance: GuestInstance) => program.attach(instance)
  return disposable<Emscripten>({
    imports: importObject(ours, given),
    attach,
    start(instance) {
      attach(instance)
      try {
        return isStandalone(instance) ? runStart(instance) : exitCode(() => initialize(program))
      } finally {
        program.close()
      }
    },
    close: () => program.close(),
  })
}

/** All that a module asks for; a LinkError if there is something that nobody gives. */
export function emscripten(module: object, options: EmscriptenOptions = {}): Emscripten {
  const program = offer(module, options)
  try {
    requireImports(module, program.imports)
  } catch (error) {
    program.close()
    throw error
  }
  return program
}
