// Go's programs for `GOOS=js GOARCH=wasm`: the imports of a guest, and the way to run it. The engine may be
// this one or the host's own WebAssembly: what is given is an import object, and what is asked for is an
// instance.
//
//   const program = go({ args: ['app', '--fast'], stdout: process.stdout })
//   const { instance } = await WebAssembly.instantiate(bytes, program.imports)
//   const exitCode = await program.run(instance)
//
// Files come from `preopens`, as for WASI. What a program reaches of JavaScript through `syscall/js` is its
// `global`: everything that a script could, or with `closed` a small world of its own.
import { type GuestDeadline, underDeadline } from '../deadline.js'
import { type Closable, disposable } from '../dispose.js'
import type { GuestInstance } from '../exit.js'
import type { Rows } from '../log/index.js'
import { bare } from '../object.js'
import { hostRandom } from '../sources.js'
import type { Surroundings } from './arguments.js'
import { type GoClock, hostClock } from './clock.js'
import { Ended } from './errors.js'
import { hostTimer, longestTimer, type Timer } from './events.js'
import { js } from './js.js'
import { type ImportedFunction, linkAll } from './link.js'
import { logged } from './log.js'
import { objectsFor } from './objects/index.js'
import { Program } from './program.js'
import { openRealm } from './realm/open.js'
import type { Members, Realm } from './realm/types.js'
import type { Fetch } from './realm/web.js'
import { closedRealm } from './realm/world.js'
import type { GoFunctions } from './row.js'
import { runtime } from './runtime.js'
import { System, type SystemOptions } from './system.js'

export type { GuestInstance } from '../exit.js'
export { type Imports, importObject } from '../object.js'
export { type Capture, capture, type InputSource, type OutputTarget } from '../wasi/streams.js'
export type { GoClock } from './clock.js'
export { Ended, TooManyArguments, UnsupportedProgram } from './errors.js'
export type { Timer } from './events.js'
export type { Fetch, FetchInit } from './realm/web.js'
export type { AsyncRead } from './system.js'

/** All functions, a family after the other. A guest that imports another one does not link. */
export const functions: GoFunctions = { ...runtime, ...js }

const shown = logged(functions)

/** How logs show them. */
export const rows: Rows = { go: shown, gojs: shown }

/**
 * What a program of Go is given: streams, files, clocks, and what it can reach of the host. All can be left
 * out.
 */
export interface GoOptions extends Partial<Omit<SystemOptions, 'clock'>>, Partial<Surroundings> {
  readonly clock?: Partial<GoClock>
  /** The host's own timers, if this is not said. */
  readonly timer?: Timer
  /**
   * What `js.Global()` is: the host's own global if this is not said, or another object. What Go's library
   * asks of it is given besides: `fs`, `process`, `path`, and `crypto` if there is a source of randomness.
   * With `closed` the program reaches only what belongs to it, and never `Function` or the host's global.
   */
  readonly global?: object | 'closed'
  /**
   * By which net/http makes its requests; without it there is no network. In a closed world it is given an
   * address of http or https and options that hold nothing of the program's: see `FetchInit`.
   */
  readonly fetch?: Fetch
}

/** The imports of one program of Go, and the way to run it. */
export interface Go extends Closable {
  readonly imports: {
    /** Up to Go 1.20. */
    readonly go: Record<string, ImportedFunction>
    /** From Go 1.21 on. */
    readonly gojs: Record<string, ImportedFunction>
  }
  /** Runs the program, and says with which code it ended. What it rejects with is a trap's, or the host's. */
  run(instance: GuestInstance): Promise<number>
  /**
   * Tells a program that waits that nothing will come any more: it ends with the message that all goroutines
   * are asleep. In a closed world that is noticed without this.
   */
  reportDeadlock(): void
  /** Ends the program, from outside: `run` rejects with this error. */
  abort(error: unknown): void
  /** Closes what it has open, as its end does: for one that is not run. One that runs is aborted. */
  close(): void
}

/** What a program in the host's own global, or in another one, gets of us. */
function givenIn(global: object, objects: Members, options: GoOptions): Members {
  const { fs, process, path, crypto } = objects
  const given = { fs, process, path, fetch: options.fetch, ...(options.random && { crypto }) }
  if (global === globalThis) return given
  return Object.fromEntries(Object.entries(given).filter(([name]) => !(name in global)))
}

function realmFor(program: Program, system: System, options: GoOptions): Realm {
  const objects = objectsFor(system)
  const { global = globalThis, fetch } = options
  if (global === 'closed') return closedRealm({ program, system, objects, fetch })
  return openRealm(global, givenIn(global, objects, options))
}

/** Ends a program that waits when its time is up, or a signal comes; what is returned lets it wait. */
function endAt(deadline: GuestDeadline, timer: Timer, fail: (error: unknown) => void): () => void {
  let cancel = () => {}
  const look = () => {
    cancel()
    try {
      deadline.check()
    } catch (error) {
      return fail(error)
    }
    if (deadline.left < Number.POSITIVE_INFINITY) cancel = timer(Math.min(deadline.left, longestTimer), look)
  }
  look()
  const forget = deadline.watch?.(look)
  return () => {
    cancel()
    forget?.()
  }
}

/**
 * Imports for one program compiled by Go for `GOOS=js GOARCH=wasm`. They belong to that program alone, which
 * can be run once.
 */
export function go(options: GoOptions = {}): Go {
  const { args = ['js'], env = {}, random = hostRandom, timer = hostTimer, deadline } = options
  const clock = { ...hostClock, ...options.clock }
  const program = new Program({
    clock,
    random,
    timer,
    isClosed: options.global === 'closed',
    system: waiting => new System({ ...options, clock, random }, waiting),
    realm: (self, system) => realmFor(self, system, options),
  })
  const linked = linkAll(functions, program)
  const fail = (error: unknown) => program.fail(error)
  return disposable<Go>({
    imports: underDeadline(bare({ go: linked, gojs: linked }), options),
    run(instance) {
      const ended = program.run(instance, { args, env })
      return deadline === undefined ? ended : ended.finally(endAt(deadline, timer, fail))
    },
    reportDeadlock: () => program.reportDeadlock(),
    abort: fail,
    close: () => program.fail(new Ended()),
  })
}
