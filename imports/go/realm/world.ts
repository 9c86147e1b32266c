// The global of a closed realm: the few things that programs and Go's own library ask for. What stands for
// classes of the host are functions that make such objects, and nothing else.
import { bare } from '../../object.js'
import { randomUnit } from '../../sources.js'
import type { Program } from '../program.js'
import type { System } from '../system.js'
import { ClosedRealm, type Constructor, isList, isPlain, newObject } from './closed.js'
import type { Members, Realm } from './types.js'
import { type Fetch, webFor } from './web.js'

/** A class of which the program can make objects with any arguments. */
function plainClass(type: new (...args: never[]) => object): Constructor {
  return {
    make: args => Reflect.construct(type, args),
    is: value => value instanceof type,
  }
}

/** What has names for what is in it. Of other objects a program learns nothing so. */
const listed = (value: unknown): object => (isPlain(value) || isList(value) ? value : [])

const object: Constructor = {
  make: newObject,
  is: value => typeof value === 'object' && value !== null,
  statics: {
    keys: (of: unknown) => Object.keys(listed(of)),
    values: (of: unknown) => Object.values(listed(of)),
    entries: (of: unknown) => Object.entries(listed(of)),
  },
}

const array: Constructor = {
  make: args => Reflect.construct(Array, args),
  is: Array.isArray,
  statics: { isArray: (value: unknown) => Array.isArray(value) },
}

/** Times are those of the program's clock. */
function dateFor({ clock }: System): Constructor {
  const now = () => Number(clock.realtime() / 1_000_000n)
  return {
    make: args => Reflect.construct(Date, args.length === 0 ? [now()] : args),
    is: value => value instanceof Date,
    statics: { now, UTC: (...parts: never[]) => Date.UTC(...(parts as unknown as [number])) },
  }
}

/**
 * The mathematics of one program, which can replace its functions as it likes. Its random numbers come from
 * its own source: those of the host's `Math` are a sequence that whoever sees a part of it can continue.
 */
function mathFor({ random }: System): Members {
  const names = Object.getOwnPropertyNames(Math)
  const members = Object.fromEntries(names.map(name => [name, Reflect.get(Math, name)]))
  return bare({ ...members, random: () => randomUnit(random) })
}

const encoder = new TextEncoder()

/** Lines of text on the standard streams. */
function consoleFor(program: Program): Members {
  const to =
    (fd: number) =>
    (...values: readonly unknown[]) => {
      const line = values.map(value => program.realm.text(value)).join(' ')
      program.system.print(fd, encoder.encode(`${line}\n`))
    }
  return bare({ log: to(1), info: to(1), debug: to(1), warn: to(2), error: to(2) })
}

function timersFor({ events }: Program): Members {
  return {
    setTimeout: (callback: unknown, milliseconds: unknown) => {
      if (typeof callback !== 'function') throw new TypeError('the callback is not a function')
      return events.after(Number(milliseconds) || 0, () => Reflect.apply(callback, undefined, []))
    },
    clearTimeout: (id: unknown) => events.clear(Number(id)),
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
  const classes: Readonly<Record<string, Constructor | undefined>> = {
    Object: object,
    Array: array,
    Uint8Array: plainClass(Uint8Array),
    Error: plainClass(Error),
    Date: dateFor(system),
    ...web.classes,
  }
  const constructors = new Map<unknown, Constructor>()
  const named: Record<string, unknown> = {}
  for (const [name, type] of Object.entries(classes)) {
    if (type === undefined) continue
    named[name] = (...args: readonly unknown[]) => type.make(args)
    constructors.set(named[name], type)
  }
  const members = {
    ...named,
    ...objects,
    ...web.members,
    ...timersFor(program),
    Math: mathFor(system),
    console: consoleFor(program),
    performance: bare({ now: () => Number(system.clock.monotonic()) / 1e6 }),
  }
  return new ClosedRealm(members, constructors, promise => {
    const end = program.events.begin()
    promise.then(end, end)
  })
}
