// A deadline that a package of host functions is given: whatever calls it, waits in it, or has it work, ends in
// time. The guests run in the host's own engine, in which nothing else looks at a clock.
import { describe, expect, test } from 'vitest'
import { assemblyscript } from '#imports/assemblyscript/index.js'
import type { GuestDeadline } from '#imports/deadline.js'
import { emscripten } from '#imports/emscripten/index.js'
import { type GoOptions, go, type Timer } from '#imports/go/index.js'
import { wasi } from '#imports/wasi/index.js'
import { Deadline, DeadlineError } from '#src/index.js'
import { assemble } from '../wat.js'
import { fixture, native } from './engines.js'

/** A deadline that has begun. */
function startedWith(milliseconds: number): Deadline {
  const deadline = new Deadline()
  deadline.start(milliseconds)
  return deadline
}

/** Runs a guest of WASI in the host's engine. */
function runWasi(bytes: Uint8Array, options: Parameters<typeof wasi>[0]): number {
  const system = wasi(options)
  const module = new native.Module(bytes)
  return system.start(new native.Instance(module, system.imports))
}

/** A guest that calls a function of the host for ever. */
const calling = (module: string, name: string, { type, args = '' }: { type: string; args?: string }) =>
  assemble(`(module
    (import "${module}" "${name}" (func $f ${type}))
    (memory (export "memory") 1)
    (func (export "_start") (loop (drop (call $f ${args})) br 0)))`)

const time = { type: '(param i32 i64 i32) (result i32)', args: '(i32.const 0) (i64.const 0) (i32.const 8)' }

describe('WASI', () => {
  test('a guest that calls the host for ever', async () => {
    const bytes = await calling('wasi_snapshot_preview1', 'clock_time_get', time)
    expect(() => runWasi(bytes, { deadline: startedWith(20) })).toThrow(DeadlineError)
  })

  test('the functions of before preview 1', async () => {
    const bytes = await calling('wasi_unstable', 'clock_time_get', time)
    expect(() => runWasi(bytes, { deadline: startedWith(20) })).toThrow(DeadlineError)
  })

  test('poll_oneoff on a moment that does not come', () => {
    expect(() => runWasi(fixture('endless/sleep'), { deadline: startedWith(20) })).toThrow(DeadlineError)
  })

  test('poll_oneoff on a stream on which nothing comes', () => {
    const stdin = { read: () => 0, wait: () => false }
    const clock = { sleep: () => {} }
    const bytes = fixture('waiting/poll')
    expect(() => runWasi(bytes, { stdin, clock, deadline: startedWith(0) })).toThrow(DeadlineError)
    expect(runWasi(bytes, { stdin, clock })).toBe(0)
  })

  test('a call that takes long', () => {
    expect(() => runWasi(fixture('endless/random'), { deadline: startedWith(20) })).toThrow(DeadlineError)
  })

  test('what the embedder asks besides is asked as before', async () => {
    const asked = new Error('asked')
    const check = () => {
      throw asked
    }
    const bytes = fixture('endless/random')
    expect(() => runWasi(bytes, { check, deadline: startedWith(1e6) })).toThrow(asked)
  })

  test('a guest that has time enough does not notice it', () => {
    expect(runWasi(fixture('waiting/poll'), { deadline: startedWith(1e6) })).toBe(1)
    expect(runWasi(fixture('waiting/poll'), { deadline: new Deadline() })).toBe(1)
  })
})

test('AssemblyScript: a guest that calls the host for ever, and what is no function', async () => {
  const bytes = await assemble(`(module
    (import "env" "Date.now" (func $f (result f64)))
    (import "env" "Math.PI" (global f64))
    (memory (export "memory") 1)
    (func (export "_start") (loop (drop (call $f)) br 0)))`)
  const program = assemblyscript({ deadline: startedWith(20) })
  const module = new native.Module(bytes)
  const instance = new native.Instance(module, program.imports)
  expect(() => program.start(instance)).toThrow(DeadlineError)
})

describe('Emscripten', () => {
  const types = [
    ['env', 'emscripten_get_now', { type: '(result f64)' }],
    ['wasi_snapshot_preview1', 'clock_time_get', time],
  ] as const
  test.each(types)('a guest that calls %s %s for ever', async (from, name, how) => {
    const module = new native.Module(await calling(from, name, how))
    const program = emscripten(module, { deadline: startedWith(20) })
    const instance = new native.Instance(module, program.imports)
    expect(() => program.start(instance)).toThrow(DeadlineError)
  })
})

describe('Go', () => {
  const bytes = fixture('endless/go/endless')

  function run(argument: string, deadline: GuestDeadline, options: GoOptions = {}): Promise<number> {
    const stdin = () => new Promise<number>(() => {})
    const program = go({ args: ['endless', argument], global: 'closed', deadline, stdin, ...options })
    return program.run(new native.Instance(new native.Module(bytes), program.imports))
  }

  test.each(['timers', 'sleep', 'stdin'])('a program that waits: %s', async argument => {
    await expect(run(argument, startedWith(200))).rejects.toThrow(DeadlineError)
  })

  test('a program whose time is prolonged while it waits', async () => {
    const over = new Error('over')
    let left = 12_345
    const deadline = {
      get left() {
        return left
      },
      check() {
        if (left === 0) throw over
      },
    }
    const timers = new Map<number, () => void>()
    const timer: Timer = (milliseconds, fire) => {
      timers.set(milliseconds, fire)
      return () => {}
    }
    const ended = run('sleep', deadline, { timer })
    left = 6789
    timers.get(12_345)!()
    left = 0
    timers.get(6789)!()
    await expect(ended).rejects.toBe(over)
  })
})
