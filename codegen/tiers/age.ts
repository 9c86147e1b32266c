// How long something has been running. Where the host tells it, that is the processor's time: on a busy
// machine the clock runs three times as fast as a guest does, so that what is over in half a second would be
// taken for something that lasts. Elsewhere it is the clock's.

import { now } from '../../src/engine/clock.js'

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
