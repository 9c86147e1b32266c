// `--cachedir` from outside: a run leaves an entry and the next run takes it, whatever has happened to it
// meanwhile.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from '../sources.js'

const main = `${root}dist/src/cli/main.js`
const fixture = (name: string) => `${root}test/fixtures/${name}`

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const cachedir = () => join(folder, 'deep', 'cache')

/** A command with the cache, and `words.wasm`, which is translated function by function. */
function jitsam(command: string, ...rest: readonly string[]) {
  const args = [main, command, `--cachedir=${cachedir()}`, ...rest]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    input: 'the cat and the dog',
    encoding: 'utf8',
  })
  return { stdout, stderr, status }
}

const words = () => jitsam('run', fixture('wasi/words.wasm'), 'the')
const output = { stdout: '   1 and\n   1 cat\n   1 dog\n', stderr: '', status: 0 }

/** Every file of the cache. */
const files = () =>
  readdirSync(cachedir(), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))

/** When the only entry was written, and what it holds. */
const only = () => {
  expect(files()).toHaveLength(1)
  const [file] = files()
  return { file: file!, inode: statSync(file!).ino, bytes: readFileSync(file!) }
}

/** The texts in an entry are plain ASCII. */
const holds = (text: string) => only().bytes.includes(text)

test('the second run needs no translation, and writes nothing', () => {
  const plain = spawnSync(process.execPath, [main, 'run', fixture('wasi/words.wasm'), 'the'], {
    input: 'the cat and the dog',
    encoding: 'utf8',
  })
  expect(words()).toEqual(output)
  expect(plain.stdout).toBe(output.stdout)
  const { inode, bytes } = only()
  expect(words()).toEqual(output)
  expect(only()).toMatchObject({ inode, bytes })
})

test('runs with other flags of V8 leave each other alone', () => {
  const run = (...flags: readonly string[]) => {
    const args = [...flags, main, 'run', `--cachedir=${cachedir()}`, fixture('wasi/hello.wasm')]
    expect(spawnSync(process.execPath, args, { encoding: 'utf8' }).stdout).toBe('hello from wasm\n')
    return files().map(file => statSync(file).ino)
  }
  const first = run()
  expect(first).toHaveLength(1)
  const both = run('--no-opt')
  expect(both).toHaveLength(2)
  expect(run().sort()).toEqual(both.sort())
  expect(run('--no-opt').sort()).toEqual(both.sort())
})

test('what is in the cache is what runs', () => {
  const run = () => jitsam('run', '--invoke', 'add', fixture('functions/functions.wasm'), '2', '3')
  expect(run().stdout).toBe('5\n')
  expect(holds('l0+l1|0')).toBe(true)
  expect(run().stdout).toBe('5\n')
})

test.each<[string, (file: string) => void]>([
  ['cut off', file => truncateSync(file, statSync(file).size >> 1)],
  ['empty', file => truncateSync(file, 0)],
  ['changed', file => writeFileSync(file, readFileSync(file).fill(7, 5000, 5010))],
  ['of another module', file => copyFileSync(fixture('wasi/hello.wasm'), file)],
])('an entry that is %s is written again', (_, damage) => {
  words()
  const { file, bytes } = only()
  damage(file)
  expect(words()).toEqual(output)
  expect(only().bytes.length).toBeGreaterThan(bytes.length / 2)
  expect(only().bytes.subarray(0, 8).toString()).toMatch(/^jitsam \d$/)
})

/** It works long enough to be translated. */
const fib = `${root}bench/programs/fib.wasm`

test('another module, and other options, have entries of their own', () => {
  words()
  jitsam('run', fixture('wasi/hello.wasm'))
  expect(files()).toHaveLength(2)
  expect(jitsam('run', '--timeout', '1m', fixture('wasi/hello.wasm')).stdout).toBe('hello from wasm\n')
  expect(files()).toHaveLength(3)
  expect(jitsam('run', '--timeout', '1m', fib).stdout).toBe('39088169\n')
  expect(files()).toHaveLength(4)
  expect(files().filter(file => readFileSync(file).includes('overdue()'))).toHaveLength(2)
})

test('compile fills the cache with all functions, for runs with a timeout and without', () => {
  expect(jitsam('compile', fib)).toEqual({ stdout: '', stderr: '', status: 0 })
  const timedFile = () => files().find(file => readFileSync(file).includes('overdue()'))!
  const { size } = statSync(timedFile())
  expect(files()).toHaveLength(2)
  const number = { stdout: '39088169\n', stderr: '', status: 0 }
  const plain = () => jitsam('run', fib)
  const timed = () => jitsam('run', '--timeout=1m', fib)
  expect([plain(), timed()]).toEqual([number, number])
  // Now it is known which functions are called often, and the engine's code for them is there.
  expect(files()).toHaveLength(2)
  expect(statSync(timedFile()).size).toBeGreaterThan(size)
  const inodes = () => files().map(file => statSync(file).ino)
  const before = inodes()
  expect([plain(), timed()]).toEqual([number, number])
  expect(inodes()).toEqual(before)
})

test('many processes at once leave one whole entry', async () => {
  const runs = Array.from({ length: 6 }, async () => {
    const args = [main, 'run', `--cachedir=${cachedir()}`, fixture('wasi/words.wasm'), 'the']
    const child = spawn(process.execPath, args)
    const parts: Buffer[] = []
    child.stdout.on('data', part => parts.push(part))
    child.stdin.end('the cat and the dog')
    await once(child, 'close')
    return Buffer.concat(parts).toString()
  })
  expect(await Promise.all(runs)).toEqual(runs.map(() => output.stdout))
  const { inode } = only()
  expect(words()).toEqual(output)
  expect(only().inode).toBe(inode)
})

test('a folder that cannot be used is a complaint', () => {
  writeFileSync(join(folder, 'deep'), '')
  expect(words()).toEqual({ stdout: '', stderr: `invalid cachedir: ${cachedir()} is not dir\n`, status: 1 })
})
