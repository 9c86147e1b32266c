// Calls of somebody else's code in places where no code comes back to its instance (shared.ts): whoever asks
// whether a guest may go on is asked in the middle of translating, or of growing a memory. Such a call keeps
// account of all that enter, in whichever module's code.

/** Code of several instances, whose it is, and how that is changed. */
export interface Home<Tenant> {
  readonly current: Tenant
  turnTo(tenant: Tenant): void
}

/** Makes the one whose code it was that again. */
type Undo = () => void

let undo: Undo[] | undefined

/** Somebody is about to enter. */
export function noteTurn<Tenant>(home: Home<Tenant>): void {
  if (undo === undefined) return
  const { current } = home
  undo.push(() => {
    if (home.current !== current) home.turnTo(current)
  })
}

/** Calls something; behind it every code is that of the instance that it was before. */
export function keepTenants<Result>(call: () => Result): Result {
  const outer = undo
  const own: Undo[] = []
  undo = own
  let result: Result
  try {
    result = call()
  } finally {
    undo = outer
    outer?.push(...own)
  }
  for (const turn of own.reverse()) turn()
  return result
}
