// What a call shows: its parameters when it begins, its results when it has ended. A function of the host
// that has a row is shown by the kinds of its row, which know what words point to; of all others the words
// themselves are shown, with the names that the module gives them.
import { lastOf } from '../../src/engine/list.js'
import type { Call, Definition } from '../../src/instruments/index.js'
import type { ValueType } from '../../src/wasm/types.js'
import { Guest, OutOfBounds } from '../guest.js'
import type { HostFunction, Named, Parameter, Result, Status, Stored } from '../host.js'
import { type Fields, Float, type Shown } from './shown.js'

/** A row, whatever its context, whose calls are shown by the kinds of its signature. */
type SignedRow = Omit<HostFunction<never>, 'body'>

/** A row of a function whose words do not say what it does: it shows its calls itself. */
export interface OwnRow {
  /** One scope, or those that its calls can belong to. */
  readonly scope: string | readonly string[]
  /** How calls of a function are shown, by the scopes that are asked for. */
  describe(definition: Definition, asked: ReadonlySet<string>): Description
}

/** What logs know of one function. */
export type Row = SignedRow | OwnRow

const showsItself = (row: Row): row is OwnRow => 'describe' in row

/** How the calls of one function are shown. */
export interface Description {
  /** The function's name. */
  readonly name: string
  /** Whether the call is left out. */
  hides(call: Call): boolean
  /** Its parameters, by their names, when the call begins. */
  params(call: Call): Fields
  /** Its results, by their names, when the call has ended. */
  results(call: Call, results: readonly unknown[]): Fields
  /** Whether a single result stands in parentheses as well. */
  readonly isTuple?: boolean
}

// ---------------------------------------------------------------- by words

const hex = (word: bigint): string => word.toString(16).padStart(16, '0')

const numbers = new WeakMap<object, bigint>()
let known = 0n

/** JavaScript shows no addresses: objects get a number when they are first seen, other values have none. */
function showReference(value: unknown): string {
  const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function'
  if (!isObject) return hex(0n)
  const number = numbers.get(value) ?? ++known
  numbers.set(value, number)
  return hex(number)
}

function showWord(value: unknown, type: ValueType): Shown {
  if (type === 'f32') return new Float(value as number, 32)
  if (type === 'f64') return new Float(value as number, 64)
  if (type === 'v128') return (value as readonly bigint[]).map(hex).join('')
  return typeof type === 'object' ? showReference(value) : (value as number | bigint)
}

const isPlace = (name: string): boolean => /^\d+$/.test(name)

/** The names of the parameters: all of them, or their places. */
function namesOf({ parameters, type: { params } }: Definition): readonly string[] {
  const names = params.map((_, i) => parameters.get(i) ?? '')
  const isWhole = new Set(names).size === names.length && !names.some(name => name === '' || isPlace(name))
  return isWhole ? names : params.map((_, i) => String(i))
}

function byWords(definition: Definition): Description {
  const { params, results } = definition.type
  const { name, index } = definition
  const names = namesOf(definition)
  const show = (types: readonly ValueType[], values: readonly unknown[]): Shown[] =>
    values.map((value, i) => showWord(value, types[i]!))
  return {
    name: name === '' ? `$${index}` : name,
    hides: () => false,
    params: call => Object.fromEntries(show(params, call.params).map((value, i) => [names[i]!, value])),
    results: (_, values) => Object.fromEntries(show(results, values).entries()),
  }
}

// ---------------------------------------------------------------- by row

type Words = readonly unknown[]

/** Where the words of each parameter and each stored result begin. */
interface Placed<Kind> extends Named<Kind> {
  readonly from: number
  readonly to: number
}

function place<Kind>(all: readonly Named<Kind>[], first: number, width: (kind: Kind) => number) {
  let next = first
  return all.map(({ name, kind }): Placed<Kind> => {
    const from = next
    next += width(kind)
    return { name, kind, from, to: next }
  })
}

/** The words, and what logs ask of the caller. */
interface Seen {
  readonly guest: Guest
  readonly format: Format
  readonly words: Words
  readonly types: readonly ValueType[]
}

function see({ definition, memory, params }: Call, format: Format): Seen {
  const guest = new Guest()
  if (memory !== undefined) guest.attach(memory)
  return { guest, format, words: params, types: definition.type.params }
}

const lengths = ['', '_len'] as const

function showParameter(parameter: Placed<Parameter<unknown>>, { guest, format, words, types }: Seen): Fields {
  const { name, kind, from, to } = parameter
  const own = words.slice(from, to) as never[]
  if (kind.shown !== undefined) return kind.shown({ guest, format, name }, ...own)
  return Object.fromEntries(
    own.map((word, i) => [name + (lengths[i] ?? i), showWord(word, types[from + i]!)]),
  )
}

const isStored = (result: Named<Result<unknown>>): result is Named<Stored<unknown>> =>
  result.kind.to === 'memory'

/** Blank if there is no such place. */
function showStored({ kind, from }: Placed<Stored<unknown>>, { guest, words }: Seen): Shown {
  const at = Number(words[from]) >>> 0
  try {
    return kind.shown?.(guest.view(at, kind.size), at)
  } catch (error) {
    if (error instanceof OutOfBounds) return undefined
    throw error
  }
}

function showFilled({ name, kind, from, to }: Placed<Parameter<unknown>>, seen: Seen): Shown {
  const { guest, format, words } = seen
  return kind.shownAfter?.({ guest, format, name }, ...(words.slice(from, to) as never[]))
}

function showGiven({ kind }: Named<Result<unknown>>, type: ValueType, value: unknown): Shown {
  if (kind.to !== 'memory' && kind.shown !== undefined) return kind.shown(value as never)
  return showWord(value, type)
}

export type Format = 'text' | 'json'

const wentWell = ({ success, isSuccess }: Status, word: unknown): boolean =>
  isSuccess?.(word as never) ?? word === success

const hides = ({ kind, from, to }: Placed<Parameter<unknown>>, { params }: Call): boolean =>
  kind.hides?.(...(params.slice(from, to) as never[])) ?? false

function byRow({ type, name }: Definition, row: SignedRow, format: Format): Description {
  const { parameters, results, display = name } = row
  const taken = place(parameters, 0, kind => kind.words)
  const filled = taken.filter(({ kind }) => kind.shownAfter !== undefined)
  const stored = place(results.filter(isStored), lastOf(taken)?.to ?? 0, () => 1)
  const isAddress = ({ kind }: Named<Stored<unknown>>): boolean =>
    kind.shown === undefined || (format === 'text' && kind.byAddress === true)
  const given = results.filter(result => !isStored(result))
  const status = given.find(({ kind }) => kind.to === 'status')?.kind
  return {
    name: display,
    hides: call => taken.some(parameter => hides(parameter, call)),

    params(call) {
      const seen = see(call, format)
      const addresses = stored.filter(isAddress)
      return Object.assign(
        {},
        ...taken.map(parameter => showParameter(parameter, seen)),
        ...addresses.map(({ name, from }) => ({ [`result.${name}`]: seen.words[from] })),
      )
    },

    results(call, [value]) {
      const seen = see(call, format)
      const succeeded = status?.to !== 'status' || wentWell(status, value)
      const inMemory = stored.filter(result => !isAddress(result))
      return Object.fromEntries([
        ...filled.map(parameter => [parameter.name, succeeded ? showFilled(parameter, seen) : undefined]),
        ...inMemory.map(result => [result.name, succeeded ? showStored(result, seen) : undefined]),
        ...given.map(result => [
          result.name,
          succeeded || result.kind.to === 'status' ? showGiven(result, type.results[0]!, value) : undefined,
        ]),
      ])
    },
  }
}

/** Whether a function is imported with the words that its row takes. */
export function fits({ type: { params } }: Definition, row: Row): boolean {
  if (showsItself(row)) return true
  const { parameters, results } = row
  const words = parameters.reduce((sum, { kind }) => sum + kind.words, 0)
  return params.length === words + results.filter(isStored).length
}

/** A guest may import a function with other types than it has: to be logged must not change what happens. */
function orElse(first: Description, second: Description): Description {
  const attempt =
    <Args extends readonly unknown[], Value>(
      one: (...args: Args) => Value,
      other: (...args: Args) => Value,
    ) =>
    (...args: Args): Value => {
      try {
        return one(...args)
      } catch (error) {
        if (error instanceof TypeError) return other(...args)
        throw error
      }
    }
  return {
    name: first.name,
    hides: attempt(first.hides, second.hides),
    params: attempt(first.params, second.params),
    results: attempt(first.results, second.results),
  }
}

export interface Asked {
  readonly format: Format
  readonly scopes: ReadonlySet<string>
}

/** How calls of a function are shown. A row that does not fit what the guest imports says nothing. */
export function describe(definition: Definition, row: Row | undefined, asked: Asked): Description {
  const plain = byWords(definition)
  if (row === undefined || !fits(definition, row)) return plain
  if (showsItself(row)) return row.describe(definition, asked.scopes)
  return orElse(byRow(definition, row, asked.format), plain)
}
