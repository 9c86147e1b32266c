// Reading into and writing from lists of ranges. What was done before an error counts, and the error comes
// again with the next call.

type Buffers = readonly Uint8Array[]

/** How much is done between two looks at whether the guest may go on: less than a millisecond's work. */
const slice = 1 << 20

/** Slices of the ranges, in order. */
export function* slices(buffers: Buffers): Generator<Uint8Array> {
  for (const buffer of buffers)
    for (let at = 0; at < buffer.length; at += slice) yield buffer.subarray(at, at + slice)
}

/**
 * Passes the ranges on in order, until one is not done whole. `check` is asked between two slices of them; it
 * throws if the guest's time is up.
 */
export function each(
  buffers: Buffers,
  transfer: (buffer: Uint8Array, done: number) => number,
  check: () => void,
): number {
  const first = buffers[0]
  if (buffers.length === 1 && first!.length > 0 && first!.length <= slice) return transfer(first!, 0)
  let total = 0
  for (const buffer of slices(buffers)) {
    if (total > 0) check()
    try {
      const count = transfer(buffer, total)
      total += count
      if (count < buffer.length) break
    } catch (error) {
      if (total === 0) throw error
      break
    }
  }
  return total
}

/** How much is read at once into several ranges. */
const portion = 1 << 20

/**
 * Fills the ranges by a single read. Where a read may have to wait, as for a pipe, a second one could wait
 * for what never comes although the guest has been given something.
 */
export function scatter(buffers: Buffers, read: (buffer: Uint8Array) => number): number {
  const used = buffers.filter(({ length }) => length > 0)
  if (used.length === 0) return 0
  if (used.length === 1) return read(used[0]!)
  const all = new Uint8Array(
    Math.min(
      portion,
      used.reduce((sum, { length }) => sum + length, 0),
    ),
  )
  const count = read(all)
  let at = 0
  for (const buffer of used) {
    buffer.set(all.subarray(at, Math.min(count, at + buffer.length)))
    at += buffer.length
    if (at >= count) break
  }
  return count
}
