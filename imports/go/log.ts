// How calls of a program are logged. All that a function gets is Go's stack pointer, so that a row shows what
// stands on the stack. `syscall/js.valueCall` is what Go's library does everything by; a call of
// a method that has a row is shown as that, and belongs to that row's scope:
//
//   ==> go.syscall/js.valueCall(fs.open(path=/bear.txt,flags=,perm=----------))
//   <== (err=<nil>,fd=4)
//
// The operation is done when `valueCall` returns, and that is when it is logged, although the program is told
// later, by its callback. Reading from a stream that has nothing yet is the only one that is not done then.
import type { Call, Definition } from '../../src/instruments/index.js'
import { OutOfBounds } from '../guest.js'
import type { Description, OwnRow } from '../log/index.js'
import { type Fields, Inner, type Shown } from '../log/shown.js'
import { InvalidReference } from './errors.js'
import { messages } from './objects/codes.js'
import { methods } from './objects/index.js'
import { isHidden, type Method, shownArguments, shownResult } from './objects/method.js'
import type { Program } from './program.js'
import { programOf } from './program.js'
import type { GoFunction, GoFunctions } from './row.js'
import { nameOf } from './shown.js'

/** A call as the log sees it. */
interface Seen {
  readonly program: Program
  readonly sp: number
}

/** Nothing before the program runs, and when its stack is nowhere: the function itself will complain. */
function looking<Value>({ memory, params }: Call, look: (seen: Seen) => Value, otherwise: Value): Value {
  const program = memory && programOf(memory)
  if (program === undefined || program.hasEnded) return otherwise
  try {
    return look({ program, sp: Number(params[0]) >>> 0 })
  } catch (error) {
    if (error instanceof OutOfBounds || error instanceof InvalidReference) return otherwise
    if (error instanceof RangeError || error instanceof TypeError) return otherwise
    throw error
  }
}

function shownParameters({ parameters }: GoFunction, { program, sp }: Seen): Fields {
  const fields = parameters.map(({ name, kind, offset }): Fields => {
    const at = sp + offset
    return kind.shown?.(program, at, name) ?? { [name]: kind.read(program, at) as Shown }
  })
  return Object.assign({}, ...fields)
}

const shownResults = ({ results }: GoFunction, { program }: Seen): Fields =>
  Object.fromEntries(
    results.map(({ name, kind, offset }) => [name, kind.shown(program, program.lastStack + offset)]),
  )

const hides = ({ parameters }: GoFunction, { program, sp }: Seen): boolean =>
  parameters.some(({ kind, offset }) => kind.hides?.(program, sp + offset) === true)

const plainDescription = (row: GoFunction, definition: Definition): Description => ({
  name: definition.imported?.name ?? definition.name,
  isTuple: true,
  hides: call => looking(call, seen => hides(row, seen), false),
  params: call => looking(call, seen => shownParameters(row, seen), {}),
  results: call => looking(call, seen => shownResults(row, seen), {}),
})

const plain = (row: GoFunction): OwnRow => ({
  scope: row.scope,
  describe: definition => plainDescription(row, definition),
})

// ---------------------------------------------------------------- calls of methods

/** A method that is called by `valueCall`. */
interface Called {
  readonly name: string
  readonly method: Method
  readonly args: readonly unknown[]
}

/** What is asked of the host beside the methods of objects that have a name. */
const timezone: Method = {
  scope: 'clock',
  parameters: [],
  results: [{ name: 'tz', kind: { give: value => value, shown: value => Number(value), none: 0 } }],
  isDirect: true,
  body: () => undefined,
}

function called(row: GoFunction, { program, sp }: Seen): Called | undefined {
  const [of, name, args] = row.parameters.map(({ kind, offset }) => kind.read(program, sp + offset)) as [
    unknown,
    string,
    readonly unknown[],
  ]
  if (of instanceof Date && name === 'getTimezoneOffset')
    return { name: 'Date.getTimezoneOffset', method: timezone, args }
  const object = nameOf(program, of)
  const rows = object === undefined ? undefined : methods[object]
  if (rows === undefined || !Object.hasOwn(rows, name)) return undefined
  return { name: `${object}.${name}`, method: rows[name]!, args }
}

function shownEnding({ method }: Called, { program }: Seen): Fields {
  const ending = method === timezone ? { value: program.outcome } : program.system.ending
  const { code } = ending
  const [result] = method.results
  const value = { [result?.name ?? 'ok']: shownResult(method, ending) }
  if (method.isDirect && code === undefined) return value
  return { err: code === undefined ? null : messages[code], ...value }
}

function callDescription(row: GoFunction, definition: Definition, asked: ReadonlySet<string>): Description {
  const base = plainDescription(row, definition)
  /** Found once for each call: what stands on the stack may be gone when it has ended. */
  const found = new WeakMap<Call, Called | undefined>()
  const find = (call: Call): Called | undefined => {
    if (!found.has(call))
      found.set(
        call,
        looking(call, seen => called(row, seen), undefined),
      )
    return found.get(call)
  }
  return {
    ...base,
    hides(call) {
      const found = find(call)
      if (found === undefined) return !asked.has('all')
      return !(asked.has('all') || asked.has(found.method.scope)) || isHidden(found.method, found.args)
    },
    params(call) {
      const found = find(call)
      if (found === undefined) return base.params(call)
      return { call: new Inner(found.name, shownArguments(found.method, found.args)) }
    },
    results(call, values) {
      const found = find(call)
      if (found === undefined) return base.results(call, values)
      return looking(call, seen => shownEnding(found, seen), {})
    },
  }
}

const scopesOfMethods = [
  ...new Set([timezone, ...Object.values(methods).flatMap(Object.values<Method>)].map(({ scope }) => scope)),
]

const ofCalls = (row: GoFunction): OwnRow => ({
  scope: scopesOfMethods,
  describe: (definition, asked) => callDescription(row, definition, asked),
})

/** How logs show the functions. */
export const logged = (functions: GoFunctions): Readonly<Record<string, OwnRow>> =>
  Object.fromEntries(
    Object.entries(functions).map(([name, row]) => [
      name,
      name === 'syscall/js.valueCall' ? ofCalls(row) : plain(row),
    ]),
  )
