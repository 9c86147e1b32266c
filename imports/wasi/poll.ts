// Waiting: a list of subscriptions (a moment of a clock, an open file that can be read or written) in, a
// list of events out, in the same order. Files that could make one wait say so by `wait`; the others are
// always ready. Time that was waited counts as passed: clocks are asked only at the beginning, so that a
// clock that stands still cannot hold a guest for ever.
//
//   subscription, 48 bytes: 0 userdata u64 | 8 tag u8 | 16 clock id u32 or fd u32 | 24 timeout u64 |
//                           32 precision u64 | 40 flags u16
//   event, 32 bytes:        0 userdata u64 | 8 errno u16 | 10 type u8 | 16 nbytes u64 | 24 flags u16
import { clockName } from './clock.js'
import { type Errno, errnos, Failure, fail } from './errno.js'
import { host } from './kinds.js'
import type { OpenFile, Transfer } from './open/types.js'
import { require } from './rights.js'
import { type System, unchecked } from './system.js'

const eventSize = 32

const tags = ['clock', 'fd_read', 'fd_write'] as const

/** Where the fields of a subscription stand. */
export interface SubscriptionLayout {
  readonly size: number
  readonly clock: number
  readonly timeout: number
  readonly flags: number
}

const layout: SubscriptionLayout = { size: 48, clock: 16, timeout: 24, flags: 40 }

interface Awaited {
  readonly userdata: bigint
  readonly tag: (typeof tags)[number]
  /** What has come, if something has after so many nanoseconds of waiting, at most as many more. */
  event(waited: bigint, longest: bigint): Event | undefined
  /** How many nanoseconds it will certainly take at most; nothing if nobody knows. */
  readonly due: bigint | undefined
}

interface Event {
  readonly errno: Errno
  readonly bytes: bigint
}

const success: Event = { errno: 'success', bytes: 0n }

const largest = (a: bigint, b: bigint): bigint => (a > b ? a : b)

function awaitClock(wasi: System, { view, at, places }: Place): Pick<Awaited, 'event' | 'due'> {
  const flags = view.getUint16(at + places.flags, true)
  if (flags > 1) fail('inval')
  const name = clockName(view.getUint32(at + places.clock, true))
  const timeout = view.getBigUint64(at + places.timeout, true)
  const due = largest(0n, flags === 1 ? timeout - wasi.clock[name]() : timeout)
  return { due, event: waited => (waited >= due ? success : undefined) }
}

/** How much there is to read, as far as it is known. */
function available(file: OpenFile): bigint {
  return file.kind === 'file' ? largest(0n, file.stat().size - file.seek(0n, 'cur')) : 1n
}

function awaitFile(wasi: System, fd: number, way: 'read' | 'write'): Pick<Awaited, 'event' | 'due'> {
  const always = (errno: Errno, bytes = 0n) => ({ due: undefined, event: () => ({ errno, bytes }) })
  const file: (OpenFile & Transfer) | undefined = wasi.files.find(fd)
  const accepts = file?.kind === 'listener' && way === 'read'
  if (file === undefined || (file[way] === undefined && !accepts)) return always('badf')
  try {
    require(file.rights, 'poll_fd_readwrite')
    if (!accepts) require(file.rights, way === 'read' ? 'fd_read' : 'fd_write')
  } catch (error) {
    if (error instanceof Failure) return always(error.errno)
    throw error
  }
  const bytes = way === 'read' ? available(file) : 0n
  if (file.wait === undefined) return always('success', bytes)
  return {
    due: undefined,
    event: (_, longest) => (file.wait!(way, longest) ? { errno: 'success', bytes } : undefined),
  }
}

interface Place {
  readonly view: DataView
  readonly at: number
  readonly places: SubscriptionLayout
}

function readSubscription(wasi: System, place: Place): Awaited {
  const { view, at } = place
  const tag = tags[view.getUint8(at + 8)] ?? fail('inval')
  const userdata = view.getBigUint64(at, true)
  if (tag === 'clock') return { userdata, tag, ...awaitClock(wasi, place) }
  const fd = view.getInt32(at + 16, true)
  return { userdata, tag, ...awaitFile(wasi, fd, tag === 'fd_read' ? 'read' : 'write') }
}

function writeEvent(view: DataView, at: number, { of, event }: { of: Awaited; event: Event }): void {
  for (let i = 0; i < eventSize; i += 8) view.setBigUint64(at + i, 0n, true)
  view.setBigUint64(at, of.userdata, true)
  view.setUint16(at + 8, errnos.indexOf(event.errno), true)
  view.setUint8(at + 10, tags.indexOf(of.tag))
  view.setBigUint64(at + 16, event.bytes, true)
}

/** Nanoseconds between two looks at several files, and between two looks at whether the guest may go on. */
const pause = 1_000_000n
const span = 10_000_000n

/** How many subscriptions are looked at between two such looks. */
const portion = 256

const forever = (1n << 63n) - 1n

interface Come {
  readonly of: Awaited
  readonly event: Event
}

/** What has come after so many nanoseconds of waiting. */
function comeAfter(wasi: System, all: readonly Awaited[], waited: bigint): readonly Come[] {
  return all.flatMap((of, i) => {
    if (i % portion === 0) wasi.check()
    const event = of.event(waited, 0n)
    return event === undefined ? [] : [{ of, event }]
  })
}

/** Waits until something has come. */
function wait(wasi: System, all: readonly Awaited[]): readonly Come[] {
  const files = all.filter(({ due }) => due === undefined)
  const due = all.reduce((least, { due = forever }) => (due < least ? due : least), forever)
  const longest = files.length > 1 ? pause : wasi.check === unchecked ? forever : span
  for (let waited = 0n; ; ) {
    const come = comeAfter(wasi, all, waited)
    if (come.length > 0) return come
    const rest = due - waited
    const step = rest < longest ? rest : longest
    if (files.length === 1) {
      const event = files[0]!.event(waited, step)
      if (event !== undefined) return [{ of: files[0]!, event }]
    } else wasi.clock.sleep(step)
    waited += step
  }
}

/** How many subscriptions there may be. */
const most = 65536

interface List {
  readonly from: number
  readonly to: number
  readonly count: number
}

export function waitForOne(wasi: System, { from, to, count }: List, places = layout): number {
  if (count === 0 || count > most) fail('inval')
  const view = wasi.guest.view(from, count * places.size)
  wasi.guest.view(to, count * eventSize)
  const all = Array.from({ length: count }, (_, i) => {
    if (i % portion === 0) wasi.check()
    return readSubscription(wasi, { view, at: from + i * places.size, places })
  })
  const events = wait(wasi, all)
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
