// Guests that guard their own depth find their own limit first, as on the host's WebAssembly, and say so in their own
// words: Lua counts 200 C calls, QuickJS looks at its own stack. Their interpreters are huge functions whose frames must
// not fill the host's stack before that. CPython does the same in test/cli/interpreter.test.ts. Go takes it that there is
// a stack for whatever nests: natively JSON of 6,000 levels and expressions of 3,600.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { root } from '../sources.js'

/** What a guest prints. */
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

test('Go', { timeout: 120_000 }, () => {
  const native = deepest('go', 'native')
  expect(native).toEqual({
    marshal: '2001\nexit code 0',
    parse: '3201\nexit code 0',
    unmarshal: '2000\nexit code 0',
  })
  expect(deepest('go', 'ours')).toEqual(native)
})

/** A program of Go by the command line, where the stack can be larger. */
const withStack = (kind: string, depth: number): string =>
  spawnSync(
    process.execPath,
    [
      `${root}dist/src/cli/main.cjs`,
      'run',
      '--stack=64MiB',
      `${root}test/fixtures/limits/go/deep.wasm`,
      kind,
      `${depth}`,
    ],
    { encoding: 'utf8' },
  ).stdout

test.skipIf(process.platform === 'win32').each([
  ['marshal', 5000],
  ['parse', 3200],
])('Go, %s, as deep as natively: %i levels', { timeout: 60_000 }, (kind, depth) => {
  expect(withStack(kind, depth)).toBe(`${2 * depth + 1}\n`)
})
