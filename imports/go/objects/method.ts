// A method of an object that Go's library finds in its global (`fs.open`, `process.cwd`) is a row as well:
// a scope, a signature with names, a body. From it come the function that the program calls, the check of
// what it passes, and how the call is shown in logs.
//
//   mkdir: method('filesystem', 'path:path perm:mode -> ok', ({ files }, path) => …)
import { type Body, type Named, readSignature, type Vocabulary } from '../../host.js'
import type { Fields, Shown } from '../../log/shown.js'
import type { Ending } from '../ending.js'
import type { System } from '../system.js'
import { fileCode, fileError } from './codes.js'
import { type Argument, type Given, kinds } from './kinds.js'

export interface Method {
  readonly scope: string
  readonly parameters: readonly Named<Argument<unknown>>[]
  readonly results: readonly Named<Given<unknown>>[]
  /** Whether it returns its result, or else is told a callback to give it to. */
  readonly isDirect?: boolean
  readonly body: (system: System, ...values: readonly unknown[]) => unknown
}

export type Methods = Readonly<Record<string, Method>>

export function method<S extends string>(
  scope: string,
  signature: S,
  body: Body<System, typeof kinds, S>,
): Method {
  const vocabulary = kinds as Vocabulary<Argument<unknown>, Given<unknown>>
  return { scope, ...readSignature(signature, vocabulary), body: body as Method['body'] }
}

/** A row of a function that returns its result. */
export const direct: typeof method = (...given) => ({ ...method(...given), isDirect: true })

type Function = (...args: readonly unknown[]) => unknown

const read = ({ parameters }: Method, args: readonly unknown[]): readonly unknown[] =>
  parameters.map(({ name, kind }, i) => kind.read(args[i], name))

const give = ({ results: [result] }: Method, value: unknown): unknown => result?.kind.give(value)

/** A function that returns its result, or throws. */
function returning(name: string, row: Method, system: System): Function {
  return (...args) => {
    try {
      const value = row.body(system, ...read(row, args))
      system.ending = { value }
      return give(row, value)
    } catch (error) {
      const code = fileCode(error)
      if (code === undefined) throw error
      system.ending = { code }
      throw fileError(code, name)
    }
  }
}

type Callback = (error: unknown, value?: unknown) => void

function callbackOf(args: readonly unknown[], at: number): Callback {
  const callback = args[at]
  if (typeof callback === 'function') return callback as Callback
  throw new TypeError('the callback is not a function')
}

/** A function that takes a callback, and tells it the error or the result when the program has paused. */
function callingBack(name: string, row: Method, system: System): Function {
  const tell = (callback: Callback, ending: Ending): void => {
    const { code, value } = ending
    system.soon(() => {
      if (code !== undefined) callback(fileError(code, name))
      else callback(null, give(row, value))
    })
  }
  /** What is none of the program's business is not told to it. */
  const failed = (callback: Callback, error: unknown): void => {
    const code = fileCode(error)
    if (code === undefined) throw error
    system.ending = { code }
    tell(callback, system.ending)
  }
  return (...args) => {
    const callback = callbackOf(args, row.parameters.length)
    const values = read(row, args)
    try {
      const value = row.body(system, ...values)
      if (value instanceof Promise) return void wait(value)
      system.ending = { value }
      tell(callback, system.ending)
    } catch (error) {
      failed(callback, error)
    }

    function wait(promise: Promise<unknown>): void {
      system.until(
        promise,
        value => tell(callback, { value }),
        error => failed(callback, error),
      )
    }
    return undefined
  }
}

export const functionsOf = (rows: Methods, system: System): Record<string, Function> =>
  Object.fromEntries(
    Object.entries(rows).map(([name, row]) => [
      name,
      row.isDirect ? returning(name, row, system) : callingBack(name, row, system),
    ]),
  )

// ---------------------------------------------------------------- logs

/** Whether logs leave a call out. */
export const isHidden = ({ parameters }: Method, args: readonly unknown[]): boolean =>
  parameters.some(({ kind }, i) => kind.hides?.(args[i]) === true)

export const shownArguments = ({ parameters }: Method, args: readonly unknown[]): Fields =>
  Object.assign({}, ...parameters.map(({ name, kind }, i) => kind.shown(name, args[i])))

export const shownResult = ({ results: [result] }: Method, { code, value }: Ending): Shown =>
  code === undefined ? result?.kind.shown(value) : result?.kind.none
