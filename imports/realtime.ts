// The time of day to the nanosecond. Hosts tell it in milliseconds only; what they count finely begins
// anywhere and is not moved when somebody sets the clock. So one is the other plus an offset, which is moved
// forward whenever the sum lies before what the host says, and thrown away when it lies a millisecond after
// it: then the clock was set back. The sum is never later than the truth, always in the host's own
// millisecond, and the more often somebody asks, the closer it comes.

const millisecond = 1_000_000n

export interface Sources {
  /** Milliseconds since 1970. */
  readonly wall: () => number
  /** Nanoseconds since some moment. */
  readonly ticks: () => bigint
}

/** Nanoseconds since 1970. */
export function realtimeOf({ wall, ticks }: Sources): () => bigint {
  let offset: bigint | undefined
  return () => {
    const before = ticks()
    const now = BigInt(wall()) * millisecond
    offset ??= now - before
    const time = before + offset
    if (time >= now && time < now + millisecond) return time
    // The thread may have been stopped in between; then it is not the offset that is wrong.
    const after = ticks()
    if (time > now || after + offset < now) offset = now - after
    return after + offset
  }
}
