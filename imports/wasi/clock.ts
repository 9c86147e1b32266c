// Clocks. Those of processes and threads are not offered: wasi-libc no longer asks for them.
import type { Clock } from '../sources.js'
import { fail } from './errno.js'
import { host } from './kinds.js'

export const clockNames = ['realtime', 'monotonic'] as const

export type ClockName = (typeof clockNames)[number]

export const clockName = (id: number): ClockName => clockNames[id] ?? fail('inval')

const resolution = (clock: Clock, id: number) => clock.resolution[clockName(id)]

export const clock = {
  clock_res_get: host('clock', 'id:clockid -> resolution:timestamp errno', (wasi, id) =>
    resolution(wasi.clock, id),
  ),

  clock_time_get: host('clock', 'id:clockid precision:timestamp -> timestamp:timestamp errno', (wasi, id) =>
    wasi.clock[clockName(id)](),
  ),
}
