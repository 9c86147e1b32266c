// What the host refuses. The values of a full disk are those of Linux: what test/fixtures/outside/allocate.c prints
// when it is built by gcc and run on the same file system.
import { spawnSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { memory, overlay } from '#imports/fs/index.js'
import { folder, guest, main, ordinary, ordinaryCannot, run } from './outside.js'

const show = guest('../wasi/show')

/** Runs in a working directory that is removed before. */
const fromNowhere = (args: readonly string[]) => {
  const cwd = folder()
  const script = 'mkdir gone; cd gone; rmdir ../gone; exec "$0" "$@"'
  const given = ['-c', script, process.execPath, main, 'run', ...args]
  const { stdout, stderr, status } = spawnSync('sh', given, { cwd, encoding: 'utf8' })
  return { stdout, stderr, status }
}

test.skipIf(process.platform === 'win32')('a working directory that is gone', () => {
  expect(fromNowhere(['--mount', '.:/', show, 'file'])).toEqual({
    stdout: '',
    stderr: 'invalid mount: path "." error: getwd: no such file or directory\n',
    status: 1,
  })
  const { stdout, status } = fromNowhere(['--mount', `${folder()}:/`, guest('../wasi/hello')])
  expect({ stdout, status }).toEqual({ stdout: 'hello from wasm\n', status: 0 })
})

const reason = ordinaryCannot()

test.skipIf(reason !== undefined)(
  `a folder that may not be opened${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    const locked = folder()
    mkdirSync(`${locked}/inner`, { mode: 0o755 })
    // Only its owner enters the folder above; without root that is the one who runs this test.
    const { stderr, status } = run(['--mount', `${locked}/inner:/`, show, 'file'], ordinary)
    const isRoot = process.getuid?.() === 0
    const expected = `invalid mount: path "${locked}/inner" error: stat ${locked}/inner: permission denied\n`
    expect({ stderr, status }).toEqual({
      stderr: isRoot ? expected : 'file: No such file or directory\n',
      status: 1,
    })
  },
)

/** A disk of four megabytes, if one can be had. */
function withDisk<Result>(use: (path: string) => Result): Result | undefined {
  const path = folder()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4M', 'none', path]).status !== 0) return undefined
  try {
    return use(path)
  } finally {
    spawnSync('umount', [path])
  }
}

const disk = withDisk(() => true) === true

test.skipIf(!disk)(`room on a full disk${disk ? '' : ' (skipped: only root can mount one)'}`, () => {
  const stdout = withDisk(path => run(['--mount', `${path}:/disk`, guest('allocate'), '/disk/file']).stdout)
  expect(stdout?.split('\n')).toEqual([
    ...['a megabyte: done, 1048576 bytes', 'less: done, 1048576 bytes'],
    ...['too much: No space left on device, 1048576 bytes', '6 text', ''],
  ])
})

test('an overlay holds what its capacity says', () => {
  const capacity = 100 << 20
  const tree = overlay(memory(), { capacity })
  const file = tree.open('file', { create: true, write: true, read: true })
  const block = new Uint8Array(1 << 20).fill(1)
  let size = 0
  try {
    for (;;) size += file.write(block, size)
  } catch (error) {
    expect(error).toMatchObject({ code: 'ENOSPC' })
  }
  // A file and its name cost something too.
  expect(capacity - size).toBeLessThan(2 << 20)
  file.close()
  tree.removeFile('file')
  const again = tree.open('again', { create: true, write: true })
  expect(() => again.resize(99 << 20)).not.toThrow()
  again.close()
})
