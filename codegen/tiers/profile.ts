// The profile of a huge function. It is translated whole at first, which V8 never optimises, and counts what
// of it runs (see passes/outline/count.ts). Most huge functions run once or twice, and that is all. One that
// goes on is translated anew after a while, and cut so that what ran often stays together.
//
// Until then callers hold its stub, which calls the first version. All instances of a program count
// together.
//
// A guest often does other things later than at its start. So code that was cut off goes on counting,
// and if it is called very often after all, the function is cut once more; but that is rare, and stops
// soon.

import type { Code } from '../abi.js'
import { under } from '../interpret/clock.js'
import type { Counts } from '../passes/outline/cold.js'
import type { Program } from '../program.js'
import { translateExit } from '../translate.js'
import { forever } from './budget.js'
import { regionOnce, translateOnce } from './translated.js'
import type { Profiling } from './tuning.js'

/** Whether it is time for another version, or has become so. */
type Spent = () => boolean

/**
 * Makes the first version of a function; see `encloseProfiled` in translate.ts. Each of its exits is entered
 * by a function.
 */
export type Factory = (counts: Int32Array, spent: Spent, enter: (exit: number) => Code) => Code

function sum(counts: Counts): number {
  let total = 0
  for (let i = 1; i < counts.length; i++) total += counts[i]!
  return total
}

/** The counts themselves; the first element is none. */
const known = (counts: Int32Array): Float64Array =>
  Float64Array.from(counts, (count, i) => (i === 0 ? 0 : count >>> 0))

interface Profile {
  readonly code: Code
  readonly counts: Int32Array
  /** How often it has been called. */
  calls: number
}

/** The call that has asked last whether it may go on: its number, and how many steps there were by then. */
interface Asked {
  calls: number
  steps: number
}

/** The closure of the module. */
interface ModuleClosure {
  /** The value of an expression. */
  evaluate(text: string): unknown
  /** Puts the newest version of a function in the place of the one there is. */
  renew(index: number): void
}

/** The first versions of an instance's huge functions, as far as they still count. */
export class Profiles {
  /** Made with the closure: those of functions that an earlier run profiled. */
  readonly factories: Factory[] = []
  private readonly running = new Map<number, Profile>()
  private readonly tuning: Profiling

  constructor(
    private readonly program: Program,
    private readonly closure: ModuleClosure,
  ) {
    this.tuning = program.tuning.profiling
  }

  /** The code to run at this call; nothing for a function that is not profiled, or no longer. */
  enter(index: number): Code | undefined {
    const profile = this.running.get(index) ?? this.begin(index)
    if (profile === undefined) return undefined
    const { code, counts } = profile
    profile.calls++
    return --counts[0]! < 0 && this.isOver(index, counts, this.program.profileSteps) ? undefined : code
  }

  private begin(index: number): Profile | undefined {
    const { text, counts: length } = translateOnce(this.program, index)
    if (length === undefined) return undefined
    const state = this.program.functions.of(index)
    const counts = (state.counting ??= new Int32Array(length))
    const factory = this.factories[index] ?? (this.closure.evaluate(`(${text})`) as Factory)
    const asked = { calls: 0, steps: 0 }
    const spent = (): boolean => this.isOver(index, counts, this.stepsWithin(index, profile, asked))
    const profile: Profile = { code: factory(counts, spent, this.entriesOf(index)), counts, calls: 0 }
    this.running.set(index, profile)
    this.program.functions.promote(index)
    return profile
  }

  /** How many steps there may be before a call is left. */
  private stepsWithin(index: number, { counts, calls }: Profile, asked: Asked): number {
    if (asked.calls !== calls)
      Object.assign(asked, { calls, steps: sum(counts) * this.stepsOf(index, counts) })
    const { factorInLoop, shareOfCall } = this.tuning
    const enough = this.program.profileSteps
    return Math.min(asked.steps + enough * shareOfCall, enough * factorInLoop)
  }

  private entriesOf(index: number): (exit: number) => Code {
    const exits: Code[] = []
    const { program, closure } = this
    const make = (exit: number): Code =>
      under(program.interrupt, () => closure.evaluate(`(${translateExit(program, index, exit)})`) as Code)
    return exit => (exits[exit] ??= make(exit))
  }

  /** How many steps a count is worth: code without branches is counted once for all of it. */
  private stepsOf(index: number, counts: Int32Array): number {
    const { module, context } = this.program
    const { start, end } = module.bodies[index - context.importedFunctions]!
    return Math.max(1, (end - start) / (counts.length * this.tuning.bytesPerCount))
  }

  /** Whether there have been enough steps; if not, sets when to ask again. */
  private isOver(index: number, counts: Int32Array, enough: number): boolean {
    const each = this.stepsOf(index, counts)
    const steps = sum(counts) * each
    counts[0] = Math.max(this.tuning.interval, (enough - steps) / (64 * each))
    if (steps < enough) return false
    this.running.delete(index)
    // Another instance may have come here first.
    const state = this.program.functions.of(index)
    if (state.counts === undefined) state.cutBy(known(counts))
    return true
  }

  /** The counts of the regions of a function that was cut by its profile. */
  counted(index: number, length: number): [Int32Array, Spent] {
    const counts = new Int32Array(length)
    const made = this.program.functions.of(index).revision
    const { revisions, regionCalls, regionCallsGrowth } = this.tuning
    counts[0] = made < revisions ? regionCalls * regionCallsGrowth ** made : forever
    return [counts, () => this.revise(index, counts)]
  }

  /** Makes stubs for regions that are translated when they are entered; `put` takes what replaces one. */
  parts(index: number): (region: number, put: (code: Code) => void) => Code {
    return (region, put) => word => {
      const code = this.closure.evaluate(`(${regionOnce(this.program, index, region)})`) as Code
      put(code)
      return code(word)
    }
  }

  /**
   * Code that stayed together ran as often as before, as far as one can tell; of what was cut off, the
   * regions have counted what did.
   */
  private revise(index: number, counts: Int32Array): boolean {
    counts[0] = forever
    const state = this.program.functions.of(index)
    const before = state.counts
    // An earlier run has cut it, whose counts nobody knows.
    if (before === undefined) return false
    const ran = known(counts)
    const scale = (this.tuning.shareOfRegions * sum(ran)) / sum(before)
    const after = ran.map((count, i) => (count === 0 ? before[i]! * scale : count))
    state.cutBy(after)
    state.revision++
    this.closure.renew(index)
    return true
  }
}
