// Guests that guard their own depth find their own limit first, as on the host's WebAssembly, and say so in their own
// words: Lua counts 200 C calls.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { root } from '../sources.js'

const deepest = (engine: 'native' | 'ours'): unknown => {
  const { stdout, stderr } = spawnSync(process.execPath, [`${root}test/limits/lua.mjs`, engine], {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  if (stderr !== '') throw new TypeError(stderr)
  return JSON.parse(stdout)
}

test('Lua', { timeout: 120_000 }, () => {
  const native = deepest('native')
  expect(native).toMatchObject({ pcall: { reached: 190, said: expect.stringContaining('C stack overflow') } })
  expect(deepest('ours')).toEqual(native)
})
