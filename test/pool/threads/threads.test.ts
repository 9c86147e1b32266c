// Pools in threads: what comes back, and that every request has an end, whatever it is in.
import { afterAll, describe, expect, test } from 'vitest'
import { DeadlineError, WebAssembly } from '#src/index.js'
import { createThreadPool, PoolError, type ThreadPoolOptions } from '#src/pool/threads/index.js'

const pools: ReturnType<typeof createThreadPool>[] = []
const threads = (options: ThreadPoolOptions = {}) => {
  const pool = createThreadPool(new URL('guests.mjs', import.meta.url), { size: 1, ...options })
  pools.push(pool)
  return pool
}
afterAll(() => Promise.all(pools.map(pool => pool.close())))

describe('a request', () => {
  const pool = threads({ data: { some: 'data' } })
  test('is served by a guest in the thread', async () => {
    expect(await pool.run('copy', 'some text')).toEqual({ code: 0, text: 'some text' })
    expect(await pool.run('copy', 'and more')).toEqual({ code: 0, text: 'and more' })
    expect(await pool.run('count')).toBe(2)
    expect(await pool.run('data')).toEqual({ some: 'data' })
  })
  test('fails with the error of the thread', async () => {
    await expect(pool.run('trap')).rejects.toThrow(WebAssembly.RuntimeError)
    await expect(pool.run('fail')).rejects.toThrow(RangeError)
    await expect(pool.run('odd')).rejects.toThrow('text')
    await expect(pool.run('constructor')).rejects.toThrow('offers no function constructor')
    expect(await pool.run('count')).toBe(2)
  })
  test.each(['block', 'endless'])('ends at its deadline: %s', async name => {
    await expect(pool.run(name, undefined, { deadline: 30 })).rejects.toThrow(DeadlineError)
    expect(await pool.run('copy', 'again')).toEqual({ code: 0, text: 'again' })
  })
  test('ends with its signal', async () => {
    const leaving = new AbortController()
    const running = pool.run('block', undefined, { signal: leaving.signal })
    setTimeout(() => leaving.abort(new Error('enough')), 30)
    await expect(running).rejects.toThrow('enough')
    expect(await pool.run('count')).toBe(0)
  })
  test('ends when the thread does', async () => {
    await expect(pool.run('end', 3)).rejects.toMatchObject({ fault: 'lost', message: /exit code 3/ })
    expect(await pool.run('count')).toBe(0)
  })
})

test('requests wait, and not too many of them', async () => {
  const pool = threads({ queue: 1 })
  const [first, second] = [pool.run('later'), pool.run('later')]
  await expect(pool.run('later')).rejects.toMatchObject({ fault: 'full' })
  expect(pool.load).toEqual({ running: 1, waiting: 1 })
  expect(await Promise.all([first, second])).toEqual(['later', 'later'])
})

test('a pool closes when nothing runs any more', async () => {
  const pool = threads()
  const running = pool.run('later')
  const closing = pool.close()
  await expect(pool.run('later')).rejects.toThrow(PoolError)
  expect(await running).toBe('later')
  await closing
})

test('a thread whose module cannot be loaded', async () => {
  const pool = createThreadPool(new URL('nothing.mjs', import.meta.url), { size: 1 })
  await expect(pool.run('count')).rejects.toThrow('nothing.mjs')
  await pool.close()
})
