// What a transcript cannot say of `--hostlogging`: lines with times in them, a log that nobody reads, and a
// cache that keeps code with and without logging apart.
import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../sources.js'

const main = `${root}dist/src/cli/main.js`
const fixture = (name: string) => `${root}test/fixtures/${name}.wasm`

const runIn = (cwd: string, ...args: readonly string[]) => {
  const { stdout, stderr, status } = spawnSync(process.execPath, [main, 'run', ...args], {
    cwd,
    encoding: 'utf8',
  })
  return { stdout, stderr, status }
}

const run = (...args: readonly string[]) => runIn('.', ...args)

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

/** As wazero prints it; a `…` are the names of rights, of which it prints fewer. */
const logOfCat = `==> wasi_snapshot_preview1.fd_prestat_get(fd=3)
<== (prestat={pr_name_len=1},errno=ESUCCESS)
==> wasi_snapshot_preview1.fd_prestat_dir_name(fd=3)
<== (path=/,errno=ESUCCESS)
==> wasi_snapshot_preview1.fd_prestat_get(fd=4)
<== (prestat=,errno=EBADF)
==> wasi_snapshot_preview1.fd_fdstat_get(fd=3)
<== (stat={filetype=DIRECTORY,fdflags=,fs_rights_base=…,fs_rights_inheriting=…},errno=ESUCCESS)
==> wasi_snapshot_preview1.path_open(fd=3,dirflags=SYMLINK_FOLLOW,path=bear.txt,oflags=,fs_rights_base=…,fs_rights_inheriting=…,fdflags=)
<== (opened_fd=4,errno=ESUCCESS)
==> wasi_snapshot_preview1.fd_filestat_get(fd=4)
<== (filestat={filetype=REGULAR_FILE,size=5,mtim=1641092645000000000},errno=ESUCCESS)
==> wasi_snapshot_preview1.fd_read(fd=4,iovs=72936,iovs_len=1)
<== (nread=5,errno=ESUCCESS)
==> wasi_snapshot_preview1.fd_read(fd=4,iovs=72936,iovs_len=1)
<== (nread=0,errno=ESUCCESS)
==> wasi_snapshot_preview1.fd_close(fd=4)
<== errno=ESUCCESS
`

test('what a program that shows a file does with it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
  try {
    copyFileSync(fixture('wasi/show'), join(folder, 'cat.wasm'))
    writeFileSync(join(folder, 'bear.txt'), 'pooh\n')
    utimesSync(join(folder, 'bear.txt'), 1641092645, 1641092645)
    const flags = ['--hostlogging=memory,filesystem', '--mount=.:/:ro']
    const { stdout, stderr, status } = runIn(folder, ...flags, 'cat.wasm', 'bear.txt')
    expect({ stdout, status }).toEqual({ stdout: 'pooh\n', status: 0 })
    expect(stderr.replaceAll(/(fs_rights_\w+=)[A-Z_|]+/g, '$1…')).toBe(logOfCat)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
