// A program in a closed world that does anything at all, in any order: it reads, sets, calls and makes whatever
// it has come to know, with whatever it has come to know, and with some things that no program could make. The
// same seed makes the same sequence. Nothing here is of the test runner's, so that a process of its own can run
// it: `node random-calls.mjs address seed… `.
import { hostClock } from '../../../dist/imports/go/clock.js'
import { hostTimer } from '../../../dist/imports/go/events.js'
import { objectsFor } from '../../../dist/imports/go/objects/index.js'
import { Program } from '../../../dist/imports/go/program.js'
import { closedRealm } from '../../../dist/imports/go/realm/world.js'
import { System } from '../../../dist/imports/go/system.js'
import { hostRandom } from '../../../dist/imports/sources.js'

/** A generator of numbers from 0 up to 1 (mulberry32). */
function generator(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const names = [
  ...['fetch', 'Headers', 'AbortController', 'Object', 'Array', 'Uint8Array', 'Error', 'setTimeout', 'Math'],
  ...[
    'method',
    'headers',
    'body',
    'redirect',
    'signal',
    'dispatcher',
    'duplex',
    'credentials',
    'agent',
    'window',
  ],
  ...[
    'append',
    'set',
    'get',
    'entries',
    'next',
    'abort',
    'getReader',
    'read',
    'cancel',
    'releaseLock',
    'then',
  ],
  ...[
    'catch',
    'finally',
    'arrayBuffer',
    'text',
    'push',
    'length',
    'value',
    'done',
    'keys',
    'values',
    'dispatch',
  ],
  ...[
    '0',
    '1',
    'message',
    'cause',
    'reason',
    'toString',
    'valueOf',
    'constructor',
    '__proto__',
    'aborted',
    'stat',
  ],
]

/** What Node's client would be told by whoever dispatches its requests, older and newer. */
const handled = [
  ...['onConnect', 'onHeaders', 'onData', 'onComplete', 'onError'],
  ...['onRequestStart', 'onResponseStart', 'onResponseData', 'onResponseEnd', 'onResponseError'],
]

/**
 * Does as many steps as are asked for.
 * @param {{ fetch: Function, address: string, seed: number, steps: number, pause?: () => Promise<void> }} given
 * @returns everything that the program has made, the injected things too, and how often one of those was asked
 */
export async function randomCalls({ fetch, address, seed, steps, pause = () => Promise.resolve() }) {
  const random = generator(seed)
  const pick = list => list[Math.floor(random() * list.length)]
  let asked = 0
  const program = new Program({
    ...{ clock: hostClock, random: hostRandom, timer: hostTimer, isClosed: true },
    system: waiting =>
      new System({ random: hostRandom, clock: hostClock, stdout: () => {}, stderr: () => {} }, waiting),
    realm: (self, system) => closedRealm({ program: self, system, objects: objectsFor(system), fetch }),
  })
  const { realm } = program
  const made = new Set()
  const errors = new Map()
  const note = value => {
    if ((typeof value === 'object' && value !== null) || typeof value === 'function') made.add(value)
    return value
  }
  const count = () => void asked++
  const callback = () =>
    note((...args) => {
      pool.push(...args)
      const what = random()
      if (what < 0.1) throw note(new Error('thrown by a callback'))
      return what < 0.3 ? pick(pool) : undefined
    })
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  const traps = Object.fromEntries(
    ['get', 'has', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'apply', 'construct'].map(
      name => [
        name,
        (...args) => {
          count()
          return Reflect[name](...args)
        },
      ],
    ),
  )
  const bad = name => Object.defineProperty(Object.create(null), name, { get: count, enumerable: true })
  /** It answers at once or later, by whatever handler the client gives it. */
  const dispatch = () =>
    note((...args) => {
      const tell = (handler, name, given) => {
        try {
          pool.push(realm.call(handler, name, given))
        } catch {
          errors.set('dispatched', (errors.get('dispatched') ?? 0) + 1)
        }
      }
      const answer = () => {
        for (const handler of args) {
          for (const name of handled) {
            if (random() < 0.1) continue
            const [first, second] = [anything(), random() < 0.5 ? callback() : anything()]
            if (name === 'onHeaders') tell(handler, name, [200, [], second, 'OK'])
            else if (name === 'onResponseStart') tell(handler, name, [second, 200, first, 'OK'])
            else tell(handler, name, [first, second])
          }
        }
      }
      if (random() < 0.5) answer()
      else realm.call(realm.global, 'setTimeout', [note(answer), 1])
      return true
    })
  const dispatcher = () => note({ dispatch: dispatch(), close: callback(), destroy: callback() })
  /** What no program could make: the wall must hold all the same. */
  const injected = [
    ...[Symbol('x'), Symbol.iterator, revoked.proxy, new Proxy({}, traps), new Proxy([], traps)],
    ...[new Proxy(() => {}, traps), bad('method'), bad('signal'), bad('headers'), bad('body')],
    ...[
      Object.create(Uint8Array.prototype),
      { [Symbol.iterator]: count },
      { toString: count, valueOf: count },
    ],
    ...[Object.assign(new Uint8Array(4), { dispatcher: 1 }), new DataView(new ArrayBuffer(4)), dispatcher()],
    ...[Object.assign(Object.create(null), { dispatcher: dispatcher(), agent: dispatcher() })],
  ].map(note)
  const pool = [realm.global, ...names.map(name => realm.get(realm.global, name)), ...injected]
  pool.push(
    undefined,
    null,
    true,
    0,
    -1,
    1e9,
    NaN,
    '',
    'GET',
    'POST',
    'TRACE',
    'follow',
    'error',
    'manual',
    'x',
  )
  pool.push(
    address,
    `${address}/slow`,
    `${address}/redirect`,
    `${address}/large`,
    'data:text/plain,x',
    'file:///',
  )
  pool.push('http://127.0.0.1:1/', 'http://', '\n', 'no address', 'a: b', 'x-name')
  const anything = () => (random() < 0.1 ? callback() : pick(pool))
  const list = () => Array.from({ length: Math.floor(random() * 4) }, anything)
  /** Something like what net/http does, with a mistake here and there. */
  const request = () => {
    const options = note(realm.construct(realm.get(realm.global, 'Object'), []))
    const mistakes = random() < 0.5 ? 0 : 0.5
    for (const name of ['method', 'headers', 'body', 'redirect', 'signal', 'dispatcher', 'duplex'])
      if (random() < 0.4) realm.set(options, name, random() < mistakes ? anything() : sensible(name))
    return realm.call(realm.global, 'fetch', [random() < 0.8 ? pick(addresses) : anything(), options])
  }
  const addresses = pool.filter(value => typeof value === 'string' && value.startsWith('http://127'))
  const sensible = name => {
    if (name === 'method') return pick(['GET', 'POST'])
    if (name === 'redirect') return pick(['follow', 'manual', 'error'])
    if (name === 'headers') return note(realm.construct(realm.get(realm.global, 'Headers'), []))
    if (name === 'body') return pick(['text', note(new Uint8Array(8))])
    if (name === 'dispatcher') return dispatcher()
    const controller = note(realm.construct(realm.get(realm.global, 'AbortController'), []))
    pool.push(controller)
    return realm.get(controller, 'signal')
  }
  const known = value => names.filter(name => realm.get(value, name) !== undefined)
  const operations = [
    () => realm.get(anything(), pick(names)),
    () => realm.set(anything(), pick(names), anything()),
    () => realm.remove(anything(), pick(names.slice(9))),
    () => realm.index(anything(), Math.floor(random() * 3)),
    () => realm.setIndex(anything(), Math.floor(random() * 3), anything()),
    () => realm.invoke(anything(), list()),
    () => note(realm.construct(anything(), list())),
    () => realm.isInstance(anything(), anything()),
    () => realm.length(anything()),
    () => realm.text(anything()),
    () => ((value = anything()) => realm.call(value, pick(known(value)) ?? 'x', list()))(),
    () => ((value = anything()) => realm.call(value, pick(known(value)) ?? 'x', list()))(),
    request,
    request,
  ]
  for (let step = 0; step < steps; step++) {
    try {
      pool.push(pick(operations)())
    } catch (error) {
      const title = error?.name ?? typeof error
      errors.set(title, (errors.get(title) ?? 0) + 1)
    }
    if (pool.length > 400) pool.splice(names.length + 60, 100)
    if (step % 20 === 0) await pause()
  }
  const end = () => program.exit(0)
  return { made, asked, errors, pool, end }
}

/** A process of its own, with the host's own fetch. */
async function main([address, ...seeds]) {
  let count = 0
  const counted = (...args) => {
    count++
    return fetch(...args)
  }
  const pause = () => new Promise(resolve => setTimeout(resolve, 1))
  for (const seed of seeds) {
    const { end } = await randomCalls({ fetch: counted, address, seed: Number(seed), steps: 600, pause })
    end()
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  await new Promise(resolve => setTimeout(resolve, 200))
  console.log(`done ${seeds.length} ${count > seeds.length * 20 ? 'many requests' : count}`)
  process.exit(0)
}

if (process.argv[1] === import.meta.filename || process.argv[1]?.endsWith('random-calls.mjs'))
  await main(process.argv.slice(2))
