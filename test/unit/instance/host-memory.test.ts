// Large memories, which are the host's: they do what small ones do, but for copying.
import { spawnSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import { WebAssembly } from '#src/index.js'
import { Memory } from '#src/instance/memory.js'
import { pageSize } from '#src/wasm/limits.js'
import { root } from '../../sources.js'
import { assemble } from '../../wat.js'

const make = (min: number, max?: number) =>
  new Memory({ limits: { min, max }, address: 'i32', shared: false })

/** A buffer of the host's memory cannot be taken away. */
const isOfHost = ({ buffer }: { readonly buffer: ArrayBuffer }): boolean => {
  try {
    structuredClone(buffer, { transfer: [buffer] })
  } catch {
    return true
  }
  return buffer.byteLength > 0
}

describe('a large memory', () => {
  test('is the host’s from 4 MB on, also when it has grown so far', () => {
    expect([make(63), make(64)].map(isOfHost)).toEqual([false, true])
    const memory = make(10)
    memory.bytes[5] = 5
    expect(memory.grow(60)).toBe(10)
    expect([isOfHost(memory), memory.pages, memory.bytes[5]]).toEqual([true, 70, 5])
  })
  test('grows in place, within its limits', () => {
    const memory = make(64, 70)
    memory.bytes[64 * pageSize - 1] = 9
    const { buffer } = memory
    expect([memory.grow(7), memory.grow(6), memory.grow(1), memory.grow(0)]).toEqual([-1, 64, -1, 70])
    expect(buffer.byteLength).toBe(0)
    expect([memory.pages, memory.bytes.length, memory.view.byteLength]).toEqual([
      70,
      70 * pageSize,
      70 * pageSize,
    ])
    expect([memory.bytes[64 * pageSize - 1], memory.bytes[64 * pageSize]]).toEqual([9, 0])
    expect(memory.buffer).toBe(memory.bytes.buffer)
  })
  test('detaches its buffer when it grows by nothing, as native does', () => {
    const memory = make(64)
    memory.bytes[1] = 1
    const { buffer } = memory
    expect(memory.grow(0)).toBe(64)
    expect([buffer.byteLength, memory.buffer === buffer, memory.bytes[1]]).toEqual([0, false, 1])
  })
  test('is restored, in size too', () => {
    const memory = make(64)
    memory.bytes.set([1, 2, 3], 10)
    const image = memory.image()
    const { buffer } = memory
    for (const spoil of [() => {}, () => memory.grow(5), () => memory.buffer, () => memory.grow(0)]) {
      memory.bytes.fill(7, 0, 100)
      memory.bytes[64 * pageSize - 1] = 7
      spoil()
      const kept = memory.buffer
      memory.restore(image)
      expect([buffer.byteLength, kept.byteLength, memory.pages]).toEqual([0, 0, 64])
      expect(memory.bytes.every((byte, i) => byte === ([1, 2, 3][i - 10] ?? 0))).toBe(true)
    }
  })
  test('can be had a thousand times', () => {
    const all = Array.from({ length: 1000 }, () => make(64))
    expect(new Set(all.map(({ buffer }) => buffer)).size).toBe(1000)
  })
  test('is what generated code works with', async () => {
    const module = new WebAssembly.Module(
      await assemble(`(module (memory (export "memory") 64)
        (func (export "swap") (param i32 i32) (result i32)
          (i32.load (local.get 0))
          (i32.store (local.get 0) (local.get 1)))
        (func (export "grow") (param i32) (result i32) (memory.grow (local.get 0))))`),
    )
    const { exports } = new WebAssembly.Instance(module)
    const { swap, grow, memory } = exports as unknown as {
      readonly [name: string]: (...values: number[]) => number
    } & { readonly memory: { readonly buffer: ArrayBuffer } }
    const last = 65 * pageSize - 4
    expect(() => swap!(last, 1)).toThrow(WebAssembly.RuntimeError)
    for (let round = 0; round < 3; round++) expect(swap!(8, round)).toBe(Math.max(0, round - 1))
    expect(grow!(1)).toBe(64)
    expect([swap!(last, 5), swap!(last, 6), swap!(8, 0)]).toEqual([0, 5, 2])
    expect(new Int32Array(memory.buffer)[last / 4]).toBe(6)
  })
})

/** What a program of Node says that has this namespace in the place of the engine's, or a disguise of it. */
function said(program: string, ...flags: readonly string[]): string {
  const child = spawnSync(process.execPath, [...flags, '--input-type=module', '--eval', program], {
    cwd: root,
    encoding: 'utf8',
  })
  return child.status === 0 ? child.stdout : child.stderr
}

const ask = `const { Memory } = globalThis.WebAssembly
  const memory = new Memory({ initial: 100 })
  memory.grow(1)
  console.log(memory.buffer.byteLength / 65536)`

describe('no memory of ours asks for one of ours', () => {
  test('where ours is the engine’s', () => {
    expect(said(ask, '--import', './dist/package/node/register.js')).toBe('101\n')
  })
  test('where there are two of us, and one in disguise', () => {
    const other = `globalThis.WebAssembly = (await import('./dist/src/index.js')).WebAssembly
      globalThis.WebAssembly.Memory = new Proxy(globalThis.WebAssembly.Memory, {})
      globalThis.WebAssembly = (await import('./dist/package/esm/index.js')).WebAssembly
      ${ask}`
    expect(said(other)).toBe('101\n')
  })
  test('where there is none', () => {
    expect(said(ask, '--jitless', '--import', './dist/package/node/register.js')).toContain('101\n')
  })
})
