// Bulk instructions of a guest whose time may end: what is long is done in slices, and the clock is looked at
// after each. Everything is checked before the first slice, as the standard has it.

import { type MemoryView, memoryCopy, memoryFill, memoryInit } from './memory.js'
import { trap } from './trap.js'

type Overdue = () => number

interface FillableTable {
  readonly size: number
  fill(index: number, ref: unknown, count: number): void
}

interface CopyableTable<Source> {
  readonly size: number
  copy(source: Source, to: number, from: number, count: number): void
}

interface InitialTable {
  readonly size: number
  init(segment: readonly unknown[], to: number, from: number, count: number): void
}

/** Bytes, or elements of a table, in a slice: well below a millisecond. */
export function sliceLength(): number {
  return 262144
}

/** Whether a count is so small that nobody notices. */
export function isShort(count: number): boolean {
  return count >>> 0 <= 16384
}

/** The same of elements of a table, of which each takes longer than a hundred bytes. */
export function isFew(count: number): boolean {
  return count >>> 0 <= 64
}

/** memory.fill */
export function memoryFillSliced(
  memory: MemoryView,
  d: number,
  value: number,
  n: number,
  overdue: Overdue,
): void {
  if (isShort(n)) {
    memoryFill(memory, d, value, n)
    return
  }
  const end = (d >>> 0) + (n >>> 0)
  if (end > memory.bytes.length) trap('out of bounds memory access')
  for (let at = d >>> 0; at < end; at += sliceLength()) {
    memoryFill(memory, at, value, Math.min(sliceLength(), end - at))
    overdue()
  }
}

/** memory.copy: begins at the end where the beginning would overwrite what is still to be copied. */
export function memoryCopySliced(
  to: MemoryView,
  from: MemoryView,
  d: number,
  s: number,
  n: number,
  overdue: Overdue,
): void {
  if (isShort(n)) {
    memoryCopy(to, from, d, s, n)
    return
  }
  const length = n >>> 0
  const target = d >>> 0
  const source = s >>> 0
  if (target + length > to.bytes.length || source + length > from.bytes.length)
    trap('out of bounds memory access')
  for (let done = 0; done < length; done += sliceLength()) {
    const count = Math.min(sliceLength(), length - done)
    const at = target > source ? length - done - count : done
    memoryCopy(to, from, target + at, source + at, count)
    overdue()
  }
}

/** memory.init */
export function memoryInitSliced(
  memory: MemoryView,
  data: Uint8Array,
  d: number,
  s: number,
  n: number,
  overdue: Overdue,
): void {
  if (isShort(n)) {
    memoryInit(memory, data, d, s, n)
    return
  }
  const length = n >>> 0
  const target = d >>> 0
  const source = s >>> 0
  if (target + length > memory.bytes.length || source + length > data.length)
    trap('out of bounds memory access')
  for (let done = 0; done < length; done += sliceLength()) {
    memoryInit(memory, data, target + done, source + done, Math.min(sliceLength(), length - done))
    overdue()
  }
}

/** table.fill; what is out of bounds traps in the table itself, in all of these. */
export function tableFillSliced(
  table: FillableTable,
  d: number,
  ref: unknown,
  n: number,
  overdue: Overdue,
): void {
  const end = (d >>> 0) + (n >>> 0)
  if (isFew(n) || end > table.size) {
    table.fill(d, ref, n)
    return
  }
  for (let at = d >>> 0; at < end; at += sliceLength()) {
    table.fill(at, ref, Math.min(sliceLength(), end - at))
    overdue()
  }
}

/** table.copy */
export function tableCopySliced<Table extends CopyableTable<Table>>(
  to: Table,
  from: Table,
  d: number,
  s: number,
  n: number,
  overdue: Overdue,
): void {
  const length = n >>> 0
  const target = d >>> 0
  const source = s >>> 0
  const isOutside = target + length > to.size || source + length > from.size
  if (isFew(n) || isOutside) {
    to.copy(from, d, s, n)
    return
  }
  for (let done = 0; done < length; done += sliceLength()) {
    const count = Math.min(sliceLength(), length - done)
    const at = target > source ? length - done - count : done
    to.copy(from, target + at, source + at, count)
    overdue()
  }
}

/** table.init */
export function tableInitSliced(
  table: InitialTable,
  segment: readonly unknown[],
  d: number,
  s: number,
  n: number,
  overdue: Overdue,
): void {
  const length = n >>> 0
  const target = d >>> 0
  const source = s >>> 0
  const isOutside = target + length > table.size || source + length > segment.length
  if (isFew(n) || isOutside) {
    table.init(segment, d, s, n)
    return
  }
  for (let done = 0; done < length; done += sliceLength()) {
    table.init(segment, target + done, source + done, Math.min(sliceLength(), length - done))
    overdue()
  }
}
