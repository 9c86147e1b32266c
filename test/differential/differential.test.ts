// A hundred modules of `npm run differential`, which runs thousands.
import { afterAll, expect, test } from 'vitest'
import { check, makeCase } from './cases.js'
import { openWasmOpt } from './wasm-opt.js'

const wasmOpt = openWasmOpt()
afterAll(() => wasmOpt.close())

const seed = 20

test('generated modules do the same here as on the host engine', async () => {
  let [calls, traps] = [0, 0]
  for (let index = 0; index < 100; index++) {
    const comparison = check(await makeCase(wasmOpt, seed, index))
    expect(comparison.mismatch, `npm run differential -- --seed ${seed} --only ${index}`).toBeUndefined()
    calls += comparison.calls
    traps += comparison.traps
  }
  expect(calls).toBeGreaterThan(2000)
  expect(traps).toBeGreaterThan(calls / 20)
  expect(traps).toBeLessThan(calls / 2)
}, 120_000)
