// The clocks of a program. Both are asked for all the time by Go's scheduler, so that the host's own are
// plain numbers; an embedder gives nanoseconds as bigints, as for WASI.

import { now } from '../../src/engine/clock.js'
import { hostClock as hostsClock } from '../sources.js'

/** The clocks of a program of Go. */
export interface GoClock {
  /** Nanoseconds since 1970. */
  realtime(): bigint
  /** Nanoseconds since some moment; never goes back. */
  monotonic(): bigint | number
}

export const hostClock: GoClock = {
  realtime: hostsClock.realtime,
  monotonic: () => Math.round(now() * 1e6),
}
