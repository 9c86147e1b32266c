// How long something has been running. Where the host tells it, that is the processor's time: on a busy
// machine the clock runs three times as fast as a guest does, so that what is over in half a second would be
// taken for something that lasts. Elsewhere it is the clock's.

import { now } from '../../src/engine/clock.js'

/** An answer will do, to those who ask often, for so many times as long as it took to get. */
const recent = 100

interface Host {
  readonly process?: { readonly cpuUsage?: () => { readonly user: number; readonly system: number } }
}

const usage = (globalThis as Host).process?.cpuUsage

/** In milliseconds, of all threads of the process where the host says so. */
export const busyTime: () => number =
  typeof usage === 'function'
    ? () => {
        const { user, system } = usage()
        return (user + system) / 1000
      }
    : now

let known = 0
let until = 0

/** The same as it was a moment ago. */
export function recentBusyTime(): number {
  const time = now()
  if (time < until) return known
  known = busyTime()
  const after = now()
  until = after + recent * (after - time)
  return known
}
