// Copying a memory into a fresh buffer when it grows. The system gives a fresh buffer no pages until they are
// written to, and the guest has mostly not touched all of its memory: what is zero is not copied, so that a
// large memory costs what is used of it. (Two `memory.grow(1)` in a memory of 20,000 pages took 2.5 GB and
// 7.8 s; native takes nothing, as it grows in place.)

/** Asked now and then by what takes long; it throws when it is not to go on. */
export type Interrupt = () => void

/** Below this the search takes longer than copying would: it is code that has not run yet. */
const worthSearching = 64 << 20

/** What is copied or left out as a whole. */
const block = 1 << 14

/** How much is done between two looks at the clock. */
const slice = 1 << 20

/** Whether the words from one place to another, a multiple of four on, are zero. */
function isZero(words: Int32Array, from: number, to: number): boolean {
  for (let i = from; i < to; i += 4)
    if ((words[i]! | words[i + 1]! | words[i + 2]! | words[i + 3]!) !== 0) return false
  return true
}

/** Copies to the same places of `to`, which is zero, what is not zero from `start` to `end`. */
function copyBlocks(from: Uint8Array, to: Uint8Array, { start, end }: { start: number; end: number }): void {
  const words = new Int32Array(from.buffer, from.byteOffset + start, (end - start) >> 2)
  const copy = (first: number, last: number) => {
    if (first < last) to.set(from.subarray(first, last), first)
  }
  let first = start
  for (let at = start; at < end; at += block) {
    const next = Math.min(at + block, end)
    if (!isZero(words, (at - start) >> 2, (next - start) >> 2)) continue
    copy(first, at)
    first = next
  }
  copy(first, end)
}

/** Copies a memory, whole pages of it, into bytes that are zero. */
export function copyUsed(from: Uint8Array, to: Uint8Array, interrupt: Interrupt | undefined): void {
  const { length } = from
  const isLarge = length > worthSearching
  const step = isLarge || interrupt !== undefined ? slice : length
  for (let start = 0; start < length; start += step) {
    const end = Math.min(start + step, length)
    if (isLarge) copyBlocks(from, to, { start, end })
    else to.set(from.subarray(start, end), start)
    interrupt?.()
  }
}
