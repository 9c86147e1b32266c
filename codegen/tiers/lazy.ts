// The functions of a module that is translated one by one: each begins as a stub, and nobody but the stubs
// can tell when it is replaced.

import type { Code } from '../abi.js'
import { type LazyClosure, lazyClosure, type Owner, replacement } from '../closure.js'
import type { Hooks } from '../interpret/hooks.js'
import { warm } from '../lower/convention.js'
import type { Program } from '../program.js'
import { Heat, setterText } from './heat.js'
import { Interpreter } from './interpreter.js'
import type { Running } from './machine.js'
import { Profiles } from './profile.js'
import { textOf } from './text.js'
import { suitsFirst, translateOnce } from './translated.js'

/** Evaluates text within a closure. */
export type Within = (text: string) => unknown

/** The arguments of the closure that are no part of the environment. */
type Given = readonly unknown[]

/** Whose functions they are. */
interface Instances {
  readonly owner: Owner
  /** The codes of the imports. */
  readonly imports: readonly Code[]
  readonly hooks: Hooks | undefined
  /** The instance that runs. */
  running(): Running
  /** Brings a closure to life. */
  begin(closure: LazyClosure, given: Given): Within
  /** Told how many functions more have code that reads views. */
  read(count: number): void
  /** Told when a function has other code than before. */
  settled(index: number, code: Code): void
}

/** The functions of a closure, which is alive. */
export interface Lazy {
  readonly within: Within
  /** The newest code of every function, imports first. */
  readonly codes: readonly Code[]
  /** Translates a function now, if that is still to be done. */
  settle(index: number): Code
}

/** Puts the newest text of a function in the place of the one there is, which stays if that fails. */
function replace(done: Set<number>, index: number, settle: (index: number) => Code): void {
  done.delete(index)
  try {
    settle(index)
  } catch (error) {
    done.add(index)
    throw error
  }
}

/** Brings the closure of a lazy module to life. */
export function lazyFunctions(program: Program, instances: Instances): Lazy {
  const { owner, imports, hooks } = instances
  const closure = lazyClosure(program, owner)
  /** The code of every function, or the stub. */
  const codes: Code[] = [...imports]
  const done = new Set(closure.done)
  let within: Within
  const evaluate = (text: string): unknown => within(text)
  const profiles = new Profiles(program, { evaluate, renew: index => renew(index) })
  const renew = (index: number): void => replace(done, index, settle)
  const heat = program.heats ? new Heat(program, renew) : undefined
  const settle = (index: number): Code => {
    if (done.has(index)) return codes[index]!
    if (profiles.enter(index) !== undefined) return codes[index]!
    const text = textOf(index, translateOnce(program, index))
    const code = within(replacement(index, text)) as Code
    warm(code, text)
    instances.read(1)
    done.add(index)
    program.functions.promote(index)
    codes[index] = code
    interpreter.retire(index)
    instances.settled(index, code)
    return code
  }
  const interpreter = new Interpreter(program, {
    ...{ hooks, codes, evaluate },
    running: () => instances.running(),
  })
  // A function that translated code calls is translated: the engine would note another stub at the place of
  // the call, and then, for ever, that more than one function is called there.
  const stub =
    (index: number): Code =>
    (...words) =>
      ((done.has(index) ? undefined : profiles.enter(index)) ?? settle(index))(...words)
  for (let index = imports.length; index < program.module.functions.length; index++)
    codes[index] = suitsFirst(program, index) ? stub(index) : interpreter.interpret(index, stub(index))
  within = instances.begin(closure, [stub, codes, profiles, ...(heat ? [heat.hot] : [])])
  heat?.begin(within(setterText) as (calls: number) => void)
  instances.read(done.size)
  for (const index of done) instances.settled(index, codes[index]!)
  return { within, codes, settle }
}
