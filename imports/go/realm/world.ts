// The global of a closed realm: the few things that programs and Go's own library ask for. What stands for
// classes of the host are functions that make such objects, and nothing else.
import { bare } from '../../object.js'
import { randomUnit } from '../../sources.js'
import type { Program } from '../program.js'
import type { System } from '../system.js'
import { encode } from '../text.js'
import { ClosedRealm, type Constructor, isList, isPlain, listsFor, newObject } from './closed.js'
import { type Lists, toNumber } from './lists.js'
import type { Members, Realm } from './types.js'
import { type Fetch, webFor } from './web.js'

/** What has names for what is in it. Of other objects a program learns nothing so. */
const named = (value: unknown): object => (isPlain(value) ? value : [])

const objectFor = (lists: Lists): Constructor => ({
  make: newObject,
  is: value => typeof value === 'object' && value !== null,
  statics: {
    keys: (of: unknown) => (isList(of) ? lists.each(of, (_, name) => name) : Object.keys(named(of))),
    values: (of: unknown) => (isList(of) ? lists.each(of, element => element) : Object.values(named(of))),
    entries: (of: unknown) =>
      isList(of) ? lists.each(of, (element, name) => [name, element]) : Object.entries(named(of)),
  },
})

const arrayFor = (lists: Lists): Constructor => ({
  make: args => lists.array(args),
  is: Array.isArray,
  statics: { isArray: (value: unknown) => Array.isArray(value) },
})

const bytesFor = (lists: Lists): Constructor => ({
  make: args => lists.bytes(args),
  is: value => value instanceof Uint8Array,
})

const errorFor = (program: Program): Constructor => ({
  make: ([message, options]) =>
    Reflect.construct(Error, message === undefined ? [] : [program.realm.text(message), options]),
  is: value => value instanceof Error,
})

/** No date has so many letters. */
const longestDate = 100

/** What a date is made of: a number, a short text, or another date. */
function dateOf(value: unknown): number | string {
  if (value instanceof Date) return value.getTime()
  return typeof value === 'string' && value.length <= longestDate ? value : toNumber(value)
}

/** Times are those of the program's clock. */
function dateFor({ clock }: System): Constructor {
  const now = () => Number(clock.realtime() / 1_000_000n)
  return {
    make: ([first, ...others]) => {
      if (others.length > 0) return Reflect.construct(Date, [first, ...others].map(toNumber))
      return new Date(first === undefined ? now() : dateOf(first))
    },
    is: value => value instanceof Date,
    statics: { now, UTC: (...parts: readonly unknown[]) => Date.UTC(...(parts.map(toNumber) as [number])) },
  }
}

/**
 * The mathematics of one program, which can replace its functions as it likes. Its random numbers come from
 * its own source: those of the host's `Math` are a sequence that whoever sees a part of it can continue.
 */
function mathFor({ random }: System): Members {
  const members = Object.getOwnPropertyNames(Math).map(name => {
    const member: unknown = Reflect.get(Math, name)
    if (typeof member !== 'function') return [name, member] as const
    // What is no number is not asked to become one: that could take long.
    return [name, (...args: readonly unknown[]) => Reflect.apply(member, Math, args.map(toNumber))] as const
  })
  return bare({ ...Object.fromEntries(members), random: () => randomUnit(random) })
}

/** Lines of text on the standard streams. */
function consoleFor(program: Program): Members {
  const to =
    (fd: number) =>
    (...values: readonly unknown[]) => {
      const texts = values.map(value => program.realm.text(value))
      const length = texts.reduce((sum, { length }) => sum + length, 0)
      if (length > program.realm.longestText) throw new RangeError('Invalid string length')
      program.system.print(fd, encode(`${texts.join(' ')}\n`, program.check))
    }
  return bare({ log: to(1), info: to(1), debug: to(1), warn: to(2), error: to(2) })
}

function timersFor({ events }: Program): Members {
  return {
    setTimeout: (callback: unknown, milliseconds: unknown) => {
      if (typeof callback !== 'function') throw new TypeError('the callback is not a function')
      return events.after(toNumber(milliseconds) || 0, () => Reflect.apply(callback, undefined, []))
    },
    clearTimeout: (id: unknown) => events.clear(toNumber(id)),
  }
}

export interface ClosedWorld {
  readonly program: Program
  readonly system: System
  /** `fs`, `process` and so on. */
  readonly objects: Members
  readonly fetch: Fetch | undefined
}

export function closedRealm({ program, system, objects, fetch }: ClosedWorld): Realm {
  const web = webFor(fetch, system)
  const { check } = program
  const lists = listsFor(check)
  const classes: Readonly<Record<string, Constructor | undefined>> = {
    Object: objectFor(lists),
    Array: arrayFor(lists),
    Uint8Array: bytesFor(lists),
    Error: errorFor(program),
    Date: dateFor(system),
    ...web.classes,
  }
  const constructors = new Map<unknown, Constructor>()
  const makers: Record<string, unknown> = {}
  for (const [name, type] of Object.entries(classes)) {
    if (type === undefined) continue
    makers[name] = (...args: readonly unknown[]) => type.make(args)
    constructors.set(makers[name], type)
  }
  const members = {
    ...makers,
    ...objects,
    ...web.members,
    ...timersFor(program),
    Math: mathFor(system),
    console: consoleFor(program),
    performance: bare({ now: () => Number(system.clock.monotonic()) / 1e6 }),
  }
  const watch = (promise: Promise<unknown>) => {
    const end = program.events.begin()
    promise.then(end, end)
  }
  return new ClosedRealm({ members, constructors, watch, lists, check })
}
