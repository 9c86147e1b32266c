// Rows of host functions: what their signatures mean at run time, and what TypeScript makes of them.

import { expect, test } from 'vitest'
import { Guest, OutOfBounds } from '#imports/guest.js'
import { hostFunctions, link, plainParameters, type Returned, type Stored } from '#imports/host.js'

const number: Returned<number> = { to: 'caller', give: value => value }
const cell: Stored<number> = {
  to: 'memory',
  size: 4,
  write: (view, at, value) => view.setUint32(at, value, true),
}
const status = {
  to: 'status',
  success: 0,
  failed: (error: unknown) => (error instanceof OutOfBounds ? 21 : 1),
} as const

interface Context {
  readonly guest: Guest
  readonly calls: unknown[][]
}

const kinds = { parameters: plainParameters, results: { number, cell, status } }
const host = hostFunctions<Context, typeof kinds>(kinds)

function context(pages = 1) {
  const memory = { buffer: new ArrayBuffer(65536 * pages) }
  const guest = new Guest()
  guest.attach(memory)
  return { guest, memory, calls: [] as unknown[][], view: () => new DataView(memory.buffer) }
}

test('words become values of their kind', () => {
  const row = host(
    'test',
    'a:i32 b:u32 c:i64 d:u64 e:pointer',
    ({ calls }, ...values) => void calls.push(values),
  )
  const to = context()
  expect(link(row, to)(-1, -1, -1n, -1n, -4)).toBe(undefined)
  expect(to.calls).toEqual([[-1, 0xffffffff, -1n, 2n ** 64n - 1n, 0xfffffffc]])
})

test('a buffer is two words, and the bytes of the guest', () => {
  const row = host('test', 'buf:buffer rest:u32 -> length:number', (_, buffer, rest) => {
    buffer.fill(rest)
    return buffer.length
  })
  const to = context()
  expect(link(row, to)(8, 3, 5)).toBe(3)
  expect(new Uint8Array(to.memory.buffer, 7, 5)).toEqual(new Uint8Array([0, 5, 5, 5, 0]))
  expect(() => link(row, to)(65534, 3, 5)).toThrow(OutOfBounds)
})

test('results are stored at addresses that come after the parameters', () => {
  const row = host('test', 'a:u32 -> twice:cell thrice:cell status', (_, a) => [a * 2, a * 3] as const)
  const to = context()
  expect(link(row, to)(7, 16, 20)).toBe(0)
  expect([to.view().getUint32(16, true), to.view().getUint32(20, true)]).toEqual([14, 21])
})

test('an address that is out of bounds keeps the body from running', () => {
  const row = host('test', 'a:u32 -> out:cell status', ({ calls }, a) => {
    calls.push([a])
    return a
  })
  const to = context()
  expect(link(row, to)(7, 65533)).toBe(21)
  expect(link(row, to)(7, -2)).toBe(21)
  expect(to.calls).toEqual([])
  expect(link(row, to)(7, 65532)).toBe(0)
})

test('a memory that grew is seen', () => {
  const row = host('test', 'at:pointer -> out:cell status', ({ guest }, at) => guest.bytes(at, 1)[0]!)
  const to = context()
  expect(link(row, to)(70000, 0)).toBe(21)
  to.memory.buffer = new ArrayBuffer(2 * 65536)
  new Uint8Array(to.memory.buffer)[70000] = 9
  expect(link(row, to)(70000, 0)).toBe(0)
  expect(to.view().getUint32(0, true)).toBe(9)
})

test('before the memory is known every range is out of bounds', () => {
  expect(() => new Guest().bytes(0, 1)).toThrow(OutOfBounds)
})

test('a body that does not fit its signature is a type error', () => {
  // @ts-expect-error the second value is a bigint
  host('test', 'a:u32 b:u64', (_, a: number, b: number) => void [a, b])
  // @ts-expect-error two results are a list
  host('test', '-> a:cell b:cell status', () => 1)
  // @ts-expect-error there is no third value
  host('test', 'a:u32 b:u32', (_, a, b, c: number) => void [a, b, c])
  expect(() => host('test', 'a:nothing' as 'a:u32', () => undefined)).toThrow('unknown kind nothing')
})
