// One request's hold on an instance. All that JavaScript is given of it meanwhile (functions, the objects of
// its memories, tables and globals) is noted here, and leads nowhere once the lease has ended: what a request
// has kept must not reach the next one.
//
// Every call from JavaScript goes by the code that is made here. It says whether the instance can be trusted
// afterwards: not if an error of the engine came out of it, in the middle of its work, and not if a function
// of it is still running when the lease ends.

import { isOrderly } from '../../codegen/boundary/index.js'
import { type Code, Func, type Lender } from '../instance/func.js'
import type { Instance } from '../instance/instance.js'
import { memories } from '../instance/registry.js'
import { ReleasedError } from '../instance/released.js'
import { globals } from '../namespace/global.js'
import { tables } from '../namespace/table.js'

export class Lease implements Lender {
  #isLive = true
  /** How many calls from JavaScript are running. */
  #running = 0
  /** How many errors have come out that are not known to be the guest's or the host's. */
  #doubts = 0
  readonly #given: Func[] = []

  /** The function that JavaScript is shown in the place of one. */
  shown(func: Func): Func {
    this.require()
    const { type, typeId, index } = func
    this.#given.push(func)
    return new Func({ type, typeId, index }, this.#guarding(func))
  }

  /** Throws if the lease has ended. */
  require(): void {
    if (!this.#isLive) throw new ReleasedError()
  }

  get isLive(): boolean {
    return this.#isLive
  }

  /**
   * Ends it. What is shown of the instance from now on is shown as something else; whether that may be lent
   * again, once it is restored.
   */
  end(instance: Instance | undefined): boolean {
    this.#isLive = false
    for (const func of this.#given) func.wrapper = undefined
    instance?.memories.forEach(memory => memories.release(memory))
    instance?.tables.forEach(table => tables.release(table))
    instance?.globals.forEach(global => globals.release(global))
    return this.#running === 0 && this.#doubts === 0
  }

  /**
   * The host's stack may overflow anywhere: an error is doubtful until it has been looked at, and what counts
   * is no call.
   */
  #guarding(func: Func): Code {
    return (...words) => {
      if (!this.#isLive) throw new ReleasedError()
      this.#running++
      try {
        return func.code(...words)
      } catch (error) {
        this.#doubts++
        if (isOrderly(error)) this.#doubts--
        throw error
      } finally {
        this.#running--
      }
    }
  }
}
