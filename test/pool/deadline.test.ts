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
