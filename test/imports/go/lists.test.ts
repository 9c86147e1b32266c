// The lists of a closed world: their methods do what JavaScript's own do, as far as a program can tell, on lists
// alone; and lists, objects and texts end somewhere.
import { describe, expect, test } from 'vitest'
import { mostElements } from '#imports/go/realm/lists.js'
import { call, direct, fixed, left } from './direct.js'
import { makeWorld } from './world.js'

const { realm } = makeWorld()

const classOf = (name: string): unknown => realm.get(realm.global, name)
const make = (name: string, ...args: readonly unknown[]): object =>
  realm.construct(classOf(name), args) as object

/** A small generator of numbers, so that a failure can be repeated. */
function generator(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) % below
  }
}

function outcome(run: () => unknown): unknown {
  try {
    return { returned: run() }
  } catch (error) {
    return { thrown: (error as Error).name }
  }
}

type Pick = (below: number) => number

/** Places as programs give them, some of them beyond the ends. */
const at = (pick: Pick): unknown =>
  [undefined, 0, 1, 2, -1, -3, 5.7, 100, -100, '2', null, Number.NaN][pick(12)]
const element = (pick: Pick): unknown => [1, 2, 3, 'a', 'b', null, undefined, Number.NaN, true][pick(9)]
const some = <Value>(pick: Pick, one: (pick: Pick) => Value): Value[] =>
  Array.from({ length: pick(4) }, () => one(pick))

/** The arguments of each method. */
const methods: Readonly<Record<string, (pick: Pick) => readonly unknown[]>> = {
  push: pick => some(pick, element),
  pop: () => [],
  shift: () => [],
  unshift: pick => some(pick, element),
  join: pick => [[undefined, '', '-', 5][pick(4)]],
  slice: pick => some(pick, at).slice(0, 2),
  splice: pick => [...some(pick, at), ...(pick(2) ? [] : [1, 1, 'a', 'b'])],
  concat: pick => some(pick, inner => (inner(2) ? element(inner) : some(inner, element))),
  indexOf: pick => [element(pick), at(pick)],
  includes: pick => [element(pick), at(pick)],
  reverse: () => [],
  fill: pick => [element(pick), at(pick), at(pick)],
}

test.each([1, 2, 3])('arrays do what those of JavaScript do, run %i', seed => {
  const pick = generator(seed)
  const names = Object.keys(methods)
  let [ours, native]: [unknown[], unknown[]] = [make('Array') as unknown[], []]
  for (let i = 0; i < 3000; i++) {
    const name = names[pick(names.length)]!
    const args = methods[name]!(pick)
    const results = [
      outcome(() => realm.call(ours, name, args)),
      outcome(() => Reflect.apply(native[name as never] as () => unknown, native, args)),
    ]
    expect([name, args, results[0]]).toEqual([name, args, results[1]])
    expect(ours).toEqual(native)
    expect(realm.length(ours)).toBe(native.length)
    if (native.length > 20) [ours, native] = [make('Array', 1, 2, 3) as unknown[], [1, 2, 3]]
  }
})

test.each(['Uint8Array', 'Uint8ClampedArray'] as const)('%s does what that of JavaScript does', kind => {
  const pick = generator(7)
  const native = (length: number) =>
    kind === 'Uint8Array' ? new Uint8Array(length) : new Uint8ClampedArray(length)
  const [ours, theirs] = [native(20), native(20)]
  const number = (pick: Pick) => [0, 1, 200, 255, 256, 300, -1, 1.5, Number.NaN][pick(9)]
  const rows: Readonly<Record<string, (pick: Pick) => readonly unknown[]>> = {
    set: pick => [some(pick, number), [undefined, 0, 3, 18, 21, -1][pick(6)]],
    subarray: pick => [at(pick), at(pick)],
    slice: pick => [at(pick), at(pick)],
    // Some versions of V8 fill all of it where only the end is said.
    fill: pick => [number(pick), at(pick) ?? 0, at(pick)],
  }
  const names = Object.keys(rows)
  for (let i = 0; i < 2000; i++) {
    const name = names[pick(names.length)]!
    const args = rows[name]!(pick)
    const results = [
      outcome(() => realm.call(ours, name, args)),
      outcome(() => Reflect.apply(theirs[name as 'fill'] as (...given: never[]) => unknown, theirs, args)),
    ]
    expect([name, args, results[0]]).toEqual([name, args, results[1]])
    expect(ours).toEqual(theirs)
    const position = pick(20)
    realm.setIndex(ours, position, number(pick))
    theirs[position] = ours[position]!
  }
})

describe('bytes are made', () => {
  test.each([[[]], [[5]], [[[1, 2, 300]]], [[new Uint8Array([1, 2])]], [[new Uint8ClampedArray([1, 2])]]])(
    'of %j',
    args => expect(make('Uint8Array', ...args)).toEqual(Reflect.construct(Uint8Array, args)),
  )

  test('of a buffer, as a view of it', () => {
    const buffer = new Uint8Array([1, 2, 3, 4]).buffer
    const bytes = make('Uint8Array', buffer, 1, 2) as Uint8Array
    bytes[0] = 9
    expect([bytes.length, new Uint8Array(buffer)[1]]).toEqual([2, 9])
    expect(realm.call(buffer, 'slice', [2])).toEqual(new Uint8Array([3, 4]).buffer)
  })

  test('but not of what only says that it has a length', () => {
    const object = make('Object')
    realm.set(object, 'length', 2 ** 32)
    expect(() => make('Uint8Array', object)).toThrow(TypeError)
    expect(() => realm.call(new Uint8Array(4), 'set', [object])).toThrow(TypeError)
  })
})

describe('methods work on lists alone', () => {
  const taken = (list: unknown, name: string): unknown => realm.get(list, name)

  test.each(Object.keys(methods))('%s of an array', name => {
    const object = make('Object')
    realm.set(object, 'length', 2 ** 53 - 1)
    realm.set(object, name, taken([], name))
    expect(() => realm.call(object, name, [1])).toThrow(new TypeError('this is no list'))
    expect(() => realm.invoke(taken([], name), [1])).toThrow(TypeError)
    expect(() =>
      realm.call(new Uint8Array(4), name === 'slice' || name === 'fill' ? 'none' : name, []),
    ).toThrow()
  })

  test.each(['set', 'subarray', 'slice', 'fill'])('%s of bytes', name => {
    const object = make('Object')
    realm.set(object, name, taken(new Uint8Array(0), name))
    expect(() => realm.call(object, name, [[]])).toThrow(new TypeError('these are no bytes'))
  })
})

describe('lists end', () => {
  test.each([2 ** 32 - 1, mostElements + 1, -1, 1.5, Number.NaN])('a length of %d is none', length => {
    expect(() => realm.set([], 'length', length)).toThrow(RangeError)
    if (!Number.isNaN(length)) expect(() => make('Array', length)).toThrow(RangeError)
  })

  test('an element far out is none', () => {
    expect(() => realm.setIndex([], mostElements, 1)).toThrow(RangeError)
    expect(() => realm.set([], String(2 ** 31), 1)).toThrow(RangeError)
    for (const name of ['9007199254740992', '1'.repeat(30)])
      expect(() => realm.set([], name, 1)).toThrow(new TypeError(`the property ${name} cannot be set`))
    const list: unknown[] = []
    realm.setIndex(list, 5, 'x')
    expect(list).toEqual([undefined, undefined, undefined, undefined, undefined, 'x'])
    realm.set(list, 'length', 2)
    expect(list).toEqual([undefined, undefined])
  })

  test('a full one takes nothing more', () => {
    const list = make('Array', mostElements) as unknown[]
    for (const [name, ...args] of [
      ['push', 1],
      ['unshift', 1],
      ['splice', 0, 0, 1],
      ['concat', [1]],
      ['concat', 1],
    ] as const)
      expect(() => realm.call(list, name, args)).toThrow(RangeError)
    expect(list.length).toBe(mostElements)
  })

  test('what is named by numbers has as many names at most', () => {
    const bytes = new Uint8Array(mostElements + 1)
    for (const name of ['keys', 'values', 'entries'])
      expect(() => realm.call(classOf('Object'), name, [bytes])).toThrow(RangeError)
    expect(realm.call(classOf('Object'), 'entries', [['a', 'b']])).toEqual(Object.entries(['a', 'b']))
    expect(realm.call(classOf('Object'), 'keys', [new Uint8Array(2)])).toEqual(['0', '1'])
    expect(realm.call(classOf('Object'), 'values', [new Uint8Array(2)])).toEqual([0, 0])
  })
})

test('an object has 65,536 properties, and those that are deleted do not count', () => {
  const object = make('Object')
  for (let i = 0; i < 65536; i++) realm.set(object, `p${i}`, i)
  expect(() => realm.set(object, 'more', 1)).toThrow(new RangeError('the object has too many properties'))
  realm.set(object, 'p5', 'again')
  realm.remove(object, 'p5')
  realm.remove(object, 'none')
  realm.set(object, 'more', 1)
  expect(() => realm.set(object, 'p5', 1)).toThrow(RangeError)
})

/** Lists in lists, each twice in the one around it: as text they would be 2^60 long. */
function nested(): unknown[] {
  let list: unknown[] = ['x']
  for (let i = 0; i < 60; i++) list = [list, list]
  return list
}

/** Calls that make a number or a text of what they are given. */
const conversions: Readonly<Record<string, (value: unknown) => unknown>> = {
  'a number of mathematics': value => realm.call(classOf('Math'), 'abs', [value]),
  'several of them': value => realm.call(classOf('Math'), 'max', [1, value]),
  'a date': value => make('Date', value),
  'a part of a date': value => make('Date', 2020, value),
  'Date.UTC': value => realm.call(classOf('Date'), 'UTC', [2020, value]),
  'a message': value => make('Error', value),
  'a timer': value =>
    realm.call(realm.global, 'clearTimeout', [realm.call(realm.global, 'setTimeout', [() => {}, value])]),
  'the number of a timer': value => realm.call(realm.global, 'clearTimeout', [value]),
  'a place': value => realm.call([1, 2], 'slice', [value, value]),
  'a separator': value => realm.call([1, 2], 'join', [value]),
  'an element': value => realm.call([value, value], 'join', []),
  'a length': value => outcome(() => make('Array', 1, value)),
  'the length of an object': value => {
    const object = make('Object')
    realm.set(object, 'length', value)
    return realm.length(object)
  },
  'a byte': value => realm.setIndex(new Uint8Array(1), 0, value),
  bytes: value => realm.call(new Uint8Array(4), 'fill', [value]),
  'a list of bytes': value => make('Uint8Array', [value]),
  'a line': value => realm.call(classOf('console'), 'log', [value]),
}

test.each(Object.entries(conversions))('no text is made of lists in lists: %s', (_, convert) => {
  const begin = performance.now()
  for (const value of [nested(), new Uint8Array(1 << 28)]) convert(value)
  expect(performance.now() - begin).toBeLessThan(5000)
})

test('a path is a string, and not too long', () => {
  const path = classOf('path')
  expect(realm.call(path, 'resolve', ['/a', '..', 'b'])).toBe('/b')
  expect(realm.call(path, 'resolve', ['a', '/c', './d'])).toBe('/c/d')
  expect(realm.call(path, 'resolve', ['x'])).toBe('/x')
  expect(realm.call(path, 'resolve', [])).toBe('/')
  expect(() => realm.call(path, 'resolve', [nested()])).toThrow(TypeError)
  expect(() => realm.call(path, 'resolve', ['a/'.repeat(1 << 16)])).toThrow('ENAMETOOLONG')
  const told: unknown[] = []
  realm.call(classOf('fs'), 'stat', ['/'.repeat(5000), (error: unknown) => told.push(error)])
})

describe('what a program passes', () => {
  test('a text that is too long is a trap', async () => {
    const slots = [20_000, 1 << 25]
    await expect(direct([call('syscall/js.stringVal', ...slots)], { pages: 1024 })).rejects.toThrow(
      `syscall/js.stringVal: a text of ${1 << 25} bytes is too long`,
    )
    await direct([call('syscall/js.stringVal', 20_000, 1 << 24)], { pages: 1024 })
    await expect(
      direct([call('syscall/js.valueGet', fixed.global, 20_000, 1 << 25)], { pages: 1024 }),
    ).rejects.toThrow('is too long')
  })

  test('more arguments than any function takes are a trap', async () => {
    const count = (1 << 18) + 1
    const calls = [
      call('syscall/js.valueGet', fixed.global, 'Array'),
      call('syscall/js.valueNew', left(0, 3), 200_000, count, count),
    ]
    await expect(direct(calls, { pages: 1024 })).rejects.toThrow(`${count} arguments are too many`)
  })

  test('in an open world texts end where those of the engine do', async () => {
    const calls = [call('syscall/js.stringVal', 20_000, 1 << 25), call('runtime.wasmExit', 7)]
    expect((await direct(calls, { pages: 1024, global: globalThis })).code).toBe(7)
  })
})

test('long texts pass whole, wherever they are cut', async () => {
  const { decode, encode } = await import('#imports/go/text.js')
  const check = () => {}
  for (const unit of ['a', 'é', '€', '😀', '\ud800']) {
    const text = `${'x'.repeat(3)}${unit.repeat(1_500_000)}`
    const bytes = new TextEncoder().encode(text)
    expect(Buffer.compare(encode(text, check), bytes)).toBe(0)
    expect(decode(bytes, check) === new TextDecoder().decode(bytes)).toBe(true)
  }
})
