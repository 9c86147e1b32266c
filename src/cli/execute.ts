// Runs a guest: compiles it, gives it the host imports that it asks for, and calls its `_start`. The
// guest's exit code is the result; whatever else ends it is a complaint of one line, in the words of
// wazero.
import { basename } from 'node:path'
import type { Directory } from '../../imports/fs/index.js'
import { Exit, type Wasi, wasi } from '../../imports/wasi/index.js'
import { Deadline, DeadlineError } from '../instance/deadline.js'
import type { LogOptions } from '../logging.js'
import { Instance } from '../namespace/instance.js'
import { Module } from '../namespace/module.js'
import { LinkError, RuntimeError } from '../wasm/errors.js'
import { type Built, build } from './build.js'
import { Complaint } from './complaint.js'
import { formatDuration } from './duration.js'
import { argumentsFor, resultLines } from './invoke.js'
import type { Listen } from './listen/index.js'
import { loggingKey } from './logging.js'
import { input, output, wait } from './stdio.js'

export interface Guest {
  readonly path: string
  readonly bytes: Uint8Array
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly preopens: Readonly<Record<string, Directory>>
  readonly listeners: Listen | undefined
  /** Nanoseconds; 0 is none. */
  readonly timeout: number
  readonly cachedir: string | undefined
  /** The function to be called in place of `_start`. */
  readonly invoke: string | undefined
  readonly logging: LogOptions | undefined
}

/** The time allowed begins before anything is done. */
function deadlineOf({ timeout }: Guest): Deadline | undefined {
  if (timeout === 0) return undefined
  const deadline = new Deadline()
  deadline.start(timeout / 1e6)
  return deadline
}

/** The monotonic clock to the nanosecond, and sleep that ends at a deadline. */
const clockWith = (deadline: Deadline | undefined) => ({
  monotonic: () => process.hrtime.bigint(),
  resolution: { realtime: 1_000_000n, monotonic: 1n },
  sleep(nanoseconds: bigint) {
    const end = performance.now() + Number(nanoseconds) / 1e6
    for (let rest = end - performance.now(); rest > 0; rest = end - performance.now()) wait(rest, deadline)
  },
})

type Functions = Readonly<Record<string, (...words: never[]) => unknown>>

/** Functions that look at the clock before they do their work: it may take long. */
const checked = (functions: Functions, deadline: Deadline): Functions =>
  Object.fromEntries(
    Object.entries(functions).map(([name, run]) => [
      name,
      (...words: never[]) => {
        deadline.check()
        return run(...words)
      },
    ]),
  )

/** WASI over the process's own streams. */
function host({ path, args, env, preopens, listeners, invoke }: Guest, deadline: Deadline | undefined): Wasi {
  const system = wasi({
    args: [basename(path), ...(invoke === undefined ? args : [])],
    env,
    preopens,
    listeners: listeners?.(deadline) ?? [],
    stdin: input(0, deadline),
    stdout: output(1, deadline),
    stderr: output(2, deadline),
    clock: clockWith(deadline),
  })
  if (deadline === undefined) return system
  const modules = Object.entries(system.imports).map(([name, functions]) => [
    name,
    checked(functions as Functions, deadline),
  ])
  return { ...system, imports: Object.fromEntries(modules) as Wasi['imports'] }
}

/** A trap in the standard's words, or nothing if the error is none of the guest's. */
function trapText(error: unknown): string | undefined {
  if (error instanceof RuntimeError) return error.message
  return error instanceof RangeError && /call stack|recursion/.test(error.message)
    ? 'stack overflow'
    : undefined
}

/** Runs a part of the guest; `what` is how the part is called in messages. */
function attempt<Value>(what: string, run: () => Value): Value {
  try {
    return run()
  } catch (error) {
    if (error instanceof LinkError) throw new Complaint(`error instantiating wasm binary: ${error.message}`)
    const trap = trapText(error)
    if (trap === undefined) throw error
    throw new Complaint(`error instantiating wasm binary: ${what} failed: wasm error: ${trap}`)
  }
}

/** Nothing may be imported that nobody gives. */
function checkImports(module: Module, { imports }: Wasi): void {
  const unknown = Module.imports(module).find(entry => !Object.hasOwn(imports, entry.module))
  if (unknown === undefined) return
  const fault = `module[${unknown.module}] not instantiated: it has to give ${unknown.name}`
  throw new Complaint(`error instantiating wasm binary: ${fault}`)
}

type Export = (...values: readonly unknown[]) => unknown

/** Instantiates the module and calls what is to be called; the exit code. */
function run({ module, program }: Built, system: Wasi, guest: Guest): number {
  const name = `module[${basename(guest.path)}]`
  const { invoke } = guest
  const values = invoke === undefined ? [] : argumentsFor(program, invoke, guest.args)
  const instance = attempt(`${name} start function`, () => new Instance(module, { ...system.imports }))
  if (invoke === undefined) return attempt(`${name} function[_start]`, () => system.start(instance))
  system.attach(instance)
  const { _initialize, [invoke]: called } = instance.exports
  if (typeof _initialize === 'function' && invoke !== '_initialize')
    attempt(`${name} function[_initialize]`, _initialize as Export)
  const result = attempt(`${name} function[${invoke}]`, () => (called as Export)(...values))
  for (const line of resultLines(result)) console.log(line)
  return 0
}

/** The exit code of a guest whose time is up. */
const overdueCode = 255

export function execute(guest: Guest): number {
  const deadline = deadlineOf(guest)
  const { logging } = guest
  const built = build(guest, { deadline, logging }, loggingKey(logging))
  const system = host(guest, deadline)
  try {
    checkImports(built.module, system)
    const code = run(built, system, guest)
    built.save()
    return code
  } catch (error) {
    if (error instanceof DeadlineError) {
      console.error(`error: ${error.message} (timeout ${formatDuration(guest.timeout)})`)
      return overdueCode
    }
    built.save()
    // A guest may exit in its start section already.
    if (error instanceof Exit) return error.code
    throw error
  } finally {
    system.close()
  }
}
