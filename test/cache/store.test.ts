// The cache of the library: text goes into a store and comes back, and what is not exactly that is not used.
import { createHash } from 'node:crypto'
import { chmodSync, lstatSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { readText, writeText } from '#src/cache/text.js'
import { folderCache } from '#src/cli/folder-cache.js'
import { type CompileOptions, compile, Deadline, saveCode, WebAssembly } from '#src/index.js'
import { assemble } from '../wat.js'

const bytes = await assemble(`(module
  (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)
  (func (export "other") (param i32) (result i32) local.get 0 i32.const 7 i32.mul))`)

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jitsam-store-'))
  folders.push(folder)
  return join(folder, 'a', 'b')
}

/** A store that takes its time, as one behind a network does. */
class Slow {
  readonly texts = new Map<string, string>()
  async get(name: string): Promise<string | null> {
    await null
    return this.texts.get(name) ?? null
  }
  async set(name: string, text: string): Promise<void> {
    await null
    this.texts.set(name, text)
  }
}

interface Run {
  readonly sum: unknown
  readonly saved: boolean
}

/** What a process does: compiles, runs, keeps. All functions are translated, so that none is interpreted. */
async function run(cache: Map<string, string> | Slow, options: CompileOptions = {}): Promise<Run> {
  const module = await compile(bytes, { lazy: 'never', ...options, cache })
  const { add } = new WebAssembly.Instance(module).exports as { add: (a: number, b: number) => number }
  return { sum: add(2, 3), saved: await saveCode(module) }
}

const digestUnder = (name: string) => async (text: string) =>
  createHash('sha256').update(`${name}\n${text}`).digest('hex')

/** Makes the entries of a store such that add adds otherwise, with everything about them right. */
async function forge(store: Map<string, string>): Promise<void> {
  for (const [name, text] of store) {
    const digest = digestUnder(name)
    const known = (await readText(text, digest))!
    const translated = new Map(
      [...known.translated].map(([index, fn]) => [
        index,
        { ...fn, text: fn.text.replace(/(l0 ?\+ ?l1)( ?\| ?0)/, '$1 + 1000$2') },
      ]),
    )
    store.set(name, await writeText({ ...known, translated }, digest))
  }
}

test.each([
  ['a Map', () => new Map<string, string>()],
  ['a store that answers later', () => new Slow()],
])('%s: the second process has nothing to keep', async (_, make) => {
  const store = make()
  expect(await run(store)).toEqual({ sum: 5, saved: true })
  expect(await run(store)).toEqual({ sum: 5, saved: false })
})

test('what was kept is what runs', async () => {
  const store = new Map<string, string>()
  await run(store)
  await forge(store)
  expect(await run(store)).toEqual({ sum: 1005, saved: false })
})

test('an entry is good for its own name only', async () => {
  const store = new Map<string, string>()
  await run(store)
  const [name] = store.keys()
  await run(store, { deadline: new Deadline() })
  const [other] = [...store.keys()].filter(key => key !== name)
  await forge(store)
  store.set(other!, store.get(name!)!)
  expect((await run(store, { deadline: new Deadline() })).sum).toBe(5)
})

test('options that text depends on have entries of their own, and so have other bytes', async () => {
  const store = new Map<string, string>()
  await run(store)
  await run(store, { lazy: 'always' })
  await run(store, { deadline: new Deadline() })
  expect(store.size).toBe(3)
  await saveCode(await compile(await assemble('(module (func))'), { cache: store }))
  expect(store.size).toBe(4)
})

test('no part of an entry may be missing or another', async () => {
  const store = new Map<string, string>()
  await run(store)
  await forge(store)
  const [[name, text]] = store as unknown as [[string, string]]
  for (let at = 0; at < text.length; at += 7) {
    const letter = String.fromCharCode(text.charCodeAt(at) ^ 1)
    store.set(name, text.slice(0, at) + letter + text.slice(at + 1))
    expect((await run(store)).sum).toBe(5)
    store.set(name, text.slice(0, at))
    expect((await run(store)).sum).toBe(5)
  }
})

test.each([null, 5, '', 'x', new Uint8Array(100)])('%s is no entry', async found => {
  const module = await compile(bytes, { cache: { get: () => found, set: () => {} } })
  expect((new WebAssembly.Instance(module).exports.add as (a: number, b: number) => number)(2, 3)).toBe(5)
})

test('what is wrong with the bytes, the store or the options is said', async () => {
  const cache = new Map<string, string>()
  await expect(compile(Uint8Array.of(1), { cache })).rejects.toThrow(WebAssembly.CompileError)
  await expect(saveCode(compile(bytes))).rejects.toThrow('the module was compiled without a cache')
  await expect(compile(bytes, { cache, listen: () => undefined })).rejects.toThrow(TypeError)
  const full = () => Promise.reject(new Error('disk full'))
  await expect(compile(bytes, { cache: { get: full, set: full } })).rejects.toThrow('disk full')
  const module = await compile(bytes, { lazy: 'never', cache: { get: () => undefined, set: full } })
  await expect(saveCode(module)).rejects.toThrow('disk full')
})

test('a folder has a file for each, which is the user’s alone', async () => {
  const folder = newFolder()
  const module = await compile(bytes, { lazy: 'never', cache: folderCache(folder) })
  new WebAssembly.Instance(module)
  expect(await saveCode(module)).toBe(true)
  const [file] = readdirSync(folder)
  expect(lstatSync(join(folder, file!)).mode & 0o777).toBe(0o600)
  const again = await compile(bytes, { lazy: 'never', cache: folderCache(folder) })
  expect(await saveCode(again)).toBe(false)
})

test.runIf(process.geteuid !== undefined)('a folder or file that others can write is not used', async () => {
  const warn = vi.spyOn(console, 'error').mockImplementation(() => {})
  const folder = newFolder()
  const store = folderCache(folder)
  store.set('ab', 'text')
  expect(store.get('ab')).toBe('text')
  chmodSync(join(folder, 'ab.code'), 0o666)
  expect(store.get('ab')).toBe(undefined)
  chmodSync(join(folder, 'ab.code'), 0o600)
  chmodSync(folder, 0o777)
  expect(folderCache(folder).get('ab')).toBe(undefined)
  expect(warn.mock.calls.flat().join('\n')).toMatch(/others can write to it.*\n.*others can write to it/)
  warn.mockRestore()
})

test('a name is no path', () => {
  expect(() => folderCache(newFolder()).get('../../etc/passwd')).toThrow(TypeError)
})

test('what is slow in its first text is kept in a better one', async () => {
  const wide = await assemble(`(module (func (export "pow") (param i64 i32) (result i64) (local i64)
    (local.set 2 (i64.const 1))
    (loop (local.set 2 (i64.mul (local.get 2) (local.get 0)))
      (br_if 0 (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
    (local.get 2))
    ${'(func (param i64) (result i64) (i64.add (local.get 0) (i64.const 77777)))'.repeat(900)})`)
  const store = new Map<string, string>()
  const pow = async () => {
    const module = await compile(wide, { cache: store })
    const { exports } = new WebAssembly.Instance(module)
    const result = (exports as { pow: (x: bigint, n: number) => bigint }).pow(3n, 30)
    return { result, saved: await saveCode(module) }
  }
  expect(await pow()).toEqual({ result: 3n ** 30n, saved: true })
  expect([...store.values()].join()).toMatch(/function f0\(/)
  expect(await pow()).toEqual({ result: 3n ** 30n, saved: false })
})

test('first texts are kept, with what decides for how long they will do', async () => {
  const store = new Map<string, string>()
  expect(await run(store, { lazy: 'auto' })).toEqual({ sum: 5, saved: true })
  expect([...store.values()].join()).toContain('(l0+l1|0)')
  await forge(store)
  expect(await run(store, { lazy: 'auto' })).toEqual({ sum: 1005, saved: false })
})
