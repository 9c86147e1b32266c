// How long the processor has worked for this process, which does not go on while others have it.

/** In milliseconds, all threads together. */
export function worked(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Words, of eight bytes: the largest single steps of the host's work take 64 MB. A page has 512. */
const [fresh, page] = [1 << 23, 512]

/**
 * Milliseconds that the processor works to give that much memory at this moment. On most machines it is 20; where
 * the system is given its own memory by another, page for page, it has been 260. Nobody can ask in between.
 */
export function allocating(): number {
  const before = worked()
  const words = new Float64Array(fresh)
  for (let i = 0; i < fresh; i += page) words[i] = 1
  return worked() - before
}
