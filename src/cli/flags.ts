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

interface Given {
  readonly name: string
  readonly value?: string | undefined
}

function check(flags: Flags, { name, value }: Given): Flag {
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined
  if (flag === undefined) throw new Complaint(`flag provided but not defined: -${name}`, 2)
  if (flag.type === 'string' && value === undefined)
    throw new Complaint(`flag needs an argument: -${name}`, 2)
  return flag
}

const truths: Readonly<Record<string, boolean>> = {
  1: true,
  t: true,
  true: true,
  0: false,
  f: false,
  false: false,
}

/** `-name=false` is as if the flag were not there, in any of the spellings that Go has for it. */
function isSet({ name, value }: Given): boolean {
  if (value === undefined) return true
  const spelt = /^([a-z]+|[A-Z][a-z]*|[A-Z]+|\d)$/.test(value) ? value.toLowerCase() : ''
  const truth = Object.hasOwn(truths, spelt) ? truths[spelt] : undefined
  if (truth === undefined)
    throw new Complaint(`invalid boolean value "${value}" for -${name}: parse error`, 2)
  return truth
}

export function parseFlags(args: readonly string[], flags: Flags): Parsed {
  const options = { ...flags, help: { type: 'boolean', short: 'h' } } as const
  const { tokens } = parseArgs({ args: args.map(doubled), options, strict: false, tokens: true })
  const end = tokens.find(({ kind }) => kind !== 'option')
  const stop = end?.index ?? args.length
  const found = new Map<string, string[]>()
  for (const token of tokens as readonly Token[]) {
    if (token.kind !== 'option' || token.index > stop) continue
    const { type } = check({ ...flags, help: { type: 'boolean', help: '' } }, token)
    if (type === 'string') found.set(token.name, [...(found.get(token.name) ?? []), token.value!])
    else if (isSet(token)) found.set(token.name, [''])
    else found.delete(token.name)
  }
  return { flags: found, rest: args.slice(end?.kind === 'option-terminator' ? stop + 1 : stop) }
}
