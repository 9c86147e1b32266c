// Making code of a function, bytecode or JavaScript, takes time that is the guest's. So whoever makes it
// spends work as it goes on, and when enough has been spent somebody is asked whether it may go on, who
// throws if not. What has been made by then is forgotten; nothing else has changed.

import { bounds } from '../tiers/tuning.js'

type Interrupt = (() => void) | undefined

const enough = bounds.work

let interrupt: Interrupt
let left = enough

/** Does something in which there are interrupts, or none. */
export function under<Result>(own: Interrupt, make: () => Result): Result {
  const outer = interrupt
  interrupt = own
  try {
    return make()
  } finally {
    interrupt = outer
  }
}

/** Work has been done, or is about to be: as much as for so many nodes. */
export function spend(work: number): void {
  if ((left -= work) < 0) ask()
}

function ask(): void {
  left = enough
  interrupt?.()
}
