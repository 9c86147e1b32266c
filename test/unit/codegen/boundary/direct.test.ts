// The wrappers that need no text do what the generated ones do: the same words, values and errors, whatever the
// signature.
import { describe, expect, test } from 'vitest'
import type { Code } from '#codegen/abi.js'
import { type Host, makeBoundary } from '#codegen/boundary/index.js'
import { resultFloat, resultInt, resultRef } from '#codegen/helpers/results.js'
import type { FuncType, ValueType } from '#src/wasm/types.js'

const surroundings = {
  toFunc: (value: unknown): unknown => {
    if (value !== null && typeof value !== 'string') throw new TypeError('no function')
    return value === null ? null : { name: value }
  },
  fromFunc: (func: unknown): unknown => (func === null ? null : (func as { name: string }).name),
}

const boundaries = [makeBoundary(surroundings, () => true), makeBoundary(surroundings, () => false)]

const funcref: ValueType = { nullable: true, heap: 'func' }
const externref: ValueType = { nullable: true, heap: 'extern' }
const anyref: ValueType = { nullable: true, heap: 'any' }
const types: readonly ValueType[] = ['i32', 'i64', 'f32', 'f64', funcref, externref]

/** Every list of none, one and two types, and one of all. */
const lists: readonly (readonly ValueType[])[] = [
  [],
  ...types.map(type => [type]),
  ...types.flatMap(first => types.map(second => [first, second])),
  [...types, ...types],
]

const signatures: readonly FuncType[] = lists.flatMap(params =>
  [lists[0]!, lists[3]!, lists[8]!, lists.at(-1)!].map(
    results => ({ kind: 'func', params, results }) as const,
  ),
)

const values: readonly unknown[] = [
  ...[0, -0, 1.5, -1, 2 ** 31, 2 ** 40, Number.NaN, Infinity, 2 ** -140],
  ...[0n, -1n, 2n ** 63n, 2n ** 70n],
  ...[true, null, undefined, '7', 'f', {}, [], Symbol.iterator, { valueOf: () => 3 }, { valueOf: () => 4n }],
]

/** What comes of it; errors by what they are. */
function outcome(run: () => unknown): unknown {
  try {
    return { value: run() }
  } catch (error) {
    return { error: String(error) }
  }
}

const wordsOf: Readonly<Record<string, readonly unknown[]>> = {
  i32: [-7],
  i64: [-7, 5],
  f32: [0.5],
  f64: [Math.PI],
}
const words = (type: ValueType): readonly unknown[] =>
  wordsOf[type as string] ?? [type === funcref ? { name: 'g' } : 'x']

/** Code that notes its words and leaves some, as wasm does. */
function codeFor({ results }: FuncType, noted: unknown[]): Code {
  return (...given) => {
    noted.push(given)
    const left = results.flatMap(words)
    left.forEach((word, i) => {
      if (typeof word !== 'number') resultRef[i] = word
      else if (Number.isInteger(word)) resultInt[i] = word
      else resultFloat[i] = word
    })
    return left[0]
  }
}

const show = ({ params, results }: FuncType): string =>
  [params, results]
    .map(list => list.map(type => (typeof type === 'string' ? type : type.heap)).join())
    .join(' -> ')

/** Rows of arguments: each value at each place, and too few. */
const rowsFor = ({ params }: FuncType): readonly (readonly unknown[])[] => [
  [],
  ...values.map((_, i) => params.map((_, k) => values[(i + k) % values.length])),
  params.map(type => (type === 'i64' ? 9n : type === funcref ? 'f' : 1)),
]

describe.each(signatures.map(type => [show(type), type] as const))('%s', (_, type) => {
  test('called from outside', () => {
    const [generated, direct] = boundaries.map(boundary => {
      const noted: unknown[] = []
      const wrapper = boundary.exportWrapper(type)({ code: codeFor(type, noted) })
      return { noted, wrapper, outcomes: rowsFor(type).map(row => outcome(() => wrapper(...row))) }
    })
    expect(direct!.outcomes).toEqual(generated!.outcomes)
    expect(direct!.noted).toEqual(generated!.noted)
    expect(direct!.noted.length).toBeGreaterThan(0)
    expect(direct!.wrapper.length).toBe(generated!.wrapper.length)
  })

  test('calling outside', () => {
    const given = type.params.flatMap(words)
    const answers: readonly unknown[] = [...values, ...rowsFor({ ...type, params: type.results })]
    const [generated, direct] = boundaries.map(boundary => {
      const noted: unknown[] = []
      let answer: unknown
      const host: Host = (...values) => {
        noted.push(values)
        return answer
      }
      const code = boundary.importWrapper(type)(host) as (...words: readonly unknown[]) => unknown
      const outcomes = answers.map(next => {
        answer = next
        resultInt.fill(0, 0, 20)
        resultFloat.fill(0, 0, 20)
        resultRef.fill(null)
        const found = outcome(() => code(...given))
        return [found, resultInt.slice(0, 20), resultFloat.slice(0, 20), [...resultRef]]
      })
      return { noted, outcomes }
    })
    expect(direct).toEqual(generated)
  })
})

test('a type that JavaScript has no values for is refused on both sides', () => {
  const type: FuncType = { kind: 'func', params: ['i32', anyref], results: [] }
  for (const boundary of boundaries) {
    const wrapper = boundary.exportWrapper(type)({ code: () => 0 })
    expect(() => wrapper(1)).toThrow(TypeError)
    expect(wrapper).toHaveLength(2)
    expect(boundary.importWrapper(type)(() => 0)).toThrow(TypeError)
  }
})

test('an access out of bounds and an error of the host cross as before', () => {
  const type: FuncType = { kind: 'func', params: [], results: [] }
  const access = (): unknown => new DataView(new ArrayBuffer(0)).getInt8(0)
  for (const boundary of boundaries) {
    expect(boundary.exportWrapper(type)({ code: access })).toThrow('out of bounds memory access')
    const host = boundary.importWrapper(type)(access)
    expect(boundary.exportWrapper(type)({ code: host })).toThrow(RangeError)
  }
})

/** Bits that a double would lose on its way through a list of doubles. */
test('a signalling NaN keeps its bits', () => {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setBigUint64(0, 0x7ff4_0000_0000_0001n)
  const type: FuncType = { kind: 'func', params: ['f64', 'f64'], results: ['f64', 'f64'] }
  for (const boundary of boundaries) {
    const code: Code = (...given) => {
      const [first, second] = given as readonly number[]
      resultFloat[1] = first!
      return second
    }
    const wrapper = boundary.exportWrapper(type)({ code })
    const found = new DataView(new ArrayBuffer(16))
    const [first, second] = wrapper(bits.getFloat64(0), bits.getFloat64(0)) as readonly number[]
    found.setFloat64(0, first!)
    found.setFloat64(8, second!)
    expect([found.getBigUint64(0), found.getBigUint64(8)]).toEqual([
      bits.getBigUint64(0),
      bits.getBigUint64(0),
    ])
  }
})
