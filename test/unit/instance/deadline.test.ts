// A deadline that is started with what is no time is an error, and the one before stays as it was.
import { describe, expect, test } from 'vitest'
import { compile, Deadline, DeadlineError, WebAssembly } from '#src/index.js'
import { assemble } from '../../wat.js'

type Start = (milliseconds?: unknown) => void

const startOf =
  (deadline: Deadline): Start =>
  milliseconds =>
    deadline.start(milliseconds as number)

/** What is no number at all is of the wrong type. */
const wrongType: readonly (readonly [string, unknown])[] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', '50ms'],
  ['a text that is a number', '50'],
  ['an empty text', ''],
  ['a bigint', 50n],
  ['a truth', true],
  ['an object', { valueOf: () => 50 }],
  ['a list', [50]],
  ['a number as an object', Object(50)],
  ['a date', new Date()],
  ['a symbol', Symbol('50')],
  ['a function', () => 50],
]

/** What is a number, but no time that somebody can have. */
const wrongNumber: readonly (readonly [string, number])[] = [
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-1', -1],
  ['less than nothing by little', -Number.MIN_VALUE],
]

describe('start', () => {
  test.each(wrongType)('of %s is a TypeError', (_, value) => {
    expect(() => startOf(new Deadline())(value)).toThrow(TypeError)
  })

  test('without anything is a TypeError', () => {
    const { start } = Deadline.prototype as unknown as { start(this: Deadline): void }
    expect(() => start.call(new Deadline())).toThrow(TypeError)
  })

  test.each(wrongNumber)('of %s is a RangeError', (_, value) => {
    expect(() => new Deadline().start(value)).toThrow(RangeError)
  })

  test.each([...wrongType, ...wrongNumber])('of %s leaves the time that runs', (_, value) => {
    const deadline = new Deadline()
    deadline.start(0)
    expect(() => startOf(deadline)(value)).toThrow()
    expect(() => deadline.check()).toThrow(DeadlineError)
    deadline.start(1e6)
    expect(() => startOf(deadline)(value)).toThrow()
    expect(deadline.left).toBeGreaterThan(1e6 - 1e5)
    expect(deadline.left).toBeLessThanOrEqual(1e6)
  })

  test.each([0, -0, Number.MIN_VALUE])('of %s is over at once', milliseconds => {
    const deadline = new Deadline()
    deadline.start(milliseconds)
    expect(deadline.left).toBeLessThan(1)
    const end = performance.now() + 1
    while (performance.now() < end);
    expect(() => deadline.overdue()).toThrow(DeadlineError)
  })

  test('of a very long time is a very long time', () => {
    const deadline = new Deadline()
    deadline.start(Number.MAX_VALUE)
    expect(deadline.left).toBe(Number.MAX_VALUE)
    deadline.check()
  })

  test('clear is the way to have no end', () => {
    const deadline = new Deadline()
    deadline.start(0)
    deadline.clear()
    expect(deadline.left).toBe(Number.POSITIVE_INFINITY)
    deadline.check()
  })
})

test('a module is compiled with a deadline, or without', async () => {
  const bytes = await assemble('(module (func (export "f") (loop br 0)))')
  for (const deadline of [50, '50ms', null, {}, { overdue: 1 }, () => 50])
    expect(() => compile(bytes, { deadline: deadline as never })).toThrow(
      new TypeError('deadline must be a Deadline'),
    )
  const deadline = new Deadline()
  deadline.start(1)
  const { exports } = new WebAssembly.Instance(compile(bytes, { deadline }))
  expect(exports.f as () => void).toThrow(DeadlineError)
  compile(bytes, { deadline: undefined })
})
