// Waiting: a list of subscriptions (a moment of a clock, an open file that can be read or written) in, a
// list of events out. Streams are plain functions that can always be called, so they are ready at once;
// without one among the subscriptions the guest sleeps until its earliest clock.
//
//   subscription, 48 bytes: 0 userdata u64 | 8 tag u8 | 16 clock id u32 or fd u32 | 24 timeout u64 |
//                           32 precision u64 | 40 flags u16
//   event, 32 bytes:        0 userdata u64 | 8 errno u16 | 10 type u8 | 16 nbytes u64 | 24 flags u16
import { clockName } from './clock.js'
import { type Errno, errnos, fail } from './errno.js'
import { host } from './kinds.js'
import type { System } from './system.js'

const subscriptionSize = 48
const eventSize = 32

const tags = ['clock', 'fd_read', 'fd_write'] as const

interface Subscription {
  readonly userdata: bigint
  readonly tag: (typeof tags)[number]
  /** A clock or an open file. */
  readonly id: number
  readonly timeout: bigint
  readonly absolute: boolean
}

interface Event {
  readonly of: Subscription
  readonly errno: Errno
}

function readSubscription(view: DataView, at: number): Subscription {
  const tag = tags[view.getUint8(at + 8)] ?? fail('inval')
  const flags = tag === 'clock' ? view.getUint16(at + 40, true) : 0
  if (flags > 1) fail('inval')
  return {
    userdata: view.getBigUint64(at, true),
    tag,
    id: view.getInt32(at + 16, true),
    timeout: tag === 'clock' ? view.getBigUint64(at + 24, true) : 0n,
    absolute: flags === 1,
  }
}

function writeEvent(view: DataView, at: number, { of, errno }: Event): void {
  view.setBigUint64(at, of.userdata, true)
  view.setUint16(at + 8, errnos.indexOf(errno), true)
  view.setUint32(at + 10, tags.indexOf(of.tag), true)
  for (let i = 14; i < eventSize; i += 2) view.setUint16(at + i, 0, true)
}

/** What an open file says at once. */
function fileEvent(wasi: System, of: Subscription): Event {
  const file = wasi.openFile(of.id)
  const ready = of.tag === 'fd_read' ? file?.read : file?.write
  return { of, errno: ready === undefined ? 'badf' : 'success' }
}

/** How many nanoseconds until a clock's moment; not above zero when it has passed. */
const remaining = (wasi: System, { id, timeout, absolute }: Subscription): number =>
  Number(absolute ? timeout - wasi.clock[clockName(id)]() : timeout)

/** Sleeps until the earliest of the clocks, or at most so long, and says which have come. */
function clockEvents(wasi: System, clocks: readonly Subscription[], longest: number): readonly Event[] {
  const waits = clocks.map(of => ({ of, wait: remaining(wasi, of) }))
  const sleep = Math.max(0, Math.min(longest, ...waits.map(({ wait }) => wait)))
  if (sleep > 0 && waits.length > 0) wasi.clock.sleep(BigInt(sleep))
  return waits.filter(({ wait }) => wait <= sleep).map(({ of }) => ({ of, errno: 'success' }))
}

function waitForOne(wasi: System, list: { from: number; to: number; count: number }): number {
  const { from, to, count } = list
  if (count === 0) fail('inval')
  const view = wasi.guest.view(from, count * subscriptionSize)
  wasi.guest.view(to, count * eventSize)
  const all = Array.from({ length: count }, (_, i) => readSubscription(view, from + i * subscriptionSize))
  const files = all.filter(({ tag }) => tag !== 'clock').map(of => fileEvent(wasi, of))
  const clocks = all.filter(({ tag }) => tag === 'clock')
  const events = [...files, ...clockEvents(wasi, clocks, files.length > 0 ? 0 : Number.MAX_VALUE)]
  for (const [i, event] of events.entries()) writeEvent(view, to + i * eventSize, event)
  return events.length
}

export const poll = {
  poll_oneoff: host(
    'poll',
    'in:pointer out:pointer nsubscriptions:size -> nevents:size errno',
    (wasi, from, to, count) => waitForOne(wasi, { from, to, count }),
  ),
}
