// What a transcript cannot say of `--hostlogging`: lines with times in them, a log that nobody reads, and a
// cache that keeps code with and without logging apart.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../sources.js'

const main = `${root}dist/src/cli/main.js`
const fixture = (name: string) => `${root}test/fixtures/${name}.wasm`

function run(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, 'run', ...args], { encoding: 'utf8' })
  return { stdout, stderr, status }
}

test('JSON has one object on a line, with nanoseconds', () => {
  const { stderr, status } = run('--hostlogging=all', '--hostlogging-format=json', fixture('wasi/clock'))
  const calls = stderr
    .trimEnd()
    .split('\n')
    .map(line => JSON.parse(line))
  const [sleep, last] = [calls.find(call => call.function === 'poll_oneoff'), calls.at(-1)]
  expect(status).toBe(0)
  expect(sleep).toMatchObject({
    ...{ module: 'wasi_snapshot_preview1', depth: 1 },
    ...{ params: { nsubscriptions: 1 }, results: { nevents: 1, errno: 'ESUCCESS' } },
  })
  expect(sleep.nanoseconds).toBeGreaterThan(19e6)
  expect(last).toMatchObject({ module: '', depth: 0, params: {}, results: {} })
  expect(last.nanoseconds).toBeGreaterThan(sleep.nanoseconds)
})

test('a log that nobody reads does not disturb the guest', () => {
  const line = `exec "$0" "$@" 2>&-`
  const args = ['-c', line, process.execPath, main, 'run', '--hostlogging=all', fixture('wasi/hello')]
  const { stdout, status } = spawnSync('sh', args, { encoding: 'utf8' })
  expect({ stdout, status }).toEqual({ stdout: 'hello from wasm\n', status: 0 })
})

test('the cache keeps code with and without logging apart', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
  const once = (...flags: readonly string[]) =>
    run(`--cachedir=${folder}`, ...flags, fixture('logging/random')).stderr.split('\n').length - 1
  try {
    const lines = [once(), once('--hostlogging=all'), once('--hostlogging=random')]
    expect(lines).toEqual([0, 4, 2])
    expect([once(), once('--hostlogging=all'), once('--hostlogging=random')]).toEqual(lines)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
