// How long the processor has worked for this process, which does not go on while others have it.

/** In milliseconds, all threads together. */
export function worked(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
