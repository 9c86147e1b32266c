// The time of requests: each has its own, and the next one finds nothing of one that has been ended.
import { expect, test } from 'vitest'
import { AbortFlag, compile, DeadlineError, type LimitOptions } from '#src/index.js'
import { createPool, type Guest } from '#src/pool/index.js'
import { assemble } from '../wat.js'

const bytes = await assemble(`(module
  (global $n (mut i32) (i32.const 3))
  (func (export "get") (result i32) (global.get $n))
  (func (export "loop") (loop (global.set $n (i32.const 7)) (br 0))))`)

type Name = 'get' | 'loop'

const calling =
  (name: Name) =>
  ({ exports }: Guest): unknown =>
    (exports as unknown as Readonly<Record<Name, () => unknown>>)[name]()

const pooled = (limits: LimitOptions) => createPool(compile(bytes), { size: 1, limits })

test('a request that is too slow is ended, and the next one has time of its own', async () => {
  const pool = pooled({ deadline: 20 })
  for (let i = 0; i < 3; i++) {
    await expect(pool.run(calling('loop'))).rejects.toBeInstanceOf(DeadlineError)
    expect(await pool.run(calling('get'))).toBe(3)
  }
  await pool.close()
})

test('a signal is for all requests', async () => {
  const signal = new AbortFlag()
  const pool = pooled({ signal })
  expect(await pool.run(calling('get'))).toBe(3)
  signal.abort()
  await expect(pool.run(calling('loop'))).rejects.toMatchObject({ name: 'AbortError' })
  await pool.close()
})

test('an instance that was stopped in its own code is restored, and stays warm', async () => {
  let made = 0
  const imports = () => {
    made++
    return {}
  }
  const pool = createPool(compile(bytes), { size: 1, limits: { deadline: 20 }, imports })
  for (let i = 0; i < 3; i++) await expect(pool.run(calling('loop'))).rejects.toThrow(DeadlineError)
  expect(await pool.run(calling('get'))).toBe(3)
  expect(made).toBe(1)
})

test('a request may have a deadline of its own', async () => {
  const pool = pooled({ deadline: Number.POSITIVE_INFINITY })
  await expect(pool.run(calling('loop'), { deadline: 10 })).rejects.toBeInstanceOf(DeadlineError)
  expect(await pool.run(calling('get'))).toBe(3)
  await expect(pooled({}).run(calling('get'), { deadline: 10 })).rejects.toThrow(TypeError)
  await expect(pool.run(calling('get'), { deadline: -1 })).rejects.toThrow(RangeError)
  expect(await pool.run(calling('get'))).toBe(3)
})

test('an instance may take longer to be made than requests have', async () => {
  const pool = createPool(compile(bytes), {
    limits: { deadline: 1 },
    snapshotAfter: () => {
      for (const end = performance.now() + 20; performance.now() < end; );
    },
  })
  await pool.close()
})

test('what is given back while it runs has no more time than it had', async () => {
  let release = (): void => {}
  const source = `(module (import "host" "end" (func $end)) (func (export "loop") (call $end) (loop (br 0))))`
  const pool = createPool(compile(await assemble(source)), {
    size: 1,
    limits: { deadline: 50 },
    imports: { host: { end: () => release() } },
  })
  const guest = await pool.take()
  release = () => guest.release()
  expect(() => (guest.exports.loop as () => void)()).toThrow(DeadlineError)
})

test('functions of WASI that wait end with the request', async () => {
  const sleeper = `(module
    (import "wasi_snapshot_preview1" "poll_oneoff" (func $poll (param i32 i32 i32 i32) (result i32)))
    (memory (export "memory") 1)
    (func (export "sleep") (result i32)
      (i64.store (i32.const 24) (i64.const 100000000000))
      (i32.store (i32.const 16) (i32.const 1))
      (call $poll (i32.const 0) (i32.const 64) (i32.const 1) (i32.const 128))))`
  const pool = createPool(compile(await assemble(sleeper)), { size: 1, limits: { deadline: 30 } })
  for (let i = 0; i < 2; i++)
    await expect(pool.run(({ exports }) => (exports.sleep as () => number)())).rejects.toThrow(DeadlineError)
})
