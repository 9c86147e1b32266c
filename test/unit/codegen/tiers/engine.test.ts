// Whether an engine compiles is found out in processes of their own: with a compiler, without, and with a compiler
// but no WebAssembly.
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { tuningsWith } from '#codegen/tiers/tuning.js'
import { root } from '../../../sources.js'

/** `before` runs first. Prints the answer, and the thresholds of a program that is prepared there. */
function found(flags: readonly string[], before = ''): unknown {
  const script = `${before}
    const { compiles } = await import('${root}dist/codegen/tiers/engine.js')
    const { compile } = await import('${root}dist/src/compile.js')
    const { tuning, heats, budget } = compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))
    console.log(JSON.stringify({ compiles: compiles(), tuning, heats, interprets: budget !== undefined }))`
  const args = [...flags, '--input-type=module', '-e', script]
  return JSON.parse(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout)
}

const { v8, jitless } = tuningsWith()
const without = 'delete globalThis.WebAssembly'

const compiling = { compiles: true, tuning: v8, heats: true, interprets: true }

test.each([
  ['a compiler', [], compiling],
  ['no compiler', ['--jitless'], { compiles: false, tuning: jitless, heats: false, interprets: false }],
])('an engine with %s', (_, flags, expected) => {
  expect(found(flags)).toEqual(expected)
})

// On a machine that has no time for V8's compiler the loop is slow, so that it may be tried again.
test('an engine with a compiler and no WebAssembly', { retry: 5 }, () => {
  expect(found([], without)).toEqual(compiling)
})

test('an engine of ours in the place of the host has nothing to say', () => {
  const ours = 'globalThis.WebAssembly = {}'
  const late = `await import('${root}dist/src/index.js'); ${ours}`
  expect(found(['--jitless'], late)).toMatchObject({ compiles: false })
})
