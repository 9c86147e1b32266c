// What was thrown, as a class that engines agree on although their messages differ.

/** Thrown by host functions on purpose. */
export class HostFault extends Error {}

export const overflow = 'stack overflow'

// biome-ignore format: a table
const kinds: readonly (readonly [kind: string, messages: RegExp])[] = [
  ['unreachable',        /unreachable/],
  ['divide by zero',     /(divide|remainder) by zero/],
  ['integer overflow',   /integer overflow|divide result unrepresentable|float unrepresentable/],
  ['integer overflow',   /invalid conversion to integer/],
  ['memory access',      /memory access out of bounds|out of bounds memory access|data segment/],
  ['table access',       /table (index is|access) out of bounds|out of bounds table access|element segment/],
  ['table access',       /undefined element/],
  ['indirect call',      /signature mismatch|indirect call type mismatch|uninitialized element/],
]

/** The class of what was thrown. Whatever is not known stands for itself and is equal to nothing else. */
export function faultKind(error: unknown): string {
  if (!(error instanceof Error)) return `no error: ${String(error)}`
  if (error instanceof HostFault) return `host: ${error.message}`
  if (error instanceof RangeError && error.message.includes('call stack')) return overflow
  if (error.name === 'InternalError') return `${error.name}: ${error.message}`
  if (error.name !== 'RuntimeError') return error.name
  return kinds.find(([, messages]) => messages.test(error.message))?.[0] ?? `unknown trap: ${error.message}`
}
