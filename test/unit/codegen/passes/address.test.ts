// Accesses whose address is known to fit a word add their offset without a test. None of them may reach what it should
// not: beside each of many addresses, in and out of bounds, all that a function does is what the host's WebAssembly does.
import { expect, test } from 'vitest'
import { compile } from '#src/compile.js'
import { WebAssembly } from '#src/index.js'
import { moduleFor } from '#src/namespace/module.js'
import { assemble } from '../../../wat.js'
import { lowered } from '../stages.js'

const bodies: Readonly<Record<string, string>> = {
  wide: '(i64.load offset=8 (local.get 0))',
  'wide store': '(i64.store offset=8 (local.get 0) (i64.const -1)) (i64.load offset=4 (local.get 0))',
  lower: '(i64.add (i64.load32_u offset=16 (local.get 0)) (i64.load16_s offset=3 (local.get 0)))',
  higher: '(i64.add (i64.load32_u offset=3 (local.get 0)) (i64.load offset=16 (local.get 0)))',
  'another address': `(i32.store offset=16 (local.get 0) (i32.const 7))
    (local.set 0 (i32.sub (local.get 0) (i32.const 12))) (i64.load offset=8 (local.get 0))`,
  'read before': `(i32.store offset=16 (local.get 0) (i32.const 7)) (local.get 0)
    (local.set 0 (i32.const 64)) (i32.store offset=4 (local.get 0) (i32.const 9)) (i64.load offset=8)`,
  'one arm': `(if (i32.and (local.get 0) (i32.const 4)) (then (i32.store offset=20 (local.get 0) (i32.const 1))))
    (i64.load offset=8 (local.get 0))`,
  'written in an arm': `(i32.store offset=20 (local.get 0) (i32.const 1))
    (if (i32.and (local.get 0) (i32.const 8)) (then (local.set 0 (i32.sub (local.get 0) (i32.const 16)))))
    (i64.load offset=8 (local.get 0))`,
  loop: `(i32.store offset=20 (local.get 0) (i32.const 1))
    loop (i32.store offset=12 (local.get 0) (i32.const 5))
      (local.set 0 (i32.sub (local.get 0) (i32.const 8)))
      (br_if 0 (i32.rem_u (local.get 0) (i32.const 5))) end
    (i64.load offset=8 (local.get 0))`,
  division: `(i64.load offset=12 (local.get 0)) (i64.div_u (i64.const 9) (i64.load offset=8 (local.get 0))) i64.add`,
}

const around = (body: string): string =>
  `(module (memory (export "memory") 1) (func (export "f") (param i32) (result i64) ${body}))`

type Run = (address: number) => bigint

const addresses = [0, 4, 8, 16, 65_536, 2 ** 31, 2 ** 32].flatMap(at =>
  [-33, -24, -20, -16, -12, -9, -8, -7, -5, -4, -3, -1, 0, 1, 3, 8].map(delta => (at + delta) | 0),
)

/** What comes of a call, and all of the memory that is not zero. */
function outcome(exports: unknown, address: number): unknown {
  const { f, memory } = exports as { readonly f: Run; readonly memory: { readonly buffer: ArrayBuffer } }
  const bytes = new Uint8Array(memory.buffer)
  bytes.fill(0)
  for (let i = 0; i < 64; i++) bytes[i] = bytes[65_535 - i] = i + 1
  let result: unknown
  try {
    result = f(address)
  } catch (error) {
    result = String((error as Error).message).replace(
      /memory access out of bounds/,
      'out of bounds memory access',
    )
  }
  return { result, written: [...bytes.subarray(0, 128), ...bytes.subarray(65_400)] }
}

const { WebAssembly: native } = globalThis as unknown as { readonly WebAssembly: typeof WebAssembly }

test.each(Object.entries(bodies))('%s', async (_, body) => {
  const bytes = await assemble(around(body))
  const theirs = new native.Instance(new native.Module(bytes)).exports
  const ours = new WebAssembly.Instance(moduleFor(compile(bytes))).exports
  for (const address of addresses)
    expect({ address, ...(outcome(ours, address) as object) }).toEqual({
      address,
      ...(outcome(theirs, address) as object),
    })
})

test('the second word of a value needs no test', async () => {
  expect(await lowered('(param i32) (result i64)', '(i64.load offset=8 (local.get 0))')).toContain(
    'l0 + 8 | 0',
  )
  expect(await lowered('(param i32) (result i64)', '(i64.load offset=8 (local.get 0))')).toContain(
    '(l0 >>> 0) + 12',
  )
})
