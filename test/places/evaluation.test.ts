// Where no text may be evaluated: a process of its own, by V8's flag, in which everything that crosses between
// wasm and JavaScript crosses without. What it prints is what the host's WebAssembly prints there, but for one
// warning.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../sources.js'
import { plugin } from './plugin.js'

const forbidden = '--disallow-code-generation-from-strings'
const ours = `import { WebAssembly } from '${root}dist/src/index.js'`
const empty = 'new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))'

const run = (...args: readonly string[]) => spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' })

/** Uses the plug-in in a process that may evaluate no text; `engine` imports one, or none for the host's. */
function outcome(engine: string) {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
  try {
    writeFileSync(join(folder, 'plugin.wasm'), plugin)
    const script = join(folder, 'use.mjs')
    writeFileSync(
      script,
      `import { readFileSync } from 'node:fs'
import { use } from '${root}test/places/plugin.mjs'
${engine}
const lines = await use(WebAssembly, readFileSync(new URL('plugin.wasm', import.meta.url)))
console.log(lines.join('\\n'))`,
    )
    return run(forbidden, script)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a plug-in is as with the host, and one warning says that it is interpreted', () => {
  const expected = outcome('')
  const found = outcome(`${ours}\n${empty}`)
  expect(expected.status).toBe(0)
  expect(expected.stdout.split('\n').length).toBeGreaterThan(20)
  expect(found.stdout).toBe(expected.stdout)
  expect(found.stderr).toMatch(/^jitsam: .* interpreted.*\n$/)
  expect(expected.stderr).toBe('')
})

test('nothing is warned of where nothing is compiled, nor where text may be evaluated', () => {
  expect(run(forbidden, '--input-type=module', '-e', ours).stderr).toBe('')
  expect(run('--input-type=module', '-e', `${ours}\n${empty}`).stderr).toBe('')
})
