// Two programs in closed worlds, in one process: neither can change anything of the other's, nor of the host's,
// by any name, on anything that it can reach.
import { describe, expect, test } from 'vitest'
import { run } from './guest.js'
import { makeWorld, reachable, type World } from './world.js'

const fetch = async () => new Response('some text', { headers: { 'x-answer': '42' } })

/** What a world has, and what its functions make and give. */
async function startsOf({ realm }: World): Promise<Readonly<Record<string, unknown>>> {
  const { global } = realm
  const make = (name: string, ...args: unknown[]): unknown => realm.construct(realm.get(global, name), args)
  const call = (of: unknown, name: string, ...args: unknown[]): unknown => realm.call(of, name, args)
  const thrown = (attempt: () => unknown): unknown => {
    try {
      return attempt()
    } catch (error) {
      return error
    }
  }
  const told = (...path: readonly string[]): Promise<unknown> =>
    new Promise(resolve => {
      const [object, name, ...args] = path
      call(realm.get(global, object!), name!, ...args, (error: unknown, value: unknown) =>
        resolve(error ?? value),
      )
    })
  const answer = await (call(global, 'fetch', 'http://127.0.0.1/') as Promise<object>)
  const body = call(realm.get(answer, 'body'), 'getReader')
  const controller = make('AbortController')
  return {
    global,
    object: make('Object'),
    list: make('Array', 3),
    bytes: make('Uint8Array', 3),
    error: make('Error', 'x'),
    date: make('Date'),
    headers: make('Headers'),
    controller,
    keys: call(realm.get(global, 'Object'), 'keys', global),
    stat: await told('fs', 'stat', '/'),
    failed: await told('fs', 'stat', '/none'),
    names: await told('fs', 'readdir', '/'),
    groups: call(realm.get(global, 'process'), 'getgroups'),
    wrong: thrown(() => call(realm.get(global, 'fs'), 'stat', 5)),
    none: thrown(() => call(global, 'none')),
    chdir: thrown(() => call(realm.get(global, 'process'), 'chdir', '/none')),
    promise: call(global, 'fetch', 'http://127.0.0.1/'),
    answer,
    received: realm.get(answer, 'headers'),
    entry: call(call(realm.get(answer, 'headers'), 'entries'), 'next'),
    reader: body,
    piece: await (call(body, 'read') as Promise<unknown>),
  }
}

/** Whether something is refused, as a program is told by a TypeError. */
function fails(change: () => void): boolean {
  try {
    change()
    return false
  } catch (error) {
    if (error instanceof TypeError) return true
    throw error
  }
}

/** Of the host: everything from its global that has a name, with what each property is. */
function snapshot(): ReadonlyMap<object, readonly unknown[]> {
  const found = new Map<object, readonly unknown[]>()
  const names = [
    'Object',
    'Function',
    'Array',
    'Uint8Array',
    'ArrayBuffer',
    'Date',
    'Error',
    'Promise',
    'Math',
  ]
  const web = [
    'Headers',
    'Response',
    'AbortController',
    'ReadableStream',
    'Reflect',
    'JSON',
    'console',
    'process',
  ]
  const queue: object[] = [...names, ...web].map(name => Reflect.get(globalThis, name))
  for (const value of queue) {
    if (found.has(value)) continue
    const keys = Reflect.ownKeys(value)
    const properties = keys.map(key => Object.getOwnPropertyDescriptor(value, key)!)
    const parts = properties.flatMap(({ value, get, set }) => [value, get, set])
    found.set(value, [Object.isFrozen(value), Object.getPrototypeOf(value), ...keys, ...parts])
    for (const part of parts) if (typeof part === 'function') queue.push(part, part.prototype ?? part)
  }
  return found
}

test('no object that one can reach can be reached by another; functions have nothing to change', async () => {
  const [one, other] = [makeWorld(fetch), makeWorld(fetch)]
  const reached = reachable(one.realm, await startsOf(one))
  const same = [...reachable(other.realm, await startsOf(other))].filter(([value]) => reached.has(value))
  expect(same.filter(([value]) => typeof value !== 'function').map(([, path]) => path)).toEqual([])
  expect(reached.size).toBeGreaterThan(150)
  const changes = same.flatMap(([value, path]) =>
    ['constructor', 'prototype', 'name', 'x']
      .filter(
        name =>
          one.realm.get(value, name) !== undefined ||
          !fails(() => one.realm.set(value, name, 1)) ||
          !fails(() => one.realm.remove(value, name)),
      )
      .map(name => `${path}.${name}`),
  )
  expect(changes).toEqual([])
})

test('one that changes all that it can changes nothing of another, nor of the host', async () => {
  const [bad, good] = [makeWorld(fetch), makeWorld(fetch)]
  const starts = await startsOf(good)
  const show = () =>
    [...reachable(good.realm, starts)].map(([value, path]) => [
      path,
      ...['x', 'floor', 'length', '0', 'done', 'message'].map(name => good.realm.get(value, name)),
    ])
  const [before, host] = [show(), snapshot()]
  expect(host.size).toBeGreaterThan(200)
  for (const [value] of reachable(bad.realm, await startsOf(bad))) {
    const names = [
      ...Object.getOwnPropertyNames(value),
      'x',
      'floor',
      '0',
      'length',
      '__proto__',
      'constructor',
    ]
    for (const name of names) {
      fails(() => bad.realm.set(value, name, 7))
      fails(() => bad.realm.setIndex(value, 0, 7))
      fails(() => bad.realm.remove(value, name))
    }
  }
  expect(show()).toEqual(before)
  const after = snapshot()
  const differs = (a: readonly unknown[], b: readonly unknown[] = []) =>
    a.length !== b.length || a.some((part, i) => !Object.is(part, b[i]))
  expect([...host].filter(([value, parts]) => differs(parts, after.get(value)))).toEqual([])
  expect(after.size).toBe(host.size)
})

describe('Math', () => {
  test('belongs to one program', () => {
    const [one, other] = [makeWorld(), makeWorld()]
    const mathOf = ({ realm }: World) => realm.get(realm.global, 'Math')
    one.realm.set(mathOf(one), 'floor', one.callback())
    expect(one.realm.call(mathOf(one), 'floor', [1.5])).toBe('called')
    expect(other.realm.call(mathOf(other), 'floor', [1.5])).toBe(1)
    expect(other.realm.call(mathOf(other), 'max', [1, 5])).toBe(5)
    expect(other.realm.get(mathOf(other), 'PI')).toBe(Math.PI)
  })

  test('has random numbers of its own', () => {
    const { realm } = makeWorld(undefined, bytes => bytes.fill(0x40))
    const draw = () => realm.call(realm.get(realm.global, 'Math'), 'random', [])
    expect([draw(), draw()]).toEqual([0x40404040404040 / 2 ** 56, 0x40404040404040 / 2 ** 56].map(x => x))
  })
})

test('Object tells nothing of the inside of what is the host’s', () => {
  const { realm } = makeWorld()
  const object = realm.get(realm.global, 'Object')
  class Inside {
    secret = { a: 1 }
  }
  for (const value of [
    new Inside(),
    { a: 1 },
    new Date(),
    Promise.resolve(),
    Object.assign(new Error(), { a: 1 }),
  ])
    for (const name of ['keys', 'values', 'entries']) expect(realm.call(object, name, [value])).toEqual([])
  expect(realm.call(object, 'keys', [['x']])).toEqual(['0'])
})

test('an error of the host leads to texts and other errors alone', () => {
  const { realm } = makeWorld()
  const shared = { list: [1] }
  for (const cause of [shared, [1], Object.create(null), () => 1, new Uint8Array(1)]) {
    expect(realm.get(new Error('x', { cause }), 'cause')).toBe(undefined)
    expect(realm.get(Object.assign(new Error('x'), { code: cause }), 'code')).toBe(undefined)
  }
  const inner = new RangeError('y')
  expect(realm.get(new Error('x', { cause: inner }), 'cause')).toBe(inner)
  const own = realm.construct(realm.get(realm.global, 'Object'), [])
  expect(realm.get(realm.construct(realm.get(realm.global, 'Error'), ['x', { cause: own }]), 'cause')).toBe(
    own,
  )
})

test('a deadlock is told by an event of the program’s own', async () => {
  const endings = await Promise.all([run('native', ['deadlock']), run('native', ['deadlock'])])
  for (const { code, stderr } of endings) {
    expect(code).toBe(2)
    expect(stderr).toContain('all goroutines are asleep')
  }
})
