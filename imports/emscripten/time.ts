// Clocks and calendars. A guest lives in UTC: where its host is is none of its business. Versions of the
// compiler pass a time by an address, as 64 bits, or as two words.
//
//   tm, 44 bytes: 0 seconds | 4 minutes | 8 hours | 12 day | 16 month | 20 years since 1900 | 24 weekday |
//                 28 day of the year | 32 summer time | 36 seconds from UTC | 40 name of the zone

import { lastOf } from '../../src/engine/list.js'
import type { Word } from '../host.js'
import { encodeUtf8 } from '../utf8.js'
import type { Flexible } from './flexible.js'
import { host } from './kinds.js'
import type { Program } from './program.js'
import { strftime } from './strftime.js'

const tmSize = 44
const secondsPerDay = 86400
const second = 1_000_000_000n

const milliseconds = ({ system }: Program) => Number(system.clock.realtime() / 1_000_000n)
const elapsed = ({ system }: Program) => Number(system.clock.monotonic()) / 1e6

/** Seconds since 1970 as the fields of a calendar. */
function writeCalendar({ guest }: Program, seconds: number, at: number): void {
  const date = new Date(seconds * 1000)
  const year = date.getUTCFullYear()
  const day = Math.floor((seconds - Date.UTC(year, 0, 1) / 1000) / secondsPerDay)
  const fields = [date.getUTCSeconds(), date.getUTCMinutes(), date.getUTCHours(), date.getUTCDate()]
  const all = [...fields, date.getUTCMonth(), year - 1900, date.getUTCDay(), day, 0, 0]
  const view = guest.view(at, tmSize)
  for (const [i, field] of all.entries()) view.setInt32(at + i * 4, field, true)
}

/** Seconds since 1970 for the fields of a calendar, which are put right if they are beyond their ranges. */
function readCalendar(program: Program, at: number): number {
  const view = program.guest.view(at, tmSize)
  const [second, minute, hour, day, month, year] = [0, 4, 8, 12, 16, 20].map(offset =>
    view.getInt32(at + offset, true),
  ) as [number, number, number, number, number, number]
  const seconds = Date.UTC(year + 1900, month, day, hour, minute, second) / 1000
  writeCalendar(program, seconds, at)
  return seconds
}

/** The time that the words before the last one say. */
function readTime({ guest }: Program, words: readonly Word[]): number {
  const [low = 0, high] = words
  if (typeof low === 'bigint') return Number(low)
  if (high !== undefined) return (low >>> 0) + Number(high) * 2 ** 32
  return guest.view(low >>> 0, 4).getInt32(low >>> 0, true)
}

const last = (words: readonly Word[]): number => Number(lastOf(words)) >>> 0

const calendar = (run: Flexible['run']): Flexible => ({
  ...{ scope: 'time', parameter: 'a', result: 'time' },
  run,
})

const toCalendar = calendar((program, words) => {
  writeCalendar(program, readTime(program, words.slice(0, -1)), last(words))
  return undefined
})

const fromCalendar = calendar((program, words) => readCalendar(program, last(words)))

/** No shift from UTC and no summer time. Where there is room for the names of the zone, both are UTC. */
const setZone = calendar(({ guest }, words) => {
  const [shift = 0, summer = 0, ...names] = words.map(word => Number(word) >>> 0)
  guest.view(shift, 4).setInt32(shift, 0, true)
  guest.view(summer, 4).setInt32(summer, 0, true)
  if (names.length === 2) for (const at of names) guest.bytes(at, 4).set([0x55, 0x54, 0x43, 0])
  return undefined
})

export const calendars: Readonly<Record<string, Flexible>> = {
  _gmtime_js: toCalendar,
  _localtime_js: toCalendar,
  _mktime_js: fromCalendar,
  _timegm_js: fromCalendar,
  _tzset_js: setZone,
}

/** Puts a time where `struct timespec` or `timeval` is wanted; `unit` is what its second word counts. */
function writeTime(program: Program, at: number, { time, unit }: { time: bigint; unit: bigint }): void {
  if (at === 0) return
  const view = program.guest.view(at, 8)
  view.setInt32(at, Number(time / second), true)
  view.setInt32(at + 4, Number((time % second) / unit), true)
}

function formatTime(program: Program, to: Uint8Array, ...[format, at]: readonly [string, number, number?]) {
  const view = program.guest.view(at, tmSize)
  const field = (index: number) => view.getInt32(at + index * 4, true)
  const calendar = {
    ...{ second: field(0), minute: field(1), hour: field(2), day: field(3), month: field(4) },
    ...{ year: field(5) + 1900, weekday: field(6), dayOfYear: field(7) },
  }
  const text = strftime(format, calendar, program.system.check)
  const bytes = encodeUtf8(`${text}\0`)
  if (bytes.length > to.length) return 0
  to.set(bytes)
  return bytes.length - 1
}

/** What older versions leave to the host; their times have 32 bits. */
const older = {
  time: host('clock', 'at:pointer -> seconds:i32', (program, at) => {
    const seconds = Number(program.system.clock.realtime() / second)
    if (at !== 0) program.guest.view(at, 4).setInt32(at, seconds, true)
    return seconds
  }),
  clock: host('clock', '-> microseconds:i32', ({ system }) => Number(system.clock.monotonic() / 1000n)),
  gettimeofday: host('clock', 'tv:pointer tz:pointer -> failed:i32', (program, at) => {
    writeTime(program, at, { time: program.system.clock.realtime(), unit: 1000n })
    return 0
  }),
  clock_gettime: host('clock', 'id:i32 tp:pointer -> failed:i32', (program, id, at) => {
    const { clock } = program.system
    writeTime(program, at, { time: id === 0 ? clock.realtime() : clock.monotonic(), unit: 1n })
    return 0
  }),
  clock_getres: host('clock', 'id:i32 tp:pointer -> failed:i32', (program, _, at) => {
    writeTime(program, at, { time: program.system.clock.resolution.monotonic, unit: 1n })
    return 0
  }),
  strftime: host('time', 'to:buffer format:text tm:pointer -> length:i32', formatTime),
  strftime_l: host('time', 'to:buffer format:text tm:pointer locale:pointer -> length:i32', formatTime),
}

export const time = {
  ...older,
  emscripten_date_now: host('clock', '-> now:f64', milliseconds),
  emscripten_get_now: host('clock', '-> now:f64', elapsed),
  emscripten_get_now_res: host('clock', '-> nanoseconds:f64', ({ system }) =>
    Number(system.clock.resolution.monotonic),
  ),
  emscripten_get_now_is_monotonic: host('clock', '-> monotonic:i32', () => 1),
  _emscripten_get_now_is_monotonic: host('clock', '-> monotonic:i32', () => 1),
}
