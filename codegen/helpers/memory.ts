// Bulk instructions on memories. Addresses and lengths are u32 in signed words. Everything is checked
// before the first byte is written. Sums of two u32 are exact.

import { trap } from './trap.js'

/** A memory as helpers see it: its bytes now. A memory that grows gets others. */
export interface MemoryView {
  readonly view: DataView
  readonly bytes: Uint8Array
}

/** memory.fill */
export function memoryFill(memory: MemoryView, d: number, value: number, n: number): void {
  const bytes = memory.bytes
  const start = d >>> 0
  const end = start + (n >>> 0)
  if (end > bytes.length) trap('out of bounds memory access')
  bytes.fill(value, start, end)
}

/** memory.copy: the ranges may overlap. */
export function memoryCopy(to: MemoryView, from: MemoryView, d: number, s: number, n: number): void {
  const target = to.bytes
  const source = from.bytes
  const start = d >>> 0
  const first = s >>> 0
  const length = n >>> 0
  if (start + length > target.length || first + length > source.length) trap('out of bounds memory access')
  if (source === target) target.copyWithin(start, first, first + length)
  else target.set(source.subarray(first, first + length), start)
}

/** memory.init; a dropped segment has no bytes. */
export function memoryInit(memory: MemoryView, data: Uint8Array, d: number, s: number, n: number): void {
  const bytes = memory.bytes
  const start = d >>> 0
  const first = s >>> 0
  const length = n >>> 0
  if (start + length > bytes.length || first + length > data.length) trap('out of bounds memory access')
  bytes.set(data.subarray(first, first + length), start)
}
