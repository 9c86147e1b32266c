// The pictures that Graphviz draws in each tier are those that it draws on the host's own WebAssembly. To cut all of
// it, or to profile its functions, takes ten seconds a tier: `npm run classical` does that as well.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ours, reference, tierName, tiers } from '../tiers/tiers.js'
import { draw, graphs } from './graphviz.js'

const quick = tiers.filter(
  tier => !tier.includes('profile') && !(tier.includes('eager') && tier.some(way => way.startsWith('cut'))),
)

const expected = await draw(reference)

test('native draws something, and the same again', () => {
  expect(new Set(expected).size).toBe(graphs.length)
  for (const picture of expected) expect(picture).toMatch(/<svg[\s\S]*<ellipse[\s\S]*<path/)
})

test.each(quick.map(tier => [tierName(tier), tier] as const))('%s', { timeout: 120_000 }, async (_, tier) => {
  expect(await draw(ours(tier))).toEqual(expected)
})

test('without a compiler', { timeout: 300_000 }, () => {
  const script = fileURLToPath(new URL('graphviz.mjs', import.meta.url))
  const flags = ['--jitless', '--no-expose-wasm']
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, script, graphs[0]![1]], {
    encoding: 'utf8',
  })
  expect({ stdout, stderr }).toEqual({ stdout: expected[0], stderr: '' })
})
