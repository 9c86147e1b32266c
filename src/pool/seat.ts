// A seat of a pool: one instance with code and memory of its own, which serves one request after the other.
// When it has been made, and has done what is wanted of every request in advance, its image is taken; in
// between two requests it is restored.
//
// An instance that cannot be trusted any more is let go of, and the next request gets another. That is so
// unless all that ends a request has been done to the end: an error on the way leaves the seat empty.

import type { Program } from '../../codegen/index.js'
import { Exit, exitCode } from '../../imports/exit.js'
import type { WasiOptions } from '../../imports/wasi/system.js'
import { interruptible } from '../compile.js'
import { Deadline } from '../instance/deadline.js'
import type { Func, Lender } from '../instance/func.js'
import { Image } from '../instance/image.js'
import { type Instance, instantiate } from '../instance/instance.js'
import { type LimitOptions, ResourceLimits } from '../instance/limits.js'
import type { Extern } from '../instance/link.js'
import { memories } from '../instance/registry.js'
import { readImports } from '../namespace/imports.js'
import { Memory } from '../namespace/memory.js'
import { type Guest, LentGuest } from './guest.js'
import { Lease } from './lease.js'
import { type Common, Surroundings } from './surroundings.js'

/** How the instances of a pool are made. */
export interface Making extends Common {
  /**
   * What is done before the image is taken, once for an instance and not for each request: an export that is
   * called (`_initialize`, or `_start`, which may end with exit code 0), or a function.
   */
  readonly snapshotAfter?: string | ((guest: Guest) => unknown) | undefined
  /**
   * What an instance may have. Milliseconds as its `deadline` are those of each request, from the moment on
   * when it has its instance; to make one takes a second at most, or as long if that is more. With Infinity
   * only requests have one that say so.
   */
  readonly limits?: LimitOptions | undefined
}

/** So many milliseconds may it take to make an instance, unless a request has more. */
const leastForMaking = 1000

/** What a request brings. */
export interface Brought {
  /** For the embedder's functions, who find it as `request`. */
  readonly request?: unknown
  /** Arguments, variables, streams of a guest of WASI, beside those that the pool gives to all. */
  readonly wasi?: WasiOptions | undefined
  /** Milliseconds in the place of the pool's; a TypeError where that has none. */
  readonly deadline?: number | undefined
}

/** An instance that can be lent. */
interface Made {
  readonly deadline: Deadline
  readonly instance: Instance
  readonly surroundings: Surroundings
  readonly image: Image
}

/** What is shown of its objects is shown for a time only. */
function lend({ memories: all, tables, globals }: Instance): void {
  for (const memory of all)
    memory.shown = () => memories.objectFor(memory, Memory.prototype) as { readonly buffer: ArrayBuffer }
  for (const table of tables) table.isLent = true
  for (const global of globals) global.isLent = true
}

/** New limits, for an instance that is going to be made; milliseconds are a matter of each request. */
function limitsWith(deadline: Deadline, limits: LimitOptions | undefined): ResourceLimits | undefined {
  if (limits === undefined) return undefined
  return new ResourceLimits(typeof limits?.deadline === 'number' ? { ...limits, deadline } : limits)
}

/** From now on there are so many milliseconds; what else a pool has for a deadline its maker starts. */
function start(deadline: Deadline, milliseconds: unknown): void {
  if (milliseconds === Number.POSITIVE_INFINITY) deadline.clear()
  else if (typeof milliseconds === 'number') deadline.start(milliseconds)
}

export class Seat implements Lender {
  #lease = new Lease()
  #made: Made | undefined

  constructor(
    private readonly program: Program,
    private readonly making: Making,
  ) {}

  /** The function that JavaScript is shown in the place of one. */
  shown(func: Func): Func {
    return this.#lease.shown(func)
  }

  /** Makes an instance, unless there is one. */
  fill(): void {
    this.#made ??= this.#make()
  }

  /** Lends the instance; `release` is what its guest does at the end. */
  lend({ request, wasi, deadline: own }: Brought, release: () => void): Guest {
    const all = this.making.limits?.deadline
    if (own !== undefined && typeof all !== 'number')
      throw new TypeError('a request can have a deadline where the limits of the pool have one')
    this.fill()
    const { instance, surroundings, deadline } = this.#made!
    surroundings.begin(request, wasi)
    start(deadline, own ?? all)
    return this.#guest(instance, surroundings, release)
  }

  /** Ends the request and restores the instance; one that cannot be trusted is let go of. */
  takeBack(): void {
    const made = this.#made!
    this.#made = undefined
    const isSound = this.#lease.end(made.instance)
    made.surroundings.end()
    // What still runs has the time that it had.
    if (!isSound) return
    made.deadline.clear()
    made.image.restore()
    this.#made = made
  }

  #make(): Made {
    const { making } = this
    const deadline = new Deadline()
    const limits = limitsWith(deadline, making.limits)
    const program = limits?.interrupts ? interruptible(this.program) : this.program
    const surroundings = new Surroundings(program.module, making, limits?.interrupts ? limits : undefined)
    this.#lease = new Lease()
    surroundings.begin(undefined, undefined)
    const all = making.limits?.deadline
    start(deadline, typeof all === 'number' ? Math.max(all, leastForMaking) : undefined)
    const instance = instantiate(program, this.#imports(surroundings), {
      ...{ lender: this, limits },
      ready(instance) {
        lend(instance)
        surroundings.attach(instance)
      },
    })
    this.#prepare(this.#guest(instance, surroundings, () => {}))
    this.#lease.end(instance)
    surroundings.end()
    deadline.clear()
    const image = new Image(instance.owned)
    // So that nobody holds a buffer from before.
    image.restore()
    return { instance, surroundings, image, deadline }
  }

  #guest(instance: Instance, surroundings: Surroundings, release: () => void): Guest {
    const { program } = this
    const lease = (this.#lease = new Lease())
    return new LentGuest({ lease, program, instance, surroundings }, release)
  }

  /** A function of the host is the seat's own as well, since it acts for the request of the moment. */
  #imports({ imports }: Surroundings): readonly Extern[] {
    const externs = readImports(this.program, imports)
    for (const { kind, value } of externs)
      if (kind === 'func' && value.wrapper === undefined) value.lender = this
    return externs
  }

  #prepare(guest: Guest): void {
    const { snapshotAfter } = this.making
    if (snapshotAfter === undefined) return
    if (typeof snapshotAfter === 'function') {
      snapshotAfter(guest)
      return
    }
    const run = guest.exports[snapshotAfter]
    if (typeof run !== 'function') throw new TypeError(`the module exports no function ${snapshotAfter}`)
    const code = exitCode(() => run())
    if (code !== 0) throw new Exit(code)
  }
}
