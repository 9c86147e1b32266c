// Guests of WASI: each request has arguments, streams and files of its own, on the same instance.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { memory } from '#imports/fs/index.js'
import { capture, wasi } from '#imports/wasi/index.js'
import { compile } from '#src/index.js'
import { createPool, ReleasedError, type RequestOptions } from '#src/pool/index.js'
import { assemble } from '../wat.js'

const guest = (name: string) =>
  compile(readFileSync(new URL(`../fixtures/wasi/${name}.wasm`, import.meta.url)))

type Options = NonNullable<RequestOptions['wasi']>

const output = async (pool: ReturnType<typeof createPool>, options: Options) => {
  const stdout = capture()
  const code = await pool.run(guest => guest.start(), { wasi: { ...options, stdout } })
  return { code, text: stdout.text() }
}

test('arguments and variables are those of the request', async () => {
  const pool = createPool(guest('arguments'), { size: 1, wasi: { args: ['all'], env: { KEY: 'common' } } })
  expect(await output(pool, { args: ['one', 'two'] })).toEqual({
    code: 0,
    text: 'argv[0] = one\nargv[1] = two\nenv KEY=common\n',
  })
  expect(await output(pool, { env: {} })).toEqual({ code: 0, text: 'argv[0] = all\n' })
})

test('what cannot be passed on is said to the request, and the next one is served', async () => {
  const pool = createPool(guest('arguments'), { size: 1, queue: 0 })
  await expect(output(pool, { args: ['\0'] })).rejects.toThrow(TypeError)
  expect(await output(pool, { args: ['fine'] })).toEqual({ code: 0, text: 'argv[0] = fine\n' })
})

test('streams, and a state that the guest has not cleaned up', async () => {
  const pool = createPool(guest('cat'), { size: 1 })
  for (const text of ['first', 'and the second', ''])
    expect(await output(pool, { stdin: text })).toEqual({ code: 0, text })
})

test('a guest that exits or traps is started again', async () => {
  const exit = createPool(guest('exit'), { size: 1 })
  const codes = [await output(exit, {}), await output(exit, {})].map(({ code }) => code)
  expect(codes[0]).toBe(codes[1])
  const trap = createPool(guest('trap'), { size: 1 })
  for (let i = 0; i < 2; i++) await expect(output(trap, {})).rejects.toThrow('unreachable')
})

test('files are closed, and another request does not see them', async () => {
  const pool = createPool(guest('files'), { size: 1 })
  const outcome = [
    await output(pool, { preopens: { '/': memory({}) } }),
    await output(pool, { preopens: { '/': memory({}) } }),
    await output(pool, {}),
  ]
  expect(outcome[0]).toEqual(outcome[1])
  expect(outcome[2]).not.toEqual(outcome[0])
})

/** Writes its page from 8 on, as often as it is long, to stdout. */
const writer = `(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_read" (func $read (param i32 i32 i32 i32) (result i32)))
  (import "wasi_snapshot_preview1" "random_get" (func $random (param i32 i32) (result i32)))
  (memory (export "memory") 1 1)
  (table (export "table") 1 funcref)
  (elem (i32.const 0) $write)
  (data (i32.const 0) "\\10\\00\\00\\00\\04\\00\\00\\00\\00\\00\\00\\00\\00\\00\\00\\00data")
  (func (export "write") (result i32) (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))
  (func (export "read") (result i32) (call $read (i32.const 0) (i32.const 0) (i32.const 1) (i32.const 8)))
  (func (export "random") (result i32) (call $random (i32.const 16) (i32.const 4))))`

type Call = (...values: unknown[]) => unknown
type Calls = { readonly [name: string]: Call }

describe('nobody keeps the memory', async () => {
  const module = compile(await assemble(writer))
  const kept: Uint8Array[] = []
  const take = (bytes: Uint8Array): number => {
    kept.push(bytes)
    return bytes.fill(33).length
  }
  const pool = createPool(module, { size: 1 })
  const calls: Readonly<Record<string, Options>> = {
    write: { stdout: bytes => void kept.push(bytes) },
    read: { stdin: take },
    random: { random: take },
  }
  test.each(Object.entries(calls))('%s', async (name, options) => {
    kept.length = 0
    await pool.run(({ exports }) => expect((exports as unknown as Calls)[name]!()).toBe(0), { wasi: options })
    expect(kept).toHaveLength(1)
    const before = kept[0]!.slice()
    await pool.run(guest => {
      kept[0]!.fill(7)
      expect(new TextDecoder().decode(guest.read(16, 4))).toBe('data')
      guest.write(16, new Uint8Array(4).fill(1))
    })
    expect(before).toHaveLength(4)
    expect(kept[0]).toEqual(new Uint8Array(4).fill(7))
  })
  test('what the guest reads is what it was given', async () => {
    const text = await pool.run(
      guest => {
        ;(guest.exports as unknown as Calls).read!()
        return new TextDecoder().decode(guest.read(16, 4))
      },
      { wasi: { stdin: { read: bytes => bytes.set([65, 66]) ?? 2 } } },
    )
    expect(text).toBe('ABta')
  })
  test('functions of WASI that were found in a table', async () => {
    let written = 0
    const stdout = (): void => {
      written++
    }
    const write = await pool.run(({ exports }) =>
      (exports.table as unknown as { get(i: number): Call }).get(0),
    )
    await pool.run(() => expect(() => write(1, 0, 1, 8)).toThrow(ReleasedError), { wasi: { stdout } })
    expect(written).toBe(0)
  })
  test('a system of the embedder that was attached to a guest', async () => {
    const system = wasi()
    await pool.run(guest => system.attach(guest))
    const { random_get } = system.imports.wasi_snapshot_preview1
    await pool.run(guest => {
      expect(() => random_get!(16, 4)).toThrow(ReleasedError)
      expect(new TextDecoder().decode(guest.read(16, 4))).toBe('data')
    })
  })
})

test('functions of the embedder know whom they serve', async () => {
  const text = '(module (import "host" "who" (func $who (result i32))) (export "who" (func $who)))'
  const pool = createPool(compile(await assemble(text)), {
    size: 2,
    imports: serving => ({ host: { who: () => serving.request as number } }),
  })
  const ask = (request: number) =>
    pool.run(
      async ({ exports }) => [await (exports.who as () => number)(), (exports.who as () => number)()],
      {
        request,
      },
    )
  expect(await Promise.all([ask(1), ask(2), ask(3)])).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
  ])
})
