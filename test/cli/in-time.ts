// Whether the command line ends a guest in time: as a process, beside one whose guest does nothing.
import { type ChildProcess, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { expect } from 'vitest'
import { root } from '../sources.js'

const main = `${root}dist/src/cli/main.js`

/** What a guest is given, in milliseconds, and how much later it may have ended. */
export const given = 400
const tolerance = 50

/** The arguments of Node for a run of one of the fixtures, or of another file, with flags of its own. */
export const args = (file: string, ...flags: readonly string[]): string[] => [
  main,
  'run',
  '--timeout',
  `${given}ms`,
  ...flags,
  file.startsWith('/') ? file : `${root}test/fixtures/${file}`,
]

export const message = `error: module closed with context deadline exceeded (timeout ${given}ms)\n`

export interface Ended {
  readonly code: unknown
  readonly errors: string
}

/** Milliseconds that a run takes whose guest does nothing. */
function startup(): number {
  const begin = performance.now()
  spawnSync(process.execPath, args('bare/nothing.wasm'))
  return performance.now() - begin
}

/** Runs until a run ends in time; the machine may be busy. */
export async function endsInTime(run: () => Promise<Ended>): Promise<void> {
  let late = Number.POSITIVE_INFINITY
  for (let tries = 0; tries < 8 && late > tolerance; tries++) {
    const usual = startup()
    const begin = performance.now()
    expect(await run()).toEqual({ code: 255, errors: message })
    late = performance.now() - begin - usual - given
  }
  expect(late).toBeLessThan(tolerance)
}

export async function finish(child: ChildProcess): Promise<Ended> {
  const parts: Buffer[] = []
  child.stderr?.on('data', part => parts.push(part))
  // Not `close`, which waits until all that has been written is read.
  const [code] = await once(child, 'exit')
  return { code, errors: Buffer.concat(parts).toString() }
}
