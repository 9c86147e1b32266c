// The file systems that every test of files runs on: each must behave the same to a guest.
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Directory, memory, overlay } from '#imports/fs/index.js'
import { hostFolder } from '#imports/fs/node/index.js'

const made: string[] = []

/** A folder of the host that is gone after the tests of the file. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'jitsam-'))
  made.push(path)
  return path
}

afterAll(() => {
  for (const path of made) rmSync(path, { recursive: true, force: true })
})

/** How much of a folder the process has open. */
export const openIn = (path: string): number =>
  readdirSync('/proc/self/fd').filter(fd => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).startsWith(path)
    } catch {
      // That of the listing itself.
      return false
    }
  }).length

export const systems: readonly (readonly [name: string, make: () => Directory])[] = [
  ['memory', () => memory()],
  ['a folder of the host', () => hostFolder(folder())],
  ['a folder held by its path', () => hostFolder(folder(), { holding: 'path' })],
  ['an overlay', () => overlay(memory())],
]
