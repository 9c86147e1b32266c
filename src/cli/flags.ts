// Flags stand between a command and its first plain argument; whatever follows that argument is the guest's
// and is not looked at. Node's own parser reads them; `-name` is accepted for `--name`, so that command
// lines written for wazero work.
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { Complaint } from './complaint.js'

/** A flag that is there or not, or one that takes a value and may be repeated. */
export type Flags = Readonly<Record<string, Flag>>

interface Flag {
  readonly type: 'boolean' | 'string'
  readonly help: string
  /** What its value is called. */
  readonly value?: string
}

export interface Parsed {
  /** The values of each flag, in order; a flag without value has an empty one. */
  readonly flags: ReadonlyMap<string, readonly string[]>
  /** Everything from the first plain argument on, without a `--` before it. */
  readonly rest: readonly string[]
}

type Token = NonNullable<ReturnType<typeof parseArgs<ParseArgsConfig & { tokens: true }>>['tokens']>[number]

/** `-mount=x` is `--mount=x`; a single letter stays as it is. */
const doubled = (arg: string) => (/^-[a-z][a-z-]+(=|$)/.test(arg) ? `-${arg}` : arg)

function check(flags: Flags, { name, value }: { name: string; value?: string | undefined }): string {
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined
  if (flag === undefined) throw new Complaint(`flag provided but not defined: -${name}`, 2)
  if (flag.type === 'string' && value === undefined)
    throw new Complaint(`flag needs an argument: -${name}`, 2)
  if (flag.type === 'boolean' && value !== undefined)
    throw new Complaint(`flag takes no value: -${name}=${value}`, 2)
  return value ?? ''
}

export function parseFlags(args: readonly string[], flags: Flags): Parsed {
  const options = { ...flags, help: { type: 'boolean', short: 'h' } } as const
  const { tokens } = parseArgs({ args: args.map(doubled), options, strict: false, tokens: true })
  const end = tokens.find(({ kind }) => kind !== 'option')
  const stop = end?.index ?? args.length
  const found = new Map<string, string[]>()
  for (const token of tokens as readonly Token[]) {
    if (token.kind !== 'option' || token.index > stop) continue
    const value = check({ ...flags, help: { type: 'boolean', help: '' } }, token)
    found.set(token.name, [...(found.get(token.name) ?? []), value])
  }
  return { flags: found, rest: args.slice(end?.kind === 'option-terminator' ? stop + 1 : stop) }
}
