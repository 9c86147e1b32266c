// Making code of a function, bytecode or JavaScript, takes time that is the guest's. So whoever makes it
// spends work as it goes on, and when enough has been spent the deadline is asked, which throws when the
// time is up. What has been made by then is forgotten; nothing else has changed.

interface Deadline {
  overdue(): unknown
}

/** So much work, of some hundred nanoseconds each, lies between two looks at the clock. */
const enough = 10_000

let deadline: Deadline | undefined
let left = enough

/** Does something for which a deadline holds, or none. */
export function under<Result>(own: Deadline | undefined, make: () => Result): Result {
  const outer = deadline
  deadline = own
  try {
    return make()
  } finally {
    deadline = outer
  }
}

/** Work has been done, or is about to be: as much as for so many nodes. */
export function spend(work: number): void {
  if ((left -= work) < 0) look()
}

function look(): void {
  left = enough
  deadline?.overdue()
}
