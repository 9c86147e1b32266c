// What growing a memory costs beside native, which grows in place: what the guest has not touched is neither
// copied nor had, and the room to spare has a bound.
import { describe, expect, test } from 'vitest'
import { copyUsed } from '#src/instance/copy.js'
import { pageSize } from '#src/wasm/limits.js'
import { peak } from '../peak.js'
import { assemble } from '../wat.js'

/** Where memories are the engine's own arrays, or the host's. */
const kinds = {
  arrays: ['--import', 'data:text/javascript,delete globalThis.WebAssembly'],
  'memories of the host': [],
} as const

/** Grows a memory of so many pages, one page each time; the most megabytes, and the size of its buffer. */
async function growing({ pages, kind }: { pages: number; kind: keyof typeof kinds }, body = '') {
  const times = 2
  const bytes = await assemble(`(module (memory (export "memory") ${pages})
    (func (export "grow") (result i32) (memory.grow (i32.const 1)))
    (func (export "touch") (param i32) (i32.store8 (local.get 0) (i32.const 1))))`)
  return peak({
    flags: kinds[kind],
    imports: {
      'src/compile.js': '{ compile }',
      'src/instance/instance.js': '{ Instance }',
    },
    body: `const program = compile(new Uint8Array([${bytes}]))
      const instance = new Instance(program, [])
      const memory = instance.extern('memory', 0).value
      const [grow, touch] = [0, 1].map(index => instance.func(index).code)
      ${body}
      for (let i = 0; i < ${times}; i++) if (grow() !== ${pages} + i) throw new TypeError('cannot grow')
      result = { buffer: memory.bytes.buffer.byteLength, sum: memory.bytes[0] + memory.bytes[5e8] }`,
  })
}

/** Megabytes that reading as many untouched pages takes: none, where the system has one page of zeros for all. */
const readingTakes = (pages: number): number =>
  peak({
    imports: {},
    body: `const words = new Int32Array(new ArrayBuffer(${pages * pageSize}))
      result = 0
      for (let i = 0; i < words.length; i += 1024) result |= words[i]`,
  }).megabytes

test.each([
  ['arrays', 20_002 + 8192],
  ['memories of the host', 20_002],
] as const)('twice a page, in a memory of 1.3 GB: %s', async (kind, size) => {
  const { megabytes, result } = await growing({ pages: 20_000, kind })
  expect(megabytes).toBeLessThan(100 + (kind === 'arrays' ? 1.25 * readingTakes(20_000) : 0))
  expect(result).toEqual({ buffer: size * pageSize, sum: 0 })
})

test.each([
  ['arrays', 15_003],
  ['memories of the host', 10_002],
] as const)('what has been touched stays: %s', async (kind, size) => {
  const { result } = await growing({ pages: 10_000, kind }, 'touch(0); touch(5e8)')
  expect(result).toEqual({ buffer: size * pageSize, sum: 2 })
})

describe('a copy of what is used', () => {
  const size = 1100 * pageSize

  test('is one', () => {
    const from = new Uint8Array(size)
    const edges = [0, 1, 16383, 16384, 1048575, 1048576, size / 2, size - 16385, size - 16384, size - 1]
    for (const [i, at] of edges.entries()) from[at] = i + 1
    // The bits of a negative zero.
    new Float64Array(from.buffer)[500_000] = -0
    from.fill(7, 5_000_000, 9_000_000)
    const to = new Uint8Array(size)
    copyUsed(from, to, undefined)
    expect(Buffer.compare(from, to)).toBe(0)
  })

  test.each([3 * pageSize, size])('of %i bytes looks at the clock after each megabyte', length => {
    let looks = 0
    const from = new Uint8Array(length).fill(1)
    const to = new Uint8Array(length)
    copyUsed(from, to, () => void looks++)
    expect(looks).toBe(Math.ceil(length / 2 ** 20))
    expect(Buffer.compare(from, to)).toBe(0)
  })
})
