// The views of memories: what generated code may use in place of a DataView, and where it finds it.
import { setFlagsFromString } from 'node:v8'
import { describe, expect, test } from 'vitest'
import { Memory } from '#src/instance/memory.js'
import { type View, viewFor } from '#src/instance/view.js'

const make = (min: number, max?: number) =>
  new Memory({ limits: { min, max }, address: 'i32', shared: false })

const kinds = ['Int8', 'Uint8', 'Int16', 'Uint16', 'Int32', 'Float32', 'Float64'] as const
const written = ['Int8', 'Int16', 'Int32', 'Float32', 'Float64'] as const

describe('the view of a memory', () => {
  test('of at most 2 GiB is a DataView', () => {
    const { view } = make(32768)
    expect(viewFor(view)).toBe(view)
  })
  test('beyond 2 GiB takes negative addresses for what lies there', () => {
    const { view } = make(32769)
    const large = viewFor(view)
    for (const at of [-(2 ** 31), -(2 ** 31) + 65528])
      for (const write of written) {
        large[`set${write}`](at, -77.5, true)
        for (const kind of kinds) {
          const same = view[`get${kind}`](at + 2 ** 32, true)
          expect(large[`get${kind}`](at, true), `${write} ${kind} at ${at}`).toBe(same)
        }
      }
  })
  test('beyond 2 GiB ends where the memory does', () => {
    const large = viewFor(make(32769).view)
    for (const at of [-(2 ** 31) + 65536, -1, 2 ** 31 + 65536, 2 ** 32 + 4]) {
      for (const kind of kinds)
        expect(() => large[`get${kind}`](at, true), `${kind} ${at}`).toThrow(RangeError)
      for (const kind of written)
        expect(() => large[`set${kind}`](at, 1, true), `${kind} ${at}`).toThrow(RangeError)
    }
  })
})

/** A function of V8's own. */
function native(name: string): (of: unknown) => unknown {
  setFlagsFromString('--allow-natives-syntax')
  return new Function('of', `return %${name}(of)`) as (of: unknown) => unknown
}

describe('the holder', () => {
  const current = (memory: Memory): View => memory.holder.view
  test('has the view of the memory as it is now', () => {
    const memory = make(1)
    const { holder } = memory
    for (let pages = 2; pages < 9; pages++) {
      memory.grow(1)
      expect(current(memory)).toBe(memory.view)
      expect(memory.view.byteLength).toBe(pages * 65536)
    }
    expect(memory.holder).toBe(holder)
  })
  test.each([0, 1000])('stays an object of which V8 knows all, with %d readers', readers => {
    const isFast = native('HasFastProperties')
    const memory = make(1)
    memory.addReaders(readers)
    const { holder } = memory
    for (let pages = 2; pages < 20; pages++) {
      memory.grow(1)
      expect(current(memory)).toBe(memory.view)
      expect(isFast(Object.getPrototypeOf(Object.getPrototypeOf(holder)))).toBe(true)
    }
  })
  test('is renewed when JavaScript takes the buffer, and when that is detached', () => {
    const memory = make(1)
    memory.grow(1)
    expect(memory.buffer.byteLength).toBe(2 * 65536)
    expect(current(memory)).toBe(memory.view)
    memory.grow(0)
    expect(current(memory)).toBe(memory.view)
  })
})
