// A program of Go while it runs. It has its own scheduler and its own stacks: `run` starts it and returns
// when all of its goroutines wait; an event (a timer, a callback) is left where it looks for it, and `resume`
// lets it go on. It has ended when it calls `runtime.wasmExit`.
//
//   run ─▶ goroutines ─▶ all wait ─▶ return … event ─▶ resume ─▶ goroutines ─▶ all wait ─▶ return …
//
// While it is in a call to JavaScript it may be called back: its runs are nested then, and when an inner one
// ends the program the outer ones are left by an exception.
import { Exit, type GuestInstance } from '../exit.js'
import { type GuestMemory, isMemory } from '../guest.js'
import { bare } from '../object.js'
import { type Surroundings, writeArguments } from './arguments.js'
import type { GoClock } from './clock.js'
import { Ended, UnsupportedProgram } from './errors.js'
import { Events, type Timer } from './events.js'
import { GoMemory } from './memory.js'
import type { Realm } from './realm/types.js'
import type { System, Waiting } from './system.js'
import { Names } from './text.js'
import { Values } from './values.js'

interface Exports {
  readonly mem: GuestMemory
  run(argc: number, argv: number): void
  resume(): void
  getsp(): number
}

const exported = ['mem', 'run', 'resume', 'getsp'] as const

const isExport = (value: unknown, name: string): boolean =>
  name === 'mem' ? isMemory(value) : typeof value === 'function'

function exportsOf({ exports }: GuestInstance): Exports {
  const missing = exported.filter(name => !isExport(exports[name], name))
  if (missing.length > 0) throw new UnsupportedProgram(missing)
  return exports as unknown as Exports
}

export interface World {
  readonly system: (waiting: Waiting) => System
  readonly realm: (program: Program, system: System) => Realm
  readonly clock: GoClock
  readonly timer: Timer
  readonly random: (bytes: Uint8Array) => void
  /** Whether all events are known, so that a program that waits for none waits for ever. */
  readonly isClosed: boolean
}

/** How many values a program in a closed world may hold: what the host keeps for each is in its heap. */
const mostValues = 1 << 22

/** The number of the event that makes Go report that all goroutines are asleep. */
const deadlock = 0

/** Whose memory one is, for logs. */
const programs = new WeakMap<object, Program>()

export const programOf = (memory: object): Program | undefined => programs.get(memory)

export class Program {
  readonly memory = new GoMemory(memory => programs.set(memory, this))
  readonly names = new Names()
  readonly events: Events
  readonly system: System
  readonly realm: Realm
  readonly values: Values
  readonly clock: GoClock
  readonly random: World['random']
  /** Where the stack was when the last function of the host returned, for logs. */
  lastStack = 0
  /** What the last call from the program has returned, for logs. */
  outcome: unknown
  readonly #world: World
  /** What Go calls `jsGo`: where it looks for events, and where it gets callbacks. */
  readonly #self = bare({
    _pendingEvent: null as unknown,
    _makeFuncWrapper: (id: unknown) => this.#callback(id),
  })
  #exports: Exports | undefined
  #depth = 0
  /** Whether it will be looked at whether anything is still to come. */
  #isIdle = false
  #code: number | undefined
  #failure: { readonly error: unknown } | undefined
  #settle: { resolve(code: number): void; reject(error: unknown): void } | undefined

  constructor(world: World) {
    this.#world = world
    this.clock = world.clock
    this.random = world.random
    this.events = new Events(world.timer, {
      resume: () => this.#resumeAlone(),
      fail: error => this.fail(error),
      idle: () => this.#whenIdle(),
    })
    this.system = world.system({
      soon: run => this.events.soon(run),
      begin: () => this.events.begin(),
      after: (milliseconds, run) => void this.events.after(milliseconds, run),
      fail: error => this.fail(error),
    })
    this.realm = world.realm(this, this.system)
    this.values = new Values(this.realm.global, this.#self, world.isClosed ? mostValues : undefined)
  }

  /**
   * Called now and then while something takes long. What the embedder throws is the end of the program, and
   * no error of the call that it could go on from.
   */
  readonly check = (): void => {
    try {
      this.system.check()
    } catch (error) {
      this.fail(error)
      throw error
    }
  }

  get hasEnded(): boolean {
    return this.#code !== undefined || this.#failure !== undefined
  }

  /** Runs the program; its exit code, once it has ended. */
  async run(instance: GuestInstance, surroundings: Surroundings): Promise<number> {
    if (this.#exports !== undefined || this.hasEnded) throw new Ended()
    const start = this.#prepare(instance, surroundings)
    const ended = new Promise<number>((resolve, reject) => {
      this.#settle = { resolve, reject }
    })
    this.#alone(start)
    return ended
  }

  /** What starts it; one that cannot be started has ended. */
  #prepare(instance: GuestInstance, surroundings: Surroundings): () => void {
    try {
      const exports = exportsOf(instance)
      this.#exports = exports
      this.memory.attach(exports.mem)
      const list = writeArguments(this.memory, surroundings)
      return () => exports.run(surroundings.args.length, list)
    } catch (error) {
      this.fail(error)
      throw error
    }
  }

  /** Before each function of the host. */
  begin(): void {
    if (this.memory.isCurrent) return
    if (this.#exports === undefined || this.hasEnded) throw new Ended()
    this.memory.reset()
  }

  stackPointer(): number {
    return this.#exports!.getsp() >>> 0
  }

  exit(code: number): void {
    this.#code ??= code
    this.#end()
  }

  /** Whatever happens to the program from outside: it does not go on. */
  fail(error: unknown): void {
    if (this.hasEnded) return
    this.#failure = { error }
    this.#end()
    this.#settle?.reject(error)
    if (this.#depth === 0) this.memory.detach()
  }

  /** Tells the program that nothing it waits for will ever come. */
  reportDeadlock(): void {
    if (this.hasEnded || this.#exports === undefined) return
    this.#self._pendingEvent = bare({ id: deadlock })
    this.#resumeAlone()
  }

  #end(): void {
    this.events.end()
    this.system.close()
  }

  #callback(id: unknown) {
    const program = this
    return function (this: unknown, ...args: readonly unknown[]) {
      return program.#call({ __proto__: null, id, this: this, args } as unknown as Event)
    }
  }

  #call(event: Event): unknown {
    if (this.hasEnded) throw new Ended()
    this.#self._pendingEvent = event
    this.#enter(() => this.#exports!.resume())
    return event.result
  }

  /** A run of the program, within another one perhaps. */
  #enter(run: () => void): void {
    this.#depth++
    try {
      run()
    } catch (error) {
      if (!(error instanceof Exit)) {
        this.fail(error)
        throw error
      }
    } finally {
      this.#depth--
      if (this.#depth === 0) this.#pause()
    }
    if (this.#code !== undefined && this.#depth > 0) throw new Exit(this.#code)
  }

  /** A run that nobody waits for: its error is that of the program. */
  #alone(run: () => void): void {
    try {
      this.#enter(run)
    } catch {
      // `fail` has been told.
    }
  }

  #resumeAlone(): void {
    if (!this.hasEnded) this.#alone(() => this.#exports!.resume())
  }

  /** All goroutines wait, or the program has ended. */
  #pause(): void {
    if (this.#code !== undefined) this.#settle?.resolve(this.#code)
    if (this.hasEnded) this.memory.detach()
    else if (this.events.isIdle) this.#whenIdle()
  }

  /** What has just ended may have something to say yet. */
  #whenIdle(): void {
    if (!this.#world.isClosed || this.#isIdle) return
    this.#isIdle = true
    this.#world.timer(0, () => {
      this.#isIdle = false
      if (this.events.isIdle) this.reportDeadlock()
    })
  }
}

interface Event {
  readonly id: unknown
  readonly this: unknown
  readonly args: readonly unknown[]
  result?: unknown
}
