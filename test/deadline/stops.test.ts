// A deadline ends a guest wherever it is, in the same thread, however it is translated. How late it may be is what
// the project promises. The machine that runs the tests may be busy: a guest that is late has two more tries, and
// counts as in time if the processor has not worked for it that long since it last looked at the clock.
import { expect, test } from 'vitest'
import { compile, type TranslateOptions } from '#src/compile.js'
import { Deadline, DeadlineError } from '#src/instance/deadline.js'
import { Instance } from '#src/namespace/instance.js'
import { moduleFor } from '#src/namespace/module.js'
import { allLoops, hot } from '../tiers/tiers.js'
import { assemble } from '../wat.js'
import { allocating, worked } from '../worked.js'
import { type Guest, guestOf } from './guests.js'
import { kinds } from './kinds.js'

const given = 40
const tolerance = 50

/** By the baseline translator, and others; how long functions are interpreted is up to their length, or not. */
const ways = {
  'as usual': {},
  'by the baseline translator for good': { tier: 'baseline' },
  'by the baseline translator, loops as functions': { tier: 'baseline', ...allLoops },
  'hot at once': hot,
  'interpreted at first': { tier: 'interpreted' },
  'always interpreted': { lazy: 'always', interpreted: Number.POSITIVE_INFINITY },
  'left in the middle': { lazy: 'always', interpreted: 1 },
  'translated when called': { lazy: 'always', interpreted: 0 },
  'translated at once': { lazy: 'never' },
  'translated at once, cut into parts': { lazy: 'never', largest: 600 },
  profiled: { lazy: 'always', interpreted: 0, largest: 600 },
  'profiled, and cut': { lazy: 'always', interpreted: 0, largest: 600, profile: 10_000 },
} as const satisfies Readonly<Record<string, TranslateOptions>>

type Way = keyof typeof ways

/** Programs of Go are as large as those that nobody translates at once. */
const usual: readonly Way[] = ['as usual', 'translated when called']

/** A deadline that remembers how much had been done when it was last asked. */
class Watched {
  readonly #deadline = new Deadline()
  #end = 0
  #before = 0

  begin(): void {
    this.#before = worked()
    this.#end = performance.now() + given
    this.#deadline.start(given)
  }

  clear(): void {
    this.#deadline.clear()
  }

  check(): void {
    this.#deadline.check()
    this.#before = worked()
  }

  overdue(): number {
    const ticks = this.#deadline.overdue()
    this.#before = worked()
    return ticks
  }

  /** Milliseconds since the end, or of work since the last look, whichever is less. */
  get lateness(): number {
    return Math.min(performance.now() - this.#end, worked() - this.#before)
  }
}

/** A guest that is ready to run any number of times; how many milliseconds after its deadline it has ended. */
function prepare({ bytes, run }: Guest, way: Way): () => Promise<number> {
  const deadline = new Watched()
  const module = moduleFor(compile(bytes, { deadline, ...ways[way] }))
  return async () => {
    deadline.clear()
    let error: unknown
    try {
      await run(module, deadline)
    } catch (thrown) {
      error = thrown
    }
    const late = deadline.lateness
    expect(error).toBeInstanceOf(DeadlineError)
    return late
  }
}

for (const way of Object.keys(ways) as Way[]) {
  const rows = Object.entries(kinds).filter(([, { program, apart }]) => {
    if (apart !== undefined) return false
    return !program?.startsWith('go/') || usual.includes(way)
  })
  test.each(rows)(`%s ends in time, ${way}`, async (_, kind) => {
    const lateness = prepare(await guestOf(kind), way)
    const tries: number[] = []
    do tries.push(await lateness())
    while (tries.at(-1)! > tolerance && tries.length < 3)
    const last = tries.at(-1)!
    expect(last).toBeLessThanOrEqual(last > tolerance ? tolerance + allocating() : tolerance)
  })
}

const fib = kinds['a tree of calls']!

test('a deadline that is over ends everything that is called, until it is cleared', async () => {
  const { bytes } = await guestOf({ wat: fib.wat!.replace('(func $fib', '(func $fib (export "fib")') })
  const deadline = new Deadline()
  const { fib: run } = new Instance(moduleFor(compile(bytes, { deadline }))).exports as unknown as {
    fib(n: number): number
  }
  expect(run(10)).toBe(55)
  deadline.start(0)
  expect(() => run(60)).toThrow('module closed with context deadline exceeded')
  expect(() => run(60)).toThrow(DeadlineError)
  expect(deadline.left).toBe(0)
  deadline.clear()
  expect(run(10)).toBe(55)
  expect(deadline.left).toBe(Number.POSITIVE_INFINITY)
})

test('endless recursion ends, one way or the other', async () => {
  const bytes = await assemble('(module (func $f (export "run") (call $f)))')
  const deadline = new Deadline()
  const { run } = new Instance(moduleFor(compile(bytes, { deadline }))).exports as unknown as {
    run(): unknown
  }
  deadline.start(1000)
  expect(run).toThrow(RangeError)
})
