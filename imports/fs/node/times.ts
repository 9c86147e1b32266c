// Node sets times as a floating-point number of seconds, of which microseconds arrive; it reads them to the
// nanosecond. So that a guest reads what it has set, the rest is kept here: what was asked for, and what the
// host made of it. As soon as the host says something else, somebody changed the time, and that counts.
import type { BigIntStats } from 'node:fs'
import type { Times } from '../types.js'

interface Pair {
  readonly wanted: bigint
  readonly got: bigint
}

type Which = 'accessed' | 'modified'

export class ExactTimes {
  readonly #pairs = new Map<string, Readonly<Record<Which, Pair>>>()

  /** The times of a file, to the nanosecond that was set. */
  read(stat: BigIntStats): Readonly<Record<Which, bigint>> {
    const key = `${stat.dev}:${stat.ino}`
    const pairs = this.#pairs.size === 0 ? undefined : this.#pairs.get(key)
    const exact = (which: Which, host: bigint) => (pairs?.[which].got === host ? pairs[which].wanted : host)
    return { accessed: exact('accessed', stat.atimeNs), modified: exact('modified', stat.mtimeNs) }
  }

  /** Sets both times, one of them to what it was if it is not given. */
  set(
    times: Times,
    file: { readonly stat: () => BigIntStats; readonly set: (accessed: number, modified: number) => void },
  ): void {
    const wanted = { ...this.read(file.stat()), ...times }
    file.set(Number(wanted.accessed) / 1e9, Number(wanted.modified) / 1e9)
    const now = file.stat()
    const key = `${now.dev}:${now.ino}`
    if (wanted.accessed === now.atimeNs && wanted.modified === now.mtimeNs) this.#pairs.delete(key)
    else
      this.#pairs.set(key, {
        accessed: { wanted: wanted.accessed, got: now.atimeNs },
        modified: { wanted: wanted.modified, got: now.mtimeNs },
      })
  }
}
