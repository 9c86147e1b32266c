// Runs a guest: compiles it, gives it the host packages that it asks for, and calls its `_start`. The
// guest's exit code is the result; whatever else ends it is a complaint of one line, in the words of
// wazero.
import { basename } from 'node:path'
import type { EngineLimit } from '../../codegen/index.js'
import { Exit, type GuestInstance, runStart } from '../../imports/exit.js'
import { joinRows } from '../../imports/log/index.js'
import { type Imports, importObject } from '../../imports/object.js'
import { requireImports, type Wanted, wantedBy, wantedByDecoded } from '../../imports/wanted.js'
import { type Deadline, DeadlineError } from '../instance/deadline.js'
import { AllocationError } from '../instance/limits.js'
import { readImports } from '../namespace/imports.js'
import { instantiate } from '../namespace/instance.js'
import { decode } from '../wasm/decode.js'
import { CompileError, LinkError, RuntimeError } from '../wasm/errors.js'
import { type Built, build } from './build.js'
import { Complaint } from './complaint.js'
import { formatDuration } from './duration.js'
import type { Host } from './host.js'
import { argumentsFor, resultLines } from './invoke.js'
import { nodeLimit } from './limit.js'
import { loggingKey, logTo } from './logging.js'
import { packagesFor } from './packages.js'
import { deadlineOf, type Guest, surroundings } from './surroundings.js'

/** A trap in the standard's words, or nothing if the error is none of the guest's. */
function trapText(error: unknown): string | undefined {
  if (error instanceof RuntimeError) return error.message
  return error instanceof RangeError && /call stack|recursion/.test(error.message)
    ? 'stack overflow'
    : undefined
}

/** Runs a part of the guest; `what` is how the part is called in messages. */
async function attempt<Value>(what: string, run: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof LinkError || error instanceof AllocationError)
      throw new Complaint(`error instantiating wasm binary: ${error.message}`)
    const trap = trapText(error)
    if (trap === undefined) throw error
    throw new Complaint(`error instantiating wasm binary: ${what} failed: wasm error: ${trap}`)
  }
}

type Export = (...values: readonly unknown[]) => unknown

/** Calls one exported function and prints what it returns. */
async function call(instance: GuestInstance, name: string, { invoke, values }: Invocation): Promise<number> {
  const { exports } = instance
  // Programs that some glue code was to start have only the second one.
  const first = ['_initialize', '__wasm_call_ctors'].find(key => typeof exports[key] === 'function')
  if (first !== undefined && first !== invoke)
    await attempt(`${name} function[${first}]`, exports[first] as Export)
  const result = await attempt(`${name} function[${invoke}]`, () => (exports[invoke] as Export)(...values))
  for (const line of resultLines(result)) console.log(line)
  return 0
}

interface Invocation {
  readonly invoke: string
  readonly values: readonly unknown[]
}

interface Given {
  readonly hosts: readonly Host[]
  readonly imports: Imports
}

/** Instantiates the module and calls what is to be called; the exit code. */
async function run({ module, program }: Built, guest: Guest, { hosts, imports }: Given): Promise<number> {
  const name = `module[${basename(guest.path)}]`
  const { invoke, limits } = guest
  const values = invoke === undefined ? [] : argumentsFor(program, invoke, guest.args)
  const ready = (instance: GuestInstance) => hosts.forEach(host => host.attach(instance))
  const instance = await attempt(`${name} start function`, () => {
    requireImports(module, imports)
    return instantiate(program, readImports(program, imports), { ready, limits })
  })
  if (invoke !== undefined) return call(instance, name, { invoke, values })
  const { start = runStart, entry = '_start' } = hosts.find(host => host.start !== undefined) ?? {}
  return attempt(`${name} function[${entry}]`, () => start(instance))
}

/** The exit code of a guest whose time is up. */
const overdueCode = 255

/** The imports of a module that has not been compiled yet; what is wrong with it the compiler will say. */
function wantedIn(bytes: Uint8Array): readonly Wanted[] {
  try {
    return wantedByDecoded(decode(bytes))
  } catch (error) {
    if (error instanceof CompileError) return []
    throw error
  }
}

/** What code from the cache has been translated for holds from the start. */
function limitOf({ largeFunctions }: Guest): EngineLimit | undefined {
  if (largeFunctions) nodeLimit.raise()
  return largeFunctions ? nodeLimit : undefined
}

/** Until the end. What the interpreter does not know is translated at its first call. */
const interpreted = { lazy: 'always', interpreted: Number.POSITIVE_INFINITY } as const

/** The module and the packages that it needs; those come first where they say how calls are logged. */
async function prepare(guest: Guest, deadline: Deadline | undefined) {
  const { bytes, logging } = guest
  const options = { deadline, limit: limitOf(guest), ...(guest.interprets ? interpreted : {}) }
  if (logging === undefined) {
    const built = build(guest, options)
    return { built, packages: await packagesFor(wantedBy(built.module)) }
  }
  const packages = await packagesFor(wantedIn(bytes))
  const rows = joinRows(packages.map(({ rows }) => rows))
  return {
    built: build(
      guest,
      { ...options, logging: { ...logging, rows, write: logTo({ deadline }) } },
      loggingKey(logging),
    ),
    packages,
  }
}

/** Says something if that can be done at once: the guest may have filled what nobody reads. */
function mention(line: string): void {
  const giveUp = () => {
    throw new DeadlineError()
  }
  try {
    logTo({ check: giveUp })(line)
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error
  }
}

export async function execute(guest: Guest): Promise<number> {
  const deadline = deadlineOf(guest)
  const { built, packages } = await prepare(guest, deadline)
  const hosts: Host[] = []
  try {
    const around = surroundings(guest, built.module, deadline)
    for (const { make } of packages) hosts.push(make(around))
    const imports = importObject(...hosts.map(({ imports }) => imports))
    const code = await run(built, guest, { hosts, imports })
    built.save()
    return code
  } catch (error) {
    if (error instanceof DeadlineError) {
      mention(`error: ${error.message} (timeout ${formatDuration(guest.timeout)})\n`)
      return overdueCode
    }
    built.save()
    // A guest may exit in its start section already.
    if (error instanceof Exit) return error.code
    throw error
  } finally {
    for (const host of hosts) host.close?.()
  }
}
