// Whether the command line ends a guest in time: as a process, beside one whose guest does nothing. Where the
// machine is busy a process waits for its turn, which is nobody's guilt: a run that is late has seven more tries,
// and on Linux counts as in time if its main thread has not worked for so long since its deadline.
import { type ChildProcess, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { root } from '../sources.js'

export const main = `${root}dist/src/cli/main.js`

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
  /** How many milliseconds the process has worked since a moment, if that is known. */
  readonly workedSince?: (moment: number) => number | undefined
}

interface Sample {
  readonly at: number
  readonly worked: number
}

/** Milliseconds that the main thread of a process has worked; nothing if it has ended, or where that is not told. */
function workOf(pid: number): number | undefined {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6
  } catch {
    return undefined
  }
}

/** Looks every few milliseconds how long a process has worked, until it is told to stop. */
function sample(pid: number) {
  const samples: Sample[] = []
  const look = () => {
    const worked = workOf(pid)
    if (worked !== undefined) samples.push({ at: performance.now(), worked })
  }
  const timer = setInterval(look, 5)
  return {
    stop: () => clearInterval(timer),
    since(moment: number): number | undefined {
      const before = samples.findLast(({ at }) => at <= moment)
      return before && samples.at(-1)!.worked - before.worked
    },
  }
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
    const { code, errors, workedSince } = await run()
    expect({ code, errors }).toEqual({ code: 255, errors: message })
    const end = begin + usual + given
    late = Math.min(performance.now() - end, workedSince?.(end) ?? Number.POSITIVE_INFINITY)
  }
  expect(late).toBeLessThan(tolerance)
}

export async function finish(child: ChildProcess): Promise<Ended> {
  const parts: Buffer[] = []
  child.stderr?.on('data', part => parts.push(part))
  const { stop, since } = sample(child.pid!)
  // Not `close`, which waits until all that has been written is read.
  const [code] = await once(child, 'exit').finally(stop)
  return { code, errors: Buffer.concat(parts).toString(), workedSince: since }
}
