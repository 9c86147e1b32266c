// Limits of an instance that end what runs: a deadline, and a signal. The module need not have been told.
import { readFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { describe, expect, test } from 'vitest'
import { programText } from '#codegen/index.js'
import { assemblyscript } from '#imports/assemblyscript/index.js'
import { emscripten } from '#imports/emscripten/index.js'
import { go } from '#imports/go/index.js'
import { wasi } from '#imports/wasi/index.js'
import { interruptible } from '#src/compile.js'
import {
  AbortError,
  AbortFlag,
  compile,
  conditionOf,
  Deadline,
  DeadlineError,
  type LimitOptions,
  ResourceLimits,
  WebAssembly,
} from '#src/index.js'
import { programs } from '#src/instance/registry.js'
import { root } from '../sources.js'
import { thrown } from '../thrown.js'
import { moduleOf, tiers } from '../tiers/tiers.js'
import { assemble } from '../wat.js'

const guest = await assemble(`(module
  (import "host" "back" (func $back))
  (memory 1 10) (table 1 funcref)
  (global $n (mut i32) (i32.const 0))
  (func $count (global.set $n (i32.add (global.get $n) (i32.const 1))))
  (func (export "get") (result i32) (global.get $n))
  (func (export "loop") (loop (global.set $n (i32.const 7)) (br 0)))
  (func (export "calls") (loop (call $count) (br 0)))
  (func (export "back") (loop (call $back) (br 0)))
  (func (export "add") (param i32 i32) (result i32) (i32.add (local.get 0) (local.get 1)))
  (func $fib (export "fib") (param $n i32) (result i32)
    (if (result i32) (i32.lt_u (local.get $n) (i32.const 2)) (then (local.get $n))
      (else (i32.add (call $fib (i32.sub (local.get $n) (i32.const 1)))
        (call $fib (i32.sub (local.get $n) (i32.const 2))))))))`)

type Guest = Readonly<
  Record<'get' | 'loop' | 'calls' | 'back' | 'fib' | 'add', (...values: number[]) => number>
>

interface Given {
  readonly limits?: LimitOptions | ResourceLimits
  readonly module?: object
  readonly back?: () => void
}

function start({ limits, module = compile(guest), back = () => {} }: Given) {
  const instance = new WebAssembly.Instance(module as WebAssembly.Module, { host: { back } }, { limits })
  return { instance, exports: instance.exports as unknown as Guest }
}

const inAllTiers = tiers.map(tier => [tier.join(', '), tier] as const)

describe('a deadline', () => {
  test.each(inAllTiers)('ends an instance of a module that was not told: %s', (_, tier) => {
    const deadline = new Deadline()
    const { instance, exports } = start({ module: moduleOf(guest, tier), limits: { deadline } })
    for (const name of ['loop', 'calls', 'back'] as const) {
      expect(thrown(() => deadline.during(10, exports[name]))).toBeInstanceOf(DeadlineError)
      expect(conditionOf(instance)).toMatchObject({ exceeded: undefined })
      expect(conditionOf(instance).interrupted).toBeInstanceOf(DeadlineError)
    }
    expect(exports.get()).toBeGreaterThan(0)
    expect(exports.fib(10)).toBe(55)
  })

  test('of milliseconds begins when the instance does', () => {
    const { instance, exports } = start({ limits: { deadline: 20 } })
    expect(thrown(exports.loop)).toBeInstanceOf(DeadlineError)
    expect(conditionOf(instance).exceeded).toBeInstanceOf(DeadlineError)
    expect(thrown(() => exports.fib(10))).toBeInstanceOf(DeadlineError)
    expect(exports.add(2, 3)).toBe(5)
  })

  test('ends the start function', async () => {
    const bytes = await assemble('(module (func $f (loop (br 0))) (start $f))')
    const make = () => new WebAssembly.Instance(compile(bytes), {}, { limits: { deadline: 10 } })
    expect(thrown(make)).toBeInstanceOf(DeadlineError)
  })

  test('of one instance is none of another', () => {
    const module = compile(guest)
    const held = start({ module, limits: { deadline: 0 } })
    const free = start({ module })
    const other = start({ module, limits: { deadline: 60_000 } })
    expect(thrown(() => held.exports.fib(10))).toBeInstanceOf(DeadlineError)
    expect(free.exports.fib(10)).toBe(55)
    expect(other.exports.fib(10)).toBe(55)
    expect(conditionOf(other.instance)).toEqual({ exceeded: undefined, interrupted: undefined })
    expect(conditionOf(free.instance)).toEqual({ exceeded: undefined, interrupted: undefined })
  })

  test.each([undefined, true])('ends one of those who share their code, told before: %s', interruptible => {
    const module = compile(guest, { instances: 'many', interruptible })
    const other = start({ module, limits: { deadline: 60_000 } })
    const free = start({ module })
    const own = new Deadline()
    const calls: number[] = []
    const back = () => {
      if (calls.push(other.exports.fib(8), free.exports.fib(7)) === 20) own.start(0)
    }
    const { instance, exports } = start({ module, back, limits: { deadline: own } })
    expect(thrown(exports.back)).toBeInstanceOf(DeadlineError)
    own.clear()
    expect(new Set(calls)).toEqual(new Set([21, 13]))
    expect(conditionOf(other.instance).interrupted).toBe(undefined)
    expect(conditionOf(instance).interrupted).toBeInstanceOf(DeadlineError)
    expect([other, free].map(({ exports }) => exports.fib(9))).toEqual([34, 34])
    expect(exports.fib(9)).toBe(34)
  })

  test('of the module holds beside that of the instance', () => {
    const module = compile(guest, { deadline: new Deadline() })
    expect(thrown(start({ module, limits: { deadline: 10 } }).exports.loop)).toBeInstanceOf(DeadlineError)
    const over = new Deadline()
    const { exports } = start({ module: compile(guest, { deadline: over }), limits: { deadline: 60_000 } })
    over.start(0)
    expect(thrown(exports.loop)).toBeInstanceOf(DeadlineError)
  })

  test('is shared by those who share their limits, and by functions of the host', () => {
    const module = compile(guest)
    const limits = new ResourceLimits({ deadline: 20, memoryPages: 2 })
    const [one, two] = [start({ module, limits }), start({ module, limits })]
    expect(new ResourceLimits({ deadline: 60_000 }).left).toBeGreaterThan(0)
    expect(thrown(one.exports.loop)).toBeInstanceOf(DeadlineError)
    expect(thrown(two.exports.loop)).toBeInstanceOf(DeadlineError)
    expect(thrown(() => limits.check())).toBeInstanceOf(DeadlineError)
    expect(limits.left).toBe(0)
    expect(limits.used.memoryPages).toBe(2)
  })

  test.each([
    ['a text', '50', TypeError],
    ['nothing', null, TypeError],
    ['NaN', Number.NaN, RangeError],
    ['less than nothing', -1, RangeError],
    ['no end', Number.POSITIVE_INFINITY, RangeError],
  ] as const)('of %s is an error', (_, deadline, kind) => {
    expect(thrown(() => start({ limits: { deadline: deadline as never } }))).toBeInstanceOf(kind)
  })
})

describe('during', () => {
  test('leaves the time as it was, and gives nobody more', () => {
    const deadline = new Deadline()
    expect(deadline.during(1000, () => deadline.left)).toBeLessThanOrEqual(1000)
    expect(deadline.left).toBe(Number.POSITIVE_INFINITY)
    const inner = deadline.during(100, () => deadline.during(1e6, () => deadline.left))
    expect(inner).toBeLessThanOrEqual(100)
    expect(thrown(() => deadline.during(Number.NaN, () => 0))).toBeInstanceOf(RangeError)
    expect(deadline.left).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('a signal', () => {
  test('that is aborted before ends a call with its reason', () => {
    const reason = new Error('enough')
    const { instance, exports } = start({ limits: { signal: AbortSignal.abort(reason) } })
    expect(thrown(exports.loop)).toBe(reason)
    expect(conditionOf(instance)).toEqual({ exceeded: reason, interrupted: reason })
  })

  test('ends a guest when a function of the host aborts it', () => {
    const controller = new AbortController()
    let calls = 0
    const back = () => {
      if (++calls === 3) controller.abort()
    }
    const { exports } = start({ back, limits: { signal: controller.signal } })
    expect(thrown(exports.back)).toMatchObject({ name: 'AbortError' })
    expect(calls).toBeLessThan(100)
  })

  test('ends a guest between two calls when a timer has aborted it', async () => {
    const { exports } = start({ limits: { signal: AbortSignal.timeout(5) } })
    expect(exports.fib(10)).toBe(55)
    await new Promise(resolve => setTimeout(resolve, 50))
    expect(thrown(() => exports.fib(10))).toMatchObject({ name: 'TimeoutError' })
  })

  test.each(inAllTiers)('of another thread ends a guest wherever it is: %s', async (_, tier) => {
    const flag = new AbortFlag()
    const module = moduleOf(guest, tier)
    const { instance, exports } = start({ module, limits: { signal: flag } })
    expect(exports.fib(10)).toBe(55)
    const worker = new Worker(
      'const { workerData } = require("worker_threads"); Atomics.store(new Int32Array(workerData), 0, 1)',
      { eval: true, workerData: flag.buffer },
    )
    expect(thrown(exports.loop)).toBeInstanceOf(AbortError)
    expect(conditionOf(instance).interrupted).toBeInstanceOf(AbortError)
    await worker.terminate()
  })

  test('is one flag by the same memory', () => {
    const flag = new AbortFlag()
    const same = new AbortFlag(flag.buffer)
    expect(same.aborted).toBe(false)
    flag.abort()
    expect(same.aborted).toBe(true)
  })

  test('that is none is a TypeError', () => {
    for (const signal of [null, 5, {}, 'aborted'])
      expect(thrown(() => start({ limits: { signal: signal as never } }))).toBeInstanceOf(TypeError)
  })
})

describe('the program that asks', () => {
  test('is made once of a module, and has no trace in its own', () => {
    const module = compile(guest, { lazy: 'never' })
    const own = programs.behind(module)
    const text = programText(own)
    start({ module, limits: { deadline: 1000 } })
    expect(programText(own)).toBe(text)
    expect(text).not.toContain('overdue')
    expect(interruptible(own)).toBe(interruptible(own))
    expect(interruptible(own)).not.toBe(own)
    expect(programText(interruptible(own))).toContain('overdue')
  })

  test('is the module’s own if that was told', () => {
    const own = programs.behind(compile(guest, { interruptible: true }))
    expect(interruptible(own)).toBe(own)
    const { exports } = start({ module: compile(guest, { interruptible: true }) })
    expect(exports.fib(10)).toBe(55)
  })

  test('has the same listeners', () => {
    const heard: string[] = []
    const controller = new AbortController()
    const listen = ({ name }: { readonly name: string }) => ({ before: () => void heard.push(name) })
    const { exports } = start({
      module: compile(guest, {
        listen: definition => (definition.imported ? listen(definition) : undefined),
      }),
      back: () => controller.abort(),
      limits: { signal: controller.signal },
    })
    expect(thrown(exports.back)).toMatchObject({ name: 'AbortError' })
    expect(heard[0]).toBe('back')
  })
})

describe('one object holds a program and its host', () => {
  const bytes = (file: string) => readFileSync(`${root}test/fixtures/endless/${file}.wasm`)
  const args = (name: string) => ['endless', name]

  const programs: Readonly<Record<string, (limits: ResourceLimits) => unknown>> = {
    wasi(limits) {
      const system = wasi({ deadline: limits, args: args('sort') })
      const module = compile(bytes('c/endless'))
      return system.start(new WebAssembly.Instance(module, system.imports, { limits }))
    },
    emscripten(limits) {
      const module = compile(bytes('emscripten/calls'))
      const system = emscripten(module, { deadline: limits })
      return system.start(new WebAssembly.Instance(module, system.imports, { limits }))
    },
    go(limits) {
      const system = go({ deadline: limits, args: args('goroutines'), global: 'closed' })
      const module = compile(bytes('go/endless'))
      return system.run(new WebAssembly.Instance(module, system.imports, { limits }))
    },
    assemblyscript(limits) {
      const system = assemblyscript({ deadline: limits })
      const module = compile(bytes('assemblyscript/endless'))
      const instance = new WebAssembly.Instance(module, system.imports, { limits })
      system.attach(instance)
      return (instance.exports as unknown as Readonly<Record<string, () => unknown>>).count!()
    },
  }

  test.each(Object.entries(programs))('%s, with a deadline', async (_, run) => {
    const limits = new ResourceLimits({ deadline: 30 })
    await expect((async () => run(limits))()).rejects.toBeInstanceOf(DeadlineError)
  })

  test.each(Object.entries(programs))('%s, with a signal', async (_, run) => {
    const limits = new ResourceLimits({ signal: AbortSignal.abort('no more') })
    await expect((async () => run(limits))()).rejects.toBe('no more')
  })
})

test('a program of Go that waits is ended by a signal', async () => {
  const controller = new AbortController()
  const limits = new ResourceLimits({ signal: controller.signal })
  const bytes = readFileSync(`${root}test/fixtures/endless/go/endless.wasm`)
  const system = go({ deadline: limits, args: ['endless', 'sleep'], global: 'closed' })
  const ended = system.run(new WebAssembly.Instance(compile(bytes), system.imports, { limits }))
  setTimeout(() => controller.abort('no more'), 20)
  await expect(ended).rejects.toBe('no more')
})

test('an instance of somebody else has no condition', () => {
  expect(thrown(() => conditionOf({} as never))).toBeInstanceOf(TypeError)
})
