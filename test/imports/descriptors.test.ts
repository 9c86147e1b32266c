// What is opened is closed: by the system when its guest ends, by the embedder what the embedder uses itself.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Directory, type Folder, overlay, readOnly } from '#imports/fs/index.js'
import { hostFolder } from '#imports/fs/node/index.js'
import { go } from '#imports/go/index.js'
import { wasi } from '#imports/wasi/index.js'
import { folder, openIn } from './systems.js'

const limited = existsSync('/proc/self/fd') ? test : test.skip

limited('2,000 runs with at most 256 descriptors', { timeout: 120_000 }, () => {
  const script = new URL('descriptors.mjs', import.meta.url).pathname
  const { stdout, stderr } = spawnSync(
    'sh',
    ['-c', 'ulimit -n 256; exec "$0" "$1" 2000', process.execPath, script],
    { encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(JSON.parse(stdout)).toEqual({
    ...{ returned: 400, exited: 400, trapped: 400, refused: 400, left: 0 },
    reported: expect.any(Number),
  })
})

type Make = (path: string) => Folder

const views: readonly (readonly [name: string, make: Make])[] = [
  ['a folder', path => hostFolder(path)],
  ['a folder held by its path', path => hostFolder(path, { holding: 'path' })],
  ['a view', path => readOnly(hostFolder(path))],
  ['an overlay', path => overlay(hostFolder(path))],
]

describe.each(views)('%s', (name, make) => {
  const withFile = () => {
    const path = folder()
    mkdirSync(`${path}/below`)
    writeFileSync(`${path}/below/file`, 'some text')
    return path
  }

  const text = (tree: Directory) => {
    const below = tree.enter('below')
    const file = below.open('file', { read: true })
    const buffer = new Uint8Array(20)
    const count = file.read(buffer, 0)
    file.close()
    below.close()
    return Buffer.from(buffer.subarray(0, count)).toString()
  }

  limited('holds nothing open before it is used, and after it is closed', () => {
    const path = withFile()
    const tree = make(path)
    expect(openIn(path)).toBe(0)
    expect(text(tree)).toBe('some text')
    tree.close()
    expect(openIn(path)).toBe(0)
    tree.close()
  })

  limited('is closed by `using`', () => {
    const path = withFile()
    const tree = make(path)
    tree.list()
    tree[Symbol.dispose]()
    expect(openIn(path)).toBe(0)
    if (name !== 'an overlay') expect(() => tree.reopen().list()).toThrow('EBADF')
  })

  test('is the folder that it was, or none', () => {
    const path = withFile()
    const tree = make(`${path}/below`)
    renameSync(`${path}/below`, `${path}/moved`)
    mkdirSync(`${path}/below`)
    writeFileSync(`${path}/below/file`, 'another text')
    expect(() => tree.reopen().open('file', { read: true })).toThrow('ENOENT')
  })

  limited('systems that are never run close what they have opened', () => {
    const path = withFile()
    const tree = make(path)
    const preopens = { '/': tree, '/same': tree }
    const systems = [wasi({ preopens }), go({ preopens, global: 'closed' })]
    for (const system of systems) system[Symbol.dispose]()
    for (const system of systems) system.close()
    expect(openIn(path)).toBe(0)
  })

  limited('nor does a program of Go that cannot be run', async () => {
    const path = withFile()
    const program = go({ preopens: { '/': make(path) }, global: 'closed' })
    await expect(program.run({ exports: {} })).rejects.toThrow('not a program of GOOS=js')
    expect(openIn(path)).toBe(0)
  })

  limited('nor is anything left of a system that cannot be made', () => {
    const path = withFile()
    const gone = make(`${path}/below`)
    renameSync(`${path}/below`, `${path}/moved`)
    const preopens = { '/': make(path), '/gone': gone }
    // An overlay looks below when it is asked for something.
    if (name !== 'an overlay') expect(() => wasi({ preopens })).toThrow('ENOENT')
    expect(() => wasi({ preopens: { ...preopens, '/\0': make(path) } })).toThrow('NUL')
    expect(openIn(path)).toBe(0)
  })
})

limited('a file of an overlay that is emptied lets go of what is below', () => {
  const path = folder()
  writeFileSync(`${path}/file`, 'some text')
  const tree = overlay(hostFolder(path)).reopen()
  const reader = tree.open('file', { read: true })
  reader.read(new Uint8Array(4), 0)
  expect(openIn(path)).toBe(2)
  const writer = tree.open('file', { write: true, truncate: true })
  for (const each of [reader, writer, tree]) each.close()
  expect(openIn(path)).toBe(0)
})
