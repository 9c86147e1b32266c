// Operations on names: links, slashes, dots, and what each refuses. Every test runs on every file system.
import { describe, expect, test } from 'vitest'
import { calls, type Stat } from './calls.js'
import { systems } from './systems.js'

describe.each(systems)('on %s', (_, make) => {
  const start = () => {
    const guest = calls({ preopens: { '/': make() } })
    const file = (name: string, content = '') => {
      const fd = guest.opened(3, name, { oflags: ['creat'], rights: ['fd_write'] })
      if (content !== '') guest.write(fd, content)
      guest.closeFd(fd)
    }
    const content = (name: string) => {
      const fd = guest.open(3, name, { follow: true })
      if (typeof fd === 'string') return fd
      const text = guest.read(fd)
      guest.closeFd(fd)
      return text
    }
    return { ...guest, file, content }
  }

  test('interesting paths', () => {
    const { mkdir, file, open } = start()
    mkdir(3, 'dir')
    mkdir(3, 'dir/nested')
    file('dir/nested/file')
    expect(open(3, '/dir/nested/file')).toBe('notcapable')
    expect(open(3, 'dir/.//nested/../../dir/nested/../nested///./file')).toBeTypeOf('number')
    expect(open(3, 'dir/nested/file\0')).toBe('inval')
    expect(open(3, 'dir/nested/file/')).toBe('notdir')
    expect(open(3, 'dir/nested/file///')).toBe('notdir')
    expect(open(3, 'dir/nested/')).toBeTypeOf('number')
    expect(open(3, 'dir/nested///')).toBeTypeOf('number')
    expect(open(3, 'dir/nested/.')).toBeTypeOf('number')
    expect(open(3, 'dir/nested/..')).toBeTypeOf('number')
    expect(open(3, '.')).toBeTypeOf('number')
    expect(open(3, '../dir/nested/file')).toBe('notcapable')
    expect(open(3, '..')).toBe('notcapable')
    expect(open(3, 'dir/../..')).toBe('notcapable')
    expect(open(3, '')).toBe('noent')
    expect(open(3, 'none/../dir')).toBe('noent')
    expect(open(3, 'dir/nested/file/../file')).toBe('notdir')
    expect(open(3, Buffer.from([0x66, 0xff]))).toBe('noent')
    expect(open(3, Buffer.alloc(255, 0xff))).toBe('noent')
    expect(open(3, Buffer.alloc(256, 0xff))).toBe('nametoolong')
    expect(open(3, 'n'.repeat(256))).toBe('nametoolong')
    expect(open(3, 'dir/'.repeat(1100))).toBe('nametoolong')
    expect(open(3, './'.repeat(1000) + 'dir')).toBeTypeOf('number')
  })

  test('names that are no UTF-8 are kept as they are', () => {
    const { call, open, opened, mkdir, symlink, rename, unlink, rmdir, stat, path, bytes, view, out, run } =
      start()
    const [file, directory, link] = [
      [0x66, 0xff],
      [0x64, 0xc3],
      [0xed, 0xb2, 0x80],
    ].map(Buffer.from) as [Buffer, Buffer, Buffer]
    expect(mkdir(3, directory)).toBe('success')
    const inner = Buffer.concat([directory, Buffer.from('/'), file])
    expect(open(3, inner, { oflags: ['creat'] })).toBeTypeOf('number')
    expect(symlink(inner, 3, link)).toBe('success')
    expect(stat(3, link)).toMatchObject({ type: 'link', size: BigInt(inner.length) })
    expect(stat(3, link, true)).toMatchObject({ type: 'file' })
    expect(run('path_readlink', 3, ...path(link), 20480, 100, out)).toBe('success')
    expect(Buffer.from(bytes.slice(20480, 20480 + view.getUint32(out, true)))).toEqual(inner)
    const sub = opened(3, directory, { oflags: ['directory'] })
    expect(call.fd_readdir!(sub, 20480, 1000, 2n, out)).toBe(0)
    expect(view.getUint32(out, true)).toBe(24 + file.length)
    expect(Buffer.from(bytes.slice(20480 + 24, 20480 + 24 + file.length))).toEqual(file)
    expect(stat(3, Buffer.from('f\ufffd'))).toBe('noent')
    expect(rename([3, inner], [3, file])).toBe('success')
    expect([unlink(3, file), rmdir(3, directory), unlink(3, link)]).toEqual(Array(3).fill('success'))
  })

  test('names are kept as they are', () => {
    const { file, readdir, unlink } = start()
    const names = [
      '\ufeffmark',
      'ä',
      'a\u0308',
      ' space ',
      'new\nline',
      '\u{1f600}',
      '...',
      '\\',
      'n'.repeat(255),
    ]
    for (const name of names) file(name)
    const found = (readdir(3) as { name: string }[]).map(({ name }) => name).slice(2)
    expect(found.sort()).toEqual([...names].sort())
    expect(names.map(name => unlink(3, name))).toEqual(names.map(() => 'success'))
  })

  test('opening: what has to be there and what must not', () => {
    const { open, opened, mkdir, file, fdstat, readdir } = start()
    expect(open(3, 'file')).toBe('noent')
    expect(open(3, 'none/file', { oflags: ['creat'] })).toBe('noent')
    const fd = opened(3, 'file', { oflags: ['creat', 'excl'] })
    expect(open(3, 'file', { oflags: ['creat', 'excl'] })).toBe('exist')
    expect(open(3, 'file', { oflags: ['creat'] })).toBeTypeOf('number')
    expect(open(3, 'file', { oflags: ['directory'] })).toBe('notdir')
    expect(open(fd, 'file')).toBe('notdir')
    expect(open(0, 'file')).toBe('notdir')
    expect(open(99, 'file')).toBe('badf')
    mkdir(3, 'dir')
    expect(open(3, 'dir', { oflags: ['directory', 'creat'] })).toBe('inval')
    expect(open(3, 'dir', { oflags: ['directory', 'trunc'] })).toBe('inval')
    expect(open(3, 'dir', { rights: ['fd_write'] })).toBe('isdir')
    expect(open(3, 'dir', { oflags: ['directory'], rights: ['fd_write'] })).toBe('isdir')
    expect(open(3, 'dir', { oflags: ['creat'] })).toBe('isdir')
    expect(open(3, 'new/', { oflags: ['creat'] })).toBe('isdir')
    expect(open(3, '.', { oflags: ['creat', 'excl'] })).toBe('exist')
    expect(fdstat(opened(3, 'dir'))).toMatchObject({ type: 'directory' })
    expect(open(3, 'file', { fdflags: 4 })).toBeTypeOf('number')
    expect(open(3, 'file', { fdflags: 32 })).toBe('inval')
    file('dir/inner')
    expect((readdir(opened(3, 'dir', { rights: ['fd_readdir'] })) as unknown[]).length).toBe(3)
  })

  test('a given directory can be opened with the rights it has', () => {
    const { fdstat, open, run, path, out } = start()
    const { base, inheriting } = fdstat(3) as { base: bigint; inheriting: bigint }
    for (const oflags of [0, 2]) {
      expect(run('path_open', 3, 0, ...path('.'), oflags, base, inheriting, 0, out)).toBe('success')
      expect(run('path_open', 3, 0, ...path('.'), oflags, 0n, 0n, 0, out)).toBe('success')
    }
    expect(open(3, '.', { rights: ['fd_read', 'fd_readdir'] })).toBeTypeOf('number')
  })

  test('truncating', () => {
    const { file, content, opened, stat } = start()
    file('file', 'some content')
    opened(3, 'file', { oflags: ['creat'], rights: ['fd_write'] })
    expect(content('file')).toBe('some content')
    opened(3, 'file', { oflags: ['trunc'], rights: 0n })
    expect(stat(3, 'file')).toMatchObject({ size: 0n })
    file('file', 'again')
    opened(3, 'file', { oflags: ['creat', 'trunc'], rights: ['fd_read', 'fd_write'] })
    expect(content('file')).toBe('')
  })

  test('links are followed where that is asked for, and else not', () => {
    const { symlink, open, opened, mkdir, rmdir, unlink, file, fdstat, content, stat } = start()
    expect(symlink('target', 3, 'symlink')).toBe('success')
    // A link that leads nowhere.
    expect(open(3, 'symlink', { oflags: ['directory'], rights: 0n })).toBe('loop')
    expect(open(3, 'symlink', { rights: 0n })).toBe('loop')
    expect(open(3, 'symlink', { follow: true })).toBe('noent')
    expect([stat(3, 'symlink', true), (stat(3, 'symlink') as Stat).size]).toEqual(['noent', 6n])
    expect(open(3, 'symlink', { oflags: ['creat', 'excl'], follow: true })).toBe('exist')
    // To a directory.
    mkdir(3, 'target')
    expect(open(3, 'symlink', { oflags: ['directory'] })).toBe('loop')
    expect(open(3, 'symlink', {})).toBe('loop')
    expect(open(3, 'symlink/', {})).toBeTypeOf('number')
    expect(fdstat(opened(3, 'symlink', { oflags: ['directory'], follow: true }))).toMatchObject({
      type: 'directory',
    })
    file('symlink/inner', 'through a link')
    expect(content('target/inner')).toBe('through a link')
    expect(unlink(3, 'symlink/inner')).toBe('success')
    // To a file, by way of making it.
    rmdir(3, 'target')
    expect(open(3, 'symlink', { oflags: ['creat'], follow: true })).toBeTypeOf('number')
    expect(stat(3, 'target')).toMatchObject({ type: 'file' })
    expect(open(3, 'symlink', { oflags: ['directory'] })).toBe('loop')
    expect(open(3, 'symlink')).toBe('loop')
    expect(open(3, 'symlink', { oflags: ['directory'], follow: true })).toBe('notdir')
    expect(open(3, 'symlink/')).toBe('notdir')
  })

  test('links over links, and around', () => {
    const { symlink, open, mkdir, file, content, readlink } = start()
    symlink('symlink', 3, 'symlink')
    expect(open(3, 'symlink')).toBe('loop')
    expect(open(3, 'symlink', { follow: true })).toBe('loop')
    expect(open(3, 'symlink/x')).toBe('loop')
    mkdir(3, 'a')
    mkdir(3, 'a/b')
    file('a/file', 'found')
    symlink('../a/b/up', 3, 'a/chain')
    symlink('../file', 3, 'a/b/up')
    symlink('./a/./', 3, 'here')
    expect(content('a/b/up')).toBe('found')
    expect(content('here/b/../file')).toBe('found')
    symlink('a/b', 3, 'deep')
    expect(content('deep/up')).toBe('found')
    expect(content('deep/../file')).toBe('found')
    expect(content('here/chain')).toBe('found')
    expect(readlink(3, 'here/chain')).toBe('../a/b/up')
    for (let i = 0; i < 45; i++) symlink(i === 0 ? 'a' : `link${i - 1}`, 3, `link${i}`)
    expect(content('link30/file')).toBe('found')
    expect(content('link44/file')).toBe('loop')
  })

  test('reading a link: all of it, or as much as fits', () => {
    const { symlink, readlink, file, mkdir, run, path } = start()
    symlink('target', 3, 'symlink')
    file('file')
    mkdir(3, 'dir')
    expect(readlink(3, 'symlink')).toBe('target')
    expect(readlink(3, 'symlink', 4)).toBe('targ')
    expect(run('path_readlink', 3, ...path('symlink'), 2000, 0, 16)).toBe('inval')
    expect([readlink(3, 'file'), readlink(3, 'dir'), readlink(3, 'dir/'), readlink(3, '.')]).toEqual(
      Array(4).fill('inval'),
    )
    expect([readlink(3, 'none'), readlink(3, '')]).toEqual(['noent', 'noent'])
  })

  test('making a link: never over something, never to outside', () => {
    const { symlink, mkdir, file, rmdir, unlink } = start()
    expect(symlink('source', 3, 'target/')).toBe('noent')
    expect(symlink('source', 3, 'target')).toBe('success')
    expect(unlink(3, 'target')).toBe('success')
    mkdir(3, 'target')
    expect([symlink('source', 3, 'target/'), symlink('source', 3, 'target')]).toEqual(['exist', 'exist'])
    rmdir(3, 'target')
    file('target')
    expect([symlink('source', 3, 'target/'), symlink('source', 3, 'target')]).toEqual(['exist', 'exist'])
    expect([symlink('/', 3, 'root'), symlink('/etc/passwd', 3, 'root')]).toEqual(Array(2).fill('notcapable'))
    expect([symlink('', 3, 'empty'), symlink('a\0b', 3, 'nul'), symlink('x', 3, '.')]).toEqual([
      'noent',
      'inval',
      'exist',
    ])
  })

  test('times of what a name stands for, link or target', () => {
    const { symlink, file, stat, run, path } = start()
    file('file', 'x')
    symlink('file', 3, 'link')
    const set = (name: string, { follow = 0, flags = 5 } = {}) =>
      run('path_filestat_set_times', 3, follow, ...path(name), 111111111n, 1600000000123456789n, flags)
    const before = stat(3, 'file') as Stat
    expect(set('link')).toBe('success')
    expect(stat(3, 'link')).toMatchObject({ type: 'link', atim: 111111111n, mtim: 1600000000123456789n })
    expect(stat(3, 'file')).toEqual(before)
    expect(stat(3, 'link')).toMatchObject({ size: 4n })
    expect(set('link', { follow: 1 })).toBe('success')
    expect(stat(3, 'file')).toMatchObject({ type: 'file', atim: 111111111n, mtim: 1600000000123456789n })
    expect(set('.', { flags: 4 })).toBe('success')
    expect(stat(3, '.')).toMatchObject({ mtim: 1600000000123456789n })
    expect([set('file', { flags: 12 }), set('none'), set('file/')]).toEqual(['inval', 'noent', 'notdir'])
  })

  test('a second name for a file', () => {
    const { link, file, stat, opened, fstat, fdstat, mkdir, symlink, unlink, content, write } = start()
    file('file', 'content')
    expect(link([3, 'file'], [3, 'link'])).toBe('success')
    expect(stat(3, 'link')).toEqual(stat(3, 'file'))
    expect(stat(3, 'file')).toMatchObject({ nlink: 2n })
    const [a, b] = [opened(3, 'file', { rights: ['fd_write'] }), opened(3, 'link', { rights: ['fd_write'] })]
    expect([fstat(a), fdstat(a)]).toEqual([fstat(b), fdstat(b)])
    write(a, 'CON')
    expect(content('link')).toBe('CONtent')
    mkdir(3, 'sub')
    const sub = opened(3, 'sub', { oflags: ['directory'] })
    expect(link([3, 'file'], [sub, 'link'])).toBe('success')
    expect(stat(3, 'sub/link')).toMatchObject({ nlink: 3n })
    expect([unlink(3, 'link'), unlink(sub, 'link')]).toEqual(['success', 'success'])
    expect(stat(3, 'file')).toMatchObject({ nlink: 1n })
    expect([link([3, 'file'], [3, 'file']), link([3, 'file'], [3, 'sub'])]).toEqual(['exist', 'exist'])
    expect([link([3, 'sub'], [3, 'new']), link([3, '.'], [3, 'new'])]).toEqual(['perm', 'perm'])
    expect([link([3, 'file'], [3, 'new/']), link([3, 'file/'], [3, 'new'])]).toEqual(['noent', 'notdir'])
    expect([link([3, 'none'], [3, 'new']), link([3, 'file'], [3, 'none/new'])]).toEqual(['noent', 'noent'])
    symlink('file', 3, 'symlink')
    symlink('nowhere', 3, 'dangling')
    expect(link([3, 'file'], [3, 'dangling'])).toBe('exist')
    expect(link([3, 'dangling'], [3, 'second'])).toBe('success')
    expect(stat(3, 'second')).toMatchObject({ type: 'link' })
    expect(link([3, 'dangling'], [3, 'third'], true)).toBe('noent')
    expect(link([3, 'symlink'], [3, 'third'], true)).toBe('success')
    expect(stat(3, 'third')).toMatchObject({ type: 'file', nlink: 2n })
  })

  test('renaming files', () => {
    const { rename, file, mkdir, stat, content, symlink, readlink } = start()
    file('source', 'one')
    expect(rename([3, 'source'], [3, 'target'])).toBe('success')
    expect([stat(3, 'source'), content('target')]).toEqual(['noent', 'one'])
    file('source', 'two')
    expect(rename([3, 'source'], [3, 'target'])).toBe('success')
    expect(content('target')).toBe('two')
    expect(rename([3, 'target'], [3, 'target'])).toBe('success')
    mkdir(3, 'dir')
    expect(rename([3, 'target'], [3, 'dir'])).toBe('isdir')
    expect([rename([3, 'target/'], [3, 'x']), rename([3, 'target'], [3, 'x/'])]).toEqual(['notdir', 'notdir'])
    expect([rename([3, 'none'], [3, 'x']), rename([3, 'target'], [3, 'none/x'])]).toEqual(['noent', 'noent'])
    expect(rename([3, 'target'], [3, 'dir/moved'])).toBe('success')
    expect(content('dir/moved')).toBe('two')
    symlink('dir/moved', 3, 'link')
    expect(rename([3, 'link'], [3, 'renamed'])).toBe('success')
    expect(readlink(3, 'renamed')).toBe('dir/moved')
    expect(rename([3, 'dir/moved'], [3, 'renamed'])).toBe('success')
    expect(stat(3, 'renamed')).toMatchObject({ type: 'file' })
  })

  test('renaming directories', () => {
    const { rename, file, mkdir, stat, rmdir } = start()
    mkdir(3, 'source')
    expect(rename([3, 'source/'], [3, 'target'])).toBe('success')
    expect(rename([3, 'target'], [3, 'source/'])).toBe('success')
    expect(rename([3, 'source/'], [3, 'target/'])).toBe('success')
    expect(rename([3, 'target'], [3, 'source'])).toBe('success')
    mkdir(3, 'empty')
    expect(rename([3, 'source'], [3, 'empty'])).toBe('success')
    mkdir(3, 'source')
    file('empty/file')
    expect(rename([3, 'source'], [3, 'empty'])).toBe('notempty')
    file('file')
    expect(rename([3, 'source'], [3, 'file'])).toBe('notdir')
    expect(rename([3, 'empty'], [3, 'empty/inside'])).toBe('inval')
    mkdir(3, 'source/sub')
    expect(rename([3, 'source'], [3, 'source/sub/deeper'])).toBe('inval')
    expect(rename([3, '.'], [3, 'x'])).toBe('busy')
    expect(rename([3, 'source'], [3, '.'])).toBe('busy')
    expect(rename([3, 'source'], [3, '..'])).toBe('notcapable')
    expect(rename([3, 'source/sub'], [3, 'sub'])).toBe('success')
    expect(stat(3, 'source/sub')).toBe('noent')
    expect(rmdir(3, 'source')).toBe('success')
  })

  test('removing', () => {
    const { unlink, rmdir, mkdir, file, stat, symlink } = start()
    mkdir(3, 'dir')
    file('dir/file')
    expect([unlink(3, 'dir'), unlink(3, 'dir/'), unlink(3, '.')]).toEqual(Array(3).fill('isdir'))
    expect([unlink(3, 'dir/file/'), rmdir(3, 'dir/file'), rmdir(3, 'dir/file/')]).toEqual(
      Array(3).fill('notdir'),
    )
    expect([rmdir(3, 'dir'), rmdir(3, '.'), rmdir(3, 'none')]).toEqual(['notempty', 'inval', 'noent'])
    expect(unlink(3, 'dir/file')).toBe('success')
    expect(unlink(3, 'dir/file')).toBe('noent')
    symlink('dir', 3, 'link')
    expect([rmdir(3, 'link'), rmdir(3, 'link/')]).toEqual(['notdir', 'notdir'])
    expect(unlink(3, 'link')).toBe('success')
    expect(rmdir(3, 'dir/')).toBe('success')
    expect(stat(3, 'dir')).toBe('noent')
  })

  test('making directories', () => {
    const { mkdir, stat, file } = start()
    expect([mkdir(3, 'a'), mkdir(3, 'a/b/'), mkdir(3, 'a/b/c')]).toEqual(Array(3).fill('success'))
    expect([mkdir(3, 'a'), mkdir(3, '.'), mkdir(3, 'a/b/..')]).toEqual(Array(3).fill('exist'))
    expect([mkdir(3, 'none/a'), mkdir(3, '')]).toEqual(['noent', 'noent'])
    file('file')
    expect([mkdir(3, 'file'), mkdir(3, 'file/a')]).toEqual(['exist', 'notdir'])
    expect(stat(3, 'a/b/c')).toMatchObject({ type: 'directory' })
    expect(stat(3, 'a/b/c/')).toMatchObject({ type: 'directory' })
    expect(stat(3, 'file/')).toBe('notdir')
  })

  test('two files are told apart, one is itself', () => {
    const { file, stat, opened, fstat, rename } = start()
    file('one')
    file('two')
    const [one, two] = [stat(3, 'one') as Stat, stat(3, 'two') as Stat]
    expect(one.ino === two.ino && one.dev === two.dev).toBe(false)
    expect(fstat(opened(3, 'one'))).toMatchObject({ ino: one.ino, dev: one.dev })
    rename([3, 'one'], [3, 'three'])
    expect(stat(3, 'three')).toMatchObject({ ino: one.ino, dev: one.dev })
  })

  test('between two given directories nothing is moved or linked that cannot be', () => {
    const [other] = systems.filter(([, system]) => system !== make).map(([, system]) => system)
    const guest = calls({ preopens: { '/': make(), '/other': other!() } })
    guest.opened(3, 'file', { oflags: ['creat'] })
    expect(guest.rename([3, 'file'], [4, 'file'])).toBe('xdev')
    expect(guest.link([3, 'file'], [4, 'file'])).toBe('xdev')
    expect(guest.stat(3, 'file')).toMatchObject({ type: 'file' })
  })
})
