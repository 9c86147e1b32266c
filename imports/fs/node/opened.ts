// What a descriptor turns out to be: a file with positions, a device whose position is always 0, or a
// channel.
import { type BigIntStats, readvSync } from 'node:fs'
import { codeOf } from '../error.js'
import type { File } from '../types.js'
import { channelFile, HostChannel } from './channel.js'
import { HostFile } from './file.js'
import type { ExactTimes } from './times.js'
import type { Check } from './wait.js'

const nothing = [new Uint8Array(0)]

/** Whether the kernel takes positions for a device: the null device has them, terminals have not. */
export function takesPositions(descriptor: number): boolean {
  try {
    readvSync(descriptor, nothing, 0)
    return true
  } catch (error) {
    return codeOf(error) !== 'ESPIPE'
  }
}

export interface Descriptor {
  readonly descriptor: number
  readonly stat: BigIntStats
  readonly times: ExactTimes
  readonly check: Check
}

/** @param given a descriptor that returns at once, where that makes a difference */
export function openedFile({ descriptor, stat, times, check }: Descriptor): File {
  if (stat.isFile() || stat.isBlockDevice()) return new HostFile(descriptor, times, { check })
  if (takesPositions(descriptor)) return new HostFile(descriptor, times, { isDevice: true })
  const itself = () => descriptor
  return channelFile(descriptor, new HostChannel({ patient: itself, prompt: itself, check }), times)
}
