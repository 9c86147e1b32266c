// Logs of real programs on real functions of WASI, with fixed clocks and a file system in memory.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { memory } from '#imports/fs/index.js'
import { type WasiOptions, wasi } from '#imports/wasi/index.js'
import { compile, WebAssembly } from '#src/index.js'
import { root } from '../sources.js'

function run(name: string, scopes: string, options: WasiOptions) {
  let log = ''
  const bytes = readFileSync(`${root}test/fixtures/wasi/${name}.wasm`)
  const system = wasi(options)
  const logging = { scopes, write: (line: string) => (log += line) }
  const instance = new WebAssembly.Instance(compile(bytes, { logging }), { ...system.imports })
  const code = system.start(instance)
  return { code, log: log.trimEnd().split('\n') }
}

const call = (text: string) => `==> wasi_snapshot_preview1.${text}`

/** Sets of rights are long, and times are those of the run. */
const short = (line: string) =>
  line.replace(/(fs_rights_\w+=\w+\|\w+)[|\w]+/g, '$1|…').replace(/mtim=\d+/, 'mtim=…')

test('a program that prints files, one of which is missing', () => {
  const { code, log } = run('show', 'filesystem', {
    args: ['show', '/animals/bear.txt', '/animals/wolf.txt'],
    preopens: { '/animals': memory({ 'bear.txt': 'pooh\n' }) },
  })
  const rights = 'fs_rights_base=FD_DATASYNC|FDSTAT_SET_FLAGS|…,fs_rights_inheriting=FD_DATASYNC|FD_READ|…'
  const asked = 'fs_rights_base=FD_READ|FD_SEEK|…,fs_rights_inheriting=FD_DATASYNC|FD_READ|…'
  expect(log.map(short)).toEqual([
    call('fd_prestat_get(fd=3)'),
    '<== (prestat={pr_name_len=8},errno=ESUCCESS)',
    call('fd_prestat_dir_name(fd=3)'),
    '<== (path=/animals,errno=ESUCCESS)',
    call('fd_prestat_get(fd=4)'),
    '<== (prestat=,errno=EBADF)',
    call('fd_fdstat_get(fd=3)'),
    `<== (stat={filetype=DIRECTORY,fdflags=,${rights}},errno=ESUCCESS)`,
    call(`path_open(fd=3,dirflags=SYMLINK_FOLLOW,path=bear.txt,oflags=,${asked},fdflags=)`),
    '<== (opened_fd=4,errno=ESUCCESS)',
    call('fd_filestat_get(fd=4)'),
    '<== (filestat={filetype=REGULAR_FILE,size=5,mtim=…},errno=ESUCCESS)',
    call('fd_read(fd=4,iovs=72936,iovs_len=1)'),
    '<== (nread=5,errno=ESUCCESS)',
    call('fd_read(fd=4,iovs=72936,iovs_len=1)'),
    '<== (nread=0,errno=ESUCCESS)',
    call('fd_close(fd=4)'),
    '<== errno=ESUCCESS',
    call('fd_fdstat_get(fd=3)'),
    `<== (stat={filetype=DIRECTORY,fdflags=,${rights}},errno=ESUCCESS)`,
    call(`path_open(fd=3,dirflags=SYMLINK_FOLLOW,path=wolf.txt,oflags=,${asked},fdflags=)`),
    '<== (opened_fd=,errno=ENOENT)',
  ])
  expect(code).toBe(1)
})

test('two scopes appear in the order of the calls', () => {
  let time = 0n
  const clock = {
    realtime: () => 1640995200000000000n,
    monotonic: () => (time += 20_000_000n),
    sleep: () => undefined,
    resolution: { realtime: 1000n, monotonic: 1n },
  }
  expect(run('clock', 'random,poll,clock', { clock }).log).toEqual([
    call('clock_time_get(id=monotonic,precision=1)'),
    '<== (timestamp=20000000,errno=ESUCCESS)',
    call('poll_oneoff(in=70112,out=70072,nsubscriptions=1)'),
    '<== (nevents=1,errno=ESUCCESS)',
    call('clock_time_get(id=monotonic,precision=1)'),
    '<== (timestamp=40000000,errno=ESUCCESS)',
    call('clock_time_get(id=realtime,precision=1)'),
    '<== (timestamp=1640995200000000000,errno=ESUCCESS)',
    call('clock_res_get(id=monotonic)'),
    '<== (resolution=1,errno=ESUCCESS)',
    call('random_get(buf=70304,buf_len=64)'),
    '<== errno=ESUCCESS',
    call('random_get(buf=70240,buf_len=64)'),
    '<== errno=ESUCCESS',
  ])
})

test('the call that ends the program has no end in the log', () => {
  const { code, log } = run('exit', 'all', { args: ['exit', '7'] })
  expect(code).toBe(7)
  expect(log.at(-1)).toBe(`\t${call('proc_exit(rval=7)')}`)
})
