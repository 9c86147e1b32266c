// How one waits for what Node has no call to wait for: by trying again, soon at first and then every
// millisecond, and asking between two tries whether the guest may go on.

const cell = new Int32Array(new SharedArrayBuffer(4))

/** Milliseconds between two tries: the first, and the longest. */
const [shortest, longest] = [0.05, 1]

export type Check = (() => void) | undefined

export interface Waiting {
  /** What it throws ends the waiting. */
  readonly check: Check
  /** Nanoseconds; without it one waits for ever. */
  readonly most?: bigint
}

/** The first value of an attempt; nothing if the time is over before there is one. */
export function waitFor<Value>(
  attempt: () => Value | undefined,
  { check, most }: Waiting,
): Value | undefined {
  const end = most === undefined ? Number.POSITIVE_INFINITY : performance.now() + Number(most) / 1e6
  for (let pause = shortest; ; pause = Math.min(pause * 2, longest)) {
    const value = attempt()
    if (value !== undefined) return value
    const rest = end - performance.now()
    if (rest <= 0) return undefined
    Atomics.wait(cell, 0, 0, Math.min(rest, pause))
    check?.()
  }
}
