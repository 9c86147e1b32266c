// V8's code for the command line itself: the first run leaves it, later ones take it, and none needs it.
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
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

let folder = ''
let place = ''
/** The files that make the command line, alone. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jitsam-'))
  place = join(folder, 'dist/src/cli')
  mkdirSync(place, { recursive: true })
  cpSync(`${root}package.json`, join(folder, 'package.json'))
  for (const name of ['main.cjs', 'bundle.cjs', 'translator.cjs'])
    cpSync(`${root}dist/src/cli/${name}`, join(place, name))
})
afterEach(() => rmSync(folder, { recursive: true }))

const guest = `${root}test/fixtures/wasi/hello.wasm`

function jitsam(args: readonly string[], flags: readonly string[] = []) {
  const all = [...flags, join(place, 'main.cjs'), ...args]
  const env = { ...process.env, NODE_OPTIONS: undefined }
  const { stdout, stderr, status } = spawnSync(process.execPath, all, { encoding: 'utf8', env })
  return { stdout, stderr, status }
}

const hello = { stdout: 'hello from wasm\n', stderr: '', status: 0 }

/** The files of code, with their times. */
const kept = () =>
  readdirSync(place)
    .filter(name => /\.cjs\../.test(name))
    .map(name => ({ path: join(place, name), inode: statSync(join(place, name)).ino }))

test('the first run leaves it, and the second takes it as it is', () => {
  expect(jitsam(['run', guest])).toEqual(hello)
  const first = kept()
  expect(first).toHaveLength(1)
  expect(first[0]!.path).toContain(process.version)
  expect(jitsam(['run', guest])).toEqual(hello)
  expect(kept()).toEqual(first)
})

test('the code of what translates is left by the first run that does', () => {
  jitsam(['run', guest])
  const first = kept()
  const longer = ['run', '--cachedir', join(folder, 'cache'), `${root}bench/programs/xxhash.wasm`]
  jitsam(longer)
  const second = kept()
  expect(second.filter(({ path }) => path.includes('translator.cjs'))).toHaveLength(1)
  expect(second.filter(({ path }) => !path.includes('translator.cjs'))).toEqual(first)
  jitsam(longer)
  expect(kept()).toEqual(second)
})

test.each([
  { what: 'another command', args: ['version'], flags: [] },
  { what: 'a run that fails', args: ['run', 'nowhere.wasm'], flags: [] },
  { what: 'a run with flags of V8', args: ['run', guest], flags: ['--jitless'] },
])('$what leaves none', ({ args, flags }) => {
  jitsam(args, flags)
  expect(kept()).toEqual([])
})

test.each([
  { damage: 'cut off', harm: (path: string) => truncateSync(path, 1000) },
  { damage: 'empty', harm: (path: string) => truncateSync(path, 0) },
  { damage: 'something else', harm: (path: string) => writeFileSync(path, readFileSync(guest)) },
])('code that is $damage is not taken', ({ harm }) => {
  jitsam(['run', guest])
  harm(kept()[0]!.path)
  expect(jitsam(['run', guest])).toEqual(hello)
})

test('flags that change the code do not harm', () => {
  jitsam(['run', guest])
  expect(jitsam(['run', guest], ['--no-opt'])).toEqual(hello)
  expect(jitsam(['run', guest], ['--stack-size=2000'])).toEqual(hello)
})
