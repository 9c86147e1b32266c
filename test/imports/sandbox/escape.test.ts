// Attempts to leave a jail by direct calls. Each path of the list is tried with every operation that takes
// a path, on every file system; afterwards nothing of what lies around may have been seen or changed, and
// of a read-only jail nothing inside either.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { hostFolder } from '#imports/fs/node/index.js'
import { some } from '#imports/wasi/rights.js'
import { type Calls, calls } from '../calls.js'
import { openIn } from '../systems.js'
import { hostJail, jails } from './jail.js'
import { paths } from './paths.js'

const linux = existsSync('/proc/self/fd')

const everything = some('fd_read', 'fd_write')

/** Operations that follow links or need what the path leads to; none may succeed. */
const refused: Readonly<Record<string, (guest: Calls, path: string | Uint8Array) => unknown>> = {
  read: ({ open, read }, path) => {
    const fd = open(3, path, { follow: true })
    return typeof fd === 'string' ? fd : read(fd)
  },
  list: ({ open, readdir }, path) => {
    const fd = open(3, path, { follow: true, oflags: ['directory'], rights: ['fd_readdir'] })
    return typeof fd === 'string' ? fd : readdir(fd)
  },
  write: ({ open }, path) => open(3, path, { follow: true, rights: everything }),
  truncate: ({ open }, path) => open(3, path, { follow: true, oflags: ['trunc'], rights: everything }),
  stat: ({ stat }, path) => stat(3, path, true),
  times: ({ run, path: put }, path) => run('path_filestat_set_times', 3, 1, ...put(path), 1n, 1n, 5),
  'link from': ({ run, path: put, path2 }, path) => {
    const to = path2('dir/linked')
    return run('path_link', 3, 1, ...put(path), 3, ...to)
  },
}

/** Operations that may do something inside, to the link itself or to a harmless name. */
const tried: Readonly<Record<string, (guest: Calls, path: string | Uint8Array) => unknown>> = {
  create: ({ open, write }, path) => {
    const fd = open(3, path, { follow: true, oflags: ['creat'], rights: everything })
    return typeof fd === 'string' ? fd : write(fd, 'written by the guest')
  },
  'create exclusively': ({ open }, path) => open(3, path, { oflags: ['creat', 'excl'], rights: everything }),
  'make directory': ({ mkdir }, path) => mkdir(3, path),
  'read link': ({ run, path: put }, path) => run('path_readlink', 3, ...put(path), 30000, 100, 16),
  'times of itself': ({ run, path: put }, path) =>
    run('path_filestat_set_times', 3, 0, ...put(path), 1n, 1n, 5),
  'make link': ({ symlink }, path) => symlink('file', 3, path),
  'link to': ({ run, path: put, path2 }, path) => run('path_link', 3, 0, ...put('file'), 3, ...path2(path)),
  'rename to': ({ run, path: put, path2 }, path) => run('path_rename', 3, ...put('file'), 3, ...path2(path)),
  'rename from': ({ run, path: put, path2 }, path) =>
    run('path_rename', 3, ...put(path), 3, ...path2('dir/renamed')),
  unlink: ({ unlink }, path) => unlink(3, path),
  'remove directory': ({ rmdir }, path) => rmdir(3, path),
}

const label = (path: string | Uint8Array): string =>
  typeof path === 'string' ? JSON.stringify(path.slice(0, 60)) : Buffer.from(path).toString('hex')

const isErrno = (value: unknown): boolean => typeof value === 'string' && /^[a-z0-9]+$/.test(value)

describe.each(jails)('from %s', (_, make) => {
  test.each(paths.map(path => [label(path), path] as const))('%s', (_, path) => {
    const { directory, outside, inside } = make()
    const guest = calls({ preopens: { '/': directory } })
    const before = [outside(), inside?.()]
    const results = Object.entries(refused).map(([name, attempt]) => [name, attempt(guest, path)] as const)
    expect(results.filter(([, result]) => !isErrno(result) || result === 'success')).toEqual([])
    for (const attempt of Object.values(tried)) attempt(guest, path)
    expect([outside(), inside?.()]).toEqual(before)
    guest.close()
  })

  test('links made during the run', () => {
    const { directory, outside } = make()
    const { symlink, open, read, stat, rename, mkdir, opened, unlink, rmdir, close } = calls({
      preopens: { '/': directory },
    })
    const before = outside()
    const tryFile = (name: string) => {
      const fd = open(3, name, { follow: true })
      return typeof fd === 'string' ? fd : read(fd)
    }
    const targets = [
      '../secret.txt',
      '..',
      '../',
      './..',
      '../jail',
      'dir/../..',
      'to-up',
      '../victim/inside',
    ]
    for (const [i, target] of targets.entries()) {
      const name = `made-${i}`
      const errno = symlink(target, 3, name)
      if (errno === 'rofs') continue
      expect(errno).toBe('success')
      expect(tryFile(name)).toBe('notcapable')
      expect(tryFile(`${name}/secret.txt`)).toBe('notcapable')
      expect(tryFile(`${name}/../secret.txt`)).toBe('notcapable')
      expect([mkdir(3, `${name}/x`), unlink(3, `${name}/secret.txt`), rmdir(3, `${name}/victim`)]).toEqual(
        Array(3).fill('notcapable'),
      )
      expect(open(3, name, { follow: true, oflags: ['creat'], rights: everything })).toBe('notcapable')
    }
    if (symlink('../file', 3, 'dir/fine') === 'success') {
      expect(tryFile('dir/fine')).toBe('harmless')
      // The same link leads out where it is moved to.
      rename([3, 'dir/fine'], [3, 'moved'])
      expect(tryFile('moved')).toBe('notcapable')
      // From a directory that was moved there is no way to where it was, nor up.
      const deep = opened(3, 'dir/deep', { oflags: ['directory'] })
      rename([3, 'dir/deep'], [3, 'deep'])
      expect([stat(deep, '..'), stat(deep, '../file'), stat(deep, '../../secret.txt')]).toEqual(
        Array(3).fill('notcapable'),
      )
      // A directory that is held by its path is lost when it is moved.
      if (symlink('../../secret.txt', deep, 'out') !== 'noent') {
        expect([stat(deep, 'out', true), tryFile('deep/out')]).toEqual(Array(2).fill('notcapable'))
      }
    }
    expect(outside()).toBe(before)
    close()
  })

  test('a directory that was opened is a jail of its own', () => {
    const { directory, outside } = make()
    const { opened, stat, open, close } = calls({ preopens: { '/': directory } })
    const before = outside()
    const dir = opened(3, 'dir', { oflags: ['directory'] })
    const deep = opened(dir, 'deep', { oflags: ['directory'] })
    for (const path of ['..', '../file', '../inner', '../../secret.txt', 'to-secret', 'to-up/secret.txt']) {
      expect(['notcapable', 'noent']).toContain(stat(deep, path, true))
    }
    expect(stat(dir, 'to-secret', true)).toBe('notcapable')
    expect(open(dir, 'deep/../inner')).toBeTypeOf('number')
    expect(outside()).toBe(before)
    close()
  })

  test('numbers that the guest was not given are not open', () => {
    const { directory } = make()
    const { fstat, read, closeFd, open, run, close } = calls({ preopens: { '/': directory } })
    for (const fd of [4, 5, 10, 17, 100, 1023, 65535, 2 ** 31 - 1, -1, -100, -(2 ** 31)]) {
      expect([fstat(fd), read(fd), closeFd(fd), open(fd, 'file')]).toEqual(Array(4).fill('badf'))
      expect(run('fd_renumber', fd, 0)).toBe('badf')
    }
    close()
  })
})

test.skipIf(!linux)('the links of /proc lead nowhere, even from inside', () => {
  const { stat, open, readdir, close } = calls({ preopens: { '/': hostFolder('/proc/self') } })
  const paths = [
    'root/etc/passwd',
    'cwd/package.json',
    'exe',
    'fd/0',
    'fd/1',
    'fd/3/secret',
    'task/../root/etc',
  ]
  for (const path of [...paths, `fd/${(readdir(3) as unknown[]).length}`]) {
    expect(['notcapable', 'noent']).toContain(stat(3, path, true))
    expect(['notcapable', 'noent']).toContain(open(3, path, { follow: true }))
    expect(open(3, path)).not.toBeTypeOf('number')
  }
  close()
})

test('a folder may be given by a link to it', () => {
  const { root, jail } = hostJail()
  symlinkSync('jail', `${root}/alias`)
  for (const holding of ['descriptor', 'path'] as const) {
    const { stat, opened, read, close } = calls({
      preopens: { '/': hostFolder(`${root}/alias`, { holding }) },
    })
    expect(read(opened(3, 'file'))).toBe('harmless')
    expect([stat(3, '../secret.txt'), stat(3, 'to-secret', true)]).toEqual(['notcapable', 'notcapable'])
    close()
  }
  expect(readFileSync(`${jail}/file`, 'utf8')).toBe('harmless')
})

test.skipIf(!linux)('no descriptor is left open', () => {
  const { jail } = hostJail()
  const directory = hostFolder(jail)
  const openNow = () => readdirSync('/proc/self/fd').length
  const before = openNow()
  const guest = calls({ preopens: { '/': directory } })
  for (const path of [...paths, 'file', 'dir/deep/../inner', 'dir', 'none']) {
    for (const attempt of [...Object.values(refused), ...Object.values(tried)]) attempt(guest, path)
  }
  guest.close()
  expect(openNow()).toBe(before)
  directory.list()
  expect(openNow()).toBe(before + 1)
  directory.close()
  expect(openNow()).toBe(before)
})

test.skipIf(!linux)('one that waits for a pipe is asked meanwhile whether it may go on', () => {
  const { jail } = hostJail()
  execFileSync('mkfifo', [`${jail}/pipe`])
  const directory = hostFolder(jail)
  let asked = 0
  const check = () => {
    if (++asked === 20) throw new RangeError('the time is up')
  }
  for (const right of ['fd_read', 'fd_write'] as const) {
    asked = 0
    const { open, close } = calls({ preopens: { '/': directory }, check })
    expect(() => open(3, 'pipe', { rights: [right] })).toThrow('the time is up')
    expect(asked).toBe(20)
    close()
    expect(openIn(jail)).toBe(0)
  }
})

test.skipIf(!linux)('a pipe in the jail does not stop a guest that does not want to wait', () => {
  const { jail } = hostJail()
  execFileSync('mkfifo', [`${jail}/pipe`])
  const { opened, read, pread, write, fdstat, fstat, run, close } = calls({
    preopens: { '/': hostFolder(jail) },
  })
  const [nonblock, fdflags] = [4, { fdflags: 4 }]
  const fd = opened(3, 'pipe', { rights: ['fd_read'], ...fdflags })
  expect(read(fd)).toBe('')
  expect(run('fd_filestat_set_times', fd, 5n, 7n, 5)).toBe('success')
  expect(fstat(fd)).toMatchObject({ atim: 5n, mtim: 7n })
  const both = opened(3, 'pipe', { rights: ['fd_read', 'fd_write'] })
  expect([write(both, 'through'), read(fd), read(fd)]).toEqual([7, 'through', 'again'])
  expect([fdstat(fd), pread(fd, 1, 0n)]).toMatchObject([{ type: 'unknown', flags: nonblock }, 'spipe'])
  close()
})
