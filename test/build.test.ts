// What the whole test suite stands on: a test reaches the compiled code through the package's own `imports`,
// and sees it exactly as tsc wrote it, because the compiler reads the source text of its helpers. And what users
// stand on: the package's entry points are the same code.
import { readFileSync } from 'node:fs'
import { WebAssembly } from 'jitsam'
import { wasi } from 'jitsam/imports/wasi'
import { expect, test } from 'vitest'
import { wasi as inside } from '#imports/wasi/index.js'
import { WebAssembly as namespace } from '#src/index.js'
import { fail } from '#src/wasm/errors.js'

test('a function of dist has the source text that tsc wrote', () => {
  const file = readFileSync(new URL('../dist/src/wasm/errors.js', import.meta.url), 'utf8')
  expect(file).toContain(fail.toString())
  expect(() => fail('unknown local 3', 0x2f)).toThrow('unknown local 3 (at offset 0x2f)')
})

test('the entry points of the package are that code', () => {
  expect(WebAssembly).toBe(namespace)
  expect(wasi).toBe(inside)
})
