// Time on a machine that others use too. The processor time of the process does not grow while it waits for its turn, but
// counts what the engine's own threads do beside; the wall's time does the opposite. Neither is ever shorter than what the
// same work takes on an idle machine, so for work of many threads the shorter of the two is taken.

import { existsSync, readFileSync } from 'node:fs'

/** In milliseconds. */
export function processorTime() {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Returns what gives the milliseconds since. */
export function stopwatch() {
  const [wall, processor] = [performance.now(), processorTime()]
  return () => Math.min(performance.now() - wall, processorTime() - processor)
}

const schedule = `/proc/self/task/${process.pid}/schedstat`
const hasSchedule = existsSync(schedule)

/**
 * The processor time of the main thread alone, in milliseconds, or NaN where no one knows. Linux counts it in a file, whose
 * figure is as old as the last call that asked for processor time: so `processorTime` is called right before.
 */
export function mainThreadTime() {
  if (hasSchedule) return Number(readFileSync(schedule, 'utf8').split(' ')[0]) / 1e6
  const { threadCpuUsage } = /** @type {{ threadCpuUsage?: () => NodeJS.CpuUsage }} */ (process)
  if (threadCpuUsage === undefined) return Number.NaN
  const { user, system } = threadCpuUsage()
  return (user + system) / 1000
}
