// Time on a machine that others use too. The processor time of the process does not grow while it waits for its turn, but
// counts what the engine's own threads do beside; the wall's time does the opposite. Neither is ever shorter than what the
// same work takes on an idle machine, so for work of many threads the shorter of the two is taken.

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
