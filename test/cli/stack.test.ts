// `--stack`: guests that recurse deeply have as much as is asked for, and what ends the process of theirs ends ours.
// Overflow stays a trap at any size: the engine notices before the system does.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { root } from '../sources.js'

const main = `${root}dist/src/cli/main.cjs`
const fixtures = `${root}test/fixtures`

const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, 'run', ...args], {
    cwd: fixtures,
    encoding: 'utf8',
    input: 'the cat\n',
  })
  return { status, stdout, stderr }
}

const down = (depth: number) => ['--invoke', 'down', 'functions/deep.wasm', String(depth)]
const failed =
  'error instantiating wasm binary: module[deep.wasm] function[down] failed: wasm error: stack overflow\n'
const posix = test.skipIf(process.platform === 'win32')

test('without it, deep recursion is a stack overflow', () => {
  expect(run(...down(200_000))).toEqual({ status: 1, stdout: '', stderr: failed })
})

posix.each([
  ['64MiB', 200_000],
  ['256MiB', 1_000_000],
])('%s is enough for %i calls', (size, depth) => {
  expect(run('--stack', size, ...down(depth))).toEqual({ status: 0, stdout: `${depth}\n`, stderr: '' })
})

posix.each(['1MiB', '7MiB', '64MiB', '512MiB'])('of %s, too, more is a stack overflow', size => {
  expect(run(`--stack=${size}`, ...down(2_000_000_000))).toEqual({ status: 1, stdout: '', stderr: failed })
})

posix('streams and the exit code are the guest’s', () => {
  expect(run('--stack=8MiB', 'wasi/exit.wasm', '7').status).toBe(7)
  expect(run('--stack=8MiB', 'wasi/words.wasm', 'cat').stdout).toBe(run('wasi/words.wasm', 'cat').stdout)
  const { status, stderr } = run('--stack=8MiB', '--timeout=200ms', 'endless/loop.wasm')
  expect({ status, stderr }).toMatchObject({ status: run('--timeout=200ms', 'endless/loop.wasm').status })
})

posix('a signal ends both', async () => {
  const child = spawn(process.execPath, [main, 'run', '--stack=8MiB', 'endless/loop.wasm'], { cwd: fixtures })
  await new Promise(resolve => setTimeout(resolve, 1500))
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([null, 'SIGTERM'])
})

posix('what cannot be had is one line', () => {
  const { status, stderr } = run('--stack=1KiB', ...down(1))
  expect({ status, stderr }).toEqual({ status: 2, stderr: 'invalid stack: it can be from 1MiB to 1GiB\n' })
  const shell = `ulimit -H -s 16384; exec "${process.execPath}" "${main}" run --stack=64MiB functions/deep.wasm`
  const limited = spawnSync('sh', ['-c', shell], { cwd: fixtures, encoding: 'utf8' })
  expect(limited.stderr).toBe('the system allows a stack of 15872 KiB at most\n')
  expect(limited.status).toBe(1)
})
