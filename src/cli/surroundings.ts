// What a guest of the command line is given: the process's own streams, and what the flags say.
import { basename } from 'node:path'
import type { Directory } from '../../imports/fs/index.js'
import { standard } from '../../imports/fs/node/standard.js'
import type { Module } from '../instance/api.js'
import { Deadline } from '../instance/deadline.js'
import type { LimitOptions } from '../instance/limits.js'
import type { Surroundings } from './host.js'
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

/** What text is kept for: modules that run with `--timeout`, and without. */
export const waysToRun = (): readonly { readonly deadline?: Deadline }[] => [{}, { deadline: new Deadline() }]

/** The process's own streams, and what the flags give. */
export function surroundings(guest: Guest, module: Module, deadline: Deadline | undefined): Surroundings {
  const { path, args, env, preopens, listeners, invoke, fetches } = guest
  return {
    ...{ module, deadline, env, preopens, fetches },
    args: [basename(path), ...(invoke === undefined ? args : [])],
    listeners: listeners?.(deadline) ?? [],
    stdin: standard(0, { way: 'read', deadline }),
    stdout: standard(1, { way: 'write', deadline }),
    stderr: standard(2, { way: 'write', deadline }),
  }
}
