// A host function is one row: its scope, its signature with the names of parameters and results, its body.
//
//   random_get:    host('random', 'buf:buffer -> errno', (wasi, buffer) => wasi.random(buffer)),
//   clock_res_get: host('clock', 'id:u32 -> resolution:timestamp errno', (wasi, id) => resolution(wasi, id)),
//
// From it come linking, conversion and, because values keep their names and kinds, whatever prints calls. A
// family of functions brings its *kinds*: how a parameter is read from the words that the guest passes (a
// `buffer` takes two, an address and a length, and the body gets its bytes), and how a result is given
// back: as the word that the function returns, through an address that the guest passes after the
// parameters, or as a status, which says whether the body returned or threw. TypeScript reads the signature
// too: the body's types follow from it.
import type { Guest } from './guest.js'
import type { Fields, Shown } from './log/shown.js'
import { bare } from './object.js'

export type Word = number | bigint

/** How values of one kind come in. `words` are taken from the call, in order. */
export interface Parameter<Value> {
  readonly words: number
  read(guest: Guest, ...words: readonly never[]): Value
  /** How logs show it; if this is not said, its words as numbers: `name`, and the second as `name_len`. */
  readonly shown?: (of: ShownParameter, ...words: readonly never[]) => Fields
  /** What logs show of it among the results, if the call succeeded: what it points to has been filled. */
  readonly shownAfter?: (of: ShownParameter, ...words: readonly never[]) => Shown
  /** Whether logs leave the call out. */
  readonly hides?: (...words: readonly never[]) => boolean
}

/** A parameter that a log shows. */
export interface ShownParameter {
  readonly guest: Guest
  readonly name: string
  readonly format: 'text' | 'json'
}

/** A result that is the word the function returns. */
export interface Returned<Value> {
  readonly to: 'caller'
  give(value: Value): Word
  /** How logs show the word; a number if this is not said. */
  readonly shown?: (word: never) => Shown
}

/** A result that is written to memory, at an address that the guest passes. */
export interface Stored<Value> {
  readonly to: 'memory'
  readonly size: number
  write(view: DataView, at: number, value: Value): void
  /** How logs show what has been written; if this is not said, they show the address as a parameter. */
  readonly shown?: (view: DataView, at: number) => Shown
  /** Whether logs in text show the address all the same, as wazero does for some functions. */
  readonly byAddress?: boolean
}

/** The word that says how the call went; `failed` throws on what is not the guest's business. */
export interface Status {
  readonly to: 'status'
  /** The word, unless there is a returned value, which is it then. */
  readonly success: Word
  failed(error: unknown): Word
  /** Whether a word says that the call went well; if this is not said, only `success` does. */
  readonly isSuccess?: (word: never) => boolean
  /** How logs show the word; a number if this is not said. */
  readonly shown?: (word: never) => Shown
}

export type Result<Value> = Returned<Value> | Stored<Value> | Status

/** What a signature can name. */
export interface Vocabulary<P, R> {
  readonly parameters: Readonly<Record<string, P>>
  readonly results: Readonly<Record<string, R>>
}

export type Kinds = Vocabulary<Parameter<unknown>, Result<never>>

type Tokens<Text extends string> = Text extends `${infer Head} ${infer Rest}`
  ? [Head, ...Tokens<Rest>]
  : Text extends ''
    ? []
    : [Text]

type KindOf<Token> = Token extends `${string}:${infer Kind}` ? Kind : Token

/** Of a kind only this counts for the types of a body. */
interface Read<Value> {
  read(...from: readonly never[]): Value
}

interface Handed<Value> {
  give(value: Value): unknown
}

interface Written<Value> {
  write(to: never, at: number, value: Value): void
}

type Values<All extends readonly unknown[], P> = All extends [infer Head, ...infer Rest]
  ? [
      KindOf<Head> extends keyof P ? (P[KindOf<Head>] extends Read<infer V> ? V : never) : never,
      ...Values<Rest, P>,
    ]
  : []

type Given<All extends readonly unknown[], R> = All extends [infer Head, ...infer Rest]
  ? KindOf<Head> extends keyof R
    ? R[KindOf<Head>] extends Handed<infer V> | Written<infer V>
      ? [V, ...Given<Rest, R>]
      : Given<Rest, R>
    : never
  : []

/** No result, the value of the only one, or a list. */
type Outcome<All extends readonly unknown[]> = All extends []
  ? // biome-ignore lint/suspicious/noConfusingVoidType: a body without results just ends
    void
  : All extends [infer Only]
    ? Only
    : Readonly<All>

type ParameterText<S extends string> = S extends `${infer P} -> ${string}`
  ? P
  : S extends `-> ${string}`
    ? ''
    : S

type ResultText<S extends string> = S extends `${string}-> ${infer R}` ? R : ''

/** What a row's body must be, by its signature. */
export type Body<Context, K extends Vocabulary<unknown, unknown>, S extends string> = (
  context: Context,
  ...values: Values<Tokens<ParameterText<S>>, K['parameters']>
) => Outcome<Given<Tokens<ResultText<S>>, K['results']>>

export interface Named<Kind> {
  readonly name: string
  readonly kind: Kind
}

/** A row. Its body's exact type was checked when the row was written. */
export interface HostFunction<Context> {
  /** Its name in logs, if that is not the name by which it is imported. */
  readonly display?: string
  readonly scope: string
  readonly parameters: readonly Named<Parameter<unknown>>[]
  readonly results: readonly Named<Result<unknown>>[]
  /** What it does with the values that are read from the guest's words. */
  readonly body: (context: Context, ...values: readonly unknown[]) => unknown
}

export type HostFunctions<Context> = Readonly<Record<string, HostFunction<Context>>>

function lookUp<Kind>(token: string, kinds: Readonly<Record<string, Kind>>): Named<Kind> {
  const [name, kind = name] = token.split(':') as [string, string?]
  const found = kinds[kind]
  if (found === undefined) throw new TypeError(`unknown kind ${kind} in a host function's signature`)
  return { name, kind: found }
}

const tokens = (text: string) => text.split(' ').filter(token => token !== '')

/** The names in a signature, each with its kind. */
export function readSignature<P, R>(signature: string, { parameters, results }: Vocabulary<P, R>) {
  const [taken, given = ''] = signature.split('->') as [string, string?]
  return {
    parameters: tokens(taken).map(token => lookUp(token, parameters)),
    results: tokens(given).map(token => lookUp(token, results)),
  }
}

/** The maker of rows for one family of kinds and one context. */
export function hostFunctions<Context, K extends Kinds>(kinds: K) {
  return <S extends string>(
    scope: string,
    signature: S,
    body: Body<Context, K, S>,
  ): HostFunction<Context> => ({
    scope,
    ...readSignature(signature, kinds as Vocabulary<Parameter<unknown>, Result<unknown>>),
    body: body as HostFunction<Context>['body'],
  })
}

/** A host function as a guest imports it. */
export type ImportedFunction = (...words: readonly Word[]) => Word | undefined

type Words = readonly Word[]

// What follows is written out for the usual numbers of parameters and results, with few lists and loops:
// most programs end before the engine has optimised it.

/** Reads the parameters of a row, checks where its results go, and runs its body. */
function callerOf<Context extends { readonly guest: Guest }>(
  { body, parameters }: HostFunction<Context>,
  context: Context,
  check: (words: Words) => void,
): (words: Words) => unknown {
  const { guest } = context
  const [first, second, third] = parameters.map(({ kind }) => kind)
  const read = (kind: Parameter<unknown>, words: Words, from: number) =>
    kind.read(guest, words[from] as never, words[from + 1] as never)
  if (first !== undefined && second === undefined)
    return words => {
      const value = read(first, words, 0)
      check(words)
      return body(context, value)
    }
  if (first !== undefined && second !== undefined && third === undefined)
    return words => {
      const value = read(first, words, 0)
      const other = read(second, words, first.words)
      check(words)
      return body(context, value, other)
    }
  return words => {
    const values: unknown[] = []
    let next = 0
    for (const { kind } of parameters) {
      values.push(read(kind, words, next))
      next += kind.words
    }
    check(words)
    return body(context, ...values)
  }
}

/** The same with what goes to memory. */
function storerOf<Context extends { readonly guest: Guest }>(
  row: HostFunction<Context>,
  context: Context,
): (words: Words) => unknown {
  const { guest } = context
  const from = row.parameters.reduce((sum, { kind }) => sum + kind.words, 0)
  const stored = row.results.map(({ kind }) => kind).filter(kind => kind.to === 'memory')
  const place = (words: Words, i: number) => Number(words[from + i]) >>> 0
  const [first] = stored
  if (first === undefined) return callerOf(row, context, () => {})
  const { size } = first
  if (stored.length === 1) {
    const run = callerOf(row, context, words => guest.view(place(words, 0), size))
    return words => {
      const value = run(words)
      const at = place(words, 0)
      first.write(guest.view(at, size), at, value as never)
      return value
    }
  }
  const each = (words: Words, visit: (view: DataView, at: number, i: number) => void) => {
    for (let i = 0; i < stored.length; i++) {
      const at = place(words, i)
      visit(guest.view(at, stored[i]!.size), at, i)
    }
  }
  const run = callerOf(row, context, words => each(words, () => {}))
  return words => {
    const values = run(words) as readonly never[]
    each(words, (view, at, i) => stored[i]!.write(view, at, values[i]!))
    return values
  }
}

/** A row as the function that a guest imports. */
export function link<Context extends { readonly guest: Guest }>(
  row: HostFunction<Context>,
  context: Context,
): ImportedFunction {
  const run = storerOf(row, context)
  const kinds = row.results.map(({ kind }) => kind)
  const returned = kinds.find(kind => kind.to === 'caller')
  const status = kinds.find(kind => kind.to === 'status')
  if (status === undefined) return (...words) => (value => returned?.give(value as never))(run(words))
  const { success } = status
  return (...words) => {
    try {
      const value = run(words)
      return returned === undefined ? success : returned.give(value as never)
    } catch (error) {
      return status.failed(error)
    }
  }
}

/** All rows of a module, as what is given to a guest that imports it: an object that inherits nothing. */
export const linkAll = <Context extends { readonly guest: Guest }>(
  rows: HostFunctions<Context>,
  context: Context,
): Record<string, ImportedFunction> =>
  bare(Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, link(row, context)])))

const unsigned = { words: 1, read: (_: Guest, word: number) => word >>> 0 }
const signed = { words: 1, read: (_: Guest, word: number) => word | 0 }

/** The parameters that every family needs. */
export const plainParameters = {
  pointer: unsigned,
  size: unsigned,
  u32: unsigned,
  i32: signed,
  u64: { words: 1, read: (_: Guest, word: bigint) => BigInt.asUintN(64, word) },
  i64: { words: 1, read: (_: Guest, word: bigint) => BigInt.asIntN(64, word) },
  /** An address and a length: the bytes there. */
  buffer: {
    words: 2,
    read: (guest: Guest, at: number, length: number) => guest.bytes(at >>> 0, length >>> 0),
  },
}
