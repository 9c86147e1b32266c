// Guests that guard their own depth find their own limit first, as on the host's WebAssembly, and say so in their own
// words: Lua counts 200 C calls, QuickJS looks at its own stack. Their interpreters are huge functions whose frames must
// not fill the host's stack before that.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { root } from '../sources.js'

const deepest = (guest: string, engine: 'native' | 'ours'): unknown => {
  const { stdout, stderr } = spawnSync(process.execPath, [`${root}test/limits/${guest}.mjs`, engine], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  if (stderr !== '') throw new TypeError(stderr)
  return JSON.parse(stdout)
}

test('Lua', { timeout: 120_000 }, () => {
  const native = deepest('lua', 'native')
  expect(native).toMatchObject({ pcall: { reached: 190, said: expect.stringContaining('C stack overflow') } })
  expect(deepest('lua', 'ours')).toEqual(native)
})

test('QuickJS', { timeout: 120_000 }, () => {
  const native = deepest('quickjs', 'native')
  expect(native).toMatchObject({ calls: { reached: 330, said: 'stack overflow' } })
  expect(deepest('quickjs', 'ours')).toEqual(native)
})
