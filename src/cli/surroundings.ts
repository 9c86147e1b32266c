// What a guest of the command line is given: the process's own streams and clocks, what the flags say, and
// the imports of the packages that it needs. Where it has a deadline, whatever waits ends with it, and every
// function of the host looks at the clock first.
import { basename } from 'node:path'
import type { Directory } from '../../imports/fs/index.js'
import { standard } from '../../imports/fs/node/standard.js'
import { bare, type Imports, importObject } from '../../imports/object.js'
import { Deadline } from '../instance/deadline.js'
import type { LimitOptions } from '../instance/limits.js'
import type { Module } from '../namespace/module.js'
import type { Host, Surroundings } from './host.js'
import type { Listen } from './listen/index.js'
import type { Logging } from './logging.js'

export interface Guest {
  readonly path: string
  readonly bytes: Uint8Array
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly preopens: Readonly<Record<string, Directory>>
  readonly listeners: Listen | undefined
  /** Whether V8 is asked to optimise larger functions than usual. */
  readonly largeFunctions: boolean
  /** Whether functions are interpreted for as long as they run. */
  readonly interprets: boolean
  /** Nanoseconds; 0 is none. */
  readonly timeout: number
  readonly limits: LimitOptions
  readonly cachedir: string | undefined
  /** Folders of the host that the guest can write to. */
  readonly exposed: readonly string[]
  /** The function to be called in place of `_start`. */
  readonly invoke: string | undefined
  readonly logging: Logging | undefined
  readonly fetches: boolean
}

/** The time allowed begins before anything is done. */
export function deadlineOf({ timeout }: Guest): Deadline | undefined {
  if (timeout === 0) return undefined
  const deadline = new Deadline()
  deadline.start(timeout / 1e6)
  return deadline
}

const cell = new Int32Array(new SharedArrayBuffer(4))

/** Does nothing for so many milliseconds, or until a guest's deadline, which is then noticed. */
function wait(milliseconds: number, deadline: Deadline | undefined): void {
  Atomics.wait(cell, 0, 0, Math.min(milliseconds, deadline?.left ?? milliseconds))
  deadline?.check()
}

/** What those that wait ask meanwhile, if there is something to ask. */
export const checkOf = (deadline: Deadline | undefined): { readonly check?: () => void } =>
  deadline === undefined ? {} : { check: () => deadline.check() }

/** Sleep that ends at a deadline. */
const clockWith = (deadline: Deadline | undefined) => ({
  sleep(nanoseconds: bigint) {
    const end = performance.now() + Number(nanoseconds) / 1e6
    for (let rest = end - performance.now(); rest > 0; rest = end - performance.now()) wait(rest, deadline)
  },
})

type Functions = Readonly<Record<string, (...words: never[]) => unknown>>

/** Functions that look at the clock before they do their work: it may take long. */
const checked = (functions: Functions, deadline: Deadline): Functions =>
  bare(
    Object.fromEntries(
      Object.entries(functions).map(([name, run]) => {
        // A package may give a global too.
        if (typeof run !== 'function') return [name, run]
        const checking = (...words: never[]) => {
          deadline.check()
          return run(...words)
        }
        return [name, checking]
      }),
    ),
  )

/** The process's own streams and clocks, and what the flags give. */
export function surroundings(guest: Guest, module: Module, deadline: Deadline | undefined): Surroundings {
  const { path, args, env, preopens, listeners, invoke, fetches } = guest
  const check = checkOf(deadline)
  return {
    ...{ module, deadline, env, preopens, fetches },
    args: [basename(path), ...(invoke === undefined ? args : [])],
    listeners: listeners?.(deadline) ?? [],
    stdin: standard(0, { way: 'read', ...check }),
    stdout: standard(1, { way: 'write', ...check }),
    stderr: standard(2, { way: 'write', ...check }),
    clock: clockWith(deadline),
    ...check,
  }
}

/** All that the packages give, as one import object. */
export function importsOf(hosts: readonly Host[], deadline: Deadline | undefined): Imports {
  const all = importObject(...hosts.map(({ imports }) => imports))
  if (deadline === undefined) return all
  const modules = Object.entries(all as Readonly<Record<string, Functions>>)
  return bare(Object.fromEntries(modules.map(([name, functions]) => [name, checked(functions, deadline)])))
}
