// How much a file system in memory may hold: content, files, names and the texts of links count; what is
// removed is given back; what stands below an overlay is nobody's guilt.
import { describe, expect, test } from 'vitest'
import { type Directory, memory, overlay, symbolicLink } from '#imports/fs/index.js'
import { hostFolder } from '#imports/fs/node/index.js'
import { peak } from '../peak.js'
import { calls } from './calls.js'
import { folder } from './systems.js'

const writing = { read: true, write: true, create: true }

const create = (directory: Directory, name: string): void => directory.open(name, writing).close()

/** Does something with one number after another until there is no space; how often it went well. */
function untilFull(act: (i: number) => void): number {
  for (let i = 0; ; i++) {
    try {
      act(i)
    } catch (error) {
      expect(error).toMatchObject({ code: 'ENOSPC' })
      return i
    }
  }
}

const [node, name] = [512, 128]

describe.each([
  ['memory', (options: object) => memory({}, options)],
  ['an overlay', (options: object) => overlay(memory(), options)],
] as const)('%s', (_, make) => {
  const megabyte = () => make({ capacity: 1_000_000 })

  test('a name takes as many bytes as are said', () => {
    for (const letters of [4, 12, 13, 14, 100, 255]) {
      const directory = megabyte()
      const text = (i: number) => String(i).padStart(letters, 'x')
      const files = untilFull(i => create(directory, text(i)))
      expect(files).toBe(Math.floor(1_000_000 / (node + name + letters)))
      expect(() => directory.makeDirectory('next')).toThrow('ENOSPC')
      directory.removeFile(text(0))
      directory.makeDirectory('next')
    }
  })

  test('directories, links and their texts count like files', () => {
    const each = 1_000_000 / (node + name + 7)
    const two = [megabyte(), megabyte()] as const
    const [directories, links] = [
      untilFull(i => two[0].makeDirectory(String(1_000_000 + i))),
      untilFull(i => two[1].makeLink(String(1_000_000 + i), 'x'.repeat(1000))),
    ]
    expect(directories).toBe(Math.floor(each))
    expect(links).toBe(Math.floor(1_000_000 / (node + name + 7 + 1000)))
  })

  test('names beyond the first one count', () => {
    const directory = megabyte()
    create(directory, 'file')
    const names = untilFull(i => directory.link('file', directory, String(1_000_000 + i)))
    expect(names).toBe(Math.floor((1_000_000 - node - name - 4) / (name + 7)))
    for (let i = 0; i < names; i++) directory.removeFile(String(1_000_000 + i))
    expect(untilFull(i => directory.link('file', directory, String(2_000_000 + i)))).toBe(names)
  })

  test('as many files as are said, whatever they are', () => {
    const directory = make({ files: 6 })
    create(directory, 'a')
    directory.link('a', directory, 'b')
    directory.makeDirectory('c')
    directory.makeLink('d', 'a')
    create(directory.enter('c'), 'e')
    create(directory, 'f')
    expect(() => create(directory, 'g')).toThrow('ENOSPC')
    expect(() => directory.link('a', directory, 'g')).toThrow('ENOSPC')
    directory.rename('a', directory, 'g')
    directory.rename('g', directory, 'f')
    create(directory, 'h')
    expect(() => directory.makeDirectory('i')).toThrow('ENOSPC')
  })

  test('all of it can be content, to the byte, in one file or in many', () => {
    const size = 10_000_000
    for (const portion of [1000, 65536, 262144, 300_000, 2_500_000]) {
      const directory = make({ capacity: size + 100 * (node + name + 3) })
      const files = Array.from({ length: 100 }, (_, i) => directory.open(String(100 + i), writing))
      const bytes = new Uint8Array(portion).fill(1)
      const written = untilFull(i => files[i % 100]!.write(bytes, 'end')) * portion
      expect(written).toBeGreaterThan(size - portion)
      files[7]!.write(bytes.subarray(0, size - written), 'end')
      expect(() => files[8]!.write(bytes.subarray(0, 1), 'end')).toThrow('ENOSPC')
      expect(files.reduce((sum, file) => sum + file.stat().size, 0n)).toBe(BigInt(size))
    }
  })

  test('an open file is there until it is closed', () => {
    const directory = make({ capacity: 2000 })
    const file = directory.open('file', writing)
    file.write(new Uint8Array(1000), 0)
    directory.removeFile('file')
    expect(() => directory.open('next', writing).write(new Uint8Array(1000), 0)).toThrow('ENOSPC')
    file.close()
    file.close()
    expect(directory.open('next', writing).write(new Uint8Array(1000), 0)).toBe(1000)
    expect(() => directory.makeDirectory('more')).toThrow('ENOSPC')
  })

  test('a full disk can be put in order', () => {
    const directory = make({ capacity: 3 * (node + name + 1) })
    for (const text of ['a', 'b', 'c']) create(directory, text)
    expect(() => directory.rename('a', directory, 'longer')).toThrow('ENOSPC')
    expect(directory.list().map(entry => entry.name)).toEqual(['a', 'b', 'c'])
    directory.rename('a', directory, 'd')
    directory.rename('d', directory, 'c')
    expect(
      directory
        .list()
        .map(entry => entry.name)
        .sort(),
    ).toEqual(['b', 'c'])
    create(directory, 'e')
    expect(() => create(directory, 'f')).toThrow('ENOSPC')
  })

  test('after many operations and the removal of all there is as much space as at first', () => {
    const directory = make({ capacity: 60_000, files: 50 })
    let state = 1
    const pick = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0
      return (state >>> 8) % below
    }
    const text = () => (pick(9) === 0 ? 'dir' : 'abcdefgh'[pick(8)]! + 'x'.repeat(pick(3) * 10))
    const inner = () => (pick(2) ? directory : directory.enter('dir'))
    const attempts: readonly (() => void)[] = [
      () => create(inner(), text()),
      () => inner().makeLink(text(), 'y'.repeat(pick(100))),
      () => inner().makeDirectory(text()),
      () => inner().link(text(), inner(), text()),
      () => inner().rename(text(), inner(), text()),
      () => inner().removeFile(text()),
      () => inner().removeDirectory(text()),
      () => directory.makeDirectory('dir'),
      () => {
        const file = inner().open(text(), { ...writing, truncate: pick(3) === 0 })
        try {
          file.write(new Uint8Array(pick(3000)), pick(2) ? 'end' : pick(3000))
          file.resize(pick(5000))
        } finally {
          file.close()
        }
      },
    ]
    const codes = new Set<string>()
    for (let i = 0; i < 20_000; i++) {
      try {
        attempts[pick(attempts.length)]!()
      } catch (error) {
        codes.add((error as { code: string }).code)
      }
    }
    expect([...codes].sort()).toEqual([
      'EEXIST',
      'EINVAL',
      'EISDIR',
      'ELOOP',
      'ENOENT',
      'ENOSPC',
      'ENOTDIR',
      'ENOTEMPTY',
      'EPERM',
    ])
    const clear = (tree: Directory): void => {
      for (const { name, filetype } of tree.list()) {
        if (filetype !== 'directory') tree.removeFile(name)
        else {
          clear(tree.enter(name))
          tree.removeDirectory(name)
        }
      }
    }
    clear(directory)
    const file = directory.open('all', writing)
    expect(file.write(new Uint8Array(60_000 - node - name - 3), 0)).toBe(60_000 - node - name - 3)
    expect(() => file.write(new Uint8Array(1), 'end')).toThrow('ENOSPC')
    file.resize(0)
    expect(untilFull(i => directory.link('all', directory, String(i)))).toBe(49)
  })

  test.each([Number.NaN, -1, '1000'])('a capacity of %s is none', limit => {
    expect(() => make({ capacity: limit })).toThrow('the capacity of a file system must be a number')
    expect(() => make({ files: limit })).toThrow('the number of files of a file system must be a number')
  })
})

test('what a tree brings along counts', () => {
  const tree = { file: 'content', link: symbolicLink('file'), dir: { inner: new Uint8Array(1000) } }
  const size = 7 + 4 + 1000 + 4 * (node + name) + 'filelinkdirinner'.length
  memory(tree, { capacity: size, files: 4 })
  expect(() => memory(tree, { capacity: size - 1 })).toThrow('ENOSPC')
  expect(() => memory(tree, { files: 3 })).toThrow('ENOSPC')
})

describe('below an overlay', () => {
  const below = () =>
    memory(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`file${100 + i}`, 'x'])))

  test('names count neither when they are there nor when they go', () => {
    const directory = overlay(below(), { capacity: node + name + 7, files: 1 })
    expect(directory.list().length).toBe(100)
    for (let i = 0; i < 50; i++) directory.removeFile(`file${100 + i}`)
    create(directory, 'a')
    expect(() => create(directory, 'b')).toThrow('ENOSPC')
    directory.removeFile('a')
    create(directory, 'b')
    expect(() => directory.rename('file160', directory, 'c')).toThrow('ENOSPC')
    directory.rename('b', directory, 'file160')
    expect(directory.list().length).toBe(50)
  })

  test('content counts when it is changed', () => {
    const directory = overlay(memory({ large: new Uint8Array(5000) }), { capacity: 6000 })
    const file = directory.open('large', writing)
    expect(file.write(new Uint8Array([1]), 0)).toBe(1)
    expect(() => directory.open('other', writing).write(new Uint8Array(1000), 0)).toThrow('ENOSPC')
    file.close()
    directory.removeFile('large')
    expect(directory.open('other', writing).write(new Uint8Array(5000), 0)).toBe(5000)
  })

  test('copying a large file asks now and then whether it may go on', () => {
    const directory = overlay(memory({ large: new Uint8Array(20 << 20) }), { capacity: 30 << 20 })
    let asked = 0
    const stop = () => {
      if (++asked === 10) throw new TypeError('stopped')
    }
    const file = directory.open('large', { ...writing, check: stop })
    expect(() => file.write(new Uint8Array([1]), 0)).toThrow('stopped')
    // Nothing of the half that was copied is left.
    expect(directory.open('other', writing).write(new Uint8Array(29 << 20), 0)).toBe(29 << 20)
    expect(directory.look('large')).toMatchObject({ size: BigInt(20 << 20) })
  })
})

test('content in pieces is what a file of the host has', () => {
  const sides = [memory(), hostFolder(folder()), overlay(memory())]
  let state = 7
  const pick = (below: number) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0
    return (state >>> 8) % below
  }
  const files = sides.map(side => side.open('file', writing))
  const edges = [0, 1, 63, 64, 65, 262143, 262144, 262145, 524288, 700_000, 1_048_576]
  for (let i = 0; i < 300; i++) {
    const bytes = new Uint8Array(edges[pick(9)]! + pick(3)).fill(i)
    const [position, size] = [edges[pick(edges.length)]! + pick(2), edges[pick(edges.length)]!]
    const how = pick(6)
    const read = files.map(file => {
      if (how === 0) file.resize(size)
      else file.write(bytes, how === 1 ? 'end' : position)
      const buffer = new Uint8Array(1_000_000).fill(255)
      const count = file.read(buffer, size)
      return [file.stat().size, count, Buffer.from(buffer).toString('latin1')]
    })
    for (const other of read.slice(1))
      if (other.some((value, at) => value !== read[0]![at])) expect([i, how, position, size]).toEqual([])
    if (files[0]!.stat().size > 8_000_000n) for (const file of files) file.resize(0)
  }
})

test('listing a large directory asks now and then whether it may go on', () => {
  const below = memory()
  for (let i = 0; i < 10_000; i++) create(below, String(i))
  for (const directory of [below, overlay(below)]) {
    const guest = calls({
      preopens: { '/': directory },
      check: () => {
        throw new TypeError('stopped')
      },
    })
    expect(() => guest.readdir(3)).toThrow('stopped')
  }
})

describe('a guest fills its disk and not its host', () => {
  test.each([
    ['files', 'directory.open(String(i), how).close()'],
    ['directories', 'directory.makeDirectory(String(i))'],
    ['links', "i === 0 ? directory.open('0', how).close() : directory.link('0', directory, String(i))"],
    ['symbolic links', "directory.makeLink(String(i), 'x'.repeat(4000))"],
    ['files of one byte', 'directory.open(String(i), how).write(new Uint8Array(1), 0)'],
    // An engine may keep the whole path for the sake of the name.
    [
      'names that are parts of long paths',
      "directory.open(('y'.repeat(4000) + i + '.'.repeat(20)).slice(4000), how).close()",
    ],
  ])('%s', (_, act) => {
    for (const make of ['memory({}, { capacity: 20e6 })', 'overlay(memory(), { capacity: 20e6 })']) {
      const body = `const directory = ${make}
        const how = { create: true, write: true }
        try {
          for (let i = 0; i < 1e6; i++) ${act}
        } catch ({ code }) {
          result = code
        }`
      const { megabytes, result } = peak({ imports: { 'imports/fs/index.js': '{ memory, overlay }' }, body })
      expect(result).toBe('ENOSPC')
      expect(megabytes).toBeLessThan(100)
    }
  })
})
