// The lines of every WASI function, in wazero's words: what it logs for the same parameters and results. The
// functions themselves are made up, so that a line depends on nothing but the call.
import { describe, expect, test } from 'vitest'
import { functions } from '#imports/wasi/index.js'
import { type Host, logOf, type Word } from './guest.js'

type Case = readonly [call: string, words: readonly Word[], lines: string, host?: Host]

const ok: Host = () => 0
const fails =
  (errno: number): Host =>
  () =>
    errno

/** Writes words of 32 or 64 bits at addresses, and succeeds. */
const gives =
  (at: Readonly<Record<number, Word>>): Host =>
  memory => {
    for (const [address, word] of Object.entries(at)) {
      if (typeof word === 'bigint') memory.setBigUint64(Number(address), word, true)
      else memory.setUint32(Number(address), word, true)
    }
    return 0
  }

const writes =
  (at: number, text: string): Host =>
  memory => {
    new Uint8Array(memory.buffer).set(new TextEncoder().encode(text), at)
    return 0
  }

const filestat = gives({ 16: 4n, 32: 5n, 48: 1672531200000000000n })
const directoryRights = 0b1_1000n

/** Texts that stand in the guest's memory. */
const memory = { 100: 'bear.txt', 120: 'notempty/dir', 140: 'a\nb', 160: 'ä' }

// biome-ignore format: a table
const cases: Readonly<Record<string, readonly Case[]>> = {
  clock: [
    ['clock_time_get', [0, 0n, 8], '==> clock_time_get(id=realtime,precision=0)\n<== (timestamp=1640995200000000000,errno=ESUCCESS)', gives({ 8: 1640995200000000000n })],
    ['clock_res_get', [1, 8], '==> clock_res_get(id=monotonic)\n<== (resolution=1,errno=ESUCCESS)', gives({ 8: 1n })],
    ['clock_time_get', [100, 0n, 8], '==> clock_time_get(id=100,precision=0)\n<== (timestamp=,errno=EINVAL)', fails(28)],
  ],
  proc: [
    ['proc_exit', [1], '==> proc_exit(rval=1)', () => { throw new TypeError('the end') }],
  ],
  filesystem: [
    ['fd_prestat_get', [3, 8], '==> fd_prestat_get(fd=3)\n<== (prestat={pr_name_len=8},errno=ESUCCESS)', gives({ 8: 0, 12: 8 })],
    ['fd_prestat_get', [4, 8], '==> fd_prestat_get(fd=4)\n<== (prestat=,errno=EBADF)', fails(8)],
    ['fd_prestat_dir_name', [3, 8, 8], '==> fd_prestat_dir_name(fd=3)\n<== (path=/animals,errno=ESUCCESS)', writes(8, '/animals')],
    ['fd_prestat_dir_name', [9, 8, 8], '==> fd_prestat_dir_name(fd=9)\n<== (path=,errno=EBADF)', fails(8)],
    ['fd_fdstat_get', [3, 0], '==> fd_fdstat_get(fd=3)\n<== (stat={filetype=DIRECTORY,fdflags=,fs_rights_base=FDSTAT_SET_FLAGS|FD_SYNC,fs_rights_inheriting=SOCK_SHUTDOWN},errno=ESUCCESS)', gives({ 0: 3n, 8: directoryRights, 16: 1n << 28n })],
    ['fd_fdstat_get', [4, 0], '==> fd_fdstat_get(fd=4)\n<== (stat={filetype=REGULAR_FILE,fdflags=APPEND|SYNC,fs_rights_base=,fs_rights_inheriting=},errno=ESUCCESS)', gives({ 0: 0b10001_00000000_00000100n })],
    ['fd_fdstat_set_flags', [4, 4], '==> fd_fdstat_set_flags(fd=4,flags=NONBLOCK)\n<== errno=ESUCCESS'],
    ['fd_fdstat_set_rights', [4, 2n, 0n], '==> fd_fdstat_set_rights(fd=4,fs_rights_base=FD_READ,fs_rights_inheriting=)\n<== errno=ENOSYS', fails(52)],
    ['path_open', [3, 1, 100, 8, 0, 0b110n, 0n, 0, 8], '==> path_open(fd=3,dirflags=SYMLINK_FOLLOW,path=bear.txt,oflags=,fs_rights_base=FD_READ|FD_SEEK,fs_rights_inheriting=,fdflags=)\n<== (opened_fd=4,errno=ESUCCESS)', gives({ 8: 4 })],
    ['path_open', [3, 0, 120, 8, 15, 0n, 0n, 31, 8], '==> path_open(fd=3,dirflags=,path=notempty,oflags=CREAT|DIRECTORY|EXCL|TRUNC,fs_rights_base=,fs_rights_inheriting=,fdflags=APPEND|DSYNC|NONBLOCK|RSYNC|SYNC)\n<== (opened_fd=,errno=ENOENT)', fails(44)],
    ['fd_filestat_get', [4, 0], '==> fd_filestat_get(fd=4)\n<== (filestat={filetype=REGULAR_FILE,size=5,mtim=1672531200000000000},errno=ESUCCESS)', filestat],
    ['fd_filestat_set_size', [4, 10n], '==> fd_filestat_set_size(fd=4,size=10)\n<== errno=ESUCCESS'],
    ['fd_filestat_set_times', [4, 1234n, 55555500n, 6], '==> fd_filestat_set_times(fd=4,atim=1234,mtim=55555500,fst_flags=ATIM_NOW|MTIM)\n<== errno=ESUCCESS'],
    ['fd_read', [4, 64664, 1, 8], '==> fd_read(fd=4,iovs=64664,iovs_len=1)\n<== (nread=5,errno=ESUCCESS)', gives({ 8: 5 })],
    ['fd_read', [4, 64664, 1, 8], '==> fd_read(fd=4,iovs=64664,iovs_len=1)\n<== (nread=0,errno=ESUCCESS)'],
    ['fd_pread', [4, 1, 2, 3n, 8], '==> fd_pread(fd=4,iovs=1,iovs_len=2,offset=3)\n<== (nread=,errno=ESPIPE)', fails(70)],
    ['fd_write', [4, 1, 2, 8], '==> fd_write(fd=4,iovs=1,iovs_len=2)\n<== (nwritten=6,errno=ESUCCESS)', gives({ 8: 6 })],
    ['fd_pwrite', [4, 1, 2, 3n, 8], '==> fd_pwrite(fd=4,iovs=1,iovs_len=2,offset=3)\n<== (nwritten=7,errno=ESUCCESS)', gives({ 8: 7 })],
    ['fd_read', [0, 1, 1, 8], ''],
    ['fd_write', [1, 1, 1, 8], ''],
    ['fd_write', [2, 1, 1, 8], ''],
    ['fd_close', [4], '==> fd_close(fd=4)\n<== errno=ESUCCESS'],
    ['fd_close', [-1], '==> fd_close(fd=-1)\n<== errno=EBADF', fails(8)],
    ['fd_sync', [4], '==> fd_sync(fd=4)\n<== errno=ESUCCESS'],
    ['fd_datasync', [4], '==> fd_datasync(fd=4)\n<== errno=ESUCCESS'],
    ['fd_advise', [4, 0n, -1n, 2], '==> fd_advise(fd=4,offset=0,len=-1,advice=2)\n<== errno=ESUCCESS'],
    ['fd_allocate', [4, 0n, 10n], '==> fd_allocate(fd=4,offset=0,len=10)\n<== errno=ESUCCESS'],
    ['fd_renumber', [4, 5], '==> fd_renumber(fd=4,to=5)\n<== errno=ENOTSUP', fails(58)],
    ['fd_seek', [4, -1n, 2, 8], '==> fd_seek(fd=4,offset=-1,whence=2)\n<== (newoffset=5,errno=ESUCCESS)', gives({ 8: 5n })],
    ['fd_tell', [4, 1], '==> fd_tell(fd=4,result.offset=1)\n<== errno=ESUCCESS'],
    ['fd_readdir', [4, 8, 256, 2n, 4], '==> fd_readdir(fd=4,buf=8,buf_len=256,cookie=2)\n<== (bufused=28,errno=ESUCCESS)', gives({ 4: 28 })],
    ['path_create_directory', [3, 120, 8], '==> path_create_directory(fd=3,path=notempty)\n<== errno=ESUCCESS'],
    ['path_filestat_get', [3, 1, 100, 8, 0], '==> path_filestat_get(fd=3,flags=SYMLINK_FOLLOW,path=bear.txt)\n<== (filestat={filetype=REGULAR_FILE,size=5,mtim=1672531200000000000},errno=ESUCCESS)', filestat],
    ['path_filestat_set_times', [3, 0, 100, 8, 1n, 2n, 9], '==> path_filestat_set_times(fd=3,flags=,path=bear.txt,atim=1,mtim=2,fst_flags=ATIM|MTIM_NOW)\n<== errno=ESUCCESS'],
    ['path_link', [3, 1, 100, 8, 3, 120, 8], '==> path_link(old_fd=3,old_flags=SYMLINK_FOLLOW,old_path=bear.txt,new_fd=3,new_path=notempty)\n<== errno=ESUCCESS'],
    ['path_readlink', [3, 100, 8, 8, 16, 4], '==> path_readlink(fd=3,path=bear.txt,buf=8,buf_len=16)\n<== (bufused=3,errno=ESUCCESS)', gives({ 4: 3 })],
    ['path_remove_directory', [3, 120, 8], '==> path_remove_directory(fd=3,path=notempty)\n<== errno=ENOTEMPTY', fails(55)],
    ['path_rename', [3, 100, 4, 3, 120, 12], '==> path_rename(fd=3,old_path=bear,new_fd=3,new_path=notempty/dir)\n<== errno=EISDIR', fails(31)],
    ['path_symlink', [100, 4, 3, 120, 8], '==> path_symlink(old_path=bear,fd=3,new_path=notempty)\n<== errno=ESUCCESS'],
    ['path_unlink_file', [3, 65536, 1], '==> path_unlink_file(fd=3,path=OOM(65536,1))\n<== errno=EFAULT', fails(21)],
    ['path_unlink_file', [3, 140, 3], '==> path_unlink_file(fd=3,path=a\\x0ab)\n<== errno=ESUCCESS'],
    ['path_unlink_file', [3, 160, 2], '==> path_unlink_file(fd=3,path=ä)\n<== errno=errno(77)', fails(77)],
  ],
  poll: [
    ['poll_oneoff', [0, 128, 1, 512], '==> poll_oneoff(in=0,out=128,nsubscriptions=1)\n<== (nevents=1,errno=ESUCCESS)', gives({ 512: 1 })],
    ['poll_oneoff', [0, 128, 1, 70000], '==> poll_oneoff(in=0,out=128,nsubscriptions=1)\n<== (nevents=,errno=EFAULT)', fails(21)],
    ['poll_oneoff', [0, 128, 1, 70000], '==> poll_oneoff(in=0,out=128,nsubscriptions=1)\n<== (nevents=,errno=ESUCCESS)'],
  ],
  random: [
    ['random_get', [0, 1000], '==> random_get(buf=0,buf_len=1000)\n<== errno=ESUCCESS'],
    ['random_get', [65535, 1000], '==> random_get(buf=65535,buf_len=1000)\n<== errno=EFAULT', fails(21)],
  ],
  sock: [
    ['sock_accept', [3, 4, 8], '==> sock_accept(fd=3,flags=NONBLOCK)\n<== (fd=4,errno=ESUCCESS)', gives({ 8: 4 })],
    ['sock_recv', [4, 1, 3, 1, 8, 12], '==> sock_recv(fd=4,ri_data=1,ri_data_len=3,ri_flags=RECV_PEEK)\n<== (ro_datalen=4,ro_flags=,errno=ESUCCESS)', gives({ 8: 4 })],
    ['sock_send', [4, 1, 2, 0, 8], '==> sock_send(fd=4,si_data=1,si_data_len=2,si_flags=)\n<== (so_datalen=6,errno=ESUCCESS)', gives({ 8: 6 })],
    ['sock_shutdown', [4, 3], '==> sock_shutdown(fd=4,how=RD|WR)\n<== errno=ESUCCESS'],
  ],
}

/** What only `all` has: there, the guest's own exported function stands around it. */
// biome-ignore format: a table
const unscoped: readonly Case[] = [
  ['args_sizes_get', [16, 21], '==> args_sizes_get(result.argc=16,result.argv_len=21)\n<== errno=ESUCCESS'],
  ['args_get', [22, 16], '==> args_get(argv=22,argv_buf=16)\n<== errno=ESUCCESS'],
  ['environ_sizes_get', [16, 21], '==> environ_sizes_get(result.environc=16,result.environv_len=21)\n<== errno=ESUCCESS'],
  ['environ_get', [22, 16], '==> environ_get(environ=22,environ_buf=16)\n<== errno=ESUCCESS'],
  ['sched_yield', [], '==> sched_yield()\n<== errno=ESUCCESS'],
  ['proc_raise', [0], '==> proc_raise(sig=0)\n<== errno=ENOSYS', fails(52)],
]

/** The golden lines leave the module out. */
const whole = (lines: string, module: string) => lines.replaceAll('==> ', `==> ${module}.`)
const ended = (lines: string) => (lines === '' ? '' : `${lines}\n`)

const module = 'wasi_snapshot_preview1'
const scopes = Object.keys(cases)
const others = (scope: string) => ['memory', ...scopes].filter(other => other !== scope).join()

describe.each(scopes)('%s', scope => {
  for (const [name, words, lines, host = ok] of cases[scope]!) {
    test(`${name}(${words})`, async () => {
      const call = { name, words, memory, host }
      expect(await logOf(call, scope)).toBe(ended(whole(lines, module)))
      expect(await logOf(call, others(scope))).toBe('')
    })
  }
})

describe('only under all', () => {
  for (const [name, words, lines, host = ok] of unscoped) {
    test(`${name}(${words})`, async () => {
      const call = { name, words, memory, host }
      const nested = ended(whole(lines, module)).replace(/^(?=.)/gm, '\t')
      const errno = host(new DataView(new ArrayBuffer(0)))
      expect(await logOf(call, 'all')).toBe(`--> .$1(${words.map(Number)})\n${nested}<-- ${errno}\n`)
      expect(await logOf(call, others(''))).toBe('')
    })
  }
})

test('every function of WASI has a golden line', () => {
  const named = [...Object.values(cases).flat(), ...unscoped].map(([name]) => name)
  expect(Object.keys(functions).filter(name => !named.includes(name))).toEqual([])
})

test('the older name of WASI has scopes too', async () => {
  const call = { module: 'wasi_unstable', name: 'random_get', words: [0, 4], host: ok }
  expect(await logOf(call, 'random')).toBe(
    '==> wasi_unstable.random_get(buf=0,buf_len=4)\n<== errno=ESUCCESS\n',
  )
})

test('functions that nobody has described show their words, and belong to no scope', async () => {
  const call = { module: 'env', name: 'f', words: [1, -2n], host: () => 7 }
  expect(await logOf(call, scopes.join())).toBe('')
  expect(await logOf(call, 'all')).toBe('--> .$1(1,-2)\n\t==> env.f(1,-2)\n\t<== 7\n<-- 7\n')
})

test('a function imported with a type of its own is shown by its words', async () => {
  const few = { name: 'random_get', words: [5], host: ok }
  expect(await logOf(few, 'random')).toBe('==> wasi_snapshot_preview1.random_get(5)\n<== 0\n')
  const wide = { name: 'path_unlink_file', words: [3n, 4n, 5n], host: ok }
  expect(await logOf(wide, 'filesystem')).toBe(
    '==> wasi_snapshot_preview1.path_unlink_file(3,4,5)\n<== errno=ESUCCESS\n',
  )
})
