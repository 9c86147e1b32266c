// Waiting for files, signals, the version before preview 1, and what an embedder can give.
import { describe, expect, test } from 'vitest'
import { memory, overlay, readOnly, symbolicLink } from '#imports/fs/index.js'
import { capture, Exit, functions, wasi } from '#imports/wasi/index.js'
import { calls } from './calls.js'

interface Subscription {
  readonly tag: number
  readonly fd?: number
  readonly timeout?: bigint
}

/** Polls and gives the events as [userdata, errno, type, bytes]. */
function poll({ view, call }: ReturnType<typeof calls>, subscriptions: readonly Subscription[]) {
  for (const [i, { tag, fd = 1, timeout = 0n }] of subscriptions.entries()) {
    const at = 1000 + i * 48
    view.setBigUint64(at, BigInt(i), true)
    view.setUint8(at + 8, tag)
    view.setUint32(at + 16, fd, true)
    view.setBigUint64(at + 24, timeout, true)
    view.setUint16(at + 40, 0, true)
  }
  expect(call.poll_oneoff!(1000, 2000, subscriptions.length, 3000)).toBe(0)
  return Array.from({ length: view.getUint32(3000, true) }, (_, i) => [
    Number(view.getBigUint64(2000 + i * 32, true)),
    view.getUint16(2008 + i * 32, true),
    view.getUint8(2010 + i * 32),
    Number(view.getBigUint64(2016 + i * 32, true)),
  ])
}

describe('polling', () => {
  test('takes the right to do what is waited for', () => {
    const guest = calls({ preopens: { '/': memory({ file: 'content' }) } })
    const [readable, writable] = [
      guest.opened(3, 'file', { rights: ['fd_read'] }),
      guest.opened(3, 'file', { rights: ['fd_write'] }),
    ]
    const both = [1, 2].flatMap(tag => [readable, writable].map(fd => ({ tag, fd })))
    const [success, notcapable] = [0, 76]
    expect(poll(guest, both)).toEqual([
      [0, success, 1, 7],
      [1, notcapable, 1, 0],
      [2, notcapable, 2, 0],
      [3, success, 2, 0],
    ])
  })

  const waiting = (readyAfter: bigint) => {
    const waits: bigint[] = []
    const slept: bigint[] = []
    let waited = 0n
    const wait = (nanoseconds: bigint) => {
      waits.push(nanoseconds)
      waited += nanoseconds
      return waited >= readyAfter
    }
    const sleep = (nanoseconds: bigint) => {
      slept.push(nanoseconds)
      waited += nanoseconds
    }
    const clock = { realtime: () => 0n, monotonic: () => 0n, sleep }
    return { waits, slept, options: { stdin: { read: () => 1, wait }, clock } }
  }

  test('input that has not come is waited for, up to the clock', () => {
    const { options, waits } = waiting(10_000n)
    const guest = calls(options)
    expect(
      poll(guest, [
        { tag: 1, fd: 0 },
        { tag: 0, timeout: 5000n },
      ]),
    ).toEqual([[1, 0, 0, 0]])
    expect(waits).toEqual([0n, 5000n, 0n])
    expect(
      poll(guest, [
        { tag: 1, fd: 0 },
        { tag: 0, timeout: 50_000n },
      ]),
    ).toEqual([[0, 0, 1, 1]])
  })

  test('of several files the first that is ready ends it', () => {
    const { options, slept } = waiting(2_500_000n)
    const guest = calls({ ...options, stdout: { write: () => 1, wait: () => false } })
    expect(
      poll(guest, [
        { tag: 1, fd: 0 },
        { tag: 2, fd: 1 },
      ]),
    ).toEqual([[0, 0, 1, 1]])
    expect(slept).toEqual([1_000_000n, 1_000_000n, 1_000_000n])
  })

  test('files are always ready and say how much there is', () => {
    const guest = calls({ preopens: { '/': memory({ file: 'content' }) } })
    const fd = guest.opened(3, 'file', { rights: ['fd_read', 'fd_write'] })
    guest.read(fd, 3)
    expect(
      poll(guest, [
        { tag: 1, fd },
        { tag: 2, fd },
        { tag: 2, fd: 1 },
        { tag: 2, fd: 2 },
      ]),
    ).toEqual([
      [0, 0, 1, 4],
      [1, 0, 2, 0],
      [2, 0, 2, 0],
      [3, 0, 2, 0],
    ])
    expect(
      poll(guest, [
        { tag: 1, fd: 3 },
        { tag: 1, fd: 99 },
        { tag: 1, fd: 1 },
      ]),
    ).toEqual([
      [0, 8, 1, 0],
      [1, 8, 1, 0],
      [2, 8, 1, 0],
    ])
  })
})

test('a signal does what it does by default', () => {
  const { run, call } = calls()
  // None, pipe, chld, stop, winch.
  for (const ignored of [0, 13, 16, 18, 27]) expect(run('proc_raise', ignored)).toBe('success')
  expect([run('proc_raise', 31), run('proc_raise', 99)]).toEqual(['inval', 'inval'])
  expect(() => call.proc_raise!(6)).toThrow(Exit)
  const system = wasi()
  const _start = () => system.imports.wasi_snapshot_preview1.proc_raise!(6)
  expect(system.start({ exports: { _start } })).toBe(134)
})

describe('wasi_unstable', () => {
  const tree = { file: 'content' }

  test('has the same functions', () => {
    const { imports } = wasi()
    expect(Object.keys(functions).length).toBe(46)
    expect(Object.keys(imports.wasi_snapshot_preview1).sort()).toEqual(Object.keys(functions).sort())
    expect(Object.keys(imports.wasi_unstable).sort()).toEqual(Object.keys(functions).sort())
  })

  test('counts whence from the position', () => {
    const { opened, seek } = calls({ preopens: { '/': memory(tree) } }, 'wasi_unstable')
    const fd = opened(3, 'file')
    expect([seek(fd, 2n, 2), seek(fd, 1n, 0), seek(fd, -1n, 1), seek(fd, 0n, 3)]).toEqual([
      2n,
      3n,
      6n,
      'inval',
    ])
  })

  test('has a shorter filestat', () => {
    const { opened, run, view, bytes, path } = calls({ preopens: { '/': memory(tree) } }, 'wasi_unstable')
    const fd = opened(3, 'file')
    run('fd_filestat_set_times', fd, 11n, 22n, 5)
    for (const ask of [
      () => run('fd_filestat_get', fd, 512),
      () => run('path_filestat_get', 3, 0, ...path('file'), 512),
    ]) {
      bytes.fill(255, 512, 600)
      expect(ask()).toBe('success')
      expect([view.getUint8(528), view.getUint32(532, true), view.getBigUint64(536, true)]).toEqual([
        4,
        1,
        7n,
      ])
      expect([view.getBigUint64(544, true), view.getBigUint64(552, true)]).toEqual([11n, 22n])
      expect(view.getUint8(568)).toBe(255)
    }
  })

  test('has a longer subscription', () => {
    const slept: bigint[] = []
    const clock = { monotonic: () => 100n, sleep: (time: bigint) => void slept.push(time) }
    const { view, run } = calls({ clock }, 'wasi_unstable')
    view.setBigUint64(1000, 5n, true)
    view.setUint32(1024, 1, true)
    view.setBigUint64(1032, 400n, true)
    view.setUint16(1048, 1, true)
    view.setUint8(1056 + 8, 1)
    view.setUint32(1056 + 16, 99, true)
    expect(run('poll_oneoff', 1000, 2000, 1, 3000)).toBe('success')
    expect([slept, view.getBigUint64(2000, true)]).toEqual([[300n], 5n])
    expect(run('poll_oneoff', 1000, 2000, 2, 3000)).toBe('success')
    expect([view.getUint32(3000, true), view.getUint16(2008, true)]).toEqual([1, 8])
  })

  test('has the other records as they are now', () => {
    const shape = (module?: 'wasi_unstable') => {
      const guest = calls({ args: ['a', 'bc'], preopens: { '/': memory(tree) } }, module)
      const { run, view, bytes, readdir } = guest
      const seen = (name: string, ...words: readonly (number | bigint)[]) => {
        bytes.fill(255, 4096, 4200)
        return [run(name, ...words), [...bytes.subarray(4096, 4200)]]
      }
      return [
        seen('fd_fdstat_get', 3, 4096),
        seen('fd_prestat_get', 3, 4096),
        seen('args_sizes_get', 4096, 4100),
        seen('args_get', 4096, 4110),
        seen('fd_prestat_dir_name', 3, 4096, 1),
        seen('clock_res_get', 1, 4096),
        readdir(3),
        view.getUint32(4096, true),
      ]
    }
    expect(shape('wasi_unstable')).toEqual(shape())
  })
})

describe('streams', () => {
  test('input from pieces, read one after another', () => {
    function* pieces() {
      yield 'one '
      yield ''
      yield new TextEncoder().encode('two')
    }
    const { read } = calls({ stdin: pieces() })
    expect([read(0, 2), read(0), read(0), read(0)]).toEqual(['on', 'e ', 'two', ''])
    expect(calls({ stdin: ['a', 'b'] }).read(0)).toBe('a')
    expect(calls({ stdin: new Uint8Array([104, 105]) }).read(0)).toBe('hi')
  })

  test('input and output may be objects with a state of their own', () => {
    class Counter {
      count = 0
      read(buffer: Uint8Array) {
        buffer[0] = 48 + this.count++
        return 1
      }
      write(bytes: Uint8Array) {
        this.count += bytes.length
      }
      wait() {
        return this.count >= 0
      }
    }
    const [stdin, stdout] = [new Counter(), new Counter()]
    const guest = calls({ stdin: { read: b => stdin.read(b) }, stdout })
    expect([guest.read(0), guest.read(0), guest.write(1, 'four')]).toEqual(['0', '1', 4])
    expect(calls({ stdin: new Counter() }).read(0)).toBe('0')
    expect(stdout.count).toBe(4)
  })

  test('output to a buffer, to streams of Node and of browsers', async () => {
    const kept = capture()
    const node: Uint8Array[] = []
    const nodeStream = { write: (bytes: Uint8Array) => node.push(bytes) > 100, on: () => {}, isTTY: true }
    const web = new TransformStream<Uint8Array, Uint8Array>()
    const guest = calls({ stdout: kept, stderr: nodeStream })
    expect([guest.write(1, 'out'), guest.write(1, 'put'), guest.write(2, 'error')]).toEqual([3, 3, 5])
    guest.bytes.fill(0)
    expect([kept.text(), Buffer.concat(node).toString()]).toEqual(['output', 'error'])
    expect([guest.fdstat(2), guest.fdstat(1)]).toMatchObject([{ type: 'char' }, { type: 'unknown' }])
    calls({ stdout: web.writable }).write(1, 'to the web')
    const { value } = await web.readable.getReader().read()
    expect(Buffer.from(value!).toString()).toBe('to the web')
  })
})

describe('file systems', () => {
  test('a read-only one refuses every change', () => {
    const tree = memory({ file: 'content', dir: { inner: '' }, link: symbolicLink('file') })
    const before = [tree.look('file'), tree.look('dir'), tree.look('link'), tree.stat()]
    const guest = calls({ preopens: { '/': readOnly(tree), '/copy': memory() } })
    const { open, opened, mkdir, rmdir, unlink, symlink, link, rename, run, path, read, readlink } = guest
    const fd = opened(3, 'file', { rights: ['fd_read'] })
    const dir = opened(3, 'dir', { oflags: ['directory'] })
    expect([read(fd), readlink(3, 'link')]).toEqual(['content', 'file'])
    const attempts = {
      write: open(3, 'file', { rights: ['fd_write'] }),
      truncate: open(3, 'file', { oflags: ['trunc'] }),
      create: open(3, 'new', { oflags: ['creat'] }),
      inside: open(dir, 'new', { oflags: ['creat'] }),
      mkdir: mkdir(3, 'new'),
      rmdir: rmdir(3, 'dir'),
      unlink: unlink(3, 'file'),
      symlink: symlink('x', 3, 'new'),
      link: link([3, 'file'], [3, 'new']),
      'link away': link([3, 'file'], [4, 'new']),
      rename: rename([3, 'file'], [3, 'new']),
      'rename away': rename([3, 'file'], [4, 'new']),
      times: run('path_filestat_set_times', 3, 0, ...path('file'), 1n, 1n, 5),
      'times of a link': run('path_filestat_set_times', 3, 0, ...path('link'), 1n, 1n, 5),
      'times of the root': run('path_filestat_set_times', 3, 0, ...path('.'), 1n, 1n, 5),
      'times of a file': run('fd_filestat_set_times', fd, 1n, 1n, 5),
      'times of a directory': run('fd_filestat_set_times', dir, 1n, 1n, 5),
    }
    expect(Object.entries(attempts).filter(([, errno]) => errno !== 'rofs')).toEqual([])
    expect([run('fd_filestat_set_size', fd, 0n), run('fd_allocate', fd, 0n, 100n)]).toEqual([
      'inval',
      'notcapable',
    ])
    expect([mkdir(3, 'dir'), open(3, 'file', { oflags: ['creat', 'excl'] })]).toEqual(['exist', 'exist'])
    expect(open(3, 'file', { oflags: ['creat'] })).toBeTypeOf('number')
    guest.opened(4, 'x', { oflags: ['creat'] })
    expect([rename([4, 'x'], [3, 'x']), link([4, 'x'], [3, 'x'])]).toEqual(['xdev', 'xdev'])
    expect([tree.look('file'), tree.look('dir'), tree.look('link'), tree.stat()]).toEqual(before)
    expect(tree.list().length).toBe(3)
  })

  test('an overlay keeps changes to itself', () => {
    const below = memory({ file: 'content', dir: { inner: 'inner', other: '' }, link: symbolicLink('file') })
    below.link('file', below, 'hard')
    const guest = calls({ preopens: { '/': overlay(below) } })
    const { opened, write, read, unlink, rename, mkdir, rmdir, stat, readdir, readlink } = guest
    const fd = opened(3, 'file', { rights: ['fd_read', 'fd_write'] })
    expect([read(fd, 3), write(fd, 'TENT')]).toEqual(['con', 4])
    expect(read(opened(3, 'hard'))).toBe('conTENT')
    expect(unlink(3, 'dir/inner')).toBe('success')
    expect(rename([3, 'dir'], [3, 'moved'])).toBe('success')
    expect([mkdir(3, 'dir'), rmdir(3, 'moved')]).toEqual(['success', 'notempty'])
    expect([stat(3, 'dir/other'), stat(3, 'moved/inner')]).toEqual(['noent', 'noent'])
    expect(stat(3, 'moved/other')).toMatchObject({ type: 'file' })
    expect(readlink(3, 'link')).toBe('file')
    const names = (readdir(3) as { name: string }[]).map(({ name }) => name)
    expect(names.sort()).toEqual(['.', '..', 'dir', 'file', 'hard', 'link', 'moved'])
    expect(below.list().map(({ name }) => name)).toEqual(['file', 'dir', 'link', 'hard'])
    expect(below.look('file')).toMatchObject({ size: 7n, links: 2n })
    const content = new Uint8Array(7)
    below.open('file', { read: true }).read(content, 0)
    expect(Buffer.from(content).toString()).toBe('content')
  })

  test('memory ends, and is given back', () => {
    const { opened, write, run, unlink, closeFd } = calls({
      preopens: { '/': memory({}, { capacity: 10_000 }) },
    })
    const fd = opened(3, 'file', { oflags: ['creat'], rights: ['fd_write'] })
    expect(write(fd, 'x'.repeat(9000))).toBe(9000)
    expect([write(fd, 'x'.repeat(2000)), run('fd_filestat_set_size', fd, 1n << 40n)]).toEqual([
      'nospc',
      'nospc',
    ])
    expect([unlink(3, 'file'), closeFd(fd)]).toEqual(['success', 'success'])
    const again = opened(3, 'file', { oflags: ['creat'], rights: ['fd_write'] })
    expect(write(again, 'x'.repeat(9000))).toBe(9000)
  })

  test('a directory that is given stays open when the guest ends', () => {
    const directory = memory({ file: 'content' })
    for (let run = 0; run < 2; run++) {
      const guest = calls({ preopens: { '/': directory } })
      expect(guest.read(guest.opened(3, 'file'))).toBe('content')
      guest.close()
      expect(guest.fdstat(3)).toBe('badf')
    }
  })
})

describe('what a guest can ask too much of', () => {
  test('ranges: the first 1024 are served', () => {
    const { call, view, vectors } = calls({ stdin: 'x'.repeat(3000) })
    vectors(
      0,
      Array.from({ length: 2000 }, () => [40000, 1] as const),
    )
    expect(call.fd_read!(0, 0, 2000, 30000)).toBe(0)
    expect(view.getUint32(30000, true)).toBe(1024)
    expect(call.fd_write!(1, 0, 2000, 30000)).toBe(0)
    expect(view.getUint32(30000, true)).toBe(1024)
  })

  test('open files: 65536', () => {
    const { open, closeFd } = calls({ preopens: { '/': memory({ file: '' }) } })
    for (let fd = 4; fd < 65536; fd++) if (open(3, 'file') !== fd) throw new TypeError(`not ${fd}`)
    expect(open(3, 'file')).toBe('mfile')
    expect(closeFd(77)).toBe('success')
    expect([open(3, 'file'), open(3, 'file')]).toEqual([77, 'mfile'])
  })

  test('paths and the texts of links: 4095 bytes', () => {
    const { symlink, stat, mkdir } = calls({ preopens: { '/': memory() } })
    expect(symlink('x'.repeat(4095), 3, 'link')).toBe('success')
    expect([symlink('x'.repeat(4096), 3, 'other'), mkdir(3, 'x'.repeat(5000))]).toEqual([
      'nametoolong',
      'nametoolong',
    ])
    expect(stat(3, 'link')).toMatchObject({ size: 4095n })
  })
})
