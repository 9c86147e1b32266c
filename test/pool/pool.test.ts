// What a pool promises besides: who waits, what is refused, which instance is let go of.
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { compile, LinkError, WebAssembly } from '#src/index.js'
import { createPool, type Guest, type PoolOptions, ReleasedError } from '#src/pool/index.js'
import { assemble } from '../wat.js'
import { attempt, bytes, type Exports } from './guest.js'

const module = compile(bytes)
/** What the host does when it is called. */
let called = (what: number): number => what
const host = { call: (what: number): number => called(what) }

const pooled = (options: PoolOptions = {}) => createPool(module, { imports: { host }, ...options })

const exportsOf = (guest: Guest): Exports => guest.exports as unknown as Exports

describe('who waits', () => {
  test('is served in order, and not too many of them', async () => {
    const pool = pooled({ size: 1, queue: 2 })
    const guest = await pool.take()
    const served: number[] = []
    const waiting = [1, 2].map(number => pool.run(() => served.push(number)))
    await expect(pool.run(() => 3)).rejects.toMatchObject({ name: 'PoolError', fault: 'full' })
    expect(pool.load).toEqual({ running: 1, waiting: 2 })
    guest.release()
    await Promise.all(waiting)
    expect(served).toEqual([1, 2])
    expect(pool.load).toEqual({ running: 0, waiting: 0 })
  })
  test('can give up', async () => {
    const pool = pooled({ size: 1, queue: 1 })
    const guest = await pool.take()
    const leaving = new AbortController()
    const left = pool.take({ signal: leaving.signal })
    leaving.abort(new Error('enough'))
    await expect(left).rejects.toThrow('enough')
    const next = pool.take({ signal: new AbortController().signal })
    guest.release()
    ;(await next).release()
    await expect(pool.take({ signal: leaving.signal })).rejects.toThrow('enough')
  })
  test('is sent away when the pool closes, which waits for those that run', async () => {
    const pool = pooled({ size: 1 })
    const guest = await pool.take()
    const waiting = pool.take()
    let isClosed = false
    const closing = pool.close().then(() => {
      isClosed = true
    })
    await expect(waiting).rejects.toMatchObject({ fault: 'closed' })
    await expect(pool.run(() => 1)).rejects.toMatchObject({ fault: 'closed' })
    expect(isClosed).toBe(false)
    expect(exportsOf(guest).one!()).toBe(1)
    guest.release()
    await closing
  })
  test('waits for a task that takes its time', async () => {
    const pool = pooled({ size: 2 })
    const slow = pool.run(async guest => {
      await new Promise(resolve => setTimeout(resolve, 5))
      return exportsOf(guest).one!()
    })
    const drained = pool.drain().then(() => 'drained')
    expect(await Promise.race([drained, slow])).toBe(1)
    expect(await drained).toBe('drained')
  })
})

describe('a task', () => {
  test('may throw, and the instance is free again', async () => {
    const pool = pooled({ size: 1, queue: 0 })
    await expect(pool.run(guest => exportsOf(guest).trap!())).rejects.toThrow(WebAssembly.RuntimeError)
    await expect(pool.run(() => Promise.reject(new Error('later')))).rejects.toThrow('later')
    expect(await pool.run(guest => exportsOf(guest).one!())).toBe(1)
  })
  test('copies bytes from and to the guest', async () => {
    const pool = pooled()
    const text = await pool.run(guest => {
      guest.write(16, new TextEncoder().encode('WHAT'))
      expect(() => guest.write(2 * 65536 - 1, new Uint8Array(2))).toThrow(WebAssembly.RuntimeError)
      expect(() => guest.read(-1, 1)).toThrow(WebAssembly.RuntimeError)
      return new TextDecoder().decode(guest.read(16, 7))
    })
    expect(text).toBe('WHAT it')
  })
  test('has an end, after which its guest is of no use', async () => {
    const pool = pooled()
    const guest = await pool.take()
    guest.release()
    guest.release()
    for (const use of [() => guest.exports, () => guest.start(), () => guest.read(0, 1)])
      expect(use).toThrow(ReleasedError)
    expect(pool.load.running).toBe(0)
  })
  test('ends with its block', async () => {
    const pool = pooled({ size: 1, queue: 0 })
    const guest = await pool.take()
    guest[Symbol.dispose]()
    expect(await pool.run(() => 'free')).toBe('free')
  })
})

describe('what is refused', () => {
  test.each([
    ['(memory 1)', 'a memory'],
    ['(table 1 funcref)', 'a table'],
    ['(global (mut i32))', 'a mutable global'],
  ])('a module that imports %s', async (what, noun) => {
    const module = compile(await assemble(`(module (import "host" "thing" ${what}))`))
    expect(() => createPool(module)).toThrow(
      expect.objectContaining({ fault: 'not isolated', message: expect.stringContaining(noun) }),
    )
  })
  test('what does not link, at once', () => {
    expect(() => createPool(module, { imports: {} })).toThrow(TypeError)
    expect(() => createPool(module, { imports: { host: {} } })).toThrow(LinkError)
  })
  test('numbers that are none', () => {
    for (const options of [{ size: 0 }, { queue: -1 }, { size: 1.5 }])
      expect(() => pooled(options)).toThrow(RangeError)
  })
  test('to import what belongs to the guest of a pool', async () => {
    const pool = pooled()
    const wants = compile(await assemble('(module (import "guest" "memory" (memory 1)))'))
    await pool.run(({ exports }) => {
      expect(() => new WebAssembly.Instance(wants, { guest: { memory: exports.memory! } })).toThrow(LinkError)
    })
  })
})

describe('an instance', () => {
  let made = 0
  const counted = {
    imports: () => {
      made++
      return { host }
    },
  }
  beforeEach(() => {
    made = 0
    called = what => what
  })

  const spoil: Readonly<Record<string, (guest: Guest) => unknown>> = {
    'has trapped': guest => exportsOf(guest).trap!(),
    'was thrown through by the host': guest => exportsOf(guest).call!(0),
    'has read out of bounds': guest => exportsOf(guest).store!(-1, 0),
  }
  test.each(Object.entries(spoil))('that %s is kept', async (_, task) => {
    called = () => {
      throw new Error('from the host')
    }
    const pool = pooled({ size: 1, ...counted })
    for (let i = 0; i < 3; i++) await pool.run(guest => attempt(() => task(guest)))
    expect(made).toBe(1)
  })
  test('whose stack has overflowed is renewed', async () => {
    const pool = pooled({ size: 1, ...counted })
    expect(await pool.run(guest => attempt(() => exportsOf(guest).recurse!(1e7)))).toBe('RangeError')
    expect(await pool.run(guest => exportsOf(guest).recurse!(10))).toBe(10)
    expect(made).toBe(2)
  })
  test('also if the host has caught that', async () => {
    const pool = pooled({ size: 1, ...counted })
    await pool.run(guest => {
      called = () => (attempt(() => exportsOf(guest).recurse!(1e7)), 0)
      exportsOf(guest).call!(0)
    })
    await pool.run(() => {})
    expect(made).toBe(2)
  })
  test('that the engine has failed in is renewed', async () => {
    let isBroken = false
    const overdue = (): number => {
      // Asked by the guest's own code it lets it go on; what it ends is the copying of a memory that grows.
      if (isBroken && /copyUsed/.test(new Error().stack!)) throw new TypeError('within the engine')
      return 10
    }
    const module = compile(bytes, { deadline: { overdue } as never })
    const pool = createPool(module, { size: 1, ...counted })
    await pool.run(guest => {
      isBroken = true
      expect(() => exportsOf(guest).grow!(1)).toThrow('within the engine')
      isBroken = false
    })
    await pool.run(() => {})
    expect(made).toBe(2)
  })
  test('that is still running when it is given back goes on by itself', async () => {
    const pool = pooled({ size: 1, ...counted })
    const guest = await pool.take()
    const { call } = exportsOf(guest)
    let other: Promise<unknown> | undefined
    called = () => {
      guest.release()
      other = pool.run(next => {
        exportsOf(next)['set pointer']!(5)
        return (exportsOf(next).globals!() as number[])[0]
      })
      return 3
    }
    expect(call!(0)).toBe(3)
    expect(await other).toBe(5)
    expect(await pool.run(next => (exportsOf(next).globals!() as number[])[0])).toBe(65536)
    expect(made).toBe(2)
  })
})

describe('what a request has kept', () => {
  test('does not work in a table of another guest either', async () => {
    const pool = pooled({ size: 2 })
    const [one, other] = [await pool.take(), await pool.take()]
    exportsOf(other)['set entry']!(5, exportsOf(one).one)
    expect(exportsOf(other)['call at']!(5)).toBe(1)
    expect(exportsOf(other)['function at']!(5)).toBe(exportsOf(one).one)
    one.release()
    expect(() => exportsOf(other)['call at']!(5)).toThrow(ReleasedError)
    other.release()
  })
  test('is the same function while it is lent, wherever it is found', async () => {
    await pooled().run(guest => {
      const { one, functions } = exportsOf(guest)
      expect(functions.get(0)).toBe(one)
      expect(exportsOf(guest)['function at']!(0)).toBe(one)
      exportsOf(guest)['set entry']!(4, one)
      expect(functions.get(4)).toBe(one)
    })
  })
  test('by way of a listener', async () => {
    let seen: { readonly buffer: ArrayBufferLike } | undefined
    const before = (call: { readonly memory: typeof seen }): void => {
      seen ??= call.memory
    }
    const pool = createPool(compile(bytes, { listen: () => ({ before }) }), { imports: { host } })
    seen = undefined
    await pool.run(guest => {
      exportsOf(guest).call!(0)
      expect(seen!.buffer.byteLength).toBe(2 * 65536)
    })
    expect(() => seen!.buffer).toThrow(ReleasedError)
  })
  test('functions of the host that are in the table', async () => {
    const call = vi.fn(() => 1)
    const pool = createPool(module, { imports: { host: { call } } })
    const kept = await pool.run(guest => exportsOf(guest).functions.get(2)!)
    expect(() => kept(0)).toThrow(ReleasedError)
    expect(call).not.toHaveBeenCalled()
  })
})

describe('the image', () => {
  test('is taken after an export', async () => {
    const text = `(module (global $count (mut i32) (i32.const 0))
      (func (export "_initialize") (global.set $count (i32.add (global.get $count) (i32.const 40))))
      (func (export "next") (result i32)
        (global.set $count (i32.add (global.get $count) (i32.const 2))) (global.get $count)))`
    const pool = createPool(compile(await assemble(text)), { snapshotAfter: '_initialize' })
    for (let i = 0; i < 3; i++)
      expect(await pool.run(({ exports }) => (exports.next as () => number)())).toBe(42)
    expect(() => pooled({ snapshotAfter: 'nothing' })).toThrow('exports no function nothing')
  })
  test('is taken after whatever a function does, which keeps nothing', async () => {
    const kept: Uint8Array[] = []
    const snapshotAfter = (guest: Guest): void => {
      kept.push(new Uint8Array(exportsOf(guest).memory.buffer))
      exportsOf(guest).grow!(1)
      guest.write(100, new Uint8Array([1, 2, 3]))
      kept.push(new Uint8Array(exportsOf(guest).memory.buffer))
    }
    const pool = pooled({ snapshotAfter })
    expect(kept.map(({ length }) => length)).toEqual([0, 0])
    for (let i = 0; i < 2; i++)
      await pool.run(guest => {
        expect(exportsOf(guest).size!()).toBe(3)
        expect([...guest.read(99, 5)]).toEqual([0, 1, 2, 3, 0])
        guest.write(99, new Uint8Array(5))
      })
  })
  test('gives back what was taken of the limits', async () => {
    const pool = pooled({ size: 1, limits: { memoryPages: 3, tableElements: 10 } })
    for (let i = 0; i < 3; i++)
      await pool.run(guest => {
        const exports = exportsOf(guest)
        expect([exports.grow!(1), exports.grow!(1)]).toEqual([2, -1])
        expect([exports['grow functions']!(1), exports['grow functions']!(1)]).toEqual([6, -1])
      })
  })
})

describe('a guest that is given back while an argument is converted', async () => {
  const small = compile(
    await assemble(`(module
      (memory (export "m") 1 4)
      (global (export "g") (mut i32) (i32.const 7))
      (table (export "t") 4 8 funcref)
      (func (export "f")))`),
  )
  interface Small {
    readonly m: { grow(by: unknown): number }
    readonly g: { value: unknown }
    readonly t: {
      grow(by: unknown): number
      get(at: unknown): unknown
      set(at: unknown, value: unknown): void
    }
    readonly f: () => void
  }
  const uses: Readonly<Record<string, (guest: Guest, small: Small, number: unknown) => void>> = {
    'Memory.grow': (_, { m }, number) => m.grow(number),
    'Global.value': (_, { g }, number) => {
      g.value = number
    },
    'Table.set': (_, { t, f }, number) => t.set(number, f),
    'Table.get': (_, { t }, number) => t.get(number),
    'Table.grow': (_, { t }, number) => t.grow(number),
    write: (guest, _, number) => guest.write(number as number, Uint8Array.of(1, 2, 3)),
    read: (guest, _, number) => guest.read(number as number, 4),
  }
  test.each(Object.keys(uses))('%s', async name => {
    const pool = createPool(small, { size: 1 })
    const guest = await pool.take()
    const number = { valueOf: () => (guest.release(), 1) }
    expect(() => uses[name]!(guest, guest.exports as unknown as Small, number)).toThrow(ReleasedError)
    await pool.run(next => {
      const { m, g, t } = next.exports as unknown as Small & {
        t: { length: number }
        m: { buffer: ArrayBuffer }
      }
      expect([g.value, t.length, t.get(1), m.buffer.byteLength]).toEqual([7, 4, null, 65536])
      expect([...next.read(0, 8)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
    })
  })
})

test('limits that are no object are refused', () => {
  for (const limits of [5, null, []])
    expect(() => pooled({ limits: limits as unknown as PoolOptions['limits'] })).toThrow(
      'limits must be an object',
    )
})
