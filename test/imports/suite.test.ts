// What the official wasi-testsuite asks of a host, test by test and under its names, in calls of our own. Where
// it accepts several errors, so do we.
import { describe, expect, test } from 'vitest'
import { type Right, some } from '#imports/wasi/rights.js'
import { type Calls, calls, type Opening, type Stat } from './calls.js'
import { systems } from './systems.js'

/** The rights with which the suite opens the directory that a test works in. */
const scratch: Opening = {
  oflags: ['directory'],
  rights: some(
    ...(['fd_filestat_get', 'fd_readdir', 'path_create_file', 'path_create_directory'] as const),
    ...(['path_remove_directory', 'path_open', 'path_unlink_file', 'path_link_source'] as const),
    ...(['path_link_target', 'path_readlink', 'path_rename_source', 'path_rename_target'] as const),
    ...(['path_filestat_get', 'path_filestat_set_size', 'path_filestat_set_times', 'path_symlink'] as const),
  ),
  inheriting: some(
    ...(['fd_read', 'fd_write', 'fd_readdir', 'fd_filestat_get', 'fd_seek', 'path_link_source'] as const),
    ...(['path_link_target', 'path_open', 'path_unlink_file', 'path_filestat_get', 'fd_sync'] as const),
    ...(['fd_fdstat_set_flags', 'fd_tell', 'fd_advise', 'fd_allocate', 'fd_filestat_set_size'] as const),
    'fd_filestat_set_times',
  ),
}

type Guest = Calls & { readonly dir: number; create(name: string, how?: Opening): void }

/** What a test of the suite does in its directory. */
type Script = (guest: Guest) => void

const oneOf = (result: unknown, ...accepted: readonly string[]) => expect(accepted).toContain(result)

const rightsOf = ({ fdstat }: Guest, fd: number) => fdstat(fd) as { base: bigint; inheriting: bigint }

const has = (set: bigint, ...rights: readonly Right[]) => (set & some(...rights)) === some(...rights)

const times = (guest: Guest, name: string, mtim: bigint, how: { follow?: boolean; flags?: number } = {}) =>
  guest.run(
    'path_filestat_set_times',
    ...[guest.dir, how.follow ? 1 : 0, ...guest.path(name), 0n, mtim, how.flags ?? 4],
  )

const none: Opening = { rights: 0n }
const made: Opening = { rights: 0n, oflags: ['creat'] }
const asDirectory: Opening = { rights: 0n, oflags: ['directory'] }

const scripts: Readonly<Record<string, Script>> = {
  dangling_fd({ dir, opened, closeFd, unlink, mkdir, rmdir }) {
    for (let i = 0; i < 2; i++) {
      closeFd(opened(dir, 'file', made))
      closeFd(opened(dir, 'file', none))
      expect(unlink(dir, 'file')).toBe('success')
    }
    expect(mkdir(dir, 'sub')).toBe('success')
    closeFd(opened(dir, 'sub', asDirectory))
    expect(rmdir(dir, 'sub')).toBe('success')
    expect(mkdir(dir, 'sub')).toBe('success')
  },

  dangling_symlink({ dir, symlink, open, unlink }) {
    expect(symlink('target', dir, 'link')).toBe('success')
    oneOf(open(dir, 'link', asDirectory), 'notdir', 'loop')
    expect(open(dir, 'link', none)).toBe('loop')
    expect(unlink(dir, 'link')).toBe('success')
  },

  dir_fd_op_failures({ dir, fstat, run, read, pread, write, pwrite, seek, tell, view, out }) {
    expect(fstat(dir)).toMatchObject({ type: 'directory' })
    expect(run('fd_prestat_get', 3, out)).toBe('success')
    const length = view.getUint32(out + 4, true)
    oneOf(run('fd_prestat_dir_name', 3, 512, 0), 'inval', 'nametoolong')
    expect(run('fd_prestat_dir_name', 3, 512, length + 1)).toBe('success')
    for (const result of [read(dir), pread(dir, 128, 0n), write(dir, 'x'), pwrite(dir, 'x', 0n)])
      oneOf(result, 'isdir', 'badf', 'notcapable')
    for (const whence of [0, 1, 2]) oneOf(seek(dir, 0n, whence), 'isdir', 'badf', 'notcapable')
    oneOf(tell(dir), 'isdir', 'badf', 'notcapable')
    oneOf(run('fd_allocate', dir, 0n, 1n), 'isdir', 'badf', 'notcapable')
    oneOf(run('fd_filestat_set_size', dir, 0n), 'isdir', 'inval', 'badf', 'notcapable')
  },

  directory_seek(guest) {
    const { dir, mkdir, opened, seek, closeFd, rmdir } = guest
    mkdir(dir, 'sub')
    const fd = opened(dir, 'sub', { oflags: ['directory'], rights: ['fd_seek'] })
    oneOf(seek(fd, 0n, 1), 'isdir', 'notcapable', 'badf')
    expect(has(rightsOf(guest, fd).base, 'fd_seek')).toBe(false)
    closeFd(fd)
    expect(rmdir(dir, 'sub')).toBe('success')
  },

  fd_advise({ dir, opened, fstat, run }) {
    const rights = ['fd_read', 'fd_write', 'fd_advise', 'fd_filestat_get', 'fd_filestat_set_size'] as const
    const fd = opened(dir, 'file', { oflags: ['creat'], rights: [...rights, 'fd_allocate'] })
    expect(run('fd_filestat_set_size', fd, 100n)).toBe('success')
    expect(run('fd_advise', fd, 10n, 50n, 0)).toBe('success')
    expect(fstat(fd)).toMatchObject({ size: 100n })
    expect(run('fd_allocate', fd, 100n, 100n)).toBe('success')
    expect(fstat(fd)).toMatchObject({ size: 200n })
  },

  fd_fdstat_set_rights(guest) {
    const { dir, opened, write, seek, read, run } = guest
    const rights = ['fd_read', 'fd_write', 'fd_seek', 'fd_tell'] as const
    const fd = opened(dir, 'file', { oflags: ['creat'], rights })
    expect(write(fd, 'abcd')).toBe(4)
    seek(fd, 0n, 0)
    expect(read(fd)).toBe('abcd')
    const { base, inheriting } = rightsOf(guest, fd)
    expect(run('fd_fdstat_set_rights', fd, base & ~some('fd_read', 'fd_write'), inheriting)).toBe('success')
    const left = rightsOf(guest, fd).base
    expect([has(left, 'fd_read'), has(left, 'fd_write'), has(left, 'fd_seek')]).toEqual([false, false, true])
    oneOf(read(fd), 'badf', 'notcapable')
    oneOf(write(fd, 'x'), 'badf', 'notcapable')
    expect(run('fd_fdstat_set_rights', fd, left | some(...rights), inheriting | some(...rights))).toBe(
      'notcapable',
    )
  },

  fd_filestat_set({ dir, opened, fstat, run }) {
    const rights = ['fd_read', 'fd_write', 'fd_filestat_get', 'fd_filestat_set_size'] as const
    const fd = opened(dir, 'file', { oflags: ['creat'], rights: [...rights, 'fd_filestat_set_times'] })
    run('fd_filestat_set_size', fd, 100n)
    const { atim, mtim } = fstat(fd) as Stat
    expect(run('fd_filestat_set_times', fd, mtim - 100n, mtim - 100n, 4)).toBe('success')
    expect(fstat(fd)).toMatchObject({ size: 100n, mtim: mtim - 100n, atim })
  },

  fd_flags_set({ dir, opened, write, seek, read, run, stat }) {
    const rights = ['fd_read', 'fd_write', 'fd_seek', 'fd_tell', 'fd_fdstat_set_flags'] as const
    const fd = opened(dir, 'file', { oflags: ['creat'], rights, fdflags: 1 })
    for (const [i, data] of ['a'.repeat(100), 'b'.repeat(100)].entries()) {
      seek(fd, 0n, 0)
      expect(write(fd, data)).toBe(100)
      seek(fd, BigInt(i * 100), 0)
      expect(read(fd)).toBe(data)
    }
    expect(run('fd_fdstat_set_flags', fd, 0)).toBe('success')
    seek(fd, 0n, 0)
    expect(write(fd, 'c'.repeat(100))).toBe(100)
    seek(fd, 0n, 0)
    expect(read(fd)).toBe(`${'c'.repeat(100)}${'b'.repeat(100)}`)
    expect(stat(dir, 'file')).toMatchObject({ size: 200n })
  },

  fd_readdir({ dir, fstat, readdir, opened, closeFd, unlink }) {
    const names = (entries: unknown) => (entries as { name: string }[]).map(({ name }) => name)
    const empty = readdir(dir, 256) as { name: string; ino: bigint; type: string }[]
    expect(names(empty).sort()).toEqual(['.', '..'])
    const [self] = empty.filter(({ name }) => name === '.')
    expect(self).toMatchObject({ type: 'directory', ino: (fstat(dir) as Stat).ino })
    const fd = opened(dir, 'file', { oflags: ['creat'], rights: ['fd_read', 'fd_write', 'fd_filestat_get'] })
    const { ino } = fstat(fd) as Stat
    closeFd(fd)
    const three = readdir(dir, 256) as { name: string; next: bigint }[]
    expect(three.find(({ name }) => name === 'file')).toMatchObject({ type: 'file', ino })
    expect(names(readdir(dir, 256, three[1]!.next))).toEqual([three[2]!.name])
    unlink(dir, 'file')
    for (let i = 0; i < 1000; i++) closeFd(opened(dir, `file.${i}`, made))
    expect(new Set(names(readdir(dir, 256))).size).toBe(1002)
    for (let i = 0; i < 1000; i++) expect(unlink(dir, `file.${i}`)).toBe('success')
  },

  file_allocate({ dir, opened, fstat, run }) {
    const rights = ['fd_read', 'fd_write', 'fd_allocate', 'fd_filestat_get'] as const
    const fd = opened(dir, 'file', { oflags: ['creat'], rights })
    const sizes = [
      [0n, 100n],
      [10n, 10n],
      [90n, 20n],
    ].map(([offset, length]) => {
      expect(run('fd_allocate', fd, offset!, length!)).toBe('success')
      return (fstat(fd) as Stat).size
    })
    expect(sizes).toEqual([100n, 100n, 110n])
  },

  file_seek_tell({ dir, opened, write, seek, tell, read }) {
    const rights = ['fd_read', 'fd_write', 'fd_seek', 'fd_tell'] as const
    const fd = opened(dir, 'file', { oflags: ['creat'], rights })
    expect([tell(fd), write(fd, 'x'.repeat(100)), tell(fd)]).toEqual([0n, 100, 100n])
    expect([seek(fd, -50n, 1), seek(fd, 0n, 0), seek(fd, 1000n, 1)]).toEqual([50n, 0n, 1000n])
    expect(seek(fd, -2000n, 1)).toBe('inval')
    seek(fd, 0n, 0)
    expect([read(fd).length, tell(fd)]).toEqual([100, 100n])
  },

  fstflags_validate({ dir, opened, run }) {
    const fd = opened(dir, 'file', { oflags: ['creat'], rights: ['fd_read', 'fd_filestat_set_times'] })
    expect(run('fd_filestat_set_times', fd, 100n, 200n, 12)).toBe('inval')
    expect(run('fd_filestat_set_times', fd, 100n, 200n, 3)).toBe('inval')
  },

  interesting_paths({ dir, mkdir, create, open, unlink, rmdir }) {
    mkdir(dir, 'dir')
    mkdir(dir, 'dir/nested')
    create('dir/nested/file')
    oneOf(open(dir, '/dir/nested/file', none), 'perm', 'notcapable')
    expect(open(dir, 'dir/.//nested/../../dir/nested/../nested///./file', none)).toBeTypeOf('number')
    oneOf(open(dir, 'dir/nested/file\0', none), 'inval', 'ilseq', 'noent')
    for (const slashes of ['/', '///']) oneOf(open(dir, `dir/nested/file${slashes}`, none), 'notdir', 'noent')
    for (const slashes of ['/', '///']) expect(open(dir, `dir/nested${slashes}`, none)).toBeTypeOf('number')
    oneOf(open(dir, 'dir/nested/../../../fs-tests.dir/dir/nested/file', none), 'perm', 'notcapable')
    expect([unlink(dir, 'dir/nested/file'), rmdir(dir, 'dir/nested'), rmdir(dir, 'dir')]).toEqual(
      new Array(3).fill('success'),
    )
  },

  nofollow_errors({ dir, mkdir, symlink, open, unlink, rmdir, create }) {
    mkdir(dir, 'target')
    symlink('target', dir, 'link')
    oneOf(open(dir, 'link', asDirectory), 'loop', 'notdir')
    oneOf(open(dir, 'link', none), 'loop', 'acces')
    expect(open(dir, 'link', { ...asDirectory, follow: true })).toBeTypeOf('number')
    expect([unlink(dir, 'link'), rmdir(dir, 'target')]).toEqual(['success', 'success'])
    create('target')
    symlink('target', dir, 'link')
    oneOf(open(dir, 'link', asDirectory), 'loop', 'notdir')
    expect(open(dir, 'link', none)).toBe('loop')
    expect(open(dir, 'link', { ...asDirectory, follow: true })).toBe('notdir')
  },

  overwrite_preopen({ dir, fstat, run, fdstat, mkdir, opened }) {
    const { dev, ino } = fstat(dir) as Stat
    expect(run('fd_renumber', dir, 3)).toBe('success')
    expect(fstat(3)).toMatchObject({ dev, ino })
    expect(fdstat(dir)).toBe('badf')
    mkdir(3, 'still')
    opened(3, 'still')
  },

  path_filestat(guest) {
    const { dir, opened, fdstat, stat } = guest
    expect(has(rightsOf(guest, dir).base, 'path_filestat_get')).toBe(true)
    const rights = ['fd_read', 'fd_write', 'path_filestat_get'] as const
    const fd = opened(dir, 'file', { oflags: ['creat'], rights, fdflags: 1 | 16 })
    expect(fdstat(fd)).toMatchObject({ flags: 17 })
    const { mtim, size } = stat(dir, 'file') as Stat
    expect(size).toBe(0n)
    expect(times(guest, 'file', mtim - 100n)).toBe('success')
    for (const flags of [12, 3]) expect(times(guest, 'file', 0n, { flags })).toBe('inval')
    expect(stat(dir, 'file')).toMatchObject({ mtim: mtim - 100n })
  },

  path_link({ dir, opened, link, fstat, fdstat, closeFd, unlink, mkdir, rmdir, create, symlink }) {
    const rights = ['fd_read', 'path_link_source', 'path_link_target', 'fd_filestat_get'] as const
    const all = some(...rights, 'path_open', 'path_unlink_file')
    const how = { rights: all, inheriting: all }
    const fd = opened(dir, 'file', { ...how, oflags: ['creat'] })
    const same = (other: number) => {
      expect([fstat(other), fdstat(other)]).toEqual([fstat(fd), fdstat(fd)])
      closeFd(other)
    }
    expect(link([dir, 'file'], [dir, 'link'])).toBe('success')
    same(opened(dir, 'link', how))
    unlink(dir, 'link')
    mkdir(dir, 'sub')
    const sub = opened(dir, 'sub', { ...how, oflags: ['directory'] })
    expect(link([dir, 'file'], [sub, 'link'])).toBe('success')
    same(opened(sub, 'link', how))
    expect(unlink(sub, 'link')).toBe('success')
    expect(rmdir(dir, 'sub')).toBe('success')
    create('link')
    expect(link([dir, 'file'], [dir, 'link'])).toBe('exist')
    unlink(dir, 'link')
    expect(link([dir, 'file'], [dir, 'file'])).toBe('exist')
    mkdir(dir, 'link')
    expect(link([dir, 'file'], [dir, 'link'])).toBe('exist')
    rmdir(dir, 'link')
    mkdir(dir, 'sub')
    oneOf(link([dir, 'sub'], [dir, 'link']), 'perm', 'acces')
    rmdir(dir, 'sub')
    expect(link([dir, 'file'], [dir, 'link/'])).toBe('noent')
    for (const target of ['target', 'symlink']) {
      symlink(target, dir, 'symlink')
      expect(link([dir, 'symlink'], [dir, 'link'])).toBe('success')
      expect([unlink(dir, 'symlink'), unlink(dir, 'link')]).toEqual(['success', 'success'])
    }
    symlink('target', dir, 'symlink')
    expect(link([dir, 'file'], [dir, 'symlink'])).toBe('exist')
    oneOf(link([dir, 'symlink'], [dir, 'link'], true), 'inval', 'noent')
  },

  path_open_create_existing({ dir, create, open }) {
    create('file')
    expect(open(dir, 'file', { oflags: ['creat', 'excl'], rights: 0n })).toBe('exist')
  },

  path_open_dirfd_not_dir({ dir, open, opened }) {
    oneOf(open(opened(dir, 'file', made), 'foo', made), 'notdir', 'notcapable')
  },

  path_open_read_write(guest) {
    const { dir, create, opened, read, write, fstat } = guest
    create('file')
    const reader = opened(dir, 'file', { rights: ['fd_read'] })
    const { base } = rightsOf(guest, reader)
    expect([has(base, 'fd_read'), has(base, 'fd_write'), read(reader)]).toEqual([true, false, ''])
    oneOf(write(reader, 'x'), 'badf', 'notcapable', 'acces')
    const writer = opened(dir, 'file', { rights: ['fd_write'] })
    const writing = rightsOf(guest, writer).base
    expect([has(writing, 'fd_read'), has(writing, 'fd_write')]).toEqual([false, true])
    oneOf(read(writer), 'badf', 'notcapable', 'acces')
    expect(write(writer, 'x'.repeat(50))).toBe(50)
    const both = opened(dir, 'file', { rights: ['fd_read', 'fd_write', 'fd_filestat_get'] })
    expect([read(both, 100).length, write(both, 'y'.repeat(25))]).toEqual([50, 25])
    expect(fstat(both)).toMatchObject({ size: 75n })
  },

  path_rename({ dir, mkdir, rename, open, create, rmdir, unlink }) {
    const move = (to = 'target') => rename([dir, 'source'], [dir, to])
    mkdir(dir, 'source')
    expect(move()).toBe('success')
    expect(open(dir, 'source', asDirectory)).toBe('noent')
    mkdir(dir, 'source')
    expect(move()).toBe('success')
    expect(open(dir, 'target', asDirectory)).toBeTypeOf('number')
    mkdir(dir, 'source')
    create('target/file')
    expect([move(), move('target/file')]).toEqual(['notempty', 'notdir'])
    expect([unlink(dir, 'target/file'), rmdir(dir, 'source'), rmdir(dir, 'target')]).toEqual(
      new Array(3).fill('success'),
    )
    create('source')
    expect([move(), open(dir, 'source', none)]).toEqual(['success', 'noent'])
    create('source')
    expect(move()).toBe('success')
    unlink(dir, 'target')
    create('source')
    mkdir(dir, 'target')
    expect(move()).toBe('isdir')
  },

  path_rename_dir_trailing_slashes({ dir, mkdir, rename, rmdir }) {
    mkdir(dir, 'source')
    const moves = ['source/ target', 'target source/', 'source/ target/', 'target source'].map(pair => {
      const [from, to] = pair.split(' ') as [string, string]
      return rename([dir, from], [dir, to])
    })
    expect([...moves, rmdir(dir, 'source')]).toEqual(new Array(5).fill('success'))
  },

  path_symlink_trailing_slashes({ dir, symlink, unlink, mkdir, rmdir, create }) {
    expect(symlink('source', dir, 'target/')).toBe('noent')
    expect([symlink('source', dir, 'target'), unlink(dir, 'target')]).toEqual(['success', 'success'])
    mkdir(dir, 'target')
    expect([symlink('source', dir, 'target/'), symlink('source', dir, 'target')]).toEqual(['exist', 'exist'])
    rmdir(dir, 'target')
    create('target')
    oneOf(symlink('source', dir, 'target/'), 'notdir', 'noent', 'exist')
    expect(symlink('source', dir, 'target')).toBe('exist')
  },

  readlink({ dir, create, symlink, run, path, bytes, view, out, readlink }) {
    create('target')
    symlink('target', dir, 'link')
    bytes.fill(0, 512, 522)
    expect(run('path_readlink', dir, ...path('link'), 512, 10, out)).toBe('success')
    expect(view.getUint32(out, true)).toBe(6)
    expect(Buffer.from(bytes.subarray(512, 522)).toString('latin1')).toBe('target\0\0\0\0')
    expect(readlink(dir, 'link', 4)).toBe('targ')
  },

  remove_directory_trailing_slashes({ dir, mkdir, rmdir, create }) {
    for (const name of ['sub', 'sub/']) {
      mkdir(dir, 'sub')
      expect(rmdir(dir, name)).toBe('success')
    }
    create('file')
    expect([rmdir(dir, 'file'), rmdir(dir, 'file/')]).toEqual(['notdir', 'notdir'])
  },

  renumber({ dir, opened, fdstat, run }) {
    const how: Opening = { oflags: ['creat'], rights: ['fd_read', 'fd_write'] }
    const [from, to] = [opened(dir, 'file1', how), opened(dir, 'file2', how)]
    const before = fdstat(from)
    expect(run('fd_renumber', from, to)).toBe('success')
    expect(run('fd_close', from)).toBe('badf')
    expect(fdstat(to)).toEqual(before)
    expect(run('fd_renumber', to, from)).toBe('badf')
  },

  stdio({ dir, opened, run, fdstat, unlink }) {
    for (const from of [0, 1, 2]) {
      const to = opened(dir, 'file', made)
      expect(run('fd_renumber', from, to)).toBe('success')
      expect(fdstat(to)).toBeTypeOf('object')
      expect(fdstat(from)).toBe('badf')
      expect(unlink(dir, 'file')).toBe('success')
    }
  },

  symlink_create({ dir, create, symlink, open, unlink, mkdir }) {
    create('target')
    symlink('target', dir, 'link')
    expect(open(dir, 'link', { rights: 0n, follow: true })).toBeTypeOf('number')
    expect([unlink(dir, 'link'), unlink(dir, 'target')]).toEqual(['success', 'success'])
    mkdir(dir, 'target')
    symlink('target', dir, 'link')
    expect(open(dir, 'link', { ...asDirectory, follow: true })).toBeTypeOf('number')
    expect(symlink('/', dir, 'root')).not.toBe('success')
  },

  symlink_filestat(guest) {
    const { dir, create, symlink, stat } = guest
    create('file')
    const file = stat(dir, 'file') as Stat
    symlink('file', dir, 'link')
    const link = stat(dir, 'link') as Stat
    expect(times(guest, 'link', link.mtim - 200n)).toBe('success')
    expect(stat(dir, 'link')).toMatchObject({ type: 'link', mtim: link.mtim - 200n })
    expect(stat(dir, 'file')).toMatchObject({ mtim: file.mtim })
    expect(stat(dir, 'link', true)).toMatchObject({ mtim: file.mtim })
    expect(times(guest, 'link', link.mtim, { follow: true })).toBe('success')
    expect(stat(dir, 'file')).toMatchObject({ mtim: link.mtim })
  },

  symlink_loop({ dir, symlink, open }) {
    expect([symlink('link', dir, 'link'), open(dir, 'link', none)]).toEqual(['success', 'loop'])
  },

  truncation_rights(guest) {
    const { dir, create, fdstat, open, run } = guest
    create('file')
    expect(fdstat(dir)).toMatchObject({ type: 'directory', flags: 0 })
    const { base, inheriting } = rightsOf(guest, dir)
    expect([has(base, 'fd_filestat_set_size'), has(base, 'path_filestat_set_size')]).toEqual([false, true])
    const truncate = () => open(dir, 'file', { oflags: ['trunc'], rights: 0n })
    expect(truncate()).toBeTypeOf('number')
    const less = inheriting & ~some('fd_filestat_set_size')
    expect(run('fd_fdstat_set_rights', dir, base, less)).toBe('success')
    expect(truncate()).toBeTypeOf('number')
    const none = base & ~some('path_filestat_set_size')
    expect(run('fd_fdstat_set_rights', dir, none, less)).toBe('success')
    expect(rightsOf(guest, dir).base).toBe(none)
    oneOf(truncate(), 'perm', 'notcapable')
  },

  unlink_file_trailing_slashes({ dir, mkdir, unlink, rmdir, create }) {
    mkdir(dir, 'sub')
    expect([unlink(dir, 'sub'), unlink(dir, 'sub/'), rmdir(dir, 'sub')]).toEqual([
      'isdir',
      'isdir',
      'success',
    ])
    create('file')
    expect([unlink(dir, 'file/'), unlink(dir, 'file')]).toEqual(['notdir', 'success'])
  },

  'pwrite-with-append'({ dir, opened, write, seek, pwrite }) {
    const fd = opened(dir, 'file', {
      oflags: ['creat', 'trunc'],
      rights: ['fd_write', 'fd_seek', 'fd_tell'],
      fdflags: 1,
    })
    expect([write(fd, 'ab'), seek(fd, 0n, 0), write(fd, 'cd'), seek(fd, 0n, 1)]).toEqual([2, 0n, 2, 4n])
    expect([pwrite(fd, 'efg', 0n), seek(fd, 0n, 1)]).toEqual([3, 4n])
    expect([4n, 7n]).toContain(seek(fd, 0n, 2))
  },

  'sock_shutdown-not_sock': ({ run }) => expect(run('sock_shutdown', 1, 1)).toBe('notsock'),

  'sock_shutdown-invalid_fd': ({ run }) => expect(run('sock_shutdown', 99, 1)).toBe('badf'),

  'stat-dev-ino'({ create, stat, dir }) {
    create('one')
    create('two')
    const [one, two] = [stat(dir, 'one') as Stat, stat(dir, 'two') as Stat]
    expect([one.dev === two.dev, one.ino === two.ino]).toEqual([true, false])
  },

  path_open_preopen(guest) {
    const { open, fdstat } = guest
    const { base, inheriting } = fdstat(3) as { base: bigint; inheriting: bigint }
    const own = scratch.rights as bigint
    expect([base & own, inheriting & own]).toEqual([own, own])
    expect(has(inheriting, 'fd_datasync', 'fd_read', 'fd_write', 'fd_sync', 'poll_fd_readwrite')).toBe(true)
    for (const oflags of [[], ['directory']] as const) {
      expect(open(3, '.', { oflags, rights: base, inheriting })).toBeTypeOf('number')
      expect(open(3, '.', { oflags, rights: 0n, fdflags: 4 })).toBeTypeOf('number')
      expect(open(3, '.', { oflags, rights: ['fd_read'] })).toBeTypeOf('number')
    }
    expect(open(3, '.', { oflags: ['directory'], rights: ['fd_read', 'fd_write'] })).toBe('isdir')
  },
}

describe.each(systems)('on %s', (_, make) => {
  test.each(Object.keys(scripts))('%s', name => {
    const guest = calls({ preopens: { '/': make() } })
    guest.mkdir(3, `${name}.cleanup`)
    const dir = guest.opened(3, `${name}.cleanup`, scratch)
    const create = (file: string, how: Opening = made) => {
      guest.closeFd(guest.opened(dir, file, how))
    }
    scripts[name]!({ ...guest, dir, create })
    guest.close()
  })
})
