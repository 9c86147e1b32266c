// The error numbers of WASI preview 1, in their order: the index is the number. A host function that cannot
// do what the guest asks throws a `Failure`; linking turns it into the number that the guest gets.
import { OutOfBounds } from '../guest.js'

export const errnos = [
  ...['success', '2big', 'acces', 'addrinuse', 'addrnotavail', 'afnosupport', 'again', 'already', 'badf'],
  ...['badmsg', 'busy', 'canceled', 'child', 'connaborted', 'connrefused', 'connreset', 'deadlk'],
  ...['destaddrreq', 'dom', 'dquot', 'exist', 'fault', 'fbig', 'hostunreach', 'idrm', 'ilseq', 'inprogress'],
  ...['intr', 'inval', 'io', 'isconn', 'isdir', 'loop', 'mfile', 'mlink', 'msgsize', 'multihop'],
  ...['nametoolong', 'netdown', 'netreset', 'netunreach', 'nfile', 'nobufs', 'nodev', 'noent', 'noexec'],
  ...['nolck', 'nolink', 'nomem', 'nomsg', 'noprotoopt', 'nospc', 'nosys', 'notconn', 'notdir', 'notempty'],
  ...[
    'notrecoverable',
    'notsock',
    'notsup',
    'notty',
    'nxio',
    'overflow',
    'ownerdead',
    'perm',
    'pipe',
    'proto',
  ],
  ...['protonosupport', 'prototype', 'range', 'rofs', 'spipe', 'srch', 'stale', 'timedout', 'txtbsy', 'xdev'],
  'notcapable',
] as const

export type Errno = (typeof errnos)[number]

/** The guest asked for what cannot be done; it gets the number of `errno`. */
export class Failure extends Error {
  override readonly name = 'Failure'

  constructor(readonly errno: Errno) {
    super(errno)
  }
}

const made = new Map<Errno, Failure>()

// One object serves for each number: guests probe, and to record a stack costs microseconds.

/** Ends a host function with an error number. */
export function fail(errno: Errno): never {
  const failure = made.get(errno) ?? new Failure(errno)
  made.set(errno, failure)
  throw failure
}

/** Codes of hosts that WASI calls otherwise. */
const aliases: Readonly<Record<string, Errno>> = { EOPNOTSUPP: 'notsup', EWOULDBLOCK: 'again', EOF: 'io' }

/** The number of an error, as the guest gets it. What is no failure of a request is thrown on. */
export function numberOf(error: unknown): number {
  if (error instanceof Failure) return errnos.indexOf(error.errno)
  if (error instanceof OutOfBounds) return errnos.indexOf('fault')
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // Node's own complaints begin so too; they are about us.
  if (!code.startsWith('E') || code.startsWith('ERR_')) throw error
  const name = aliases[code] ?? code.slice(1).toLowerCase()
  return errnos.indexOf(errnos.includes(name as Errno) ? (name as Errno) : 'io')
}
