// Large memories are the host's own `WebAssembly.Memory`, where it has one. The system gives its pages as
// they are touched, and takes them all back at once; a large ArrayBuffer is cleared by the engine before
// anybody has it. To grow costs nothing, since addresses are reserved for it: nothing is copied, and the
// former buffer is detached, as the standard wants.

import { pageSize } from '../wasm/limits.js'

/** What is asked of a memory of the host. */
export interface HostMemory {
  readonly buffer: ArrayBuffer
  grow(delta: number): number
}

type HostClass = new (descriptor: { readonly initial: number }) => HostMemory

/**
 * Memories of 4 MB on are worth it. Below that clearing takes less time than the system's work for a
 * reservation of some gigabytes of addresses.
 */
const fromPages = 64

/** What is a function of the engine, and not one that stands in its place, as ours may. */
const isNative = (value: unknown): value is HostClass =>
  typeof value === 'function' && /\[native code\]/.test(Function.prototype.toString.call(value))

function nativeClass(): HostClass | undefined {
  try {
    const host = (globalThis as { readonly WebAssembly?: { readonly Memory?: unknown } }).WebAssembly
    const found = host?.Memory
    return isNative(found) ? found : undefined
  } catch {
    // Nothing depends on it: whoever forbids to look at it has none.
    return undefined
  }
}

/** As it was when this was loaded: before anybody could put ours there. */
const found = nativeClass()

let isMaking = false

/** A memory of the host, if that is worth it, and can be had. */
export function hostMemory(pages: number): HostMemory | undefined {
  // What looks native may be ours in disguise, and would ask for one again.
  if (found === undefined || pages < fromPages || isMaking) return undefined
  isMaking = true
  try {
    const memory = new found({ initial: pages })
    return memory.buffer.byteLength === pages * pageSize ? memory : undefined
  } catch {
    // There are not so many addresses left: an ArrayBuffer reserves none.
    return undefined
  } finally {
    isMaking = false
  }
}
