// `--hostlogging` and `--hostlogging-format`: which calls of the guest are logged to stderr, and how. A log
// that cannot be written is not the guest's fault, and does not end it.
import { parseScopes, UnknownScope } from '../../imports/log/scopes.js'
import type { LogOptions } from '../logging.js'
import { Complaint } from './complaint.js'
import type { Parsed } from './flags.js'
import { output } from './stdio.js'

const formats = ['text', 'json'] as const

function formatOf(name: string): (typeof formats)[number] {
  const format = formats.find(known => known === name)
  if (format !== undefined) return format
  throw new Complaint(`invalid value "${name}" for flag -hostlogging-format: neither text nor json`, 2)
}

const stderr = output(2)

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

function write(line: string): void {
  let rest = Buffer.from(line)
  try {
    while (rest.length > 0) rest = rest.subarray(stderr.write(rest) as number)
  } catch {
    // Nobody reads it.
  }
}

/** What the flags ask for; nothing if no scope is named. */
export function loggingOf({ flags }: Parsed): LogOptions | undefined {
  const scopes = scopesOf(flags.get('hostlogging') ?? [])
  const format = formatOf(flags.get('hostlogging-format')?.at(-1) ?? 'text')
  return scopes.length === 0 ? undefined : { scopes, format, write, now: () => process.hrtime.bigint() }
}

/** What the generated code depends on. */
export const loggingKey = (logging: LogOptions | undefined): readonly unknown[] =>
  logging === undefined ? [] : ['logging', logging.scopes, logging.format]
