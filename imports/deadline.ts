// A guest whose time ends, as its host sees it. Its own code looks at the clock, as its limits are; a
// function of the host has to do that by itself: before it begins, and now and then while it waits or takes
// long. Whoever makes a package of host functions says so by one option, `deadline`, and everything that the
// package gives holds to it.

import { bare } from './object.js'

/** What says when a guest's time is up: jitsam's `Deadline` and `ResourceLimits` do. */
export interface GuestDeadline {
  /** Milliseconds; infinite if there is no end. */
  readonly left: number
  /** Throws what ends the guest, if no time is left. */
  check(): void
  /** Has somebody called who is to look again, when an end comes otherwise; what is returned ends that. */
  watch?(look: () => void): () => void
}

/** How what takes long is ended. */
export interface Interruptible {
  /** Called now and then while a call takes long. What it throws ends the guest, and comes out of `start`. */
  readonly check?: (() => void) | undefined
  /** When the guest's time is up, for the functions of the host; its instance has the same as a limit. */
  readonly deadline?: GuestDeadline | undefined
}

/** What is asked while a call takes long: whatever the embedder says, and the deadline. */
export function checkOf({ check, deadline }: Interruptible): (() => void) | undefined {
  if (deadline === undefined) return check
  return () => {
    check?.()
    deadline.check()
  }
}

type Functions = Readonly<Record<string, unknown>>

/** The functions that look at the clock before they do their work. What is no function is given as it is. */
function looking<Given extends Functions>(functions: Given, deadline: GuestDeadline): Given {
  const all = Object.entries(functions).map(([name, run]) => {
    if (typeof run !== 'function') return [name, run]
    const looks = (...words: readonly never[]): unknown => {
      deadline.check()
      return run(...words)
    }
    return [name, looks]
  })
  return bare(Object.fromEntries(all))
}

/** Imports that hold to a deadline; without one they stay as they are. */
export function underDeadline<Given extends Readonly<Record<string, Functions>>>(
  imports: Given,
  { deadline }: Interruptible,
): Given {
  if (deadline === undefined) return imports
  const modules = Object.entries(imports).map(([name, functions]) => [name, looking(functions, deadline)])
  return bare(Object.fromEntries(modules))
}
