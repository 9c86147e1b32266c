// What an embedder lets instances have. Limits are kept where something is made: an instance whose memories,
// tables or globals would begin beyond them is not made, and growing beyond them fails as it does beyond what
// the module itself declares. What a module imports has been made by somebody else, and counts there.
//
//   new WebAssembly.Instance(module, imports, { limits: { memoryPages: 256 } })     this one alone
//
//   const limits = new ResourceLimits({ memoryPages: 4096, instances: 10 })          all that are given them:
//   new WebAssembly.Instance(module, imports, { limits })                            nothing is given back
//
// Two limits end what runs: a deadline, and a signal. Functions of the host are held to them by the same
// object:
//
//   const limits = new ResourceLimits({ memoryPages: 256, deadline: 50, signal })
//   const system = wasi({ deadline: limits })

import { type AbortSource, checkAbort } from './abort.js'
import type { Interrupt } from './copy.js'
import { Deadline, type Overdue, ticks } from './deadline.js'

/** What can be limited, and how it is called. */
const nouns = {
  memoryPages: 'memory page',
  tableElements: 'table element',
  globals: 'global',
  instances: 'instance',
} as const

/** What can be limited. */
export type LimitName = keyof typeof nouns

/** How much of each there may be. What is not said has no such limit. */
export interface LimitOptions extends TimeOptions {
  /** Pages, of 64 KiB, of all memories together. Without this each has up to 65,536 (4 GiB). */
  readonly memoryPages?: number | undefined
  /** Elements of all tables together. Without this each has up to 10,000,000. */
  readonly tableElements?: number | undefined
  /** Globals, of which a module declares 1,000,000 at most. */
  readonly globals?: number | undefined
  /** Instances, where several share their limits. */
  readonly instances?: number | undefined
}

/** What ends a guest while it runs. */
interface TimeOptions {
  /** Milliseconds, which begin when this is given, or a `Deadline`, which its maker starts. */
  readonly deadline?: number | Overdue | undefined
  /**
   * Ends the guest when it is aborted. An `AbortSignal` is aborted by code of this thread, which does not run
   * while the guest does; see `AbortFlag` for one that other threads abort.
   */
  readonly signal?: AbortSource | undefined
}

export type Amounts = { readonly [Name in LimitName]?: number }

/** What an instance is to begin with cannot be had. */
export class AllocationError extends RangeError {}

interface Excess {
  readonly most: number
  readonly used: number
  readonly wanted: number
}

function describe(limit: LimitName, { most, used, wanted }: Excess): string {
  const has = used > 0 ? `${used} in use, ` : ''
  const noun = most === 1 ? nouns[limit] : `${nouns[limit]}s`
  return `the limit of ${most} ${noun} is exceeded: ${has}${wanted} wanted`
}

/** What this engine itself cannot have. */
export const tooMany = (limit: LimitName, most: number, wanted: number): AllocationError =>
  new AllocationError(describe(limit, { most, used: 0, wanted }))

/** Somebody wants more than the embedder allows. */
export class LimitError extends AllocationError {
  constructor(
    /** Which limit it is. */
    readonly limit: LimitName,
    excess: Excess,
  ) {
    super(describe(limit, excess))
  }
}

// Like the built-in errors: the name stands in the prototype.
Object.defineProperty(LimitError.prototype, 'name', { value: 'LimitError', configurable: true })

const isName = (name: string): name is LimitName => Object.hasOwn(nouns, name)

function checked(name: string, value: unknown): number {
  if (typeof value === 'number' && value >= 0 && (Number.isInteger(value) || value === Infinity)) return value
  throw new RangeError(`the limit ${name} must be an integer, 0 or more: ${String(value)}`)
}

/** A number may be meant as a deadline: without a word it would limit nothing. */
function requireObject(given: unknown): void {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new TypeError('limits must be an object, as in { limits: { deadline: 50 } }')
}

function deadlineOf(given: unknown): Overdue | undefined {
  if (given === undefined || typeof (given as Partial<Overdue> | null)?.overdue === 'function')
    return given as Overdue | undefined
  const deadline = new Deadline()
  deadline.start(given as number)
  return deadline
}

function signalOf(given: unknown): AbortSource | undefined {
  if (given === undefined || typeof (given as Partial<AbortSource> | null)?.aborted === 'boolean')
    return given as AbortSource | undefined
  throw new TypeError('the limit signal must be an AbortSignal or an AbortFlag')
}

/** Limits, and what has been taken of them. Several instances may share them. */
export class ResourceLimits implements Overdue {
  readonly #most: Record<LimitName, number>
  readonly #used: Record<LimitName, number> = { memoryPages: 0, tableElements: 0, globals: 0, instances: 0 }

  readonly #deadline: Overdue | undefined
  readonly #signal: AbortSource | undefined

  /** A name that is none is a TypeError, a limit that is no number a RangeError. */
  constructor(given: LimitOptions) {
    requireObject(given)
    const { deadline, signal, ...options } = given
    this.#deadline = deadlineOf(deadline)
    this.#signal = signalOf(signal)
    this.#most = { memoryPages: Infinity, tableElements: Infinity, globals: Infinity, instances: Infinity }
    for (const [name, value] of Object.entries(options)) {
      if (!isName(name)) {
        const names = [...Object.keys(nouns), 'deadline', 'signal']
        throw new TypeError(`there is no limit ${name}; there are ${names.join(', ')}`)
      }
      if (value !== undefined) this.#most[name] = checked(name, value)
    }
  }

  /** Whether a guest that runs has to ask, now and then, whether it may go on. */
  get interrupts(): boolean {
    return this.#deadline !== undefined || this.#signal !== undefined
  }

  /** Throws if a guest must not go on; else how many ticks may pass until this is asked again. */
  overdue(): number {
    if (this.#signal !== undefined) checkAbort(this.#signal)
    return this.#deadline?.overdue() ?? ticks
  }

  /** The same, for functions of the host. */
  check(): void {
    this.overdue()
  }

  /**
   * Has somebody called when the signal is aborted, who waits for the guest; what is returned ends that. Of a
   * flag that another thread sets nobody is told.
   */
  watch(look: () => void): () => void {
    const signal = this.#signal
    signal?.addEventListener?.('abort', look)
    return () => signal?.removeEventListener?.('abort', look)
  }

  /** How many milliseconds are left of the deadline. */
  get left(): number {
    const deadline = this.#deadline as Partial<Deadline> | undefined
    return deadline?.left ?? Number.POSITIVE_INFINITY
  }

  /** What has been taken so far. */
  get used(): Readonly<Record<LimitName, number>> {
    return { ...this.#used }
  }

  /** Takes all of it or nothing; LimitError if there is not so much. */
  require(wanted: Amounts): void {
    const amounts = Object.entries(wanted) as [LimitName, number][]
    for (const [name, count] of amounts) {
      const [most, used] = [this.#most[name], this.#used[name]]
      if (used + count > most) throw new LimitError(name, { most, used, wanted: count })
    }
    for (const [name, count] of amounts) this.#used[name] += count
  }

  /** Takes so much, if there is; whether there was. A negative amount is given back. */
  take(name: LimitName, count: number): boolean {
    if (this.#used[name] + count > this.#most[name]) return false
    this.#used[name] += count
    return true
  }
}

/** What memories and tables are held to while they grow. */
export interface Supervision {
  readonly interrupt?: Interrupt | undefined
  readonly limits?: ResourceLimits | undefined
}

/** The limits that are meant: those given, or new ones for one instance. */
export const limitsOf = (given: LimitOptions | ResourceLimits | undefined): ResourceLimits | undefined =>
  given === undefined || given instanceof ResourceLimits ? given : new ResourceLimits(given)
