// Closed worlds without a program: what one would do by `syscall/js` is done by calling the realm. And a walk to
// everything that can be reached from its global.
import { hostClock } from '#imports/go/clock.js'
import { hostTimer } from '#imports/go/events.js'
import { objectsFor } from '#imports/go/objects/index.js'
import { Program } from '#imports/go/program.js'
import type { Realm } from '#imports/go/realm/types.js'
import type { Fetch } from '#imports/go/realm/web.js'
import { closedRealm } from '#imports/go/realm/world.js'
import { System } from '#imports/go/system.js'
import { hostRandom } from '#imports/sources.js'

export interface World {
  readonly realm: Realm
  readonly program: Program
  /** A function of the program, as `js.FuncOf` makes one; calling it fails, since nothing runs. */
  callback(): unknown
}

export function makeWorld(
  fetch?: Fetch,
  random: (bytes: Uint8Array) => void = hostRandom,
  check: () => void = () => {},
): World {
  const program = new Program({
    ...{ clock: hostClock, random, timer: hostTimer, isClosed: true },
    system: waiting =>
      new System({ random, check, clock: hostClock, stdout: () => {}, stderr: () => {} }, waiting),
    realm: (self, system) => closedRealm({ program: self, system, objects: objectsFor(system), fetch }),
  })
  const { realm } = program
  return { realm, program, callback: () => () => 'called' }
}

export const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'

/** Names that anything of JavaScript, of Go's library or of the web may have. */
const wellKnown: readonly string[] = [
  ...new Set(
    [
      Object,
      Function,
      Array,
      Uint8Array,
      ArrayBuffer,
      Date,
      Error,
      Promise,
      Math,
      Reflect,
      Symbol,
      globalThis,
    ]
      .flatMap(of => [of, (of as { prototype?: object }).prototype ?? {}])
      .flatMap(Object.getOwnPropertyNames),
  ),
]

/** Everything that can be read, from some values on, with the path to it. */
export function reachable(realm: Realm, from: Readonly<Record<string, unknown>>): Map<object, string> {
  const found = new Map<object, string>()
  const queue = Object.entries(from)
  for (const [path, value] of queue) {
    if (!isObject(value) || found.has(value)) continue
    found.set(value, path)
    const names = new Set([...wellKnown, ...Object.getOwnPropertyNames(value)])
    for (const name of names) {
      const member = realm.get(value, name)
      if (isObject(member)) queue.push([`${path}.${name}`, member])
    }
  }
  return found
}
