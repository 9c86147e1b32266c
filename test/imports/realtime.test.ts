// The time of day, between the host's milliseconds: never later than the truth, never back unless the host's
// clock is set, and always in the host's own millisecond.
import { describe, expect, test } from 'vitest'
import { realtimeOf } from '#imports/realtime.js'
import { direct } from './direct.js'

const ms = 1_000_000n

/** A host whose clocks are known to the nanosecond. */
function host(truth: bigint) {
  let [boot, time] = [truth - 123_456_789n, truth]
  return {
    wall: () => Number(time / ms),
    ticks: () => time - boot,
    pass(nanoseconds: bigint) {
      time += nanoseconds
    },
    /** Somebody sets the clock. */
    set(nanoseconds: bigint) {
      time += nanoseconds
      boot += nanoseconds
    },
    get truth() {
      return time
    },
  }
}

function random(seed: number) {
  let state = seed
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state % below
  }
}

describe('the time of day', () => {
  test('comes close to the truth, and is never later', () => {
    const pick = random(1)
    const clock = host(1_700_000_000_123_456_789n)
    const now = realtimeOf(clock)
    let last = 0n
    let error = ms
    for (let i = 0; i < 20_000; i++) {
      clock.pass(BigInt(pick(300_000)))
      const time = now()
      expect(time / ms).toBe(clock.truth / ms)
      expect(time).toBeGreaterThanOrEqual(last)
      expect(clock.truth - time).toBeGreaterThanOrEqual(0n)
      expect(clock.truth - time).toBeLessThanOrEqual(error)
      error = clock.truth - time
      last = time
    }
    expect(error).toBeLessThan(10_000n)
  })

  test('follows the host when its clock is set', () => {
    const pick = random(2)
    const clock = host(1_700_000_000_000_000_000n)
    const now = realtimeOf(clock)
    for (const step of [3_600_000n * ms, -3_600_000n * ms, 5n * ms, -5n * ms, 2n * ms, -2n * ms]) {
      for (let i = 0; i < 1000; i++) {
        clock.pass(BigInt(pick(200_000)))
        now()
      }
      clock.set(step)
      for (let i = 0; i < 100; i++) {
        expect(now() / ms).toBe(clock.truth / ms)
        clock.pass(BigInt(pick(200_000)))
      }
    }
  })

  test('is not set wrong by a thread that is stopped between two looks', () => {
    const clock = host(1_700_000_000_000_900_000n)
    let stops = 0n
    const now = realtimeOf({
      ticks: clock.ticks,
      wall() {
        clock.pass(stops)
        return clock.wall()
      },
    })
    now()
    clock.pass(200_000n)
    now()
    const error = clock.truth - now()
    stops = 7n * ms
    expect(now()).toBe(clock.truth - error)
    stops = 0n
    expect(now()).toBe(clock.truth - error)
  })
})

test('the clocks of a guest have nanoseconds', () => {
  const { call, view } = direct()
  const times = (id: number) =>
    Array.from({ length: 1000 }, () => {
      expect(call.clock_time_get!(id, 0n, 0)).toBe(0)
      return view.getBigUint64(0, true)
    })
  for (const id of [0, 1]) {
    expect(call.clock_res_get!(id, 0)).toBe(0)
    expect(view.getBigUint64(0, true)).toBe(1n)
    const all = times(id)
    expect(all).toEqual([...all].sort((a, b) => Number(a - b)))
    expect(new Set(all.map(time => time % 1000n)).size).toBeGreaterThan(100)
  }
  const [before, [time], after] = [Date.now(), times(0), Date.now()]
  expect(Number(time! / 1_000_000n)).toBeGreaterThanOrEqual(before)
  expect(Number(time! / 1_000_000n)).toBeLessThanOrEqual(after)
})

test('of clocks that the embedder gives nobody knows how fine they are', () => {
  const { call, view } = direct({ clock: { realtime: () => 5n } })
  call.clock_res_get!(0, 0)
  expect(view.getBigUint64(0, true)).toBe(1_000_000n)
  const told = direct({ clock: { monotonic: () => 5n, resolution: { realtime: 7n, monotonic: 8n } } })
  told.call.clock_res_get!(1, 0)
  expect(told.view.getBigUint64(0, true)).toBe(8n)
})
