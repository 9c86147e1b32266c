// The clocks and the randomness of the host, for guests who are given no others.

import { now } from '../src/engine/clock.js'
import { realtimeOf } from './realtime.js'

/** Nanoseconds. */
export interface Clock {
  /** Since 1970. */
  realtime(): bigint
  /** Since some moment; never goes back. */
  monotonic(): bigint
  /** How fine each of them is; a millisecond and a microsecond if an embedder does not say. */
  readonly resolution: { readonly realtime: bigint; readonly monotonic: bigint }
  /** Returns after so many nanoseconds. */
  sleep(nanoseconds: bigint): void
}

/** getRandomValues fills at most this much at a time, and no shared memory. */
const randomChunk = 65536

export function hostRandom(buffer: Uint8Array): void {
  // A guest may make keys of what it is given: nothing else that is random here would do.
  if (globalThis.crypto?.getRandomValues === undefined)
    throw new TypeError('this engine has no crypto.getRandomValues: the embedder must give `random`')
  for (let at = 0; at < buffer.length; at += randomChunk) {
    const length = Math.min(randomChunk, buffer.length - at)
    buffer.set(globalThis.crypto.getRandomValues(new Uint8Array(length)), at)
  }
}

/** A number from 0 up to 1, of 53 random bits. */
export function randomUnit(random: (buffer: Uint8Array) => void): number {
  const bytes = new Uint8Array(8)
  random(bytes)
  return Number(new DataView(bytes.buffer).getBigUint64(0, true) >> 11n) / 2 ** 53
}

/** Waits, but not in a thread that may not, as that of a page, nor where there is no shared memory. */
function wait(milliseconds: number): void {
  if (typeof SharedArrayBuffer === 'undefined' || typeof Atomics === 'undefined') return
  try {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
  }
}

function hostSleep(nanoseconds: bigint): void {
  const end = now() + Number(nanoseconds) / 1e6
  // Atomics.wait may return a little early.
  for (let rest = end - now(); rest > 0; rest = end - now()) wait(rest)
}

/** What Node has; browsers count no finer than in microseconds. */
const finely: (() => bigint) | undefined = (
  globalThis as { readonly process?: { readonly hrtime?: { readonly bigint?: () => bigint } } }
).process?.hrtime?.bigint

const ticks = finely ?? (() => BigInt(Math.round(now() * 1000)) * 1000n)

const step = finely === undefined ? 1000n : 1n

const unknownResolution = { realtime: 1_000_000n, monotonic: 1000n }

export const hostClock = {
  realtime: realtimeOf({ wall: () => Date.now(), ticks }),
  monotonic: ticks,
  resolution: { realtime: step, monotonic: step },
  sleep: hostSleep,
} satisfies Clock

/** The host's clocks, but for those that an embedder gives; of these nobody knows how fine they are. */
export const clockOf = (given: Partial<Clock> = {}): Clock => ({
  ...hostClock,
  ...((given.realtime ?? given.monotonic) !== undefined && { resolution: unknownResolution }),
  ...given,
})
