// What everything has that a guest can have open.
import type { Stat } from '../../fs/types.js'
import type { Rights } from '../rights.js'

/** The bits of `fdflags`. */
export const fdflags = { append: 1, dsync: 2, nonblock: 4, rsync: 8, sync: 16 } as const

export interface Common {
  rights: Rights
  /** The `fdflags`. */
  flags: number
  stat(): Stat
  close(): void
}

/** What bytes come from or go to. Counts may be short; 0 of a read is the end. */
export interface Transfer {
  read?(buffer: Uint8Array): number
  write?(bytes: Uint8Array): number
  /** Whether it could be done at once, after waiting at most so long; what has none always can. */
  wait?(what: 'read' | 'write', nanoseconds: bigint): boolean
}
