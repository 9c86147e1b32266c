// The global of a closed realm: the few things that programs and Go's own library ask for. What stands for
// classes of the host are functions that make such objects, and nothing else.
import type { Program } from '../program.js'
import type { System } from '../system.js'
import { ClosedRealm, type Constructor, newObject } from './closed.js'
import type { Members, Realm } from './types.js'

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

/** A class of which the program can make objects with any arguments. */
function plainClass(type: new (...args: never[]) => object): Constructor {
  return {
    make: args => Reflect.construct(type, args),
    is: value => value instanceof type,
  }
}

const isRecord = (value: unknown): value is object => isObject(value)

const object: Constructor = {
  make: newObject,
  is: isObject,
  statics: {
    keys: (of: unknown) => (isRecord(of) ? Object.keys(of) : []),
    values: (of: unknown) => (isRecord(of) ? Object.values(of) : []),
    entries: (of: unknown) => (isRecord(of) ? Object.entries(of) : []),
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

const math: Members = Object.assign(
  Object.create(null),
  Object.fromEntries(Object.getOwnPropertyNames(Math).map(name => [name, Reflect.get(Math, name)])),
)

const encoder = new TextEncoder()

/** Lines of text on the standard streams. */
function consoleFor(program: Program): Members {
  const to =
    (fd: number) =>
    (...values: readonly unknown[]) => {
      const line = values.map(value => program.realm.text(value)).join(' ')
      program.system.print(fd, encoder.encode(`${line}\n`))
    }
  const members = { log: to(1), info: to(1), debug: to(1), warn: to(2), error: to(2) }
  return Object.assign(Object.create(null), members)
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

/** As the web has it. */
export type Fetch = (resource: string, init: never) => Promise<unknown>

const hostClass = (name: string): Constructor | undefined => {
  const type: unknown = Reflect.get(globalThis, name)
  return typeof type === 'function' ? plainClass(type as never) : undefined
}

/** What net/http asks for. */
function webFor(fetch: Fetch | undefined) {
  if (fetch === undefined) return { members: {}, classes: {} }
  return {
    members: { fetch: (resource: unknown, init: unknown) => fetch(String(resource), init as never) },
    classes: { Headers: hostClass('Headers'), AbortController: hostClass('AbortController') },
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
  const web = webFor(fetch)
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
    Math: math,
    console: consoleFor(program),
    performance: Object.assign(Object.create(null), { now: () => Number(system.clock.monotonic()) / 1e6 }),
  }
  return new ClosedRealm(members, constructors, promise => {
    const end = program.events.begin()
    promise.then(end, end)
  })
}
