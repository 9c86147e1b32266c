// `--hostlogging` and `--hostlogging-format`: which calls of the guest are logged to stderr, and how. A log
// that cannot be written is not the guest's fault, and does not end it.
import { codeOf } from '../../imports/fs/error.js'
import { type StandardOptions, standard } from '../../imports/fs/node/standard.js'
import { parseScopes, UnknownScope } from '../../imports/log/scopes.js'
import { outputOf } from '../../imports/wasi/streams.js'
import type { LogOptions } from '../logging.js'
import { Complaint } from './complaint.js'
import type { Parsed } from './flags.js'

/** A log without the place to which it goes. */
export type Logging = Omit<LogOptions, 'write'>

const formats = ['text', 'json'] as const

function formatOf(name: string): (typeof formats)[number] {
  const format = formats.find(known => known === name)
  if (format !== undefined) return format
  throw new Complaint(`invalid value "${name}" for flag -hostlogging-format: neither text nor json`, 2)
}

/** The scopes of all values together, in the order of their names. */
function scopesOf(values: readonly string[]): readonly string[] {
  for (const value of values) {
    try {
      parseScopes(value)
    } catch (error) {
      if (!(error instanceof UnknownScope)) throw error
      throw new Complaint(`invalid value "${value}" for flag -hostlogging: not a log scope`, 2)
    }
  }
  return [...parseScopes(values)].sort()
}

/** Writes lines to stderr; where a guest's time ends nobody waits longer for whoever reads them. */
export function logTo(until: Omit<StandardOptions, 'way'>): (line: string) => void {
  const { write } = outputOf(standard(2, { way: 'write', ...until }))
  return line => {
    let rest = Buffer.from(line)
    try {
      while (rest.length > 0) rest = rest.subarray(write(rest) as number)
    } catch (error) {
      // Nobody reads it, or the guest's time is up.
      if (codeOf(error) === '') throw error
    }
  }
}

/** What the flags ask for; nothing if no scope is named. */
export function loggingOf({ flags }: Parsed): Logging | undefined {
  const scopes = scopesOf(flags.get('hostlogging') ?? [])
  const format = formatOf(flags.get('hostlogging-format')?.at(-1) ?? 'text')
  return scopes.length === 0 ? undefined : { scopes, format, now: () => process.hrtime.bigint() }
}

/** What the generated code depends on. */
export const loggingKey = (logging: Logging | undefined): readonly unknown[] =>
  logging === undefined ? [] : ['logging', logging.scopes, logging.format]
