// Runs a guest: compiles it, gives it the host imports that it asks for, and calls its `_start`. The
// guest's exit code is the result; whatever else ends it is a complaint of one line, in the words of
// wazero.
import { basename } from 'node:path'
import { Exit, type Wasi, wasi } from '../../imports/wasi/index.js'
import { Instance } from '../namespace/instance.js'
import { Module } from '../namespace/module.js'
import { CompileError, LinkError, RuntimeError } from '../wasm/errors.js'
import { Complaint } from './complaint.js'
import { input, output } from './stdio.js'

export interface Guest {
  readonly path: string
  readonly bytes: Uint8Array
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

function compile({ path, bytes }: Guest): Module {
  try {
    return new Module(bytes)
  } catch (error) {
    if (!(error instanceof CompileError)) throw error
    throw new Complaint(`error compiling wasm binary: ${path}: ${error.message}`)
  }
}

/** The monotonic clock to the nanosecond. */
const clock = {
  monotonic: () => process.hrtime.bigint(),
  resolution: { realtime: 1_000_000n, monotonic: 1n },
}

/** WASI over the process's own streams. */
const host = ({ path, args, env }: Guest): Wasi =>
  wasi({ args: [basename(path), ...args], env, stdin: input(0), stdout: output(1), stderr: output(2), clock })

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

export function execute(guest: Guest): number {
  const name = `module[${basename(guest.path)}]`
  const module = compile(guest)
  const system = host(guest)
  const unknown = Module.imports(module).find(entry => !Object.hasOwn(system.imports, entry.module))
  if (unknown !== undefined) {
    const fault = `module[${unknown.module}] not instantiated: it has to give ${unknown.name}`
    throw new Complaint(`error instantiating wasm binary: ${fault}`)
  }
  try {
    const instance = attempt(`${name} start function`, () => new Instance(module, { ...system.imports }))
    return attempt(`${name} function[_start]`, () => system.start(instance))
  } catch (error) {
    // A guest may exit in its start section already.
    if (error instanceof Exit) return error.code
    throw error
  }
}
