// The closed world: what a guest reaches of JavaScript by `syscall/js`, by whatever names. Nothing leads to
// `Function`, a prototype or the host's global, neither for a real program nor for calls that no program of Go
// would make.
import { describe, expect, test } from 'vitest'
import { ClosedRealm, listsFor, newObject } from '#imports/go/realm/closed.js'
import { call, direct, fixed, left, number } from './direct.js'
import { run } from './guest.js'

test('a program that tries all names on all that it has', { timeout: 60_000 }, async () => {
  const { stdout, code } = await run('native', ['reach'])
  expect(code).toBe(0)
  // They make text of a date and of an error, and that is all.
  expect(stdout.split('\n')).toEqual([
    'error.toString',
    'new Date.toString',
    'new Date.valueOf',
    'new Error.toString',
    'searched true',
    '',
  ])
})

const undefinedReference = 0n

test.each(['constructor', '__proto__', 'prototype', 'globalThis', 'eval', 'Function', 'toString', 'valueOf'])(
  'nothing has a property %s',
  async name => {
    const calls = [
      call('syscall/js.valueGet', fixed.global, 'Object'),
      call('syscall/js.valueNew', left(0, 3), []),
      call('syscall/js.valueGet', fixed.global, 'Array'),
      call('syscall/js.valueNew', left(2, 3), []),
      call('syscall/js.valueGet', left(3, 4), 'push'),
      call('syscall/js.valueCall', fixed.go, '_makeFuncWrapper', [number(1)]),
      call('syscall/js.valueGet', fixed.global, 'fs'),
      call('syscall/js.valueGet', left(6, 3), 'open'),
      call('syscall/js.valueGet', fixed.global, 'Uint8Array'),
      call('syscall/js.valueNew', left(8, 3), [number(1)]),
    ]
    const places = [left(0, 3), left(1, 4), left(3, 4), left(4, 3), left(5, 6), left(6, 3), left(7, 3)]
    const starts = [...places, left(9, 4), fixed.global, fixed.go]
    const first = calls.length
    const all = [...calls, ...starts.map(start => call('syscall/js.valueGet', start, name))]
    const { memory } = await direct(all)
    const found = starts.map((_, i) => memory.getBigUint64(65536 + (first + i) * 256 + 8 + 3 * 8, true))
    expect(found).toEqual(starts.map(() => undefinedReference))
  },
)

describe('what can be set and made', () => {
  const check = () => {}
  const lists = listsFor(check)
  const realm = new ClosedRealm({ members: {}, constructors: new Map(), watch: () => {}, lists, check })

  test('setting __proto__ makes a property and no prototype', () => {
    for (const object of [Object.create(null), newObject()]) {
      realm.set(object, '__proto__', { inherited: 1 })
      expect(Reflect.get(object, 'inherited')).toBeUndefined()
      expect(Object.hasOwn(object, '__proto__')).toBe(true)
    }
  })

  test.each([
    ['a function', () => {}],
    ['a date', new Date()],
    ['an error', new Error('x')],
    ['a promise', Promise.resolve()],
    ['a record of the host', { note: 1 }],
    ['an object of a class of the host', new URL('http://127.0.0.1/')],
  ])('%s cannot be changed', (_, value) => {
    expect(() => realm.set(value, 'then', 1)).toThrow('cannot be set')
    expect(() => realm.remove(value, 'then')).toThrow('cannot be deleted')
  })

  test('a list only has elements and a length', () => {
    const list: unknown[] = [1, 2, 3]
    realm.set(list, '1', 5)
    realm.set(list, 'length', 2)
    expect(list).toEqual([1, 5])
    expect(() => realm.set(list, 'constructor', 1)).toThrow('cannot be set')
    expect(() => realm.setIndex(list, -1, 1)).toThrow('cannot be set')
  })

  test('only the constructors of the global make anything', () => {
    for (const value of [Object, Function, class {}, () => {}, (): void => {}])
      expect(() => realm.construct(value, [])).toThrow('not a constructor')
    expect(() => realm.isInstance({}, Object)).toThrow('not a constructor')
  })

  test('the stack of an error is the business of the host', () => {
    expect(realm.get(new Error('x'), 'stack')).toBeUndefined()
    expect(realm.get(new Error('x'), 'message')).toBe('x')
  })

  test('the text of a function does not show its source', () => {
    expect(realm.text(() => 'source')).toBe('function')
  })
})

test('without leave there is no network', async () => {
  const { memory } = await direct([call('syscall/js.valueGet', fixed.global, 'fetch')])
  expect(memory.getBigUint64(65536 + 8 + 3 * 8, true)).toBe(undefinedReference)
})
