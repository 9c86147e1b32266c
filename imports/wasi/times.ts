// Which times a guest asks to set: `fstflags` say for each of two times whether it is to be the one given,
// or now, or left as it is.
import type { Times } from '../fs/types.js'
import { fail } from './errno.js'
import type { System } from './system.js'

const bits = { atim: 1, atimNow: 2, mtim: 4, mtimNow: 8 } as const

export interface Asked {
  readonly atim: bigint
  readonly mtim: bigint
  readonly flags: number
}

export function timesOf(wasi: System, { atim, mtim, flags }: Asked): Times {
  const has = (bit: keyof typeof bits) => (flags & bits[bit]) !== 0
  if (flags > 15 || (has('atim') && has('atimNow')) || (has('mtim') && has('mtimNow'))) fail('inval')
  const now = has('atimNow') || has('mtimNow') ? wasi.clock.realtime() : 0n
  return {
    ...(has('atim') && { accessed: atim }),
    ...(has('atimNow') && { accessed: now }),
    ...(has('mtim') && { modified: mtim }),
    ...(has('mtimNow') && { modified: now }),
  }
}
