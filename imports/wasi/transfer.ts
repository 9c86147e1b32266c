// Reading into and writing from lists of ranges. What was done before an error counts, and the error comes
// again with the next call.

type Buffers = readonly Uint8Array[]

/** How much is done between two looks at whether the guest may go on: less than a millisecond's work. */
const slice = 1 << 20

/** Slices of the ranges, in order. */
function* slices(buffers: Buffers, length = slice): Generator<Uint8Array> {
  for (const buffer of buffers)
    for (let at = 0; at < buffer.length; at += length) yield buffer.subarray(at, at + length)
}

/** Of randomness: a megabyte takes the system up to 40 ms. */
const randomSlice = 1 << 17

/** Fills a buffer with randomness; `check` is asked before each slice. */
export function fillRandom(
  random: (buffer: Uint8Array) => void,
  buffer: Uint8Array,
  check: () => void,
): void {
  for (const part of slices([buffer], randomSlice)) {
    check()
    random(part)
  }
}

/** Copies to what may be a part of the same memory; `check` is asked before each slice. */
export function copySliced(to: Uint8Array, from: Uint8Array, check: () => void): void {
  const { length } = from
  const isBackward = to.buffer === from.buffer && to.byteOffset > from.byteOffset
  for (let done = 0; done < length; done += slice) {
    check()
    const count = Math.min(slice, length - done)
    const at = isBackward ? length - done - count : done
    to.set(from.subarray(at, at + count), at)
  }
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

/** How much is read at once, into one range or several. */
const portion = 1 << 20

/**
 * Fills the ranges by a single read, of no more than `most` bytes. Where a read may have to wait, as for a
 * pipe, a second one could wait for what never comes although the guest has been given something.
 */
export function scatter(
  buffers: Buffers,
  read: (buffer: Uint8Array) => number,
  most: number = portion,
): number {
  const used = buffers.filter(({ length }) => length > 0)
  if (used.length === 0) return 0
  if (used.length === 1) return read(used[0]!.subarray(0, most))
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
