// Some modules of `npm run differential`, other ones each time; it runs thousands.
import { randomInt } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { type Choice, check, makeCase } from './cases.js'
import { emphasisNames } from './generate/emphases/index.js'
import { openJitless } from './jitless.js'
import { openWasmOpt } from './wasm-opt.js'

const wasmOpt = openWasmOpt()
const jitless = openJitless()
afterAll(() => {
  wasmOpt.close()
  jitless.close()
})

const seed = randomInt(2 ** 31)

interface Counts {
  calls: number
  traps: number
}

/** Runs some cases; `words` are the command's, to see one of them again. */
async function compareSome(choice: Omit<Choice, 'seed'>, count: number, words: string): Promise<Counts> {
  const counts = { calls: 0, traps: 0 }
  for (let index = 0; index < count; index++) {
    const { mismatch, calls, traps } = await check(await makeCase(wasmOpt, { seed, ...choice }, index), {
      jitless,
    })
    expect(mismatch, `npm run differential -- --seed ${seed} --only ${index} ${words}`).toBeUndefined()
    counts.calls += calls
    counts.traps += traps
  }
  return counts
}

test.each(emphasisNames)(
  'modules about %s do the same here as on the host engine',
  { timeout: 120_000 },
  async name => {
    const { calls } = await compareSome(
      { maker: 'our generator', about: [name] },
      6,
      `--maker ours --about '${name}'`,
    )
    expect(calls).toBeGreaterThan(60)
  },
)

test('any modules do the same here as on the host engine', { timeout: 240_000 }, async () => {
  const { calls, traps } = await compareSome({}, 60, '')
  expect(calls).toBeGreaterThan(1000)
  expect(traps).toBeGreaterThan(calls / 40)
  expect(traps).toBeLessThan(calls * 0.7)
})
