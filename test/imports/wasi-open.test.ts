// Open files: positions, flags, rights, times, listings, numbers. Every test runs on every file system.
import { describe, expect, test } from 'vitest'
import { directoryRights, fileRights, some } from '#imports/wasi/rights.js'
import { calls, type Stat } from './calls.js'
import { systems } from './systems.js'

const readWrite = ['fd_read', 'fd_write'] as const

describe.each(systems)('on %s', (_, make) => {
  const start = () => calls({ preopens: { '/': make() } })

  /** A guest with a file in its directory. */
  function withFile(content = '', fdflags = 0) {
    const guest = start()
    const fd = guest.opened(3, 'file', { oflags: ['creat'], rights: readWrite, fdflags })
    if (content !== '') guest.write(fd, content)
    return { ...guest, fd }
  }

  test('reading and writing move the position', () => {
    const { fd, write, read, seek, tell } = withFile()
    expect(write(fd, 'hello world')).toBe(11)
    expect(tell(fd)).toBe(11n)
    expect(read(fd)).toBe('')
    expect(seek(fd, 0n, 0)).toBe(0n)
    expect(read(fd, 5)).toBe('hello')
    expect(seek(fd, 1n, 1)).toBe(6n)
    expect(read(fd)).toBe('world')
    expect(seek(fd, -5n, 2)).toBe(6n)
    expect(seek(fd, -1n, 0)).toBe('inval')
    expect(seek(fd, -7n, 1)).toBe('inval')
    expect(seek(fd, 0n, 3)).toBe('inval')
    expect(tell(fd)).toBe(6n)
    expect(seek(fd, 2n ** 63n - 1n, 0)).toBe(2n ** 63n - 1n)
    expect(read(fd)).toBe('')
    expect(write(fd, 'x')).toBe('fbig')
    expect(seek(fd, 1n, 1)).toBe('inval')
  })

  test('pread and pwrite leave the position alone', () => {
    const { fd, write, pread, pwrite, tell, fstat } = withFile('0123456789')
    expect(pread(fd, 4, 3n)).toBe('3456')
    expect(pread(fd, 4, 8n)).toBe('89')
    expect(pread(fd, 4, 100n)).toBe('')
    expect(pread(fd, 4, -1n)).toBe('inval')
    expect(pwrite(fd, 'ab', 2n)).toBe(2)
    expect(pwrite(fd, 'end', 12n)).toBe(3)
    expect(tell(fd)).toBe(10n)
    expect(pread(fd, 100, 0n)).toBe('01ab456789\0\0end')
    expect(write(fd, 'XY')).toBe(2)
    expect(fstat(fd)).toMatchObject({ size: 15n, type: 'file' })
    expect(pread(fd, 100, 0n)).toBe('01ab456789XYend')
  })

  test('appending goes to the end, whatever the position; pwrite too', () => {
    const { fd, write, read, seek, tell, pread, pwrite, fdstat, run } = withFile('one', 1)
    expect(fdstat(fd)).toMatchObject({ flags: 1 })
    seek(fd, 0n, 0)
    expect(write(fd, 'two')).toBe(3)
    expect(tell(fd)).toBe(6n)
    expect(pwrite(fd, 'three', 0n)).toBe(5)
    expect(pread(fd, 100, 0n)).toBe('onetwothree')
    expect(run('fd_fdstat_set_flags', fd, 0)).toBe('success')
    seek(fd, 0n, 0)
    expect(write(fd, 'ONE')).toBe(3)
    expect(run('fd_fdstat_set_flags', fd, 1)).toBe('success')
    expect(write(fd, '!')).toBe(1)
    seek(fd, 0n, 0)
    expect(read(fd)).toBe('ONEtwothree!')
  })

  test('flags of opening can be read back; those for writing to disk cannot be changed', () => {
    const { fd, fdstat, run, write } = withFile('', 0b11011)
    expect(fdstat(fd)).toMatchObject({ flags: 0b11011 })
    expect(write(fd, 'on disk')).toBe(7)
    expect(run('fd_fdstat_set_flags', fd, 0b11111)).toBe('success')
    expect(fdstat(fd)).toMatchObject({ flags: 0b11111 })
    expect(run('fd_fdstat_set_flags', fd, 0b00001)).toBe('inval')
    expect(run('fd_fdstat_set_flags', fd, 0b111111)).toBe('inval')
    expect(fdstat(3)).toMatchObject({ flags: 0 })
  })

  test('size: growing reads as zero, cutting cuts, allocating never cuts', () => {
    const { fd, run, fstat, pread } = withFile('0123456789')
    const size = () => (fstat(fd) as Stat).size
    expect(run('fd_filestat_set_size', fd, 4n)).toBe('success')
    expect(run('fd_filestat_set_size', fd, 6n)).toBe('success')
    expect(pread(fd, 10, 0n)).toBe('0123\0\0')
    expect(run('fd_allocate', fd, 0n, 3n)).toBe('success')
    expect(size()).toBe(6n)
    expect(run('fd_allocate', fd, 6n, 94n)).toBe('success')
    expect(size()).toBe(100n)
    expect(run('fd_allocate', fd, 0n, 0n)).toBe('inval')
    expect(run('fd_allocate', fd, 2n ** 63n, 2n ** 63n)).toBe('fbig')
    expect(run('fd_filestat_set_size', fd, 2n ** 63n)).toBe('inval')
    expect(run('fd_filestat_set_size', fd, 2n ** 62n)).toBe('fbig')
    expect(size()).toBe(100n)
  })

  test('advice is taken and checked', () => {
    const { fd, run } = withFile('x')
    for (let advice = 0; advice < 6; advice++) expect(run('fd_advise', fd, 10n, 50n, advice)).toBe('success')
    expect(run('fd_advise', fd, 0n, 0n, 6)).toBe('inval')
    expect(run('fd_advise', fd, 2n, 2n ** 64n - 1n, 0)).toBe('inval')
    expect(run('fd_advise', 3, 0n, 0n, 0)).toBe('badf')
    expect(run('fd_advise', 0, 0n, 0n, 0)).toBe('spipe')
  })

  test('syncing files and directories', () => {
    const { fd, run } = withFile('x')
    for (const name of ['fd_sync', 'fd_datasync']) {
      expect([run(name, fd), run(name, 3), run(name, 1), run(name, 99)]).toEqual([
        'success',
        'success',
        'success',
        'badf',
      ])
    }
  })

  test('times are kept to the nanosecond, each for itself', () => {
    const { fd, run, fstat } = withFile('x')
    const before = fstat(fd) as Stat
    const set = (atim: bigint, mtim: bigint, flags: number) =>
      run('fd_filestat_set_times', fd, atim, mtim, flags)
    expect(set(0n, before.mtim - 101n, 4)).toBe('success')
    expect(fstat(fd)).toMatchObject({ atim: before.atim, mtim: before.mtim - 101n, size: 1n })
    expect(set(1234567890123456789n, 5n, 1)).toBe('success')
    expect(fstat(fd)).toMatchObject({ atim: 1234567890123456789n, mtim: before.mtim - 101n })
    expect(set(0n, 0n, 2 | 8)).toBe('success')
    expect((fstat(fd) as Stat).mtim - before.mtim).toBeGreaterThan(-1_000_000_000n)
    for (const flags of [1 | 2, 4 | 8, 15, 16]) expect(set(7n, 7n, flags)).toBe('inval')
    expect((fstat(fd) as Stat).mtim).not.toBe(7n)
    expect(run('fd_filestat_set_times', 3, 111n, 222n, 5)).toBe('success')
    expect(fstat(3)).toMatchObject({ atim: 111n, mtim: 222n, type: 'directory' })
    expect(run('fd_filestat_set_times', 1, 111n, 222n, 5)).toBe('inval')
  })

  test('a directory has no content and no position', () => {
    const { run, seek, tell, read, write, pread, pwrite, fdstat, fstat } = start()
    expect(fstat(3)).toMatchObject({ type: 'directory' })
    expect([read(3), write(3, 'x'), pread(3, 1, 0n), pwrite(3, 'x', 0n)]).toEqual(Array(4).fill('badf'))
    expect([seek(3, 0n, 1), tell(3)]).toEqual(['badf', 'badf'])
    expect(run('fd_filestat_set_size', 3, 0n)).toBe('badf')
    expect(run('fd_allocate', 3, 0n, 1n)).toBe('badf')
    const { base } = fdstat(3) as { base: bigint }
    expect(base & some('fd_seek', 'fd_tell', 'fd_read', 'fd_write', 'fd_filestat_set_size')).toBe(0n)
  })

  test('a file has no entries: that is what fdopendir says on Linux', () => {
    const { fd, readdir } = withFile('content')
    expect([readdir(fd), readdir(1), readdir(99)]).toEqual(['notdir', 'notdir', 'badf'])
  })

  test('rights say what was asked for and hold', () => {
    const { opened, open, closeFd, read, write, fdstat, run } = withFile('content')
    const readable = opened(3, 'file', { rights: ['fd_read'] })
    const writable = opened(3, 'file', { rights: ['fd_write'] })
    const access = (fd: number) => (fdstat(fd) as { base: bigint }).base & some('fd_read', 'fd_write')
    expect([access(readable), access(writable)]).toEqual([some('fd_read'), some('fd_write')])
    expect([write(readable, 'x'), read(writable)]).toEqual(['notcapable', 'notcapable'])
    expect([read(readable), write(writable, 'C')]).toEqual(['content', 1])
    expect(fdstat(readable)).toMatchObject({ inheriting: 0n })
    const all = opened(3, 'file', { rights: -1n, inheriting: -1n })
    expect((fdstat(all) as { base: bigint }).base & some('path_filestat_get', 'path_open')).toBe(0n)
    expect(run('fd_fdstat_set_rights', readable, some('fd_read'), 0n)).toBe('success')
    expect(run('fd_seek', readable, 0n, 0, 16)).toBe('notcapable')
    expect(run('fd_fdstat_set_rights', readable, fileRights, 0n)).toBe('notcapable')
    expect([closeFd(all), closeFd(readable), closeFd(readable)]).toEqual(['success', 'success', 'badf'])
    expect(open(3, 'file', { rights: 0n })).toBe(Math.min(all, readable))
  })

  test('what a directory has given up cannot be opened through it', () => {
    const guest = withFile('content')
    const { run, open, opened, fdstat, stat, mkdir, unlink } = guest
    const own = directoryRights & ~some('path_filestat_set_size', 'path_create_file', 'path_unlink_file')
    const { inheriting } = fdstat(3) as { inheriting: bigint }
    expect(inheriting).toBe(fileRights | directoryRights)
    expect(run('fd_fdstat_set_rights', 3, own, inheriting & ~some('fd_filestat_set_size'))).toBe('success')
    expect(open(3, 'file', { oflags: ['trunc'], rights: 0n })).toBe('notcapable')
    expect(open(3, 'new', { oflags: ['creat'] })).toBe('notcapable')
    expect(open(3, 'file', { rights: ['fd_filestat_set_size'] })).toBe('notcapable')
    expect(unlink(3, 'file')).toBe('notcapable')
    const fd = opened(3, 'file', { rights: ['fd_write'] })
    expect(run('fd_filestat_set_size', fd, 0n)).toBe('notcapable')
    expect(stat(3, 'file')).toMatchObject({ size: 7n })
    mkdir(3, 'sub')
    const sub = opened(3, 'sub', { oflags: ['directory'] })
    expect(run('fd_fdstat_set_rights', 3, own & ~some('path_open'), 0n)).toBe('success')
    expect(open(3, 'file')).toBe('notcapable')
    expect(run('path_filestat_get', sub, 0, ...guest.path('none'), guest.out)).toBe('noent')
  })

  test('a long listing asks whether the guest may go on, and ends if not', () => {
    const tree = make()
    const names = Array.from({ length: 3000 }, (_, i) => `file-${(i * 7919) % 3000}`)
    for (const name of names) tree.open(name, { create: true, write: true }).close()
    let asked = 0
    const all = calls({ preopens: { '/': tree }, check: () => asked++ }).readdir(3, 30_000)
    expect((all as { name: string }[]).map(({ name }) => name).sort()).toEqual(['.', '..', ...names].sort())
    expect(asked).toBeGreaterThan(10)
    const check = () => {
      throw new RangeError('the time is up')
    }
    expect(() => calls({ preopens: { '/': tree }, check }).readdir(3)).toThrow('the time is up')
  })

  test('reading and writing at a place take two rights, writing through another', () => {
    const { run, open, opened, pread, pwrite, closeFd, fdstat } = withFile('content')
    const fd = opened(3, 'file', { rights: ['fd_read', 'fd_write'] })
    const { base } = fdstat(fd) as { base: bigint }
    expect([pread(fd, 3, 1n), pwrite(fd, 'C', 0n)]).toEqual(['ont', 1])
    expect(run('fd_fdstat_set_rights', fd, base & ~some('fd_seek'), 0n)).toBe('success')
    expect([pread(fd, 3, 1n), pwrite(fd, 'C', 0n)]).toEqual(['notcapable', 'notcapable'])
    const synchronous = () =>
      [2, 8, 16].map(fdflags => {
        const opened = open(3, 'file', { rights: ['fd_write'], fdflags })
        return typeof opened === 'number' ? closeFd(opened) : opened
      })
    expect(synchronous()).toEqual(['success', 'success', 'success'])
    const own = fdstat(3) as { base: bigint; inheriting: bigint }
    expect(run('fd_fdstat_set_rights', 3, own.base & ~some('fd_sync'), own.inheriting)).toBe('success')
    expect(synchronous()).toEqual(['success', 'notcapable', 'notcapable'])
    expect(run('fd_fdstat_set_rights', 3, own.base & ~some('fd_sync', 'fd_datasync'), own.inheriting)).toBe(
      'success',
    )
    expect(synchronous()).toEqual(['notcapable', 'notcapable', 'notcapable'])
  })

  test('a listing has the dots, types and inodes, and goes on at every cookie', () => {
    const guest = withFile('x')
    const { readdir, mkdir, symlink, stat, fstat, opened } = guest
    mkdir(3, 'nested')
    symlink('file', 3, 'ä link with a longer name')
    const entries = readdir(3)
    if (typeof entries === 'string') throw new TypeError(entries)
    const seen = Object.fromEntries(entries.map(({ name, type, ino }) => [name, { type, ino }]))
    expect(entries.slice(0, 2).map(({ name, type }) => [name, type])).toEqual([
      ['.', 'directory'],
      ['..', 'directory'],
    ])
    expect(seen['.']!.ino).toBe((fstat(3) as Stat).ino)
    for (const name of ['file', 'nested', 'ä link with a longer name']) {
      const { ino, type } = stat(3, name) as Stat
      expect(seen[name]).toEqual({ ino, type })
    }
    expect(entries.length).toBe(5)
    for (const [i, { next }] of entries.entries()) {
      const rest = readdir(3, 4096, next)
      expect(typeof rest !== 'string' && rest.map(({ name }) => name)).toEqual(
        entries.slice(i + 1).map(({ name }) => name),
      )
    }
    expect(readdir(3, 60)).toEqual(entries)
    expect(readdir(3, 4096, 1000n)).toEqual([])
    const nested = opened(3, 'nested', { oflags: ['directory'], rights: 0n })
    expect((readdir(nested) as unknown[]).length).toBe(2)
    expect(readdir(guest.fd)).toBe('notdir')
    expect(readdir(99)).toBe('badf')
  })

  test('a listing is that of its beginning until it is begun again', () => {
    const { fd, readdir, opened, unlink, closeFd } = withFile()
    closeFd(fd)
    for (let i = 0; i < 300; i++) closeFd(opened(3, `file.${i}`, { oflags: ['creat'] }))
    const removed: string[] = []
    for (let cookie = 2n; ; ) {
      const part = readdir(3, 4096, cookie)
      if (typeof part === 'string' || part.length === 0) break
      for (const { name } of part) removed.push(unlink(3, name))
      cookie = part.at(-1)!.next
    }
    expect(removed.filter(errno => errno === 'success').length).toBe(301)
    expect((readdir(3) as unknown[]).length).toBe(2)
  })

  test('a short buffer gets the start of an entry', () => {
    const { run, view, out } = withFile()
    for (const length of [0, 1, 10, 24, 25]) {
      expect(run('fd_readdir', 3, 2000, length, 0n, out)).toBe('success')
      expect(view.getUint32(out, true)).toBe(length)
    }
  })

  test('what was removed stays open', () => {
    const { fd, unlink, read, write, seek, fstat, mkdir, rmdir, opened, open, readdir } =
      withFile('still here')
    expect(unlink(3, 'file')).toBe('success')
    expect(opened(3, 'file', { oflags: ['creat', 'excl'] })).not.toBe(fd)
    expect(fstat(fd)).toMatchObject({ nlink: 0n, size: 10n })
    expect(write(fd, '!')).toBe(1)
    seek(fd, 0n, 0)
    expect(read(fd)).toBe('still here!')
    expect(mkdir(3, 'dir')).toBe('success')
    const dir = opened(3, 'dir', { oflags: ['directory'], rights: 0n })
    expect(rmdir(3, 'dir')).toBe('success')
    expect((readdir(dir) as unknown[]).length).toBe(2)
    expect(open(dir, 'file', { oflags: ['creat'] })).toBe('noent')
    expect(mkdir(3, 'dir')).toBe('success')
  })

  test('numbers: the lowest free one, moved, closed', () => {
    const { fd, opened, closeFd, run, fdstat, read, write } = withFile('abc')
    const other = opened(3, 'other', { oflags: ['creat'], rights: readWrite })
    expect([fd, other]).toEqual([4, 5])
    write(other, 'other')
    expect(run('fd_renumber', fd, other)).toBe('success')
    expect(run('fd_renumber', fd, other)).toBe('badf')
    expect(run('fd_renumber', other, 77)).toBe('badf')
    expect(run('fd_renumber', other, other)).toBe('success')
    expect([fdstat(fd), read(other)]).toEqual(['badf', ''])
    expect(opened(3, 'other')).toBe(4)
    expect(read(4)).toBe('other')
    expect(closeFd(0)).toBe('success')
    expect(opened(3, 'file')).toBe(0)
  })

  test('a directory that was given can be closed and moved', () => {
    const guest = calls({ preopens: { '/': make(), '/second': make() } })
    const { run, fdstat, closeFd, mkdir, stat, out, view } = guest
    mkdir(4, 'mark')
    expect(run('fd_renumber', 4, 3)).toBe('success')
    expect(fdstat(4)).toBe('badf')
    expect(stat(3, 'mark')).toMatchObject({ type: 'directory' })
    expect(run('fd_prestat_get', 3, out)).toBe('success')
    expect(view.getUint32(out + 4, true)).toBe('/second'.length)
    expect(closeFd(3)).toBe('success')
    expect(fdstat(3)).toBe('badf')
  })
})

test('the names of given directories', () => {
  const [, make] = systems[0]!
  const { run, out, view, text } = calls({ preopens: { '.': make(), '/data/ä': make() } })
  expect(run('fd_prestat_get', 4, out)).toBe('success')
  expect([view.getUint32(out, true), view.getUint32(out + 4, true)]).toEqual([0, 8])
  expect(run('fd_prestat_dir_name', 4, 100, 8)).toBe('success')
  expect(text(100, 9)).toBe('/data/ä\0')
  expect(run('fd_prestat_dir_name', 4, 200, 7)).toBe('nametoolong')
  expect(text(200, 7)).toBe('\0'.repeat(7))
  expect(run('fd_prestat_dir_name', 4, 200, 100)).toBe('success')
  expect(text(200, 9)).toBe('/data/ä\0')
  expect(run('fd_prestat_dir_name', 0, 100, 0)).toBe('badf')
  expect(run('fd_prestat_get', 5, out)).toBe('badf')
})
